/** Live readings to 5,000 readers: ours, bytes that are ready over ws, and graphql-ws as it is shipped. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ClientsOrder, Counted } from './fanout-clients.ts';
import type { FanoutKind, FanoutMode, FanoutOrder, FanoutReady } from './fanout-server.ts';

export const about = 'live readings to 5,000 readers on sockets of their own, against ready bytes over ws';

const READER_COUNT = 5_000;
const ROUND_COUNT = 5;
const TICK_COUNT = 5;
const TICK_MS = 400;
const WARM_UP_TICK_COUNT = 5;

/** `frames` is the raw server with frames built beforehand and written to the socket, past ws. */
const VARIANTS = ['ours', 'raw', 'frames', 'shipped'] as const;
type Variant = (typeof VARIANTS)[number];
const NAMES: Readonly<Record<Variant, string>> = {
  ours: 'Holdfast',
  raw: 'ws: ready bytes, send()',
  frames: 'ws: ready frames, written to the socket',
  shipped: 'graphql-ws as shipped',
};
const KIND_OF: Readonly<Record<Variant, FanoutKind>> = { ours: 'ours', raw: 'raw', frames: 'raw', shipped: 'shipped' };

interface Side {
  readonly server: ChildProcess;
  readonly clients: ChildProcess;
}

interface Round {
  readonly idleCpuMsPerSecond: number;
  readonly cpuUsPerMessage: number;
  readonly spreadMs: number;
  readonly bytes: number;
}

type Figures = Readonly<Record<Variant, readonly Round[]>>;

/** Every server keeps its readers connected; rounds are interleaved, so that what else the machine does falls on all alike. */
export async function run(): Promise<Record<string, number>> {
  const sides = new Map<FanoutKind, Side>();
  try {
    for (const kind of ['ours', 'raw', 'shipped'] as const) sides.set(kind, await startSide(kind));
    const broadcast = await measureMode(sides, 'broadcast');
    const individual = await measureMode(sides, 'individual');
    const figures = { ...report('broadcast', broadcast), ...report('individual', individual) };
    return {
      ...figures,
      ratioToRawBroadcast: ratio(broadcast, 'raw'),
      ratioToRawFramesBroadcast: ratio(broadcast, 'frames'),
      ratioShippedToRawBroadcast: ratio(broadcast, 'raw', 'shipped'),
      ratioToRawIndividual: ratio(individual, 'raw'),
      ratioToRawFramesIndividual: ratio(individual, 'frames'),
      ratioShippedToRawIndividual: ratio(individual, 'raw', 'shipped'),
    };
  } finally {
    for (const { server, clients } of sides.values()) {
      clients.kill();
      if (server.connected) server.send({ order: 'stop' } satisfies FanoutOrder);
    }
  }
}

async function measureMode(sides: ReadonlyMap<FanoutKind, Side>, mode: FanoutMode): Promise<Figures> {
  for (const [kind, { clients }] of sides)
    await ask(clients, { order: 'subscribe', mode, isAnsweredAtOnce: kind === 'ours' } satisfies ClientsOrder);
  const figures: Record<Variant, Round[]> = { ours: [], raw: [], frames: [], shipped: [] };
  // Ours comes first: the others send messages as long as it does.
  let bytes = 256;
  for (let round = -1; round < ROUND_COUNT; round += 1) {
    for (const variant of VARIANTS) {
      const side = sides.get(KIND_OF[variant]);
      if (!side) continue;
      const tickCount = round < 0 ? WARM_UP_TICK_COUNT : TICK_COUNT;
      const measured = await measure(side, { mode, tickCount, bytes, readyFrames: variant === 'frames' });
      if (variant === 'ours') bytes = measured.bytes;
      if (round >= 0) figures[variant].push(measured);
    }
  }
  return figures;
}

async function measure(
  { server, clients }: Side,
  telling: { mode: FanoutMode; tickCount: number; bytes: number; readyFrames: boolean },
): Promise<Round> {
  await ask(clients, { order: 'count' } satisfies ClientsOrder);
  const cpuMsFor = async (mode: FanoutMode | 'idle'): Promise<number> => {
    const order = { order: 'tell', tickMs: TICK_MS, ...telling, mode } satisfies FanoutOrder;
    return (await ask<{ cpuMs: number }>(server, order)).cpuMs;
  };
  // Sockets are kept alive and credentials looked at again whether or not anything is told.
  const idleCpuMs = await cpuMsFor('idle');
  const cpuMs = (await cpuMsFor(telling.mode)) - idleCpuMs;
  const { messageCount, spreadsMs, bytes } = await ask<Counted>(clients, { order: 'count' } satisfies ClientsOrder);
  const expectedCount = READER_COUNT * telling.tickCount;
  if (messageCount !== expectedCount) throw new Error(`${messageCount} messages arrived instead of ${expectedCount}`);
  const idleCpuMsPerSecond = idleCpuMs / ((telling.tickCount * TICK_MS) / 1_000);
  return { idleCpuMsPerSecond, cpuUsPerMessage: (cpuMs * 1_000) / messageCount, spreadMs: median(spreadsMs), bytes };
}

function report(mode: FanoutMode, figures: Figures): Record<string, number> {
  const told: Record<string, number> = {};
  for (const variant of VARIANTS) {
    const cpuUs = rounded(median(figures[variant].map((round) => round.cpuUsPerMessage)));
    const spreadMs = rounded(median(figures[variant].map((round) => round.spreadMs)));
    const bytes = figures[variant][0]?.bytes ?? Number.NaN;
    const suffix = titled(mode) + titled(variant);
    const idleCpuMs = rounded(median(figures[variant].map((round) => round.idleCpuMsPerSecond)));
    told[`idleCpuMsPerSecond${suffix}`] = idleCpuMs;
    told[`cpuMicrosecondsPerMessage${suffix}`] = cpuUs;
    told[`spreadMs${suffix}`] = spreadMs;
    const facts = [
      `${cpuUs.toFixed(1)} us CPU a message`,
      `last after first ${spreadMs.toFixed(0)} ms`,
      `${bytes} bytes`,
      `idle ${idleCpuMs.toFixed(0)} ms CPU a second`,
    ];
    console.log(`${mode.padEnd(12)}${NAMES[variant].padEnd(42)}${facts.map((fact) => fact.padStart(24)).join('')}`);
  }
  return told;
}

/** How much of the limit's speed is left, by processor time; the median over rounds. */
function ratio(figures: Figures, limit: Variant, of: Variant = 'ours'): number {
  const ratios = figures[limit].map(
    (round, index) => round.cpuUsPerMessage / (figures[of][index]?.cpuUsPerMessage ?? Number.NaN),
  );
  return rounded(median(ratios));
}

async function startSide(kind: FanoutKind): Promise<Side> {
  const env = { ...process.env, NODE_ENV: 'production' };
  // As `npm run api` starts it; the same for all.
  const execArgv = ['--max-semi-space-size=64'];
  const server = fork(join(import.meta.dirname, 'fanout-server.ts'), [kind, String(READER_COUNT)], { env, execArgv });
  const ready = await answerOf<FanoutReady>(server);
  const clients = fork(join(import.meta.dirname, 'fanout-clients.ts'), [], { env });
  await answerOf(clients);
  await ask(clients, { order: 'connect', server: ready, readerCount: READER_COUNT } satisfies ClientsOrder);
  return { server, clients };
}

function ask<Answer>(child: ChildProcess, order: FanoutOrder | ClientsOrder): Promise<Answer> {
  const answer = answerOf<Answer>(child);
  child.send(order);
  return answer;
}

/** The child's next message; its end instead is an error. */
function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (answer) => {
      child.off('exit', gone);
      // The two sides of this bench are written together.
      resolve(answer as Answer);
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function titled(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
