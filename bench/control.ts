/** A trigger to the register of a battery, by way of queue, API and agent, with 1,000 sites connected. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { BareCommits, ControlOrder, ControlReady } from './control-server.ts';
import type { SetpointSeen } from './control-sites.ts';
import { cpuMsOf } from './cpu-time.ts';

export const about = 'triggers to Modbus registers, with 1,000 connected agents';

const SITE_COUNT = Number(process.env['BENCH_SITES'] ?? 1_000);
/** Of different batteries: one is not asked again before it has answered. */
const TRIGGER_COUNT = Math.min(300, SITE_COUNT);
const TRIGGERS_PER_SECOND = 20;
const BURST_COUNT = 3;
const BURST_MS_MAX = 120_000;
/** The reports of the last setpoints are on their way for so long. */
const REPORTS_MS = 3_000;
const LATENCY_MS_P99_BAR = 250;
const SETPOINTS_PER_SECOND_BAR = 1_000;

/** Which setpoints stand where, as the sites tell. */
class Registers {
  readonly #awaited = new Map<number, { powerKw: number; seen: (atMs: number) => void }>();

  await(index: number, powerKw: number): Promise<number> {
    return new Promise((seen) => this.#awaited.set(index, { powerKw, seen }));
  }

  tell({ index, powerKw, seenAtMs }: SetpointSeen): void {
    const awaited = this.#awaited.get(index);
    if (!awaited || Math.abs(awaited.powerKw - powerKw) > 1e-6) return;
    this.#awaited.delete(index);
    awaited.seen(seenAtMs);
  }

  get awaitedCount(): number {
    return this.#awaited.size;
  }
}

export async function run(): Promise<Record<string, number>> {
  const registers = new Registers();
  const server = fork(join(import.meta.dirname, 'control-server.ts'), [String(SITE_COUNT)]);
  const sites = fork(join(import.meta.dirname, 'control-sites.ts'));
  try {
    const ready = await answer<ControlReady>(server);
    const started = answer<'started'>(sites, (message) => message === 'started');
    sites.on('message', (message: SetpointSeen | 'started') => message !== 'started' && registers.tell(message));
    sites.send(ready);
    await started;
    // Each has applied something, so each is connected.
    await burst({ server, registers }, 1);
    console.log(`${SITE_COUNT} sites are connected`);
    const analyzed = answer<'analyzed'>(server);
    server.send('analyze');
    await analyzed;
    await new Promise((reported) => setTimeout(reported, REPORTS_MS));
    const latencies = await measureLatency({ server, registers });
    const rounds: Round[] = [];
    const pids = { server: server.pid, postgres: ready.postgresPid, sites: sites.pid };
    for (let round = 0; round < BURST_COUNT; round += 1) rounds.push(await measureRound({ server, registers, pids }, 20 + round));
    return report(latencies, rounds);
  } finally {
    if (sites.connected) sites.send('stop');
    if (server.connected) server.send('stop');
  }
}

interface Running {
  readonly server: ChildProcess;
  readonly registers: Registers;
}

/** One battery at a time, at an even pace: what an operator's change takes while nothing else is going on. */
async function measureLatency({ server, registers }: Running): Promise<number[]> {
  const latencies: Promise<number>[] = [];
  for (let count = 0; count < TRIGGER_COUNT; count += 1) {
    const index = count;
    const powerKw = 5 + count / 100;
    const askedAtMs = Date.now();
    latencies.push(registers.await(index, powerKw).then((seenAtMs) => seenAtMs - askedAtMs));
    server.send({ indexes: [index], powerKw } satisfies ControlOrder);
    await new Promise((resolve) => setTimeout(resolve, 1_000 / TRIGGERS_PER_SECOND));
  }
  return Promise.all(latencies);
}

interface Round {
  readonly setpointsPerSecond: number;
  /** Of bare transactions, just before: the machine is not the same from one minute to the next. */
  readonly commitsPerSecond: number;
  /** What each process spent on a setpoint, with its reports, which go on after the last register has changed. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

type Pids = Readonly<Record<string, number | undefined>>;

async function measureRound({ pids, ...running }: Running & { readonly pids: Pids }, powerKw: number): Promise<Round> {
  const bare = answer<BareCommits>(running.server);
  running.server.send('bare');
  const { commitsPerSecond } = await bare;
  const before = cpuMsOfEach(pids);
  const setpointsPerSecond = await burst(running, powerKw);
  await new Promise((reported) => setTimeout(reported, REPORTS_MS));
  const after = cpuMsOfEach(pids);
  const cpuMs = Object.fromEntries(
    Object.entries(after).map(([name, spentMs]) => [name, (spentMs - (before[name] ?? Number.NaN)) / SITE_COUNT]),
  );
  return { setpointsPerSecond, commitsPerSecond, cpuMs };
}

function cpuMsOfEach(pids: Pids): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid)]));
}

/** Every battery at once: setpoints a second until the last register has changed. */
async function burst({ server, registers }: Running, powerKw: number): Promise<number> {
  const indexes = Array.from({ length: SITE_COUNT }, (_, index) => index);
  const askedAtMs = Date.now();
  const all = Promise.all(indexes.map((index) => registers.await(index, powerKw)));
  server.send({ indexes, powerKw } satisfies ControlOrder);
  const lateMs = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`${registers.awaitedCount} setpoints did not come within ${BURST_MS_MAX / 1_000} s`)),
      BURST_MS_MAX,
    ).unref();
  });
  const seenAtMs = await Promise.race([all, lateMs]);
  return SITE_COUNT / ((Math.max(...seenAtMs) - askedAtMs) / 1_000);
}

function report(latencies: readonly number[], rounds: readonly Round[]): Record<string, number> {
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (ratio: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * ratio))] ?? Number.NaN;
  const middle = (of: (round: Round) => number | undefined, digits = 0): number => {
    const values = rounds.map((round) => of(round) ?? Number.NaN).toSorted((one, other) => one - other);
    return Number((values[Math.floor(values.length / 2)] ?? Number.NaN).toFixed(digits));
  };
  const figures = {
    siteCount: SITE_COUNT,
    triggerToRegisterMsP50: at(0.5),
    triggerToRegisterMsP99: at(0.99),
    setpointsPerSecond: middle((round) => round.setpointsPerSecond),
    bareCommitsPerSecond: middle((round) => round.commitsPerSecond),
    setpointsPerBareCommitRatio: middle((round) => round.setpointsPerSecond / round.commitsPerSecond, 2),
    serverCpuMsPerSetpoint: middle(({ cpuMs }) => cpuMs['server'], 2),
    postgresCpuMsPerSetpoint: middle(({ cpuMs }) => cpuMs['postgres'], 2),
    sitesCpuMsPerSetpoint: middle(({ cpuMs }) => cpuMs['sites'], 2),
    triggerToRegisterMsP99Bar: LATENCY_MS_P99_BAR,
    setpointsPerSecondBar: SETPOINTS_PER_SECOND_BAR,
  };
  const each = (of: (round: Round) => number): string => rounds.map((round) => Math.round(of(round))).join(', ');
  const { serverCpuMsPerSetpoint: server, postgresCpuMsPerSetpoint: postgres, sitesCpuMsPerSetpoint: sites } = figures;
  console.log(`trigger to register: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (bar ${LATENCY_MS_P99_BAR} ms)`);
  console.log(`all at once: ${each((round) => round.setpointsPerSecond)} setpoints/s (bar ${SETPOINTS_PER_SECOND_BAR})`);
  console.log(`bare commits beside it: ${each((round) => round.commitsPerSecond)} a second`);
  console.log(`processor time of a setpoint: server ${server} ms, PostgreSQL ${postgres} ms, sites ${sites} ms`);
  return figures;
}

function answer<T>(child: ChildProcess, isIt: (message: unknown) => boolean = () => true): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown): void => {
      if (!isIt(message)) return;
      child.off('message', listen);
      // The children of this bench send nothing else first.
      resolve(message as T);
    };
    child.on('message', listen);
    child.once('exit', (code) => reject(new Error(`A process of the bench ended with ${code}`)));
  });
}
