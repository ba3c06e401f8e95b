import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const DemoFile = Type.Object({
  url: Type.String(),
  wsUrl: Type.String(),
  dashboardUrl: Type.String(),
  tenants: Type.Array(
    Type.Object({
      slug: Type.String(),
      name: Type.String(),
      apiKeys: Type.Record(Type.String(), Type.String()),
      users: Type.Array(
        Type.Object({ email: Type.String(), password: Type.String(), party: Type.Union([Type.String(), Type.Null()]) }),
      ),
      app: Type.Union([Type.Object({ name: Type.String(), email: Type.String(), accessToken: Type.String() }), Type.Null()]),
    }),
  ),
});

/** `npm start` as a child process with options of its own, on a free port. */
export interface DemoProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** All it has printed so far. */
  readonly output: () => string;
  /** Ends it as Ctrl-C does, and by force when it does not end. */
  readonly stop: () => Promise<void>;
}

/** A running demo whose addresses and keys are known. */
export interface DemoWorld {
  readonly origin: string;
  readonly url: string;
  readonly dashboardUrl: string;
  /** The first supplier's key of a role. */
  readonly keyOf: (role: string) => string;
  /** Somebody of the first supplier who can sign in: of a party that has batteries. */
  readonly person: DemoPerson;
  readonly app: DemoWorldApp;
  readonly process: DemoProcess;
}

export interface DemoPerson {
  readonly tenantSlug: string;
  readonly email: string;
  readonly password: string;
}

/** A third party's app, and who of the first supplier has let it in. */
interface DemoWorldApp {
  readonly name: string;
  readonly accessToken: string;
  readonly person: DemoPerson;
}

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 20_000;
const TAIL_LENGTH = 8_000;

/** A data folder that goes when the test is over. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-demo-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function startDemoProcess(args: readonly string[], environment: NodeJS.ProcessEnv = {}): DemoProcess {
  const child = spawn(process.execPath, ['src/main/start.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  });
  let text = '';
  const keep = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    child,
    ended,
    output: () => text,
    async stop() {
      child.kill('SIGINT');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}

/** Starts the demo and waits until it says where it is. */
export async function startDemoWorld(
  dataDir: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<DemoWorld> {
  const demoProcess = startDemoProcess(['--port', '0', '--data-dir', dataDir, ...args], environment);
  try {
    await greeted(demoProcess);
    const demo = Value.Parse(DemoFile, JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
    const keyOf = (role: string): string => {
      const key = demo.tenants[0]?.apiKeys[role];
      if (key === undefined) throw new Error(`The demo offers no key of the role ${role}`);
      return key;
    };
    return {
      origin: new URL(demo.dashboardUrl).origin,
      url: demo.url,
      dashboardUrl: demo.dashboardUrl,
      keyOf,
      person: personOf(demo),
      app: appOf(demo),
      process: demoProcess,
    };
  } catch (cause) {
    await demoProcess.stop();
    throw new Error(`The platform did not start. Its output ends with:\n${demoProcess.output().slice(-TAIL_LENGTH)}`, { cause });
  }
}

function personOf({ tenants }: Static<typeof DemoFile>): DemoPerson {
  const [tenant] = tenants;
  const user = tenant?.users.find(({ party }) => party !== null);
  if (!tenant || !user) throw new Error('The demo has nobody who can sign in');
  return { tenantSlug: tenant.slug, email: user.email, password: user.password };
}

function appOf({ tenants: [tenant] }: Static<typeof DemoFile>): DemoWorldApp {
  const user = tenant?.users.find(({ email }) => email === tenant.app?.email);
  if (!tenant?.app || !user) throw new Error('The demo has no app that somebody let in');
  const { name, accessToken } = tenant.app;
  return { name, accessToken, person: { tenantSlug: tenant.slug, email: user.email, password: user.password } };
}

/** Asks the demo as the first supplier's operator; an error in the answer fails the test. */
export async function askDemo<Data>(world: DemoWorld, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.keyOf('OPERATOR')}` },
    body: JSON.stringify({ query, variables }),
  });
  // The caller says what its own query asks for.
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function greeted({ child, output }: DemoProcess): Promise<void> {
  const giveUpAt = performance.now() + START_LIMIT_MS;
  while (!output().includes('Ctrl-C stops.')) {
    if (child.exitCode !== null) throw new Error(`It ended with the exit code ${child.exitCode}`);
    if (performance.now() > giveUpAt) throw new Error(`Nothing to be seen within ${START_LIMIT_MS / 1000} s`);
    await pause(100);
  }
}
