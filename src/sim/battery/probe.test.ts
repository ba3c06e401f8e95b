/** The installer's guided test, against batteries that are right and batteries that are not. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { parseRegisterMap } from '../../../edge/src/hardware/register-map-file.ts';
import { lookAtDevice, type Looked } from '../../../edge/src/probe/look-at-device.ts';
import { reasonNotToTest, runGuidedTest, testPowerKw, type TestStep } from '../../../edge/src/probe/guided-test.ts';
import { present } from '../../kernel/assert.ts';
import { restingBattery } from './battery-plant.ts';
import { type BatteryKind, startSimulatedBattery, type SimulatedBattery } from './simulated-battery.ts';

const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const MAP = readFileSync('edge/maps/generic-hybrid.yaml', 'utf8');

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface Scene extends Looked {
  readonly battery: SimulatedBattery;
  readonly clock: { ms: number };
  test(): Promise<readonly TestStep[]>;
  greatestKw: number;
}

async function scene(kind: BatteryKind, { map = MAP, socPercent = 50, frozen = false } = {}): Promise<Scene> {
  const clock = { ms: 1_000 };
  const frozenAt = { ms: null as number | null };
  const battery = await startSimulatedBattery({
    // A battery whose own clock stands still never comes to the end of its timer.
    clock: { nowMs: () => frozenAt.ms ?? clock.ms },
    nameplate: NAMEPLATE,
    kind,
    state: restingBattery(NAMEPLATE, socPercent),
  });
  cleanups.push(() => battery.stop());
  const layout = kind === 'generic-hybrid' ? parseRegisterMap({ name: 'test.yaml', text: map }) : null;
  const looked = await lookAtDevice(
    { address: { host: '127.0.0.1', port: battery.port }, unitId: 1, layout },
    { nowMs: () => clock.ms },
  );
  cleanups.push(() => looked.device.close());
  const made: Scene = {
    ...looked,
    battery,
    clock,
    greatestKw: 0,
    test: () =>
      runGuidedTest(looked.device, testPowerKw(present(looked.report.reading, 'a reading')), {
        clock: {
          nowMs: () => clock.ms,
          sleepUntil: async (atMs) => {
            made.greatestKw = Math.max(made.greatestKw, Math.abs(battery.state().control.setpointW) / 1_000);
            clock.ms = atMs;
            return true;
          },
        },
        announce: (text) => {
          if (frozen && text.includes('saying nothing')) frozenAt.ms = clock.ms;
        },
      }),
  };
  return made;
}

test.each(['sunspec-der', 'legacy-storage', 'generic-hybrid'] as const)(
  '%s: a battery that is right passes, never moves with more than a twentieth, and is left at rest',
  async (kind) => {
    const found = await scene(kind);
    const steps = await found.test();
    expect(steps.map(({ name, ok, says }) => [name, ok, says])).toEqual(steps.map(({ name, says }) => [name, true, says]));
    expect(steps.map(({ name }) => name)).toEqual(['discharge', 'charge', 'meters', 'reversion']);
    expect(found.greatestKw).toBe(0.25);
    found.clock.ms += 60_000;
    expect((await found.device.read()).activePowerKw).toBe(0);
  },
);

test.each([
  [
    'a sign that is the wrong way round',
    'unit: W, positive: charge }\n  stateOfCharge',
    'unit: W, positive: discharge }\n  stateOfCharge',
    'discharge',
    /sign is the wrong way round/,
  ],
  [
    'a scale that is off by ten',
    'activePower: { address: 100, type: s32,',
    'activePower: { address: 100, type: s32, scale: 10,',
    'charge',
    /factor of 10/,
  ],
  ['meters that are exchanged', 'exportedEnergy: { address: 104', 'exportedEnergy: { address: 106', 'meters', /meters/],
])('%s is found out and named', async (_mistake, right, wrong, step, says) => {
  expect(MAP).toContain(right);
  let map = MAP.replace(right, wrong);
  if (step === 'meters') map = map.replace('importedEnergy: { address: 106', 'importedEnergy: { address: 104');
  const steps = await (await scene('generic-hybrid', { map })).test();
  expect(steps.find(({ name }) => name === step)).toMatchObject({ ok: false });
  expect(steps.find(({ name }) => name === step)?.says).toMatch(says);
});

test('a battery that does not move is told, and one that does not end a setpoint by itself is not to go into service', async () => {
  const stuck = await scene('sunspec-der', { frozen: true });
  const steps = await stuck.test();
  expect(steps.at(-1)).toMatchObject({ name: 'reversion', ok: false });
  expect(steps.at(-1)?.says).toMatch(/do not put it into service/);
});

test('an empty battery, and one that somebody drives already, are not moved', async () => {
  const empty = await scene('sunspec-der', { socPercent: 2 });
  expect(reasonNotToTest(present(empty.report.reading, 'a reading'))).toMatch(/state of charge is 2.0 %/);
  const driven = await scene('sunspec-der');
  await driven.device.apply({ powerKw: 1, revertPowerKw: 0, reversionSeconds: 600 });
  expect(reasonNotToTest(await driven.device.read())).toMatch(/sets it to 1 kW already/);
});

test('a look lists the models with their values, and names', async () => {
  const { report } = await scene('legacy-storage');
  expect(report.sunSpec?.models.map(({ id }) => id)).toEqual([1, 103, 124, 802]);
  expect(report.sunSpec?.names).toMatchObject({ Mn: 'Holdfast', Md: 'Simulated legacy', SN: 'SIM-2' });
  expect(report.sunSpec?.models[3]?.values).toMatchObject({ SoC: 50, LocRemCtl: 'remote', SoH: null });
  expect(report.drivenAs).toBe('SunSpec 124 with 103 and 802');
});
