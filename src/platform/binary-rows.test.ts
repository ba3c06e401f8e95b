import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test/harness/fresh-database.ts';
import { quietLog } from '../../test/harness/quiet-log.ts';
import type { TenantId } from '../kernel/ids.ts';
import { BinaryRows, uuidBytes } from './binary-rows.ts';
import { copyRows } from './copy-rows.ts';
import { openTenantDb, type TenantDb } from './tenant-db.ts';

let database: FreshDatabase;
let db: TenantDb;
const tenantId = randomUUID() as string as TenantId;

beforeAll(async () => {
  database = await freshDatabase();
  db = openTenantDb({ url: database.appUrl, connectionCountMax: 1, log: quietLog });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const COPY = 'copy copied (id, at, power, sequence, note, codes, metrics) from stdin (format binary)';
const TABLE = `create temporary table copied (place bigint generated always as identity, id uuid, at timestamptz, power float8,
  sequence int4, note text, codes text[], metrics jsonb) on commit drop`;

// PostgreSQL keeps no zero character, and JSON of it no broken surrogate.
const text = fc.string({ unit: 'grapheme', maxLength: 400 }).filter((one) => !one.includes('\0'));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0);
const row = fc.record({
  id: fc.uuid(),
  at: fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true }),
  power: fc.option(finite),
  sequence: fc.option(fc.integer()),
  note: fc.option(text),
  codes: fc.option(fc.array(text, { maxLength: 5 })),
  metrics: fc.option(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.integer(), { maxKeys: 5 }).map((one) => ({ ...one }))),
});

test('what is printed as rows is what the server reads, and the transaction goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 60 }), async (drawn) => {
      const rows = new BinaryRows(1);
      for (const { id, at, power, sequence, note, codes, metrics } of drawn) {
        rows.startRow(7);
        rows.uuid(uuidBytes(id));
        rows.instant(at);
        rows.float8(power);
        rows.int4(sequence);
        rows.text(note);
        rows.textArray(codes);
        rows.jsonb(metrics);
      }
      const read = await db.write(tenantId, async (tx) => {
        await tx.sql.unsafe(TABLE);
        await copyRows(tx, COPY, rows.end());
        return tx.sql`select id, at, power, sequence, note, codes, metrics from copied order by place`;
      });
      expect([...read].map((one) => ({ ...one }))).toEqual(drawn);
    }),
    { numRuns: 40 },
  );
});

test('rows that the server refuses fail the transaction, and nothing is saved', async () => {
  const writing = db.write(tenantId, async (tx) => {
    await tx.sql.unsafe(TABLE);
    await copyRows(tx, COPY, Buffer.from('no rows at all'));
    return tx.sql`select 1 from copied`;
  });
  await expect(writing).rejects.toThrow();
  expect(await db.read(tenantId, ({ sql }) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
});
