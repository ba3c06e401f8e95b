import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/harness/fresh-database.ts';
import { quietLog } from '../../../test/harness/quiet-log.ts';
import type { ApiKeyId, TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { openConnection } from '../../platform/postgres-connection.ts';
import { openTenantDb, type TenantDb } from '../../platform/tenant-db.ts';
import type { Actor } from './actor.ts';
import { verifyChain } from './audit/verify-chain.ts';
import { onceTogether } from './once-together.ts';

let database: FreshDatabase;
let db: TenantDb;
let owner: postgres.Sql;
let tenantId: TenantId;

beforeAll(async () => {
  database = await freshDatabase();
  owner = openConnection(database.ownerUrl).sql;
  db = openTenantDb({ url: database.appUrl, connectionCountMax: 4, log: quietLog });
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  tenantId = randomUUID() as string as TenantId;
  await owner`insert into tenant values (${tenantId}, ${tenantId}, 'Together')`;
});

const BAD = 'bad';
let runs: (readonly string[])[] = [];

/** Answers each name with itself. */
const doTogether = onceTogether<string, { readonly __typename: 'Named'; readonly name: string }>(
  async (_platform, _tx, names) => {
    runs.push(names);
    if (names.includes(BAD)) throw new Error('this cannot be done');
    return names.map((name) => ({
      outcome: { __typename: 'Named', name },
      note: { subject: { type: 'Name', id: randomUUID() }, after: { name } },
    }));
  },
);

const inputOf = (name: string, key: string) => ({ idempotencyKey: key, name });

/** Asks for all at the same moment: the first is saved by itself, the others while it is being saved. */
function askAll(asked: readonly { readonly name: string; readonly key: string }[]): Promise<PromiseSettledResult<unknown>[]> {
  runs = [];
  // What changes need of a platform, and of the actor who asks.
  const platform = { db, log: quietLog, clock: { now: () => new Date() } } as Platform;
  const actor = { kind: 'api-key', tenantId, credentialId: credentialId as string as ApiKeyId } as Actor;
  const ask = ({ name, key }: { name: string; key: string }): Promise<unknown> =>
    doTogether({ platform, actor }, { operation: 'name', input: inputOf(name, key) }, name);
  return Promise.allSettled(asked.map(ask));
}

const credentialId = randomUUID();
const named = (name: string): { name: string; key: string } => ({ name, key: `key of ${name}` });
const toldOf = (answers: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  answers.map((answer) =>
    answer.status === 'fulfilled' ? (answer.value as { name: string }).name : (answer.reason as Error).message,
  );

/** The names in the trail, each with the transaction that wrote it, counted from zero. */
async function trail(): Promise<(readonly [string, number])[]> {
  const rows = await owner<{ name: string; transaction: string }[]>`
    select state_after ->> 'name' as name, xmin::text as transaction from audit_entry
    where tenant_id = ${tenantId} order by entry_sequence`;
  const transactions = [...new Set(rows.map(({ transaction }) => transaction))];
  return rows.map(({ name, transaction }) => [name, transactions.indexOf(transaction)]);
}

test('changes that come together share a transaction, and each is answered, stored and chained', async () => {
  expect(toldOf(await askAll(['a', 'b', 'c', 'd'].map(named)))).toEqual(['a', 'b', 'c', 'd']);
  expect(runs).toEqual([['a'], ['b', 'c', 'd']]);
  expect(await trail()).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 1],
    ['d', 1],
  ]);
  const stored = await owner`
    select outcome ->> 'name' as name from idempotent_outcome where tenant_id = ${tenantId} order by idempotency_key`;
  expect(stored.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  expect((await db.read(tenantId, (tx) => verifyChain(tx))).problems).toEqual([]);
});

test('one that cannot be done fails by itself, and leaves nothing behind', async () => {
  expect(toldOf(await askAll(['a', 'b', BAD, 'c'].map(named)))).toEqual(['a', 'b', 'this cannot be done', 'c']);
  expect((await trail()).map(([name]) => name).toSorted()).toEqual(['a', 'b', 'c']);
  expect(await owner`select 1 from idempotent_outcome where tenant_id = ${tenantId} and idempotency_key = 'key of bad'`).toEqual(
    [],
  );
  expect((await db.read(tenantId, (tx) => verifyChain(tx))).problems).toEqual([]);
});

test('what was asked before, or is asked twice at the same time, is done once and answered every time', async () => {
  await askAll([named('a')]);
  expect(toldOf(await askAll(['b', 'a', 'c', 'c'].map(named)))).toEqual(['b', 'a', 'c', 'c']);
  expect((await trail()).map(([name]) => name)).toEqual(['a', 'b', 'c']);
});

test('a key that was used for something else is refused, and the others of its transaction are not', async () => {
  const key = 'key of a';
  expect(toldOf(await askAll([named('b'), named('a'), { name: 'c', key }, named('d')]))).toEqual([
    'b',
    'a',
    expect.stringContaining('used before with another input'),
    'd',
  ]);
  expect((await trail()).map(([name]) => name).toSorted()).toEqual(['a', 'b', 'd']);
});
