import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * What a bearer token stands for: a tenant's key, the enrolment of a site's agent, a support session, or what the tenant's
 * issuer gave out (an access token; a refresh token asks the issuer only). The prefix lets secret scanners find a leaked one.
 */
export type CredentialKind = 'api-key' | 'agent' | 'support' | 'access';

const PREFIX = { 'api-key': 'hfk', agent: 'hfa', support: 'hfs', access: 'hft' } as const satisfies Record<
  CredentialKind,
  string
>;
const KINDS: ReadonlyMap<string, CredentialKind> = new Map([
  [PREFIX['api-key'], 'api-key'],
  [PREFIX.agent, 'agent'],
  [PREFIX.support, 'support'],
  [PREFIX.access, 'access'],
]);
/** Tokens of other issuers have dots, and are as long as their issuer likes. */
const BEARER = /^Bearer ([\w.-]{1,8192})$/i;
const CHECKSUM_LENGTH = 7;
const SECRET_BYTES = 32;
const PREFIX_ID_LENGTH = 8;
/** Older tokens have no checksum at their end. */
const TOKEN = /^(hfk|hfa|hfs|hft)_([a-z0-9-]{1,40})_([0-9a-f]{32})_([A-Za-z0-9_-]{43}(?:[0-9a-z]{7})?)$/;

/** A bearer token taken apart. It names its tenant, so it is looked up inside that tenant and nowhere else. */
export interface Credential {
  readonly kind: CredentialKind;
  readonly tenantSlug: string;
  readonly credentialId: string;
  readonly secretHash: Buffer;
}

/** A new token and the hash to keep. 32 random bytes need no slow hash. */
export function issueToken({ kind, tenantSlug, credentialId }: Omit<Credential, 'secretHash'>): {
  token: string;
  secretHash: Buffer;
} {
  const name = `${PREFIX[kind]}_${tenantSlug}_${credentialId.replaceAll('-', '')}_`;
  const random = randomBytes(SECRET_BYTES).toString('base64url');
  const secret = `${random}${checksumOf(`${name}${random}`)}`;
  return { token: `${name}${secret}`, secretHash: hashOf(secret) };
}

/** The first characters of a token, which tell it from others and are no secret. */
export function tokenPrefix({ kind, tenantSlug, credentialId }: Omit<Credential, 'secretHash'>): string {
  return `${PREFIX[kind]}_${tenantSlug}_${credentialId.slice(0, PREFIX_ID_LENGTH)}`;
}

/** Takes a token apart, or answers null when it is none of ours. */
export function parseToken(token: string): Credential | null {
  const [, prefix, tenantSlug, hex, secret] = TOKEN.exec(token) ?? [];
  const kind = KINDS.get(prefix ?? '');
  if (!kind || !tenantSlug || !hex || !secret) return null;
  return {
    kind,
    tenantSlug,
    credentialId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    secretHash: hashOf(secret),
  };
}

/** The token of an `Authorization: Bearer …` header, or null. */
export function bearerOf(authorization: string | undefined): string | null {
  return BEARER.exec(authorization ?? '')?.[1] ?? null;
}

export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Tells a token from a text that looks like one, for scanners that look for leaked ones. It proves nothing. */
function checksumOf(text: string): string {
  return crc32(text).toString(36).padStart(CHECKSUM_LENGTH, '0');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
