/**
 * Moves a battery a little, to see whether it does what it is told: discharge, charge, and what happens when nobody speaks to it any
 * more. Never more than a stated small power, always with the device's own timer set.
 */
import { MILLISECONDS_PER_SECOND } from '../../../src/kernel/units.ts';
import type { ModbusDevice, DeviceReading } from '../hardware/modbus-device.ts';
import type { SiteClock } from '../ports.ts';
import { judgePower, judgeMeters, type Judgement } from './judge-test.ts';

/** Of the smaller rating, when nothing else is asked for; and at most. */
const TEST_POWER_RATIO = 0.05;
export const TEST_POWER_RATIO_MAX = 0.1;
/** There must be room to move in either direction. */
const SOC_PERCENT_MIN = 5;
const SOC_PERCENT_MAX = 95;
const SETTLE_SECONDS = 5;
const LOOK_SECONDS = 1;
/** The meters are to be seen moving: by more than two of their steps, which takes a small battery a while. */
const METER_STEPS = 2.2;
const HOLD_SECONDS_MIN = 10;
const HOLD_SECONDS_MAX = 300;
const SECONDS_PER_HOUR = 3_600;
const STEP_KW_MIN = 0.001;
const REVERSION_SECONDS = 10;
/** A device may be a moment late with its timer. */
const REVERSION_GRACE_SECONDS = 3;

export interface TestStep {
  readonly name: 'discharge' | 'charge' | 'meters' | 'reversion';
  readonly ok: boolean;
  readonly says: string;
}

interface TestSurroundings {
  readonly clock: Pick<SiteClock, 'nowMs' | 'sleepUntil'>;
  /** Told before each step, to whoever watches. */
  readonly announce: (text: string) => void;
}

/** The power that a test uses, in kW. */
export function testPowerKw({ ratings, setpointStepKw }: DeviceReading): number {
  const smallerKw = Math.min(ratings.chargePowerKwMax, ratings.dischargePowerKwMax);
  const stepKw = setpointStepKw || STEP_KW_MIN;
  return Math.max(stepKw, Math.floor((TEST_POWER_RATIO * smallerKw) / stepKw) * stepKw);
}

/** How long a test takes. */
export function testSeconds(reading: DeviceReading, powerKw: number): number {
  return (
    2 * (holdSecondsOf(reading, powerKw) + 2 * SETTLE_SECONDS) + SETTLE_SECONDS + REVERSION_SECONDS + REVERSION_GRACE_SECONDS
  );
}

function holdSecondsOf({ meterStepKwh }: DeviceReading, powerKw: number): number {
  const secondsForMeters = ((METER_STEPS * meterStepKwh) / powerKw) * SECONDS_PER_HOUR;
  return Math.min(HOLD_SECONDS_MAX, Math.max(HOLD_SECONDS_MIN, Math.ceil(secondsForMeters)));
}

/** Why this battery is not to be moved now, or null. */
export function reasonNotToTest({ socPercent, setting }: DeviceReading): string | null {
  if (socPercent < SOC_PERCENT_MIN || socPercent > SOC_PERCENT_MAX) {
    return `its state of charge is ${socPercent.toFixed(1)} %: bring it between ${SOC_PERCENT_MIN} and ${SOC_PERCENT_MAX} %`;
  }
  if (setting.powerKw === null || setting.powerKw === 0) return null;
  return `something sets it to ${setting.powerKw} kW already: stop that first, a running agent as well`;
}

export async function runGuidedTest(
  device: ModbusDevice,
  powerKw: number,
  { clock, announce }: TestSurroundings,
): Promise<readonly TestStep[]> {
  const test = new GuidedTest(device, { powerKw, clock });
  const steps: TestStep[] = [];
  try {
    announce(`discharging with ${powerKw} kW`);
    const discharge = await test.hold('discharge');
    announce(`charging with ${powerKw} kW`);
    const charge = await test.hold('charge');
    steps.push(discharge.step, charge.step, judgeMetersOf(discharge, charge));
    announce(`discharging with ${powerKw} kW once more, then saying nothing for ${REVERSION_SECONDS} s`);
    steps.push(await test.fallSilent());
  } finally {
    // Whatever went wrong: the battery is left at rest, and without us by its own timer.
    await device.apply({ powerKw: 0, revertPowerKw: 0, reversionSeconds: REVERSION_SECONDS });
  }
  return steps;
}

interface Held {
  readonly step: TestStep;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly expectedKwh: number;
  readonly meterStepKwh: number;
}

function judgeMetersOf(discharge: Held, charge: Held): TestStep {
  return { name: 'meters', ...judgeMeters(discharge, charge, discharge.meterStepKwh) };
}

class GuidedTest {
  readonly #device: ModbusDevice;
  readonly #powerKw: number;
  readonly #clock: TestSurroundings['clock'];

  constructor(device: ModbusDevice, { powerKw, clock }: { powerKw: number; clock: TestSurroundings['clock'] }) {
    this.#device = device;
    this.#powerKw = powerKw;
    this.#clock = clock;
  }

  async hold(name: 'discharge' | 'charge'): Promise<Held> {
    const restKw = await this.#rest();
    const wantedKw = name === 'discharge' ? this.#powerKw : -this.#powerKw;
    const holdSeconds = holdSecondsOf(await this.#device.read(), this.#powerKw);
    const reversionSeconds = holdSeconds + SETTLE_SECONDS + REVERSION_SECONDS;
    await this.#device.apply({ powerKw: wantedKw, revertPowerKw: 0, reversionSeconds });
    const before = await this.#device.read();
    const beganMs = this.#clock.nowMs();
    await this.#sleep(SETTLE_SECONDS);
    const powers: number[] = [];
    while (this.#clock.nowMs() < beganMs + (SETTLE_SECONDS + holdSeconds) * MILLISECONDS_PER_SECOND) {
      powers.push((await this.#device.read()).activePowerKw - restKw);
      await this.#sleep(LOOK_SECONDS);
    }
    const after = await this.#device.read();
    const hours = (this.#clock.nowMs() - beganMs) / MILLISECONDS_PER_SECOND / SECONDS_PER_HOUR;
    return {
      step: { name, ...this.#judge(wantedKw, powers) },
      exportedKwh: after.exportedKwh - before.exportedKwh,
      importedKwh: after.importedKwh - before.importedKwh,
      expectedKwh: this.#powerKw * hours,
      meterStepKwh: after.meterStepKwh,
    };
  }

  /** Nothing is even read meanwhile: some devices take any request for a sign of life. */
  async fallSilent(): Promise<TestStep> {
    const restKw = await this.#rest();
    await this.#device.apply({ powerKw: this.#powerKw, revertPowerKw: 0, reversionSeconds: REVERSION_SECONDS });
    await this.#sleep(REVERSION_SECONDS + REVERSION_GRACE_SECONDS);
    const { activePowerKw, setting } = await this.#device.read();
    const stillKw = Math.abs(activePowerKw - restKw);
    const reverted = stillKw < this.#powerKw / 2 && (setting.powerKw ?? 0) === 0;
    return {
      name: 'reversion',
      ok: reverted,
      says: reverted
        ? `${REVERSION_SECONDS} s after the last word it went to rest by itself`
        : `it still flows with ${activePowerKw.toFixed(3)} kW: the device does not end a setpoint by itself, do not put it into service`,
    };
  }

  /** What flows when it is told to rest: a device has losses, and a meter may be off by a little. */
  async #rest(): Promise<number> {
    await this.#device.apply({ powerKw: 0, revertPowerKw: 0, reversionSeconds: SETTLE_SECONDS + REVERSION_SECONDS });
    await this.#sleep(SETTLE_SECONDS);
    return (await this.#device.read()).activePowerKw;
  }

  #judge(wantedKw: number, powers: readonly number[]): Judgement {
    const meanKw = powers.reduce((sum, powerKw) => sum + powerKw, 0) / Math.max(1, powers.length);
    return judgePower({ wantedKw, meanKw });
  }

  async #sleep(seconds: number): Promise<void> {
    await this.#clock.sleepUntil(this.#clock.nowMs() + seconds * MILLISECONDS_PER_SECOND);
  }
}
