/** The process that `frequency.ts` measures: the whole agent, or a loop that only reads and writes. A line of JSON a second. */
import { performance } from 'node:perf_hooks';
import { pino } from 'pino';
import { startAgent } from '../edge/src/agent.ts';
import type { AgentConfig } from '../edge/src/config.ts';
import { Ticker } from '../edge/src/frequency/ticker.ts';
import { ModbusConnection } from '../edge/src/hardware/modbus-connection.ts';
import { ModbusLine } from '../edge/src/hardware/modbus-line.ts';
import { addressOf } from '../edge/src/hardware/open-battery.ts';
import { wallClock } from '../edge/src/clock/wall-clock.ts';

export interface ChildOrder {
  readonly kind: 'agent' | 'bare';
  readonly config: AgentConfig;
}

export interface ChildReport {
  readonly sampleToWriteMs: readonly number[];
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly overrunCount: number;
}

const TICK_MS = 50;
const LOOK_MS = 100;
const REPORT_MS = 1_000;
/** In the simulated battery: the frequency of its meter, and the setpoint. */
const FREQUENCY_ADDRESS = 40_087;
const SETPOINT_ADDRESS = 40_301;

// Only frequency.ts starts this process, with exactly this.
const { kind, config } = JSON.parse(process.argv[2] ?? '') as ChildOrder;
let durationsMs: number[] = [];
const overruns = kind === 'agent' ? await runAgent() : runBare();
setInterval(() => {
  const { user, system } = process.cpuUsage();
  const report: ChildReport = {
    sampleToWriteMs: durationsMs,
    cpuMs: (user + system) / 1_000,
    rssBytes: process.memoryUsage.rss(),
    overrunCount: overruns(),
  };
  durationsMs = [];
  console.log(JSON.stringify(report));
}, REPORT_MS);

async function runAgent(): Promise<() => number> {
  const agent = await startAgent(config, { clock: wallClock, log: pino({ level: 'error' }, pino.destination(2)) });
  const response = () => agent.status().batteries[0]?.response ?? null;
  let seen: unknown = null;
  setInterval(() => {
    const status = response();
    if (status && status !== seen) durationsMs.push(...status.sampleToWriteMs);
    seen = status;
  }, LOOK_MS);
  return () => response()?.overrunCount ?? 0;
}

function runBare(): () => number {
  const [battery] = config.batteries;
  if (!battery || battery.frequency?.meter.kind !== 'modbus') throw new Error('a battery with a meter on Modbus is needed');
  const { host, port, unitId } = battery.frequency.meter;
  const meter = new ModbusConnection({ line: new ModbusLine({ host, port }), unitId });
  const device = new ModbusConnection({ line: new ModbusLine(addressOf(battery)), unitId: battery.unitId });
  let power = 0;
  const ticker = new Ticker({
    periodMs: TICK_MS,
    onTick: async () => {
      const beganMs = performance.now();
      await meter.exclusive(() => meter.read(FREQUENCY_ADDRESS, 2));
      power = (power + 1) % 1_000;
      await device.exclusive(() => device.write(SETPOINT_ADDRESS, [0, power]));
      durationsMs.push(performance.now() - beganMs);
    },
  });
  ticker.start();
  return () => ticker.overrunCount;
}
