/** `holdfast-edge probe`: what is there, and whether it does what it is told. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { DeviceUnreachable } from '../hardware/modbus-exceptions.ts';
import { printAddress } from '../hardware/modbus-line.ts';
import { addressOf } from '../hardware/open-battery.ts';
import { readRegisterMap } from '../hardware/register-map-file.ts';
import type { DeviceReading } from '../hardware/modbus-device.ts';
import { lookAtDevice, type DeviceReport, type Looked, type ProbeTarget } from '../probe/look-at-device.ts';
import {
  reasonNotToTest,
  runGuidedTest,
  testPowerKw,
  testSeconds,
  TEST_POWER_RATIO_MAX,
  type TestStep,
} from '../probe/guided-test.ts';
import { wallClock } from '../clock/wall-clock.ts';
import { UsageError, type Command } from './command.ts';

const PORT_DEFAULT = 502;
const SECONDS_PER_MINUTE = 60;

interface ProbeOptions {
  readonly target: ProbeTarget;
  readonly powerKw: number | null;
  readonly yes: boolean;
  readonly json: boolean;
  readonly lookOnly: boolean;
}

interface TestReport {
  readonly powerKw: number;
  /** Why there was none. */
  readonly skipped: string | null;
  readonly steps: readonly TestStep[];
}

export const probeCommand: Command = {
  about:
    'Tells what a battery is and can do, then moves it a little (asks first; --yes does not) to check sign, scale, meters and reversion.',
  usage:
    'HOST [--port 502] [--unit 1] [--map FILE] | --serial DEVICE [--baud 9600] [--parity none] … [--power-kw X] [--look] [--yes] [--json]',
  run: async ({ args, say }) => {
    const options = await parseOptions(args);
    try {
      return await probe(options, say);
    } catch (error) {
      if (!(error instanceof DeviceUnreachable)) throw error;
      if (options.json)
        say(JSON.stringify({ address: printAddress(options.target.address), unreachable: error.message, ok: false }));
      else say(`NOT reached: ${error.message}. Check address, port, unit and cable; some devices take one connection only.`);
      return false;
    }
  },
};

async function probe(options: ProbeOptions, say: (line: string) => void): Promise<boolean> {
  const tell = options.json ? (): void => undefined : say;
  const { device, report } = await lookAtDevice(options.target, { nowMs: () => wallClock.nowMs() });
  try {
    for (const line of printReport(report)) tell(line);
    const test = report.reading ? await testOf({ device, report }, report.reading, { options, tell }) : null;
    for (const line of printTest(test)) tell(line);
    const ok = report.reading !== null && (test?.steps.every((step) => step.ok) ?? true);
    if (options.json) say(JSON.stringify({ ...report, test, ok }));
    return ok;
  } finally {
    device.close();
  }
}

async function parseOptions(args: readonly string[]): Promise<ProbeOptions> {
  const { values, positionals } = parse(args);
  const [host] = positionals;
  const { serial, map } = values;
  if ((host === undefined) === (serial === undefined)) throw new UsageError('Name either a host or a serial device.');
  const unitId = wholeNumber(values.unit, '--unit', 255);
  const place =
    serial === undefined
      ? { unitId, host: host ?? '', port: wholeNumber(values.port, '--port', 65_535) }
      : {
          unitId,
          serial: { path: serial, baudRate: wholeNumber(values.baud, '--baud', 921_600), parity: parityOf(values.parity) },
        };
  const powerKw = values['power-kw'] === undefined ? null : Number(values['power-kw']);
  if (powerKw !== null && !(powerKw > 0)) throw new UsageError('--power-kw is a number greater than zero.');
  return {
    target: { address: addressOf(place), unitId, layout: map === undefined ? null : await readRegisterMap(map) },
    powerKw,
    yes: values.yes,
    json: values.json,
    lookOnly: values.look,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: String(PORT_DEFAULT) },
        unit: { type: 'string', default: '1' },
        map: { type: 'string' },
        serial: { type: 'string' },
        baud: { type: 'string', default: '9600' },
        parity: { type: 'string', default: 'none' },
        'power-kw': { type: 'string' },
        look: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(text: string, name: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max) throw new UsageError(`${name} is a whole number up to ${max}.`);
  return value;
}

function parityOf(text: string): 'none' | 'even' | 'odd' {
  if (text === 'none' || text === 'even' || text === 'odd') return text;
  throw new UsageError('--parity is none, even or odd.');
}

async function testOf(
  { device }: Looked,
  reading: DeviceReading,
  { options, tell }: { options: ProbeOptions; tell: (line: string) => void },
): Promise<TestReport> {
  const powerKw = options.powerKw ?? testPowerKw(reading);
  const skipped = await reasonToSkip(reading, { options, powerKw });
  if (skipped !== null) return { powerKw, skipped, steps: [] };
  const announce = (text: string): void => tell(`  … ${text}`);
  return { powerKw, skipped: null, steps: await runGuidedTest(device, powerKw, { clock: wallClock, announce }) };
}

async function reasonToSkip(
  reading: DeviceReading,
  { options, powerKw }: { options: ProbeOptions; powerKw: number },
): Promise<string | null> {
  if (options.lookOnly) return 'only a look was asked for (--look)';
  const { chargePowerKwMax, dischargePowerKwMax } = reading.ratings;
  const powerKwMax = TEST_POWER_RATIO_MAX * Math.min(chargePowerKwMax, dischargePowerKwMax);
  if (powerKw > powerKwMax) throw new UsageError(`A test moves this battery with ${powerKwMax} kW at most.`);
  const reason = reasonNotToTest(reading);
  if (reason !== null || options.yes) return reason;
  if (options.json || !process.stdin.isTTY) return 'nobody to ask; --yes moves the battery without asking';
  const minutes = Math.ceil(testSeconds(reading, powerKw) / SECONDS_PER_MINUTE);
  const question = `Move the battery now, with ${powerKw} kW at most, for about ${minutes} minutes? [y/N] `;
  return (await asks(question)) ? null : 'not wanted';
}

async function asks(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

function* printReport({ address, unitId, sunSpec, drivenAs, refusal, reading }: DeviceReport): Generator<string> {
  yield `${address}, unit ${unitId}`;
  if (sunSpec) {
    const { Mn, Md, Vr, SN } = sunSpec.names;
    yield `  ${[Mn, Md, Vr && `version ${Vr}`, SN && `serial number ${SN}`].filter(Boolean).join(', ')}`;
    yield `  SunSpec models from ${sunSpec.baseAddress}:`;
    for (const { id, title, length } of sunSpec.models) yield `    ${String(id).padStart(5)}  ${title} (${length} words)`;
  }
  if (refusal !== null) yield `  NOT driven: ${refusal}`;
  if (!reading) return;
  const { ratings, activePowerKw, socPercent, exportedKwh, importedKwh, state, setting } = reading;
  yield `  driven as ${drivenAs}`;
  yield `  discharges up to ${ratings.dischargePowerKwMax} kW, charges up to ${ratings.chargePowerKwMax} kW, holds ${ratings.energyCapacityKwh ?? '?'} kWh`;
  yield `  now: ${activePowerKw} kW, ${socPercent.toFixed(1)} % full, exported ${exportedKwh} kWh, imported ${importedKwh} kWh${state === null ? '' : `, ${state}`}`;
  yield `  setpoint: ${setting.powerKw === null ? 'none in force' : `${setting.powerKw} kW`}`;
}

function* printTest(test: TestReport | null): Generator<string> {
  if (!test) return;
  if (test.skipped !== null) yield `  not tested: ${test.skipped}`;
  for (const { name, ok, says } of test.steps) yield `  ${ok ? 'ok    ' : 'WRONG '} ${name}: ${says}`;
}
