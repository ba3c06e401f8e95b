import { createHash } from 'node:crypto';
import { Fault } from '../../platform/fault.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Caller } from './audit/append-entry.ts';
import { type AuditNote, auditChanges } from './audit/audit-change.ts';
import { canonicalJson } from './audit/canonical-json.ts';

/** What a mutation leaves behind: ids and plain values, so that it can be stored and replayed. */
export interface Outcome {
  readonly __typename: string;
}

export interface Change {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  /** Fields of the outcome that are shown once and never stored. */
  readonly forget?: readonly string[];
}

/** A change with a key that can be used, and who asked for it. */
export interface AskedChange extends Required<Change> {
  readonly caller: Caller;
  readonly credentialId: string;
  readonly key: string;
  readonly inputHash: Buffer;
}

/** A change that was carried out, and what its use-case said of it. */
export interface DoneChange<O extends Outcome = Outcome> {
  readonly asked: AskedChange;
  readonly outcome: O;
  readonly notes: readonly AuditNote[];
}

const KEY_LENGTH_MIN = 8;
const KEY_LENGTH_MAX = 100;

export function askedOf(caller: Caller, { operation, input, forget = [] }: Change): AskedChange {
  const key = input.idempotencyKey;
  if (key.length < KEY_LENGTH_MIN || key.length > KEY_LENGTH_MAX) {
    throw new Fault('BAD_USER_INPUT', {
      tell: `\`idempotencyKey\` must have ${KEY_LENGTH_MIN} to ${KEY_LENGTH_MAX} characters.`,
    });
  }
  if (!/^[\x20-\x7e]+$/.test(key)) {
    throw new Fault('BAD_USER_INPUT', { tell: '`idempotencyKey` must be printable ASCII.' });
  }
  const inputHash = createHash('sha256')
    .update(canonicalJson([operation, input]))
    .digest();
  return { caller, operation, input, forget, credentialId: caller.actor.credentialId, key, inputHash };
}

/** Takes the keys of changes for this transaction, and returns the changes whose keys nobody has used before. */
export async function claim(
  tx: Tx,
  { changes, now }: { changes: readonly AskedChange[]; now: Date },
): Promise<readonly AskedChange[]> {
  // In one order, so that two transactions that want the same keys wait for each other and never in a circle.
  const taken = await tx.sql<{ credentialId: string; key: string }[]>`
    insert into idempotent_outcome (tenant_id, credential_id, idempotency_key, operation, input_hash, created_at)
    select ${tx.tenantId}::uuid, credential_id, idempotency_key, operation, decode(input_hash, 'hex'), ${now}::timestamptz
    from unnest(
      ${changes.map(({ credentialId }) => credentialId)}::uuid[],
      ${changes.map(({ key }) => key)}::text[],
      ${changes.map(({ operation }) => operation)}::text[],
      ${changes.map(({ inputHash }) => inputHash.toString('hex'))}::text[]
    ) as asked (credential_id, idempotency_key, operation, input_hash)
    order by credential_id, idempotency_key
    on conflict do nothing returning credential_id as "credentialId", idempotency_key as key`;
  const isTaken = new Set(taken.map(nameOf));
  return changes.filter((change) => isTaken.has(nameOf(change)));
}

/** One change of a credential, whatever it is. */
export function nameOf({ credentialId, key }: Pick<AskedChange, 'credentialId' | 'key'>): string {
  return `${credentialId} ${key}`;
}

/** Stores outcomes and appends the audit entries; the last statements of their transaction. */
export async function keep(tx: Tx, { done, now }: { done: readonly DoneChange[]; now: Date }): Promise<void> {
  const rows = done.map(({ asked, outcome }) => ({
    credential_id: asked.credentialId,
    idempotency_key: asked.key,
    outcome: withoutForgotten(outcome, asked.forget),
  }));
  const audited = done.map(({ asked, outcome, notes }) => ({ ...asked, outcome, notes, happenedAt: now }));
  // Sent together: the second is not kept waiting for the first one's answer. Text in text: see `appendEntries`.
  await Promise.all([
    tx.sql`
      update idempotent_outcome kept set outcome = told.outcome
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as told (credential_id uuid, idempotency_key text, outcome jsonb)
      where kept.tenant_id = ${tx.tenantId} and kept.credential_id = told.credential_id
        and kept.idempotency_key = told.idempotency_key`,
    auditChanges(tx, audited),
  ]);
}

function withoutForgotten(outcome: Outcome, forget: readonly string[]): object {
  const fields: readonly [string, unknown][] = Object.entries(outcome);
  return Object.fromEntries(fields.map(([field, value]) => [field, forget.includes(field) ? null : value]));
}

/** The stored outcome of a key that was used before. */
export async function replay<O extends Outcome>(tx: Tx, { credentialId, key, inputHash }: AskedChange): Promise<O> {
  const [stored] = await tx.sql<{ inputHash: Buffer; outcome: O }[]>`
    select input_hash as "inputHash", outcome from idempotent_outcome
    where tenant_id = ${tx.tenantId} and credential_id = ${credentialId} and idempotency_key = ${key}`;
  if (!stored || !stored.inputHash.equals(inputHash)) {
    throw new Fault('IDEMPOTENCY_MISMATCH', {
      tell: 'This `idempotencyKey` was used before with another input; choose a new one.',
    });
  }
  return stored.outcome;
}
