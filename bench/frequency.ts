/** From a sample of the frequency to the battery's confirmation of the setpoint: the whole agent against a loop that only reads and writes. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { build } from 'vite';
import type { AgentConfig } from '../edge/src/config.ts';
import { RESPONSE_SERVICES } from '../src/kernel/response-curves.ts';
import { InstructionCache } from '../edge/src/instruction-cache.ts';
import { startSimulatedBattery } from '../src/sim/battery/simulated-battery.ts';
import { printGlobalId } from '../src/wire/global-id.ts';
import type { WireInstruction } from '../src/wire/instruction.ts';
import type { ChildOrder, ChildReport } from './frequency-child.ts';

export const about = 'frequency sample to Modbus write at 20 Hz, CPU and memory of the agent, against a loop without decisions';

const ROUNDS = 3;
const WARM_UP_REPORTS = 5;
const REPORTS = 15;
const LIMIT_MS = 50;
const MEMORY_LIMIT_MB = 120;
const CPU_LIMIT_PERCENT = 15;
const CONTRACTED_KW = 4;
/** Stays below saturation, where nothing would be written. */
const AMPLITUDE_HERTZ = 0.3;
const RADIANS_PER_MS = 1 / 1_500;
const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly cpuPercent: number;
  readonly memoryMb: number;
  readonly overruns: number;
}

export async function run(): Promise<Readonly<Record<string, number>>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const beganMs = performance.now();
  // Every round asks for another power, so every round writes.
  const frequencyHertz = (): number => 50 + AMPLITUDE_HERTZ * Math.sin((performance.now() - beganMs) * RADIANS_PER_MS);
  const battery = await startSimulatedBattery({
    clock: { nowMs: () => Date.now() },
    nameplate: NAMEPLATE,
    rampSeconds: 0.1,
    frequencyHertz,
  });
  try {
    const program = await bundle(join(dataDir, 'bundle'));
    const config = configOf(battery.port, dataDir);
    await enable(config);
    const runs: Record<ChildOrder['kind'], Figures[]> = { bare: [], agent: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of ['bare', 'agent'] as const) {
        const figures = await measure(program, { kind, config });
        runs[kind].push(figures);
        console.log(lineOf(kind, figures));
      }
    }
    const of = (kind: ChildOrder['kind'], key: keyof Figures): number => rounded(median(runs[kind].map((each) => each[key])));
    console.log(`limits: ${LIMIT_MS} ms, ${MEMORY_LIMIT_MB} MB, ${CPU_LIMIT_PERCENT} % of a core`);
    return {
      sampleToWriteMsP99: of('agent', 'p99'),
      sampleToWriteMsP50: of('agent', 'p50'),
      sampleToWriteMsMax: of('agent', 'max'),
      bareLoopMsP99: of('bare', 'p99'),
      bareLoopMsP50: of('bare', 'p50'),
      limitMsP99: LIMIT_MS,
      cpuPercent: of('agent', 'cpuPercent'),
      cpuPercentMax: CPU_LIMIT_PERCENT,
      memoryMegabytes: of('agent', 'memoryMb'),
      memoryMegabytesMax: MEMORY_LIMIT_MB,
      overrunCount: of('agent', 'overruns'),
    };
  } finally {
    await battery.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function lineOf(kind: string, { p50, p99, max, cpuPercent, memoryMb, overruns }: Figures): string {
  const times = `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, max ${max.toFixed(2)} ms`;
  return `${kind.padEnd(6)} ${times}, ${cpuPercent.toFixed(1)} % of a core, ${memoryMb.toFixed(0)} MB, ${overruns} rounds skipped`;
}

/** The battery and the meter are the same simulated device, on two connections. */
function configOf(port: number, dataDir: string): AgentConfig {
  const frequency = { address: 40_087, format: 'uint32', scale: 0.001 } as const;
  const power = { address: 40_080, format: 'int16', scale: 0.001 } as const;
  return {
    tenantSlug: 'bench',
    siteId: randomUUID(),
    wsUrl: 'wss://127.0.0.1:9/graphql',
    mqttUrl: 'mqtts://127.0.0.1:9',
    dataDir,
    loopSeconds: 1,
    sampleSeconds: 10,
    batchSeconds: 10,
    batteries: [
      {
        batteryId: randomUUID(),
        host: '127.0.0.1',
        port,
        unitId: 1,
        energyCapacityKwh: NAMEPLATE.energyCapacityKwh,
        safePowerKw: 0,
        // Without a delay on purpose, so that each setpoint is the answer to the sample of its own round.
        frequency: { meter: { kind: 'modbus', host: '127.0.0.1', port, unitId: 1, frequency, power }, responseDelaySeconds: 0 },
      },
    ],
  };
}

/** The instruction is on the agent's disk, as if the platform had sent it before it went away. */
async function enable({ batteries, dataDir }: AgentConfig): Promise<void> {
  const log = pino({ level: 'silent' });
  const cache = await InstructionCache.open(join(dataDir, 'instructions.json'), { log, onReport: () => undefined, verify: null });
  const [fromAt, untilAt] = [new Date(Date.now() - 1_000).toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
  const { curve, deliverySeconds } = RESPONSE_SERVICES.DC;
  const response = { service: 'DC', contractedPowerKw: CONTRACTED_KW, fromAt, untilAt, deliverySeconds, curve: [...curve] };
  const instruction: WireInstruction = {
    id: printGlobalId('Instruction', randomUUID()),
    battery: { id: printGlobalId('Battery', batteries[0]?.batteryId ?? '') },
    instructionSequence: 1,
    validFrom: fromAt,
    validUntil: untilAt,
    setpoints: [{ fromAt, untilAt, powerKw: 0.5 }],
    limits: { chargePowerKwMax: 5, dischargePowerKwMax: 5, socPercentMin: 5, socPercentMax: 95 },
    responses: [
      { ...response, direction: 'LOW' },
      { ...response, direction: 'HIGH' },
    ],
  };
  await cache.receive(instruction, { refusal: null, at: new Date() });
  await cache.close();
}

/** Measured is what a site runs: plain JavaScript. Stripping types at the start costs 45 MB. */
async function bundle(outDir: string): Promise<string> {
  const place = (path: string): string => new URL(path, import.meta.url).pathname;
  const input = {
    'frequency-child': place('./frequency-child.ts'),
    'frequency-thread': place('../edge/src/frequency/frequency-thread.ts'),
  };
  const output = { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' };
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: { ssr: true, target: 'esnext', outDir, emptyOutDir: true, rollupOptions: { input, output } },
  });
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');
  return join(outDir, 'frequency-child.mjs');
}

async function measure(program: string, order: ChildOrder): Promise<Figures> {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reports: ChildReport[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      // The child prints reports and nothing else.
      reports.push(JSON.parse(line) as ChildReport);
      if (reports.length === WARM_UP_REPORTS + REPORTS) break;
    }
  } finally {
    child.kill();
  }
  return figuresOf(reports);
}

function figuresOf(reports: readonly ChildReport[]): Figures {
  const first = reports[WARM_UP_REPORTS - 1];
  const last = reports.at(-1);
  if (!first || !last || reports.length < WARM_UP_REPORTS + REPORTS) throw new Error('the measured process ended early');
  const durations = reports.slice(WARM_UP_REPORTS).flatMap(({ sampleToWriteMs }) => sampleToWriteMs);
  const sorted = durations.toSorted((a, b) => a - b);
  if (sorted.length < REPORTS * 15) throw new Error(`only ${sorted.length} setpoints in ${REPORTS} s`);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return {
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    cpuPercent: (last.cpuMs - first.cpuMs) / (REPORTS * 10),
    memoryMb: Math.max(...reports.map(({ rssBytes }) => rssBytes)) / 1_048_576,
    overruns: last.overrunCount - first.overrunCount,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
