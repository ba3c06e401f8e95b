import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test/harness/fresh-database.ts';
import { migrate } from './migrate.ts';

let database: FreshDatabase;
let folder: string;

beforeEach(async () => {
  database = await freshDatabase({ migrated: false });
  folder = mkdtempSync(join(tmpdir(), 'holdfast-migrations-'));
  cpSync(join(import.meta.dirname, '../../test/contracts/migrations'), folder, { recursive: true });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const add = (name: string, statements: string): void => writeFileSync(join(folder, name), statements);
const bringForward = (): Promise<readonly string[]> => migrate({ ownerUrl: database.ownerUrl, folder });

test('each file is applied once and in order, also by processes that start together', async () => {
  add('0002-more.sql', 'alter table note add column more text;');
  const starts = await Promise.all([bringForward(), bringForward(), bringForward()]);
  expect(starts.flat()).toEqual(['0001-note.sql', '0002-more.sql']);
  expect(await bringForward()).toEqual([]);
});

test('databases of one server may be migrated at the same time', async () => {
  const others = await Promise.all([1, 2, 3].map(() => freshDatabase({ migrated: false })));
  await Promise.all([bringForward(), ...others.map(({ ownerUrl }) => migrate({ ownerUrl, folder }))]);
  await Promise.all(others.map(({ drop }) => drop()));
});

test('a file that fails leaves nothing behind and is named', async () => {
  add('0002-broken.sql', 'create table half (id int); select 1 / 0;');
  await expect(bringForward()).rejects.toThrow('0002-broken.sql failed: division by zero');
  const sql = postgres(database.ownerUrl, { max: 1 });
  expect(await sql`select to_regclass('note') is not null as note, to_regclass('half') is not null as half`).toMatchObject([
    { note: true, half: false },
  ]);
  await sql.end();
  add('0002-broken.sql', 'create table half (id int);');
  expect(await bringForward()).toEqual(['0002-broken.sql']);
});

test('an applied file that was changed is refused', async () => {
  await bringForward();
  add('0001-note.sql', `${readFileSync(join(folder, '0001-note.sql'), 'utf8')} `);
  await expect(bringForward()).rejects.toThrow('0001-note.sql was applied to this database and has been changed since');
});

test('a file before the newest applied one, a number used twice, and a database of a newer release are refused', async () => {
  add('0003-later.sql', 'select 1;');
  await bringForward();
  add('0002-late.sql', 'select 1;');
  await expect(bringForward()).rejects.toThrow('0002-late.sql comes before 0003-later.sql');
  rmSync(join(folder, '0002-late.sql'));
  add('0003-again.sql', 'select 1;');
  await expect(bringForward()).rejects.toThrow('Two migrations have the number 0003');
  rmSync(join(folder, '0003-again.sql'));
  rmSync(join(folder, '0003-later.sql'));
  await expect(bringForward()).rejects.toThrow('it is newer');
});
