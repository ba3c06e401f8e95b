import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { claimDataFolder, isAlive, unusableFolder } from './data-folder.ts';
import { Fault } from './fault.ts';
import type { Log } from './log.ts';
import { findPostgresRuntime, type PostgresRuntime } from './postgres-runtime.ts';

const OWNER = 'holdfast_owner';
const MAJOR_VERSION = '18';
const START_TIMEOUT_MS = 60_000;
const FAST_SHUTDOWN_MS = 20_000;
const POLL_MS = 10;
/** A start may meet a port just taken, or backends of a killed server that are still going away. */
const START_ATTEMPT_COUNT_MAX = 25;
const START_RETRY_MS = 400;
const LOG_BYTES_MAX = 10_000_000;

/** For a small machine and one process; everything else is PostgreSQL's default. No sockets in the file system: long paths do not matter. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  synchronous_commit: 'on',
  max_connections: '100',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_wal_size: '512MB',
};

/** A PostgreSQL server that lives and dies with this process. */
export interface EmbeddedPostgres {
  ownerUrl(database: string): string;
  ensureDatabase(name: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on `<dataDir>/postgres`, made at the first start and kept between starts. */
export async function startEmbeddedPostgres({ dataDir, log }: { dataDir: string; log: Log }): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  const claim = claimDataFolder(folder);
  try {
    const runtime = await findPostgresRuntime(folder);
    const password = passwordIn(folder);
    await initializeOnce(runtime, folder);
    await stopOrphan(runtime.clusterDir, log);
    const server = await startServer({ runtime, folder, log });
    const ownerUrl = urlsOf(password, server.port);
    return {
      ownerUrl,
      ensureDatabase: (name) => administer(ownerUrl('postgres'), `create database ${quoted(name)}`),
      dropDatabase: (name) => administer(ownerUrl('postgres'), `drop database if exists ${quoted(name)} with (force)`),
      async stop() {
        await server.stop();
        claim.release();
      },
    };
  } catch (error) {
    claim.release();
    throw error instanceof Error &&
      'code' in error &&
      (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'ENOSPC')
      ? unusableFolder(folder, error)
      : error;
  }
}

/** Whether a data folder has been started on before. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(passwordFileIn(resolve(dataDir)));
}

/** The server that another process runs on a data folder, or null when none runs there. */
export async function runningPostgres(dataDir: string): Promise<Pick<EmbeddedPostgres, 'ownerUrl'> | null> {
  const folder = resolve(dataDir);
  const { clusterDir } = await findPostgresRuntime(folder);
  const postmaster = postmasterOf(clusterDir);
  if (!postmaster?.ready || !isAlive(postmaster.pid) || !isPostgresOn(postmaster.pid, clusterDir)) return null;
  return { ownerUrl: urlsOf(passwordIn(folder), postmaster.port) };
}

function urlsOf(password: string, port: number): (database: string) => string {
  return (database) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
}

/** The superuser's password: made once, readable by the owner of the folder only. */
function passwordIn(folder: string): string {
  const file = passwordFileIn(folder);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function passwordFileIn(folder: string): string {
  return join(folder, 'postgres-password');
}

/** A cluster is made beside its place and renamed: an interrupted start leaves no half-made one. */
async function initializeOnce(runtime: PostgresRuntime, folder: string): Promise<void> {
  const versionFile = join(runtime.clusterDir, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version === MAJOR_VERSION) return;
    throw new Fault('UNAVAILABLE', {
      tell: `${runtime.clusterDir} was made by PostgreSQL ${version} and the bundled one is ${MAJOR_VERSION}: dump it there or choose another data folder.`,
    });
  }
  const unfinished = `${runtime.clusterDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  // Read by initdb under the user it runs as; the folder's own copy stays with its owner.
  const passwordFile = `${runtime.clusterDir}.password`;
  writeFileSync(passwordFile, readFileSync(passwordFileIn(folder)), { mode: 0o600 });
  runtime.own(passwordFile);
  try {
    await runtime.runToEnd('initdb', [
      `--pgdata=${unfinished}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
  } catch (error) {
    throw new Fault('UNAVAILABLE', { tell: `The database in ${folder} could not be created.`, detail: { folder }, cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, runtime.clusterDir);
}

/** A server that outlived its killed owner is stopped; a number that now belongs to another program is left alone. */
async function stopOrphan(clusterDir: string, log: Log): Promise<void> {
  const pid = postmasterOf(clusterDir)?.pid;
  if (!pid || !isAlive(pid) || !isPostgresOn(pid, clusterDir)) return;
  log.warn({ pid }, 'stopping the PostgreSQL server of a process that was killed');
  await shutDown(pid, () => isAlive(pid));
}

function isPostgresOn(pid: number, clusterDir: string): boolean {
  const commandFile = `/proc/${pid}/cmdline`;
  // Without /proc the process number in postmaster.pid has to do: PostgreSQL itself then refuses a second server.
  if (!existsSync(commandFile)) return false;
  const words = readFileSync(commandFile, 'utf8').split('\0');
  return words.some((word) => word.endsWith('/postgres')) && words.includes(clusterDir);
}

async function shutDown(pid: number, isRunning: () => boolean): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isRunning()) process.kill(pid, signal);
    for (let waitedMs = 0; isRunning() && waitedMs < FAST_SHUTDOWN_MS; waitedMs += POLL_MS) await pause(POLL_MS);
  }
}

interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** PostgreSQL writes its number into the first line of postmaster.pid, its port into the fourth and its status into the eighth. */
function postmasterOf(clusterDir: string): Postmaster | null {
  const file = join(clusterDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

interface Place {
  readonly runtime: PostgresRuntime;
  readonly folder: string;
  readonly log: Log;
}

interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

/** Keeps one server running on one port: a server that dies by itself is started again, and recovers from its log. */
async function startServer(place: Place): Promise<Server> {
  let stopping = false;
  let current = await startWithRetries(place, freePort);
  const { port } = current;
  const supervise = async (): Promise<void> => {
    while (!stopping) {
      await current.ended;
      if (stopping) return;
      place.log.error({ port }, 'PostgreSQL ended by itself and is started again');
      current = await startWithRetries(place, async () => port);
    }
  };
  const supervision = supervise().catch((error: unknown) =>
    place.log.fatal({ err: error }, 'PostgreSQL cannot be started again'),
  );
  return {
    port,
    async stop() {
      stopping = true;
      await shutDown(current.pid, () => current.child.exitCode === null && current.child.signalCode === null);
      await supervision;
    },
  };
}

interface RunningServer {
  readonly port: number;
  readonly pid: number;
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

async function startWithRetries(place: Place, choosePort: () => Promise<number>): Promise<RunningServer> {
  for (let attempt = 1; attempt <= START_ATTEMPT_COUNT_MAX; attempt += 1) {
    const server = await startOnce(place, await choosePort());
    if (server) return server;
    await pause(START_RETRY_MS);
  }
  const logFile = logFileIn(place.folder);
  throw new Fault('UNAVAILABLE', { tell: `The bundled PostgreSQL does not start; ${logFile} says why.`, detail: { logFile } });
}

async function startOnce({ runtime, folder }: Place, port: number): Promise<RunningServer | null> {
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = openSync(logFileIn(folder), 'a', 0o600);
  const child = runtime.start('postgres', ['-D', runtime.clusterDir, ...settings], output);
  closeSync(output);
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  let running = true;
  void ended.then(() => (running = false));
  for (let waitedMs = 0; waitedMs < START_TIMEOUT_MS; waitedMs += POLL_MS) {
    await pause(POLL_MS);
    if (!running || child.pid === undefined) return null;
    const postmaster = postmasterOf(runtime.clusterDir);
    if (postmaster?.pid === child.pid && postmaster.ready) return { port, pid: child.pid, child, ended };
  }
  if (child.pid !== undefined) await shutDown(child.pid, () => running);
  return null;
}

function logFileIn(folder: string): string {
  const file = join(folder, 'postgres.log');
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.old`);
  return file;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no free port'))));
    });
  });
}

async function administer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } catch (error) {
    const exists = error instanceof postgres.PostgresError && (error.code === '42P04' || error.code === '23505');
    if (!exists) throw error;
  } finally {
    await sql.end();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
