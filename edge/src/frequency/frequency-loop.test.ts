import { expect, test } from 'vitest';
import type { HeldResponse } from '../held-instruction.ts';
import { DeviceUnreachable } from '../hardware/modbus-exceptions.ts';
import type { SiteLog } from '../ports.ts';
import { FrequencyLoop, type FrequencyTick, type ResponseSettings } from './frequency-loop.ts';
import { IdealBattery } from './ideal-battery.ts';
import { RESPONSE_DEFAULTS, TICK_MS } from './response-defaults.ts';
import { RESPONSE_SERVICES } from '../../../src/kernel/response-curves.ts';

const SETTINGS: ResponseSettings = { ...RESPONSE_DEFAULTS, energyCapacityKwh: 100, dischargeEfficiencyPercent: 100 };
const START_MS = Date.UTC(2030, 0, 1);

/** A loop with its surroundings, in a time that is given. */
class Stand {
  nowMs = START_MS;
  hertz = 50;
  meterFails = false;
  batteryFails = false;
  readonly battery: IdealBattery;
  readonly writes: number[] = [];
  readonly ticks: FrequencyTick[] = [];
  readonly complaints: string[] = [];
  readonly loop: FrequencyLoop;

  constructor({ settings = {}, socPercent = 50 }: { settings?: Partial<ResponseSettings>; socPercent?: number } = {}) {
    this.battery = new IdealBattery({
      powerKwMax: 60,
      energyCapacityKwh: 100,
      socPercent,
      chargeEfficiencyPercent: 100,
      dischargeEfficiencyPercent: 100,
      rampSeconds: 0,
    });
    const quiet = (): void => undefined;
    const log: SiteLog = {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (_facts, message) => void this.complaints.push(message),
    };
    this.loop = new FrequencyLoop(
      { ...SETTINGS, ...settings },
      {
        log,
        nowMs: () => this.nowMs,
        onTick: (tick) => void this.ticks.push(tick),
        meter: {
          read: async () => {
            if (this.meterFails) throw new Error('gone');
            return { atMs: this.nowMs, frequencyHertz: this.hertz, powerKw: null };
          },
          close: async () => undefined,
        },
        battery: {
          steer: async (powerKw) => {
            if (this.batteryFails) throw new DeviceUnreachable('gone');
            this.writes.push(powerKw);
            await this.battery.steer(powerKw);
          },
          look: () => this.battery.look(),
        },
      },
    );
  }

  enable(span: Partial<HeldResponse> = {}): void {
    const response = { service: 'DC', contractedPowerKw: 50, ...RESPONSE_SERVICES.DC };
    const times = { fromMs: START_MS, untilMs: START_MS + 3_600_000 };
    this.loop.order({
      limits: { chargePowerKwMax: 60, dischargePowerKwMax: 60, socPercentMin: 10, socPercentMax: 90 },
      responses: [
        { ...response, direction: 'LOW', ...times, ...span },
        { ...response, direction: 'HIGH', ...times, ...span },
      ],
    });
  }

  async baseline(powerKw: number): Promise<void> {
    const total = this.loop.rebase(powerKw);
    await this.battery.steer(total);
    this.loop.took(total);
    this.loop.notice(await this.battery.look());
  }

  async pass(seconds: number): Promise<void> {
    for (const untilMs = this.nowMs + seconds * 1_000; this.nowMs < untilMs; this.nowMs += TICK_MS) {
      await this.loop.tick();
      this.battery.pass(TICK_MS);
    }
  }
}

async function standing(options: ConstructorParameters<typeof Stand>[0] = {}): Promise<Stand> {
  const stand = new Stand(options);
  stand.enable();
  await stand.baseline(5);
  return stand;
}

test('a step of the frequency is answered after the stated delay, along the ramp, and in full within a second', async () => {
  const stand = await standing();
  await stand.pass(1);
  stand.hertz = 49.5;
  await stand.pass(0.25);
  expect(stand.battery.powerKw).toBe(5);
  await stand.pass(0.1);
  expect(stand.battery.powerKw).toBeCloseTo(5 + 2 * 3 * 50 * 0.05, 9);
  await stand.pass(0.65);
  expect(stand.battery.powerKw).toBe(55);
  const steps = stand.writes.map((powerKw, index) => powerKw - (stand.writes[index - 1] ?? 5));
  expect(Math.max(...steps)).toBeLessThanOrEqual(3 * 50 * 0.05 + 1e-9);
});

test('what does not change is not written again', async () => {
  const stand = await standing();
  await stand.pass(5);
  expect(stand.writes).toEqual([]);
  stand.hertz = 49.7;
  await stand.pass(5);
  const { length } = stand.writes;
  await stand.pass(5);
  expect(stand.writes).toHaveLength(length);
});

test('a coarse write step spares the registers, and at rest the baseline is exact', async () => {
  const fine = await standing();
  const coarse = await standing({ settings: { writeStepKw: 2 } });
  for (const stand of [fine, coarse]) {
    for (let round = 0; round < 200; round += 1) {
      stand.hertz = 49.7 + 0.02 * Math.sin(round);
      await stand.pass(TICK_MS / 1_000);
    }
    stand.hertz = 50;
    await stand.pass(2);
    expect(stand.battery.powerKw).toBe(5);
  }
  expect(coarse.writes.length).toBeLessThan(fine.writes.length / 2);
});

test('a response begins and ends at its instants, and nothing is written outside of them', async () => {
  const stand = new Stand();
  stand.enable({ fromMs: START_MS + 2_000, untilMs: START_MS + 4_000 });
  await stand.baseline(5);
  stand.hertz = 49.5;
  await stand.pass(2);
  expect(stand.writes).toEqual([]);
  await stand.pass(2);
  expect(stand.battery.powerKw).toBe(55);
  await stand.pass(1);
  expect(stand.battery.powerKw).toBe(5);
  const { length } = stand.writes;
  await stand.pass(5);
  expect(stand.writes).toHaveLength(length);
});

test('a silent meter is forgiven for the stated time; then the response goes back to the baseline, and comes back with the meter', async () => {
  const stand = await standing();
  stand.hertz = 49.5;
  await stand.pass(2);
  stand.meterFails = true;
  await stand.pass(0.5);
  expect(stand.battery.powerKw).toBe(55);
  await stand.pass(1);
  expect(stand.battery.powerKw).toBe(5);
  expect(stand.ticks.at(-1)?.sample).toBeNull();
  expect(stand.complaints).toEqual(['the meter does not answer the frequency loop']);
  stand.meterFails = false;
  await stand.pass(1);
  expect(stand.battery.powerKw).toBe(55);
});

test.each([
  ['a frequency that no grid has', 0],
  ['no number', Number.NaN],
])('%s is no frequency: the response ends as with a silent meter', async (_what, hertz) => {
  const stand = await standing();
  stand.hertz = 49.5;
  await stand.pass(2);
  stand.hertz = hertz;
  await stand.pass(2);
  expect(stand.battery.powerKw).toBe(5);
});

test('a new baseline moves the battery at once and the response stays upon it', async () => {
  const stand = await standing();
  stand.hertz = 49.7;
  await stand.pass(2);
  await stand.baseline(-10);
  stand.battery.pass(TICK_MS);
  expect(stand.battery.powerKw).toBeCloseTo(-10 + 50 * 0.366_666_667, 6);
  await stand.pass(2);
  expect(stand.battery.powerKw).toBeCloseTo(-10 + 50 * 0.366_666_667, 6);
});

test('a long low frequency never takes the battery below its bound, however seldom it is looked at', async () => {
  for (const lookSeconds of [0.2, 1, 20]) {
    const stand = await standing({ socPercent: 12, settings: { lookSeconds } });
    stand.hertz = 49.4;
    await stand.pass(900);
    expect(stand.battery.socPercent).toBeGreaterThan(10 - 1e-6);
    expect(stand.battery.socPercent).toBeLessThan(11);
    expect(stand.ticks.at(-1)?.limited).toBe(true);
  }
});

test('a battery that takes nothing is told of once, and gets the setpoint of now when it is back', async () => {
  const stand = await standing();
  stand.hertz = 49.7;
  stand.batteryFails = true;
  await stand.pass(3);
  expect(stand.complaints).toEqual(['the battery does not answer the frequency loop']);
  expect(stand.ticks.at(-1)?.reachable).toBe(false);
  stand.batteryFails = false;
  stand.hertz = 49.6;
  await stand.pass(1);
  expect(stand.writes.at(-1)).toBeCloseTo(5 + 50 * 0.683_333_333, 6);
});

test('a clock that is set back or forward does not make the response jump', async () => {
  const stand = await standing();
  stand.hertz = 49.7;
  await stand.pass(2);
  for (const stepMs of [-600_000, 600_000]) {
    stand.nowMs += stepMs;
    stand.enable({ fromMs: START_MS - 3_600_000, untilMs: START_MS + 7_200_000 });
    const { length } = stand.writes;
    await stand.pass(2);
    const written = stand.writes.slice(length);
    expect(stand.battery.powerKw).toBeCloseTo(5 + 50 * 0.366_666_667, 6);
    for (const powerKw of written) expect(Math.abs(powerKw - stand.battery.powerKw)).toBeLessThan(3 * 50 * 0.2 + 1e-9);
  }
});
