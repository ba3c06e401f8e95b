import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../../test/harness/fresh-database.ts';
import { quietLog } from '../../../../test/harness/quiet-log.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { openConnection } from '../../../platform/postgres-connection.ts';
import { openTenantDb, type TenantDb } from '../../../platform/tenant-db.ts';
import { appendEntry } from './append-entry.ts';
import { type Anchor, type ChainReport, readAnchor, verifyChain } from './verify-chain.ts';

const tenantId = randomUUID() as string as TenantId;
const otherTenantId = randomUUID() as string as TenantId;
const ENTRY_COUNT = 12;

let database: FreshDatabase;
let db: TenantDb;
let owner: postgres.Sql;
let ids: readonly string[];

beforeAll(async () => {
  database = await freshDatabase();
  owner = openConnection(database.ownerUrl).sql;
  await owner`insert into tenant values (${tenantId}, 'chained', 'Chained'), (${otherTenantId}, 'other', 'Other')`;
  db = openTenantDb({ url: database.appUrl, connectionCountMax: 4, log: quietLog });
  for (let index = 1; index <= ENTRY_COUNT; index += 1) await append(tenantId, index);
  await append(otherTenantId, 1);
  const rows = await owner<{ id: string }[]>`
    select audit_entry_id as id from audit_entry where tenant_id = ${tenantId} order by entry_sequence`;
  ids = rows.map(({ id }) => id);
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

/** Every column has a value, so that each can be changed; text beyond ASCII, so that bytes are not characters. */
async function append(tenant: TenantId, index: number): Promise<void> {
  const content = {
    actorKind: 'api-key',
    credentialId: randomUUID(),
    partyId: randomUUID(),
    onBehalfOf: 'Zoë',
    operation: 'setIntent',
    subject: { type: 'Battery', id: randomUUID() },
    input: { index, note: 'größer, 12:34' },
    before: { socPercentMin: 10, reservePercent: 5 },
    after: { socPercentMin: index + 20, reservePercent: 5 },
    decision: 'ALLOWED',
    outcome: 'IntentSet',
    reason: 'because',
    requestId: randomUUID(),
    sourceIp: '192.0.2.7',
  } as const;
  await db.write(tenant, (tx) => appendEntry(tx, new Date('2026-05-12T10:00:00.123Z'), content));
}

const verify = (anchors?: readonly Anchor[]): Promise<ChainReport> => db.read(tenantId, (tx) => verifyChain(tx, anchors));

class Undo extends Error {}

/** Tampers as the owner of the database, without any trigger or key in the way, verifies, and takes it back. */
async function tampered(
  tamper: (sql: postgres.TransactionSql) => Promise<unknown>,
  anchors?: readonly Anchor[],
): Promise<ChainReport> {
  let report: ChainReport | null = null;
  await owner
    .begin(async (sql) => {
      await sql`alter table audit_entry drop constraint audit_entry_pkey, drop constraint audit_entry_tenant_id_audit_entry_id_key, drop constraint audit_entry_tenant_id_fkey`;
      await sql`alter table audit_entry drop constraint audit_entry_decision_check, drop constraint audit_entry_left_out_count_check`;
      await tamper(sql);
      report = await verifyChain({ tenantId, sql, afterCommit: () => undefined }, anchors);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  if (!report) throw new Error('the chain was not verified');
  return report;
}

test('a chain nobody touched is intact, and its head is its newest entry', async () => {
  const report = await verify();
  expect(report).toMatchObject({ entryCount: ENTRY_COUNT, head: { entrySequence: ENTRY_COUNT }, problems: [] });
  expect(await db.read(tenantId, readAnchor)).toEqual(report.head);
  const [newest] = await owner`
    select encode(entry_hash, 'hex') as hash from audit_entry where tenant_id = ${tenantId} and entry_sequence = ${ENTRY_COUNT}`;
  expect(newest).toEqual({ hash: report.head?.entryHash });
});

const COLUMNS: Readonly<Record<string, 'text' | 'uuid' | 'bytes' | 'number' | 'instant' | 'json'>> = {
  audit_entry_id: 'uuid',
  happened_at: 'instant',
  actor_kind: 'text',
  credential_id: 'uuid',
  party_id: 'uuid',
  on_behalf_of: 'text',
  operation: 'text',
  subject_type: 'text',
  subject_id: 'uuid',
  input: 'json',
  state_before: 'json',
  state_after: 'json',
  decision: 'text',
  outcome: 'text',
  reason: 'text',
  request_id: 'uuid',
  source_ip: 'text',
  left_out_count: 'number',
  entry_hash: 'bytes',
};

test('every column but the tenant and the sequence is flipped below', async () => {
  const columns = await owner<
    { name: string }[]
  >`select column_name as name from information_schema.columns where table_name = 'audit_entry'`;
  const known = [...Object.keys(COLUMNS), 'tenant_id', 'entry_sequence'];
  expect(columns.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
});

/** The column with one bit of one byte changed, as SQL; JSON stays JSON by a byte that only its text shows. */
function flipped(sql: postgres.TransactionSql, column: string, at: number): postgres.Fragment {
  const name = sql(column);
  const bytes = (source: postgres.Fragment): postgres.Fragment =>
    sql`set_byte(${source}, ${at}::int % length(${source}), get_byte(${source}, ${at}::int % length(${source})) # 1)`;
  switch (COLUMNS[column]) {
    case 'uuid':
      return sql`encode(${bytes(sql`uuid_send(${name})`)}, 'hex')::uuid`;
    case 'bytes':
      return bytes(sql`${name}`);
    case 'number':
      return sql`${name} + 1`;
    case 'instant':
      return sql`${name} + interval '1 microsecond'`;
    case 'json':
      return sql`(left(${name}::text, -1) || ' }')::json`;
    default:
      // The first byte: all of these texts begin with an ASCII character.
      return sql`convert_from(set_byte(convert_to(${name}, 'UTF8'), 0, get_byte(convert_to(${name}, 'UTF8'), 0) # 1), 'UTF8')`;
  }
}

test('one byte flipped in any column of any row names the row, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(COLUMNS)),
      fc.integer({ min: 1, max: ENTRY_COUNT }),
      fc.nat(31),
      async (column, entrySequence, at) => {
        const { problems } = await tampered(
          (sql) => sql`
            update audit_entry set ${sql(column)} = ${flipped(sql, column, at)}
            where tenant_id = ${tenantId} and entry_sequence = ${entrySequence}`,
        );
        expect(problems.map((problem) => problem.entrySequence)).toEqual([entrySequence]);
        if (column !== 'audit_entry_id') expect(problems[0]?.auditEntryId).toBe(ids[entrySequence - 1]);
      },
    ),
    {
      numRuns: 200,
      examples: Object.keys(COLUMNS).flatMap(
        (column) =>
          [
            [column, 1, 0],
            [column, ENTRY_COUNT, 5],
          ] as [string, number, number][],
      ),
    },
  );
}, 60_000);

test('a value taken away, or put where there was none, names the row', async () => {
  for (const column of ['party_id', 'on_behalf_of', 'state_before', 'reason', 'source_ip']) {
    const { problems } = await tampered(
      (sql) => sql`update audit_entry set ${sql(column)} = null where tenant_id = ${tenantId} and entry_sequence = 4`,
    );
    expect(problems.map(({ entrySequence }) => entrySequence)).toEqual([4]);
  }
});

describe('names the row of', () => {
  const at = (report: ChainReport): (number | undefined)[] => report.problems.map(({ entrySequence }) => entrySequence);

  test.each([1, 5, ENTRY_COUNT])('a deleted row: %i', async (sequence) => {
    const report = await tampered(
      (sql) => sql`delete from audit_entry where tenant_id = ${tenantId} and entry_sequence = ${sequence}`,
    );
    expect(at(report)).toEqual([sequence]);
    expect(report.problems[0]?.finding).toContain('missing');
  });

  test('a truncated tail', async () => {
    const report = await tampered((sql) => sql`delete from audit_entry where tenant_id = ${tenantId} and entry_sequence > 9`);
    expect(report.problems).toEqual([
      { entrySequence: 10, auditEntryId: null, finding: `and those up to ${ENTRY_COUNT} are missing` },
    ]);
  });

  test('a row given to another tenant', async () => {
    const report = await tampered(
      (sql) => sql`
      update audit_entry set tenant_id = ${otherTenantId} where tenant_id = ${tenantId} and entry_sequence = 3`,
    );
    expect(at(report)).toEqual([3]);
  });

  test('a row moved to another place', async () => {
    const report = await tampered(
      (sql) => sql`
      update audit_entry set entry_sequence = 1000 where tenant_id = ${tenantId} and entry_sequence = 3`,
    );
    expect(at(report)[0]).toBe(3);
    expect(report.problems.at(-1)).toMatchObject({ entrySequence: 1000, auditEntryId: ids[2] });
  });

  test('rows in another order', async () => {
    const report = await tampered(
      (sql) => sql`
      update audit_entry set entry_sequence = 9 - entry_sequence where tenant_id = ${tenantId} and entry_sequence in (4, 5)`,
    );
    expect(at(report).slice(0, 2)).toEqual([4, 5]);
    expect(report.problems[0]?.auditEntryId).toBe(ids[4]);
  });

  test('a row inserted in the middle, the others moved on', async () => {
    const report = await tampered(async (sql) => {
      await sql`update audit_entry set entry_sequence = entry_sequence + 1 where tenant_id = ${tenantId} and entry_sequence > 6`;
      await sql`insert into audit_entry select (jsonb_populate_record(a, jsonb_build_object('entry_sequence', 7, 'audit_entry_id', gen_random_uuid()))).*
        from audit_entry a where tenant_id = ${tenantId} and entry_sequence = 6`;
    });
    expect(at(report)[0]).toBe(7);
  });

  test('a row inserted at the end', async () => {
    const report = await tampered(
      (sql) => sql`
      insert into audit_entry select (jsonb_populate_record(a, jsonb_build_object('entry_sequence', ${ENTRY_COUNT + 1}::int, 'audit_entry_id', gen_random_uuid()))).*
      from audit_entry a where tenant_id = ${tenantId} and entry_sequence = ${ENTRY_COUNT}`,
    );
    expect(new Set(at(report))).toEqual(new Set([ENTRY_COUNT + 1]));
  });

  test('a row used twice', async () => {
    const report = await tampered(
      (sql) => sql`
      insert into audit_entry select * from audit_entry where tenant_id = ${tenantId} and entry_sequence = 2`,
    );
    expect(at(report)[0]).toBe(2);
  });

  test.each([
    [
      'its hash',
      (sql: postgres.TransactionSql) =>
        sql`update audit_head set entry_hash = set_byte(entry_hash, 0, get_byte(entry_hash, 0) # 1)`,
    ],
    ['gone', (sql: postgres.TransactionSql) => sql`delete from audit_head`],
    ['moved back', (sql: postgres.TransactionSql) => sql`update audit_head set entry_sequence = entry_sequence - 1`],
  ])('a head that was changed: %s', async (_what, change) => {
    expect(at(await tampered(change))).toEqual([ENTRY_COUNT]);
  });

  test('a head that was moved on', async () => {
    const report = await tampered((sql) => sql`update audit_head set entry_sequence = entry_sequence + 1`);
    expect(report.problems).toMatchObject([{ entrySequence: ENTRY_COUNT + 1, finding: 'is missing' }]);
  });
});

test('a tail rewritten together with its head is seen by an anchor that was kept elsewhere', async () => {
  const anchor = await db.read(tenantId, readAnchor);
  if (!anchor) throw new Error('there is a head');
  const rewritten = async (sql: postgres.TransactionSql): Promise<void> => {
    await sql`delete from audit_entry where tenant_id = ${tenantId} and entry_sequence > 10`;
    await sql`update audit_head set entry_sequence = 10, entry_hash = (
      select entry_hash from audit_entry where tenant_id = ${tenantId} and entry_sequence = 10) where tenant_id = ${tenantId}`;
  };
  expect((await tampered(rewritten)).problems).toEqual([]);
  expect((await tampered(rewritten, [anchor])).problems).toMatchObject([
    { entrySequence: ENTRY_COUNT, finding: 'was anchored and is missing' },
  ]);
  const other = { entrySequence: 5, entryHash: anchor.entryHash };
  expect((await verify([other])).problems).toMatchObject([{ entrySequence: 5, finding: 'is not the one that was anchored' }]);
  expect((await verify([anchor])).problems).toEqual([]);
});

test('entries added at the same time by many form one chain without gaps, and each tenant has its own', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => append(otherTenantId, index)));
  const report = await db.read(otherTenantId, (tx) => verifyChain(tx));
  expect(report).toMatchObject({ entryCount: 41, head: { entrySequence: 41 }, problems: [] });
});

test('an entry of a transaction that is rolled back leaves no gap', async () => {
  const failed = db.write(otherTenantId, async (tx) => {
    const content = { actorKind: 'api-key', credentialId: null, operation: 'x', subject: null, input: {}, outcome: 'x' } as const;
    await appendEntry(tx, new Date(), { ...content, decision: 'ALLOWED' });
    throw new Undo();
  });
  await expect(failed).rejects.toThrow(Undo);
  await append(otherTenantId, 1);
  expect((await db.read(otherTenantId, (tx) => verifyChain(tx))).problems).toEqual([]);
});

test('an entry without all that may be missing is chained as well', async () => {
  const content = {
    actorKind: 'api-key',
    credentialId: null,
    operation: 'x',
    subject: null,
    input: null,
    outcome: 'NULL',
  } as const;
  await db.write(otherTenantId, (tx) => appendEntry(tx, new Date(), { ...content, decision: 'ALLOWED' }));
  expect((await db.read(otherTenantId, (tx) => verifyChain(tx))).problems).toEqual([]);
});

test('nothing is appended without a tenant', async () => {
  await expect(owner`select append_audit_entries('[{}]')`).rejects.toThrow('needs a tenant');
});
