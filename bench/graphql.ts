import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BATTERY_COUNT, QUERY } from './graphql-static.ts';
import type { ServerKind } from './graphql-server.ts';
import { type Load, loadFor, send, type Target } from './http-load.ts';

export const about = 'a list of 50 batteries: ours from PostgreSQL, and the same servers over data in memory';

const KINDS: readonly ServerKind[] = ['ours', 'oursStatic', 'apollo', 'yoga'];
const NAMES: Readonly<Record<ServerKind, string>> = {
  ours: 'Holdfast, from PostgreSQL',
  oursStatic: 'Holdfast, data in memory',
  apollo: 'Apollo as shipped, data in memory',
  yoga: 'graphql-yoga as shipped, data in memory',
};
const ROUND_COUNT = 5;
const ROUND_MS = 1_500;
const WARM_UP_MS = 1_500;
const CONNECTION_COUNT = 16;

interface Server {
  readonly kind: ServerKind;
  readonly process: ChildProcess;
  readonly target: Target;
}

interface Round extends Load {
  readonly cpuMsPerRequest: number;
}

/** Rounds are interleaved, so that what else the machine does falls on all servers alike. */
export async function run(): Promise<Record<string, number>> {
  const servers: Server[] = [];
  try {
    for (const kind of KINDS) servers.push(await startServer(kind));
    for (const { target } of servers) await loadFor(target, { connectionCount: CONNECTION_COUNT, durationMs: WARM_UP_MS });
    const rounds: Record<ServerKind, Round>[] = [];
    for (let index = 0; index < ROUND_COUNT; index += 1) {
      const round: Partial<Record<ServerKind, Round>> = {};
      for (const server of servers) round[server.kind] = await measure(server);
      // Every kind has a server.
      rounds.push(round as Record<ServerKind, Round>);
    }
    return report(rounds);
  } finally {
    await Promise.all(servers.map(stopServer));
  }
}

function report(rounds: readonly Record<ServerKind, Round>[]): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const kind of KINDS) {
    const of = (figure: keyof Round): number => rounded(median(rounds.map((round) => round[kind][figure])));
    const suffix = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
    figures[`requestsPerSecond${suffix}`] = of('requestsPerSecond');
    figures[`cpuMsPerRequest${suffix}`] = of('cpuMsPerRequest');
    const facts = [`${of('requestsPerSecond').toFixed(0)} requests/s`, `${of('cpuMsPerRequest').toFixed(3)} ms CPU a request`];
    const latency = `p50 ${of('latencyMsP50').toFixed(1)} ms, p99 ${of('latencyMsP99').toFixed(1)} ms`;
    console.log(`${NAMES[kind].padEnd(42)}${facts[0]?.padStart(16)}  ${facts[1]?.padStart(24)}  ${latency}`);
  }
  const ratio = (left: ServerKind, right: ServerKind): number =>
    rounded(median(rounds.map((round) => round[left].requestsPerSecond / round[right].requestsPerSecond)));
  const cpuRatio = (left: ServerKind, right: ServerKind): number =>
    rounded(median(rounds.map((round) => round[right].cpuMsPerRequest / round[left].cpuMsPerRequest)));
  const ratios = {
    ratioToApollo: ratio('ours', 'apollo'),
    ratioToYoga: ratio('ours', 'yoga'),
    ratioStaticToApollo: ratio('oursStatic', 'apollo'),
    ratioCpuToApollo: cpuRatio('ours', 'apollo'),
    ratioCpuStaticToApollo: cpuRatio('oursStatic', 'apollo'),
  };
  console.log(
    `From PostgreSQL ${ratios.ratioToApollo} x Apollo's requests, over data in memory ${ratios.ratioStaticToApollo} x.`,
  );
  return { ...figures, ...ratios };
}

async function startServer(kind: ServerKind): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'graphql-server.ts'), [kind], {
    // Before graphql is imported: without it, its checks cost half the speed.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const { url, authorization } = await answerOf<{ url: string; authorization: string }>(child);
  const target = { url, headers: authorization ? { authorization } : {}, body: JSON.stringify({ query: QUERY }) };
  // The answer to the query above; another number of batteries stops the bench.
  const { data, errors } = JSON.parse(await send(target)) as { data?: { batteries: { nodes: unknown[] } }; errors?: unknown };
  if (errors || data?.batteries.nodes.length !== BATTERY_COUNT) throw new Error(`${kind} answered ${JSON.stringify(errors)}`);
  return { kind, process: child, target };
}

async function measure({ process: child, target }: Server): Promise<Round> {
  const before = await cpuMsOf(child);
  const load = await loadFor(target, { connectionCount: CONNECTION_COUNT, durationMs: ROUND_MS });
  const cpuMs = (await cpuMsOf(child)) - before;
  return { ...load, cpuMsPerRequest: cpuMs / load.requestCount };
}

async function cpuMsOf(child: ChildProcess): Promise<number> {
  const answer = answerOf<{ cpuMs: number }>(child);
  child.send('cpu');
  return (await answer).cpuMs;
}

/** The child's next message; its end instead is an error. */
function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`a bench server ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (answer) => {
      child.off('exit', gone);
      // The two sides of this bench are written together.
      resolve(answer as Answer);
    });
  });
}

async function stopServer({ process: child }: Server): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.send('stop');
  await exit;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
