import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { ConsentId, TenantId } from '../../../kernel/ids.ts';
import { jsonOf } from '../../../platform/json.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { appendEntry, parseToken } from '../../tenancy/index.ts';
import { endConsent } from '../consents.ts';
import { InvalidGrant } from './library.ts';

/** Where the issuer of one tenant keeps what it must remember: rows of that tenant, found by the hash of their secret names. */
export function recordsOf(platform: Platform, tenantId: TenantId): (model: string) => Adapter {
  const { db } = platform;
  return (model) => ({
    upsert: (id, payload) => db.write(tenantId, (tx) => save(tx, { model, id, payload })),
    find: (id) => db.read(tenantId, (tx) => find(tx, { model, id })),
    findByUid: (uid) => db.read(tenantId, (tx) => findByUid(tx, { model, uid })),
    findByUserCode: () => Promise.reject(new Error('Bug: there is no device flow.')),
    consume: (id) => db.write(tenantId, (tx) => consume(tx, { model, id })),
    destroy: (id) => db.write(tenantId, (tx) => (model === 'Grant' ? endGrant(platform, tx, id) : destroy(tx, { model, id }))),
    revokeByGrantId: (grantId) => db.write(tenantId, (tx) => revokeByGrant(tx, { model, grantId })),
  });
}

/** Forgets what has ended. */
export async function forgetRecords({ sql, tenantId }: Tx): Promise<void> {
  await sql`delete from oidc_record where tenant_id = ${tenantId} and expires_at < now() - make_interval(days => ${KEPT_DAYS})`;
}

/** A refresh token that was used keeps its row until then, so that its second use is known for what it is. */
const KEPT_DAYS = 1;

interface Record {
  readonly model: string;
  readonly id: string;
}

/** An access token is looked up by the hash of its secret part, as every bearer token is. */
function recordHash(id: string): Buffer {
  return parseToken(id)?.secretHash ?? createHash('sha256').update(id).digest();
}

async function save(
  { sql, tenantId }: Tx,
  { model, id, payload: { jti: _name, ...payload } }: Record & { payload: AdapterPayload },
): Promise<void> {
  if (payload.exp === undefined) throw new Error(`Bug: a record of the model ${model} without an end`);
  // The interaction repeats the name of the session's cookie and never reads it.
  const { cookie: _cookie, ...session } = payload.session ?? {};
  const kept = payload.session ? { ...payload, session } : payload;
  await sql`
    insert into oidc_record (tenant_id, model, record_hash, payload, grant_id, user_id, uid, expires_at)
    values (${tenantId}, ${model}, ${recordHash(id)}, ${sql.json(jsonOf(kept))}, ${grantOf(model, id, payload)},
      ${payload.accountId ?? null}, ${payload.uid ?? null}, to_timestamp(${payload.exp}))
    on conflict (tenant_id, model, record_hash) do update
    set payload = excluded.payload, grant_id = excluded.grant_id, user_id = excluded.user_id, uid = excluded.uid,
      expires_at = excluded.expires_at`;
}

/** A grant is found again with what came of it. */
function grantOf(model: string, id: string, payload: AdapterPayload): string | null {
  return model === 'Grant' ? id : (payload.grantId ?? null);
}

interface Row {
  readonly payload: AdapterPayload;
  readonly consumedAt: Date | null;
}

async function find({ sql, tenantId }: Tx, { model, id }: Record): Promise<AdapterPayload | undefined> {
  const [row] = await sql<Row[]>`
    select payload, consumed_at as "consumedAt" from oidc_record
    where tenant_id = ${tenantId} and model = ${model} and record_hash = ${recordHash(id)}`;
  return row && { ...payloadOf(row), jti: id };
}

/** Only sessions are looked for so, to see that they still stand: their name stays unknown. */
async function findByUid(
  { sql, tenantId }: Tx,
  { model, uid }: { model: string; uid: string },
): Promise<AdapterPayload | undefined> {
  const [row] = await sql<Row[]>`
    select payload, consumed_at as "consumedAt" from oidc_record
    where tenant_id = ${tenantId} and model = ${model} and uid = ${uid}`;
  return row && payloadOf(row);
}

function payloadOf({ payload, consumedAt }: Row): AdapterPayload {
  return consumedAt === null ? payload : { ...payload, consumed: Math.floor(consumedAt.getTime() / 1_000) };
}

/** Of two uses at the same time the second one finds it used. */
async function consume({ sql, tenantId }: Tx, { model, id }: Record): Promise<void> {
  const consumed = await sql`
    update oidc_record set consumed_at = now()
    where tenant_id = ${tenantId} and model = ${model} and record_hash = ${recordHash(id)} and consumed_at is null returning 1`;
  if (consumed.length === 0) throw new InvalidGrant('already used');
}

async function destroy({ sql, tenantId }: Tx, { model, id }: Record): Promise<void> {
  await sql`
    delete from oidc_record where tenant_id = ${tenantId} and model = ${model} and record_hash = ${recordHash(id)}`;
}

async function revokeByGrant({ sql, tenantId }: Tx, { model, grantId }: { model: string; grantId: string }): Promise<void> {
  await sql`delete from oidc_record where tenant_id = ${tenantId} and model = ${model} and grant_id = ${grantId}`;
}

/** The issuer ends a grant when the app gives it back, or when a code or refresh token comes twice: its consent has ended then. */
async function endGrant({ clock }: Platform, tx: Tx, consentId: string): Promise<void> {
  const at = clock.now();
  // The id of a grant is that of its consent.
  const ended = await endConsent(tx, { consentId: consentId as ConsentId, at });
  if (!ended) return;
  await appendEntry(tx, at, {
    actorKind: 'issuer',
    credentialId: consentId,
    operation: 'revokeConsent',
    subject: { type: 'Consent', id: consentId },
    input: null,
    before: { revokedAt: null },
    after: { revokedAt: at },
    decision: 'ALLOWED',
    outcome: 'ConsentRevoked',
    reason: 'The app gave it back, or a code or refresh token came a second time.',
  });
}
