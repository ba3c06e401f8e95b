import { randomBytes, randomUUID } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import type { Tx } from '../../../platform/tenant-db.ts';

/** What an issuer signs with: the first key of each kind, while the others still verify what was signed before. */
export interface IssuerKeys {
  readonly signing: readonly JWK[];
  readonly cookies: readonly string[];
}

const ROTATION_DAYS = 90;
/** Every process has read a new key by then, so that nobody meets a signature it does not know. */
const PUBLISHED_FIRST_HOURS = 2;
const SIGNING_ALGORITHM = 'ES256';
const COOKIE_KEY_BYTES = 32;

interface KeyRow {
  readonly use: 'SIGNING' | 'COOKIES';
  readonly secret: string;
  readonly isYoung: boolean;
  readonly isDue: boolean;
}

/** The keys of the tenant's issuer, made when there are none, and followed by new ones when they are due. */
export async function issuerKeys(tx: Tx): Promise<IssuerKeys> {
  const { sql, tenantId } = tx;
  // Two processes at once would each make one.
  await sql`select 1 from tenant where tenant_id = ${tenantId} for no key update`;
  await sql`
    update oidc_key set secret = null
    where tenant_id = ${tenantId} and created_at < now() - make_interval(days => ${2 * ROTATION_DAYS})`;
  const known = await readKeys(tx);
  for (const use of ['SIGNING', 'COOKIES'] as const) {
    if (!known.some((key) => key.use === use && !key.isDue)) await addKey(tx, use);
  }
  const keys = await readKeys(tx);
  return {
    // A key of ours was printed as a JWK.
    signing: ordered(keys, 'SIGNING').map((secret) => JSON.parse(secret) as JWK),
    cookies: ordered(keys, 'COOKIES'),
  };
}

/** Newest first, and those that not everybody knows yet at the end. */
function ordered(keys: readonly KeyRow[], use: KeyRow['use']): string[] {
  const own = keys.filter((key) => key.use === use);
  return [...own.filter((key) => !key.isYoung), ...own.filter((key) => key.isYoung)].map(({ secret }) => secret);
}

function readKeys({ sql, tenantId }: Tx): Promise<KeyRow[]> {
  return sql<KeyRow[]>`
    select use, secret, created_at > now() - make_interval(hours => ${PUBLISHED_FIRST_HOURS}) as "isYoung",
      created_at < now() - make_interval(days => ${ROTATION_DAYS}) as "isDue"
    from oidc_key where tenant_id = ${tenantId} and secret is not null order by created_at desc, oidc_key_id`;
}

async function addKey({ sql, tenantId }: Tx, use: KeyRow['use']): Promise<void> {
  const secret = use === 'SIGNING' ? await newSigningKey() : randomBytes(COOKIE_KEY_BYTES).toString('base64url');
  await sql`
    insert into oidc_key (tenant_id, oidc_key_id, use, secret, created_at)
    values (${tenantId}, ${randomUUID()}, ${use}, ${secret}, now())`;
}

async function newSigningKey(): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', privateKey);
  return JSON.stringify({ kty, crv, x, y, d, kid: randomUUID(), alg: SIGNING_ALGORITHM, use: 'sig' });
}
