import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { quietLog } from '../../test/harness/quiet-log.ts';
import { hasCluster, runningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const OWNER_PROCESS = join(import.meta.dirname, '../../test/harness/embedded-postgres-process.ts');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const run = async (url: string, statement: string): Promise<unknown> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
};
const postmasterPid = (): number => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const start = (): ReturnType<typeof startEmbeddedPostgres> => startEmbeddedPostgres({ dataDir, log: quietLog });

test('what was written is there after a restart, and nobody else can read the password', async () => {
  const first = await start();
  await first.ensureDatabase('holdfast');
  await first.ensureDatabase('holdfast');
  await run(first.ownerUrl('holdfast'), 'create table kept as select 42 as answer');
  await first.stop();
  const second = await start();
  expect(await run(second.ownerUrl('holdfast'), 'select answer from kept')).toMatchObject([{ answer: 42 }]);
  await second.stop();
  expect(statSync(join(dataDir, 'postgres-password')).mode & 0o077).toBe(0);
});

test('a folder in use is refused with the number of the process that uses it', async () => {
  const server = await start();
  await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
  await server.stop();
});

test('a server that runs is found by its folder, and one that was stopped is not', async () => {
  expect([hasCluster(dataDir), await runningPostgres(dataDir)]).toEqual([false, null]);
  const server = await start();
  const found = await runningPostgres(dataDir);
  expect(found?.ownerUrl('postgres')).toBe(server.ownerUrl('postgres'));
  await server.stop();
  expect([hasCluster(dataDir), await runningPostgres(dataDir)]).toEqual([true, null]);
});

test.each([
  ['its owner was killed and PostgreSQL lives on', ['owner']],
  ['everything was killed', ['owner', 'postmaster']],
])('a folder can be used again, with all that was committed, when %s', async (_name, victims) => {
  const owner = spawn(process.execPath, [OWNER_PROCESS, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((said) => owner.stdout.once('data', (data: Buffer) => said(data.toString())));
  await run(url, 'create table kept as select 42 as answer');
  const gone = new Promise((exited) => owner.once('exit', exited));
  if (victims.includes('postmaster')) process.kill(postmasterPid(), 'SIGKILL');
  owner.kill('SIGKILL');
  await gone;
  const server = await start();
  expect(await run(server.ownerUrl('postgres'), 'select answer from kept')).toMatchObject([{ answer: 42 }]);
  await server.stop();
});

test('a server that dies by itself comes back on the same port', async () => {
  const server = await start();
  process.kill(postmasterPid(), 'SIGKILL');
  const answer = (): Promise<boolean> =>
    run(server.ownerUrl('postgres'), 'select 1').then(
      () => true,
      () => false,
    );
  await vi.waitUntil(answer, { timeout: 15_000 });
  await server.stop();
});

test('a folder that cannot be made is refused with the reason', async () => {
  writeFileSync(join(dataDir, 'file'), '');
  const starting = startEmbeddedPostgres({ dataDir: join(dataDir, 'file/below'), log: quietLog });
  await expect(starting).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('cannot be used') });
});
