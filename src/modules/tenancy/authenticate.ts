import { createHash } from 'node:crypto';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Actor, hasExpired } from './actor.ts';
import { auditFailedLogIn } from './audit/audit-sign-in.ts';
import { bearerOf, type Credential, parseToken } from './credential.ts';
import type { CredentialUses } from './credential-uses.ts';

/** A proved credential is trusted this long before it is looked up again: the longest a revoked one still works. */
const TRUST_MS = 5_000;
const REMEMBERED_COUNT_MAX = 10_000;

/** Who is behind a credential at an instant of the wall clock. */
export type CredentialCheck = (tx: Tx, credential: Credential, wallNow: Date) => Promise<Actor | null>;

/** Who is behind a token that is none of ours; null when nobody is. */
export type TokenCheck = (token: string, sourceIp: string | null) => Promise<Actor | null>;

/** Answers who is behind an `Authorization` header; null when nobody is. Where it comes from is for the audit trail. */
export type Authenticate = (authorization: string | undefined, sourceIp?: string | null) => Promise<Actor | null>;

/** One check for each kind of credential; the module that keeps the credential brings it. */
export function authenticator(
  platform: Platform,
  checks: Record<Credential['kind'], CredentialCheck>,
  { foreign = null, uses = null }: { foreign?: TokenCheck | null; uses?: CredentialUses | null } = {},
): Authenticate {
  const remembered = new Map<string, { actor: Actor; untilMs: number }>();

  const proveOwn = async (credential: Credential, sourceIp: string | null): Promise<Actor | null> => {
    const { credentialId, kind: credentialKind } = credential;
    const tenant = platform.tenants.bySlug(credential.tenantSlug);
    if (!tenant) return null;
    const wallNow = platform.wallNow();
    const actor = await platform.db.read(tenant.tenantId, (tx) => checks[credential.kind](tx, credential, wallNow));
    if (!actor)
      await auditFailedLogIn(platform, { tenantId: tenant.tenantId, credentialId, claim: { credentialKind }, sourceIp });
    return actor;
  };

  const prove = async (token: string, sourceIp: string | null): Promise<Actor | null> => {
    const credential = parseToken(token);
    return credential ? proveOwn(credential, sourceIp) : ((await foreign?.(token, sourceIp)) ?? null);
  };

  return async (authorization, sourceIp = null) => {
    const token = bearerOf(authorization);
    if (!token) return null;
    // Tokens of other issuers are long, and no token is kept: only its hash is.
    const name = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(name);
    const isTrusted = known && known.untilMs > performance.now() && !hasExpired(known.actor, platform.wallNow());
    const actor = isTrusted ? known.actor : await prove(token, sourceIp);
    if (!actor) {
      remembered.delete(name);
      return null;
    }
    // What a person lets an app do ends at once when it is taken back.
    if (!isTrusted && actor.kind !== 'user' && actor.kind !== 'service') {
      if (remembered.size >= REMEMBERED_COUNT_MAX) remembered.clear();
      remembered.set(name, { actor, untilMs: performance.now() + TRUST_MS });
    }
    uses?.note(actor);
    return actor;
  };
}
