import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/harness/fresh-database.ts';
import { quietLog } from '../../../test/harness/quiet-log.ts';
import { SettableClock } from '../../../test/harness/settable-clock.ts';
import {
  applyTenant,
  type Authenticate,
  createApiKey,
  once,
  readTenantFiles,
  type TenantFile,
} from '../../modules/tenancy/index.ts';
import { startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { migrate } from '../../platform/migrate.ts';
import { openConnection, type Connection } from '../../platform/postgres-connection.ts';
import { installQueues } from '../../platform/queue-schema.ts';
import { QUEUES } from '../run-worker.ts';
import { ROOT, wire, type Wired } from '../wiring.ts';

let database: FreshDatabase;
let connection: Connection;
let wired: Wired;
let authenticate: Authenticate;
let folder: string;
let first: TenantFile;
let second: TenantFile;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-cli-'));
  database = await freshDatabase();
  connection = openConnection(database.ownerUrl);
  await installQueues(database.ownerUrl, QUEUES);
  const tenantFiles = await readTenantFiles(path.join(ROOT, 'tenants'));
  const [one, two] = tenantFiles;
  if (!one || !two) throw new Error('there are two tenants');
  first = one;
  second = two;
  wired = await wire({
    ownerUrl: database.ownerUrl,
    redisUrl: null,
    clock: new SettableClock('2026-05-12T10:00:00Z'),
    log: quietLog,
    tenantFiles,
  });
  authenticate = wired.authenticate;
  for (const file of [one, two]) await applyTenant(wired.services, file);
  for (let index = 0; index < 3; index += 1) await change(one);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await wired.stop();
  await connection.close();
  await database.drop();
});

async function change({ tenantId }: TenantFile): Promise<void> {
  const platform = wired.services;
  const made = await platform.db.write(tenantId, (tx) => createApiKey(platform, tx, { name: 'k', role: 'ADMIN', partyId: null }));
  const actor = made.__typename === 'ApiKeyCreated' ? await authenticate(`Bearer ${made.secret}`) : null;
  if (!actor) throw new Error('the key works');
  const input = { idempotencyKey: `key-${actor.credentialId}` };
  await once({ platform, actor }, { operation: 'createApiKey', input }, (tx) =>
    createApiKey(platform, tx, { name: 'another', role: 'VIEWER', partyId: null }),
  );
}

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

function holdfast(
  args: readonly string[],
  environment: Record<string, string> = { DATABASE_URL: database.ownerUrl },
): Promise<Ran> {
  const { DATABASE_URL: _unused, ...inherited } = process.env;
  return new Promise((done) => {
    execFile(path.join(ROOT, 'bin/holdfast.js'), [...args], { env: { ...inherited, ...environment } }, (error, out, err) =>
      done({ exitCode: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test('the usage lists every command', async () => {
  const { exitCode, out } = await holdfast(['--help']);
  expect(exitCode).toBe(0);
  for (const command of ['audit verify', 'audit anchor', 'support grant']) expect(out).toContain(command);
});

test('an intact trail: entries and head of each tenant, exit code 0', async () => {
  const { exitCode, out, err } = await holdfast(['audit', 'verify']);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`^ok       ${first.slug}: 3 entries, head [0-9a-f]{64}$`, 'm'));
  expect(out).toContain(`ok       ${second.slug}: 0 entries, head none yet`);
});

test('a row that was tampered with is named, exit code 1; and a rewritten tail where its head was anchored', async () => {
  const { out: anchored } = await holdfast(['audit', 'anchor', '--tenant', first.slug]);
  expect(anchored).toMatch(new RegExp(`^${first.slug} 3 [0-9a-f]{64}\n$`));
  const file = path.join(folder, 'anchors');
  writeFileSync(file, anchored);
  expect((await holdfast(['audit', 'verify', '--anchors', file])).exitCode).toBe(0);

  const { sql } = connection;
  const [entry] = await sql<{ id: string }[]>`
    update audit_entry set outcome = 'Nothing' where tenant_id = ${first.tenantId} and entry_sequence = 2 returning audit_entry_id as id`;
  const tampered = await holdfast(['audit', 'verify', '--tenant', first.slug]);
  expect(tampered.exitCode).toBe(1);
  expect(tampered.out).toMatch(new RegExp(`^TAMPERED ${first.slug}: entry 2 \\(${entry?.id ?? ''}\\) was changed[^\n]*\n$`));

  await sql`delete from audit_entry where tenant_id = ${first.tenantId} and entry_sequence >= 2`;
  await sql`update audit_head set entry_sequence = 1, entry_hash = (select entry_hash from audit_entry where tenant_id = ${first.tenantId})`;
  expect((await holdfast(['audit', 'verify'])).exitCode).toBe(0);
  const rewritten = await holdfast(['audit', 'verify', '--anchors', file]);
  expect([rewritten.exitCode, rewritten.out]).toEqual([
    1,
    expect.stringContaining(`TAMPERED ${first.slug}: entry 3 was anchored and is missing`),
  ]);
}, 60_000);

test('a support session is granted, for a reason the tenant can read, and works', async () => {
  const granted = await holdfast([
    'support',
    'grant',
    '--tenant',
    second.slug,
    '--reason',
    'the meter looks wrong',
    '--minutes',
    '5',
    '--staff',
    'sam',
  ]);
  expect([granted.exitCode, granted.err]).toEqual([0, '']);
  const [token = ''] = /hfs_\S+/.exec(granted.out) ?? [];
  expect(await authenticate(`Bearer ${token}`)).toMatchObject({
    kind: 'support',
    role: 'VIEWER',
    reason: 'the meter looks wrong',
    onBehalfOf: 'sam',
  });
  const [entry] = await connection.sql`
    select operation, reason, on_behalf_of from audit_entry where tenant_id = ${second.tenantId} order by entry_sequence desc limit 1`;
  expect(entry).toEqual({ operation: 'grantSupport', reason: 'the meter looks wrong', on_behalf_of: 'sam' });
});

test.each([
  [['audit', 'verify', '--tenant', 'nobody'], 'There is no tenant "nobody"'],
  [['audit', 'verify', '--anchors', 'no-such-file'], 'cannot be read'],
  [['audit', 'verfy'], 'There is no command "audit verfy"'],
])('%j is refused in one sentence, exit code 1', async (args, sentence) => {
  const { exitCode, err } = await holdfast(args);
  expect([exitCode, err]).toEqual([1, expect.stringContaining(sentence)]);
});

test('a data folder is verified while its platform runs and after it was stopped, and can be used again', async () => {
  const dataDir = path.join(folder, 'data');
  const start = () => startEmbeddedPostgres({ dataDir, log: quietLog });
  const verify = () => holdfast(['audit', 'verify', '--data-dir', dataDir, '--tenant', first.slug], {});
  const server = await start();
  await server.ensureDatabase('holdfast_world');
  await migrate({ ownerUrl: server.ownerUrl('holdfast_world'), folder: path.join(ROOT, 'migrations') });
  const intact = { exitCode: 0, out: `ok       ${first.slug}: 0 entries, head none yet\n`, err: '' };
  expect(await verify()).toEqual(intact);
  await server.stop();
  expect(await verify()).toEqual(intact);
  await (await start()).stop();
}, 60_000);

test('a folder without data is refused, and nothing is made in it', async () => {
  const { exitCode, err } = await holdfast(['audit', 'verify', '--data-dir', path.join(folder, 'nothing')], {});
  expect([exitCode, err]).toEqual([1, expect.stringContaining('run `npm start` first')]);
});

test('a database that is not there, or of an earlier release, is refused', async () => {
  const empty = await freshDatabase({ migrated: false });
  expect((await holdfast(['audit', 'verify'], { DATABASE_URL: empty.ownerUrl })).err).toContain('earlier release');
  await empty.drop();
  expect((await holdfast(['audit', 'verify'], { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' })).err).toContain(
    'does not answer',
  );
});
