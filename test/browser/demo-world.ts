import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

const DemoFile = Type.Object({
  url: Type.String(),
  dashboardUrl: Type.String(),
  tenants: Type.Array(
    Type.Object({
      slug: Type.String(),
      name: Type.String(),
      keys: Type.Array(Type.Object({ role: Type.String(), key: Type.String() })),
    }),
  ),
});

/** The whole platform as a child process, in a world that runs 60 times faster than the wall clock. */
export interface DemoWorld {
  readonly origin: string;
  readonly dashboardUrl: string;
  /** The first supplier's key of a role. */
  readonly keyOf: (role: string) => string;
  readonly stop: () => Promise<void>;
}

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 10_000;
const OUTPUT_LENGTH_MAX = 8_000;

/** Builds what is in the tree, as production does: under a test's NODE_ENV the pages would be another program. */
export async function buildPages(): Promise<void> {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'dashboard/vite.config.ts', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } });
}

export async function startDemoWorld(): Promise<DemoWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-browser-'));
  const args = ['src/main/start.ts', '--port', String(await freePort()), '--data-dir', dataDir, '--speed', '60'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = outputOf(child);
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await written(join(dataDir, 'demo.json'), child);
    const demo = Value.Parse(DemoFile, JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
    const keyOf = (role: string): string => {
      const key = demo.tenants[0]?.keys.find((one) => one.role === role)?.key;
      if (key === undefined) throw new Error(`The demo offers no key of the role ${role}`);
      return key;
    };
    return { origin: new URL(demo.dashboardUrl).origin, dashboardUrl: demo.dashboardUrl, keyOf, stop };
  } catch (cause) {
    await stop();
    throw new Error(`The platform did not start. Its output ends with:\n${output()}`, { cause });
  }
}

async function written(path: string, child: ChildProcess): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  // It exists for a moment before it has all its text.
  while (!existsSync(path) || !readFileSync(path, 'utf8').trimEnd().endsWith('}')) {
    if (child.exitCode !== null) throw new Error(`It ended with the exit code ${child.exitCode}`);
    if (performance.now() > giveUpAt) throw new Error(`No ${path} within ${START_LIMIT_MS / 1000} s`);
    await pause(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(killer);
}

function outputOf(child: ChildProcess): () => string {
  let tail = '';
  const keep = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-OUTPUT_LENGTH_MAX);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => tail;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}
