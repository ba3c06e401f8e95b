import type { OAuthClientId, PartyId, TenantId, UserId } from '../../../kernel/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { DENIALS_PER_WINDOW_MAX, writeInWindow } from './audit-denial.ts';

/** Whoever is not signed in can claim any credential, so that all failed log-ins of a tenant share one window. */
const FAILED_LOG_INS_PER_WINDOW_MAX = 60;
/** Sign-ins of one person that stand for themselves in a window: a right password is asked for as often as somebody types it. */
const SIGN_INS_PER_WINDOW_MAX = 5;

interface SignedIn {
  readonly tenantId: TenantId;
  readonly user: { readonly userId: UserId; readonly email: string; readonly partyId: PartyId | null };
  /** What they sign in to: the dashboard, or an app by its name. */
  readonly through: string;
  readonly sourceIp: string | null;
}

/** Writes that somebody gave their password, and to what. */
export async function auditSignIn(platform: Platform, { tenantId, user, through, sourceIp }: SignedIn): Promise<void> {
  const { userId, email, partyId } = user;
  const content = {
    actorKind: 'user',
    credentialId: null,
    partyId,
    onBehalfOf: `${email} through ${through}`,
    operation: 'signIn',
    subject: { type: 'User', id: userId },
    input: { credentialKind: 'user', email },
    decision: 'ALLOWED',
    outcome: 'SignedIn',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: `sign-ins of ${userId}`, countMax: SIGN_INS_PER_WINDOW_MAX, content });
}

interface RefusedConsent extends Omit<SignedIn, 'through'> {
  readonly clientId: OAuthClientId;
}

/** Writes that a person was asked to let an app in and did not. */
export async function auditRefusedConsent(
  platform: Platform,
  { tenantId, user: { userId, email, partyId }, clientId, sourceIp }: RefusedConsent,
): Promise<void> {
  const content = {
    actorKind: 'user',
    credentialId: null,
    partyId,
    onBehalfOf: email,
    operation: 'refuseConsent',
    subject: { type: 'OAuthClient', id: clientId },
    input: { clientId },
    decision: 'ALLOWED',
    outcome: 'ConsentRefused',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: `refusals of ${userId}`, countMax: SIGN_INS_PER_WINDOW_MAX, content });
}

interface ServiceSignedIn {
  readonly tenantId: TenantId;
  readonly client: { readonly clientId: OAuthClientId; readonly partyId: PartyId | null };
  readonly sourceIp: string | null;
}

/** Writes that a service gave its secret. */
export async function auditServiceSignIn(
  platform: Platform,
  { tenantId, client: { clientId, partyId }, sourceIp }: ServiceSignedIn,
): Promise<void> {
  const content = {
    actorKind: 'service',
    credentialId: clientId,
    partyId,
    operation: 'signIn',
    subject: { type: 'OAuthClient', id: clientId },
    input: { credentialKind: 'service' },
    decision: 'ALLOWED',
    outcome: 'SignedIn',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: `sign-ins of ${clientId}`, countMax: SIGN_INS_PER_WINDOW_MAX, content });
}

/** Writes that a program gave a wrong secret for a client. */
export async function auditFailedSecret(
  platform: Platform,
  { tenantId, clientId, sourceIp }: { tenantId: TenantId; clientId: OAuthClientId; sourceIp: string | null },
): Promise<void> {
  const content = {
    actorKind: 'unknown',
    credentialId: clientId,
    operation: 'signIn',
    subject: { type: 'OAuthClient', id: clientId },
    input: { credentialKind: 'service' },
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: tenantId, countMax: FAILED_LOG_INS_PER_WINDOW_MAX, content });
}

/** Writes that somebody gave a wrong password for a name, whether or not anybody is called so. */
export async function auditFailedPassword(
  platform: Platform,
  { tenantId, email, sourceIp }: { tenantId: TenantId; email: string; sourceIp: string | null },
): Promise<void> {
  const content = {
    actorKind: 'unknown',
    credentialId: null,
    operation: 'signIn',
    subject: null,
    input: { credentialKind: 'user', email },
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: tenantId, countMax: FAILED_LOG_INS_PER_WINDOW_MAX, content });
}

interface FailedLogIn {
  readonly tenantId: TenantId;
  /** The credential it claims to be; null when it names none. */
  readonly credentialId: string | null;
  /** What else it says of itself, and why it was refused where that helps. */
  readonly claim: { readonly credentialKind: string; readonly issuer?: string; readonly refusal?: string };
  readonly sourceIp: string | null;
}

/** Writes that a token which names the tenant was nobody's. Its credential is a claim. */
export async function auditFailedLogIn(
  platform: Platform,
  { tenantId, credentialId, claim, sourceIp }: FailedLogIn,
): Promise<void> {
  const content = {
    actorKind: 'unknown',
    credentialId,
    operation: 'signIn',
    subject: null,
    input: claim,
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: tenantId, countMax: FAILED_LOG_INS_PER_WINDOW_MAX, content });
}

/** Writes that a certificate of a trusted authority, which names a site, was not good: revoked, at its end, or never issued here. */
export async function auditRefusedCertificate(
  platform: Platform,
  { tenantId, siteId, edgeAgentId, fingerprint256, sourceIp }: RefusedCertificate,
): Promise<void> {
  const content = {
    actorKind: edgeAgentId === null ? 'unknown' : 'agent',
    credentialId: edgeAgentId,
    operation: 'signIn',
    subject: { type: 'Site', id: siteId },
    input: { credentialKind: 'certificate', fingerprint256 },
    decision: 'DENIED',
    outcome: 'UNAUTHENTICATED',
    sourceIp,
  } as const;
  await writeInWindow(platform, { tenantId, key: `certificates of ${siteId}`, countMax: DENIALS_PER_WINDOW_MAX, content });
}

interface RefusedCertificate {
  readonly tenantId: TenantId;
  readonly siteId: string;
  /** Whose it was; null when it is not known. */
  readonly edgeAgentId: string | null;
  readonly fingerprint256: string;
  readonly sourceIp: string | null;
}
