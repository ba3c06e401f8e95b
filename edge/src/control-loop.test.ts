import { setImmediate as turn } from 'node:timers/promises';
import pino from 'pino';
import { expect, test } from 'vitest';
import type { WireReading } from '../../src/wire/telemetry.ts';
import { ControlLoop, type LoopSettings } from './control-loop.ts';
import { nextChangeMs, type HeldInstruction } from './held-instruction.ts';
import type { DeviceReading } from './hardware/modbus-device.ts';
import { DeviceRefused, DeviceUnreachable } from './hardware/modbus-exceptions.ts';
import type { Setpoint } from './hardware/setpoint-codec.ts';
import { pause, type SiteClock } from './ports.ts';

const SETTINGS: LoopSettings = {
  batteryId: 'b',
  energyCapacityKwh: 100,
  dischargeEfficiencyPercent: 85,
  safePowerKw: 0,
  loopSeconds: 7,
  sampleSeconds: 30,
  reversionSeconds: 60,
};
const LIMITS = { chargePowerKwMax: 50, dischargePowerKwMax: 50, socPercentMin: 10, socPercentMax: 90 };

function instruction(spans: [untilMs: number, powerKw: number][]): HeldInstruction {
  const setpoints = spans.map(([untilMs, powerKw], index) => ({ fromMs: spans[index - 1]?.[0] ?? 0, untilMs, powerKw }));
  const wire = {
    id: 'i',
    battery: { id: 'b' },
    instructionSequence: 1,
    validFrom: '',
    validUntil: '',
    setpoints: [],
    limits: LIMITS,
  };
  const validUntilMs = spans.at(-1)?.[0] ?? 0;
  return {
    wire,
    signed: null,
    state: 'stored',
    id: 'i',
    batteryId: 'b',
    sequence: 1,
    validFromMs: 0,
    validUntilMs,
    setpoints,
    limits: LIMITS,
    responses: [],
  };
}

/** A battery of registers only, and a clock that is always already there. */
class LeapingWorld {
  nowMs = 0;
  stuckMs = 0;
  unreachable = false;
  /** The device refuses this power, and the cache remembers it. */
  refusedPowerKw: number | null = null;
  readonly realTime = { isKnown: true };
  connectionCount = 1;
  budgetUsedRatio = 0;
  setting: DeviceReading['setting'] = { powerKw: null, revertPowerKw: null, reversionSeconds: null };
  readonly writes: { atMs: number; powerKw: number }[] = [];
  readonly readings: WireReading[] = [];
  /** The clock leaps by more in a moment than a test can watch: what is to happen at once happens here. */
  afterFirstWrite: () => void = () => undefined;
  readonly outcomes: string[] = [];
  readonly lookedAtMs: number[] = [];

  readonly clock: SiteClock = {
    now: () => new Date(this.nowMs),
    nowMs: () => this.nowMs,
    sleepUntil: async (atMs, signal = new AbortController().signal) => {
      await turn();
      if (atMs > this.stuckMs && this.stuckMs > 0) await pause(60_000, signal);
      if (!signal.aborted) this.nowMs = Math.max(this.nowMs, atMs);
      return !signal.aborted;
    },
  };

  loop(held: HeldInstruction | null, settings: Partial<LoopSettings> = {}): ControlLoop {
    const device = {
      read: async (): Promise<DeviceReading> => {
        this.lookedAtMs.push(this.nowMs);
        if (this.unreachable) throw new DeviceUnreachable('gone');
        const ratings = { chargePowerKwMax: 50, dischargePowerKwMax: 50, energyCapacityKwh: 100 };
        const measured = { activePowerKw: 0, socPercent: 50, socStepPercent: 0.01, exportedKwh: 0, importedKwh: 0 };
        const told = { meterStepKwh: 0.001, frequencyHertz: null, voltageVolts: null, temperatureCelsius: null, state: null };
        const { setting, connectionCount } = this;
        return { ratings, ...measured, ...told, setting, setpointStepKw: 0.001, connectionCount };
      },
      apply: async (setpoint: Setpoint) => {
        if (setpoint.powerKw === this.refusedPowerKw) throw new DeviceRefused('not by me');
        this.writes.push({ atMs: this.nowMs, powerKw: setpoint.powerKw });
        this.setting = { ...setpoint };
        if (this.writes.length === 1) this.afterFirstWrite();
        return { ...setpoint };
      },
      close: () => undefined,
      ledger: { usedRatio: this.budgetUsedRatio, close: async () => undefined },
    };
    const cache = {
      newestBegun: () => {
        const isRefused = held && this.refusedPowerKw !== null && this.outcomes.includes('refused');
        return isRefused ? { ...held, state: 'refused' as const } : held;
      },
      nextChangeMs: (_batteryId: string, afterMs: number) => (held ? nextChangeMs(held, afterMs) : Infinity),
      markApplied: async () => void this.outcomes.push('applied'),
      markRefused: async () => void this.outcomes.push('refused'),
    };
    const onReading = (reading: WireReading): void => void this.readings.push(reading);
    return new ControlLoop(
      { ...SETTINGS, ...settings },
      { device, cache, clock: this.clock, realTime: this.realTime, log: pino({ level: 'silent' }), onReading },
    );
  }

  runUntil(loop: ControlLoop, done: () => boolean): Promise<void> {
    loop.start();
    return this.stopOnce(loop, done);
  }

  async stopOnce(loop: ControlLoop, done: () => boolean): Promise<void> {
    await expect.poll(done, { interval: 1, timeout: 5_000 }).toBe(true);
    await loop.stop();
  }
}

test('setpoints change at their very instants, not at the next round; readings are taken at theirs', async () => {
  const world = new LeapingWorld();
  const loop = world.loop(
    instruction([
      [12_345, 10],
      [45_678, -20],
    ]),
  );
  await world.runUntil(loop, () => world.nowMs > 70_000);
  const changes = world.writes.filter(({ powerKw }, index) => powerKw !== world.writes[index - 1]?.powerKw);
  expect(changes).toEqual([
    { atMs: 0, powerKw: 10 },
    { atMs: 12_345, powerKw: -20 },
    { atMs: 45_678, powerKw: 0 },
  ]);
  expect(world.lookedAtMs).toEqual(expect.arrayContaining([30_000, 60_000]));
  expect(world.readings.slice(0, 2)).toMatchObject([
    { measuredAtMs: 30_000, instructionSequence: 1 },
    { measuredAtMs: 60_000, instructionSequence: null },
  ]);
});

test('an unchanged setpoint is written again well before the battery would revert, and not more often', async () => {
  const world = new LeapingWorld();
  await world.runUntil(world.loop(null), () => world.nowMs > 300_000);
  const gapsMs = world.writes.slice(1).map(({ atMs }, index) => atMs - (world.writes[index]?.atMs ?? 0));
  expect(gapsMs.length).toBeGreaterThan(6);
  expect(Math.max(...gapsMs)).toBeLessThan(40_000);
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(20_000);
});

test('nothing is carried out while nobody knows what time it is, and the battery follows again once somebody does', async () => {
  const world = new LeapingWorld();
  world.realTime.isKnown = false;
  const loop = world.loop(instruction([[Number.MAX_SAFE_INTEGER, 10]]));
  loop.start();
  await expect.poll(() => world.writes.length, { interval: 1 }).toBeGreaterThan(1);
  expect(new Set(world.writes.map(({ powerKw }) => powerKw))).toEqual(new Set([0]));
  expect(world.outcomes).toEqual([]);
  world.realTime.isKnown = true;
  await expect.poll(() => world.setting.powerKw, { interval: 1 }).toBe(10);
  await loop.stop();
  expect(world.outcomes).toContain('applied');
});

test('a setpoint that something else has changed is set again at the next look', async () => {
  const world = new LeapingWorld();
  const loop = world.loop(instruction([[600_000, 10]]), { reversionSeconds: 86_400 });
  world.afterFirstWrite = () => void (world.setting = { ...world.setting, powerKw: 0 });
  await world.runUntil(loop, () => world.writes.length > 1);
  expect(world.writes.slice(0, 2).map(({ powerKw }) => powerKw)).toEqual([10, 10]);
  expect(loop.status.disturbedCount).toBe(1);
});

test('a clock that was set back does not leave the battery alone until it has caught up', async () => {
  const world = new LeapingWorld();
  world.nowMs = 3_600_000;
  const loop = world.loop(null, { loopSeconds: 0.05 });
  loop.start();
  await expect.poll(() => world.writes.length, { interval: 1 }).toBeGreaterThan(0);
  world.nowMs = 1;
  world.stuckMs = 1;
  const before = world.lookedAtMs.length;
  await world.stopOnce(loop, () => world.lookedAtMs.length > before + 2);
});

test('an unreachable battery is asked again, and then set', async () => {
  const world = new LeapingWorld();
  world.unreachable = true;
  const loop = world.loop(instruction([[600_000, 10]]));
  loop.start();
  await expect.poll(() => world.lookedAtMs.length, { interval: 1 }).toBeGreaterThan(2);
  expect(loop.status.reachable).toBe(false);
  world.unreachable = false;
  await world.stopOnce(loop, () => world.outcomes.length > 0);
  expect(world.outcomes[0]).toBe('applied');
});

test('a battery that did not answer is asked again within a second, however long the loop', async () => {
  const world = new LeapingWorld();
  world.unreachable = true;
  const loop = world.loop(instruction([[600_000, 5]]), { loopSeconds: 60, sampleSeconds: 3_600 });
  await world.runUntil(loop, () => world.lookedAtMs.length >= 3);
  expect(world.lookedAtMs.slice(0, 3)).toEqual([0, 1_000, 2_000]);
});

test('after a reconnect the setpoint is asserted again, once', async () => {
  const world = new LeapingWorld();
  const loop = world.loop(instruction([[600_000, 10]]), { reversionSeconds: 86_400 });
  world.afterFirstWrite = () => void (world.connectionCount = 2);
  await world.runUntil(loop, () => world.nowMs > 600_000);
  expect(world.writes.filter(({ powerKw }) => powerKw === 10)).toHaveLength(2);
});

test('an instruction that the wear of the registers no longer allows is refused, and nothing is written', async () => {
  const world = new LeapingWorld();
  world.budgetUsedRatio = 1;
  await world.runUntil(world.loop(instruction([[600_000, 10]])), () => world.outcomes.length > 0);
  expect(world.outcomes[0]).toBe('refused');
  expect(world.writes).toEqual([]);
});

test('what the device refuses is followed by the safe state at once, not at the next round', async () => {
  const world = new LeapingWorld();
  world.refusedPowerKw = 10;
  await world.runUntil(world.loop(instruction([[600_000, 10]])), () => world.writes.length > 0);
  expect(world.writes[0]).toEqual({ atMs: 0, powerKw: 0 });
});
