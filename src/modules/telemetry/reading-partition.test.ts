import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/harness/fresh-database.ts';

let database: FreshDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase();
  sql = postgres(database.appUrl, { max: 8, onnotice: () => undefined, connection: { statement_timeout: 2_000 } });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test('telemetry of a month that has its partition waits for no other transaction', async () => {
  await sql`select ensure_reading_partition('2024-11-04')`;
  await sql.begin(async (one) => {
    await one`select ensure_reading_partition('2024-11-04')`;
    // The first transaction is still open: were there a lock, this would end at the statement's timeout.
    await sql.begin(async (other) => other`select ensure_reading_partition('2024-11-05')`);
  });
});

test('a new month’s partition is made once, however many ask for it at the same time', async () => {
  for (let month = 1; month <= 12; month += 1) {
    const day = new Date(Date.UTC(2025, month - 1, 1));
    await Promise.all(Array.from({ length: 8 }, () => sql.begin((tx) => tx`select ensure_reading_partition(${day})`)));
  }
  const [made] = await sql`select count(*)::int as count from pg_class where relname ~ '^reading_2025[0-9]{2}$'`;
  expect(made).toEqual({ count: 12 });
});
