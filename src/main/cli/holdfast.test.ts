import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/harness/fresh-database.ts';
import { quietLog } from '../../../test/harness/quiet-log.ts';
import { SettableClock } from '../../../test/harness/settable-clock.ts';
import {
  applyTenant,
  type Authenticate,
  createApiKey,
  idOfKey,
  once,
  readTenantFiles,
  type TenantFile,
} from '../../modules/tenancy/index.ts';
import { applyAssets } from '../../modules/assets/index.ts';
import { applyParties } from '../../modules/ownership/index.ts';
import { telemetryModule } from '../../modules/telemetry/index.ts';
import { openArchiveFolder } from '../../platform/archive-folder.ts';
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
  for (const command of [
    'audit verify',
    'audit anchor',
    'archive list',
    'archive verify',
    'jobs list',
    'jobs redrive',
    'runs list',
    'runs replay',
    'keys create',
    'support grant',
    'market parse',
    'market fetch',
  ])
    expect(out).toContain(command);
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
  [['jobs', 'redrive', '--queue', 'nothing'], 'There is no queue "nothing"; there are '],
  [['audit', 'verfy'], 'There is no command "audit verfy"'],
])('%j is refused in one sentence, exit code 1', async (args, sentence) => {
  const { exitCode, err } = await holdfast(args);
  expect([exitCode, err]).toEqual([1, expect.stringContaining(sentence)]);
});

test('jobs that failed at every attempt are listed with their reason, and run again when they are redriven', async () => {
  const [queueName = '', otherQueue = ''] = QUEUES;
  const { queue, db } = wired.services;
  await connection.sql`update pgboss.queue set retry_limit = 0 where name = ${queueName}`;
  let attemptCount = 0;
  const ranAgain = Promise.withResolvers<void>();
  await queue.work(queueName, { concurrency: 1 }, async ({ batteryId }) => {
    attemptCount += 1;
    if (attemptCount <= 2) throw new Error(`no plan for\n${batteryId}`);
    ranAgain.resolve();
  });
  const jobs = ['one', 'two'].map((batteryId) => ({
    queue: queueName,
    key: batteryId,
    payload: { tenantId: first.tenantId, batteryId },
  }));
  for (const [index, job] of jobs.entries()) {
    await db.write(first.tenantId, (tx) => queue.enqueue(tx, [job]));
    await vi.waitUntil(async () => (await queue.deadLetters({ limit: 10 })).length === index + 1, { timeout: 10_000 });
  }
  const listed = await holdfast(['jobs', 'list', '--queue', queueName]);
  expect([listed.exitCode, listed.err]).toEqual([0, '']);
  expect(listed.out).toMatch(
    new RegExp(
      `^${queueName} \\S+Z ${first.slug} one: no plan for one\n${queueName} \\S+Z ${first.slug} two: no plan for two\n2 of 2 jobs `,
    ),
  );
  expect((await holdfast(['jobs', 'list', '--queue', otherQueue])).out).toMatch(/^0 of 0 jobs /);
  const [line = ''] = (await holdfast(['jobs', 'list', '--limit', '1', '--json'])).out.split('\n');
  expect(JSON.parse(line)).toMatchObject({ ...jobs[0], reason: 'no plan for\none' });

  expect((await holdfast(['jobs', 'redrive', '--queue', otherQueue])).out).toBe('0 jobs are to run again, 0 are left\n');
  expect(JSON.parse((await holdfast(['jobs', 'redrive', '--limit', '1', '--json'])).out)).toEqual({
    redrivenCount: 1,
    leftCount: 1,
  });
  await ranAgain.promise;
  expect(await queue.deadLetters({ limit: 10 })).toMatchObject([jobs[1]]);
}, 60_000);

test('an administrator’s key is made at the console, works, and is in the trail with who made it', async () => {
  const made = await holdfast(['keys', 'create', '--tenant', first.slug, '--name', 'first key', '--staff', 'The Installer']);
  expect([made.exitCode, made.err]).toEqual([0, '']);
  const [, secret = ''] = /^Authorization: (Bearer \S+)$/m.exec(made.out) ?? [];
  expect(await authenticate(secret)).toMatchObject({ kind: 'api-key', role: 'ADMIN', tenantId: first.tenantId });
  const [entry] = await connection.sql`
    select actor_kind, on_behalf_of, operation from audit_entry where tenant_id = ${first.tenantId} order by entry_sequence desc limit 1`;
  expect(entry).toEqual({ actor_kind: 'console', on_behalf_of: 'The Installer', operation: 'createApiKey' });
  expect((await holdfast(['audit', 'verify', '--tenant', first.slug])).exitCode).toBe(0);
});

test.each([
  [['--tenant', 'somebody'], '`keys create` needs --name, 1 to 100 characters that say what the key is for.'],
  [['--name', 'a key'], '`keys create` needs --tenant.'],
  [['--tenant', 'nobody', '--name', 'a key'], 'There is no tenant "nobody"'],
])('a key that nobody could make sense of is refused with a sentence: %j', async (options, sentence) => {
  const { exitCode, err } = await holdfast(['keys', 'create', ...options]);
  expect(exitCode).toBe(1);
  expect(err).toContain(sentence);
});

test('the files of an archive are listed and verified; one that was tampered with is named, exit code 1', async () => {
  const archiveFolder = path.join(folder, 'archive');
  const environment = { DATABASE_URL: database.ownerUrl, ARCHIVE_URL: pathToFileURL(archiveFolder).href };
  expect(await holdfast(['archive', 'verify'], environment)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('There is no archive in'),
  });
  const { sql } = connection;
  const { tenantId, sites } = first;
  const [site] = sites;
  const batteryId = idOfKey<string>(tenantId, 'battery', site?.key ?? '', site?.batteries[0]?.key ?? '');
  await applyParties(wired.services, first);
  await applyAssets(wired.services, first);
  await sql`select ensure_reading_partition('2025-03-10')`;
  await sql`insert into reading values (${tenantId}, ${batteryId}, '2025-03-10T12:00:00Z', '2025-03-10T12:00:00Z', 1, 50, 1, 1, 'GOOD')`;
  const timer = telemetryModule.timers.find(({ name }) => name === 'archive-readings');
  await timer?.run({ ...wired.services, archive: openArchiveFolder(archiveFolder) }, tenantId);

  expect(await holdfast(['archive', 'verify'], environment)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining(`ok       ${first.slug}: 1 files, 1 readings`),
  });
  const { out } = await holdfast(['archive', 'list', '--tenant', first.slug], environment);
  const fileKey = out.trim().split(' ').at(-1) ?? '';
  expect(out).toMatch(
    new RegExp(`^${first.slug} 2025-03-10 1 readings, [0-9]+ bytes, version 1, SHA-256 [0-9a-f]{64}: readings/`),
  );
  appendFileSync(path.join(archiveFolder, fileKey), 'x');
  const tampered = await holdfast(['archive', 'verify'], environment);
  expect(tampered.exitCode).toBe(1);
  expect(tampered.out).toContain(`TAMPERED ${first.slug}: ${fileKey} was changed`);
}, 60_000);

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
