import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMillionths, sumOf } from '../../src/kernel/money.ts';
import { dayBounds, GB_CALENDAR } from '../../src/kernel/periods.ts';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-28T20:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

const PLAN = `id madeAt horizonFrom horizonUntil status solver expectedRevenue { amount currency } battery { id }
  periods { period { settlementDate periodIndex startAt endAt } powerKw socPercent importPricePerMwh exportPricePerMwh expectedRevenue { amount } }`;
const BATTERY = `query($id: ID!) { battery(id: $id) { plan { ${PLAN} } intent { versionSequence socPercentMin socPercentMax reservePercent cyclesPerDayCountMax wearCostPerMwh setAt } } }`;
const SET_INTENT =
  'mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename ... on IntentRefused { reason message } } }';
const REQUEST = 'mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }';
const OUTCOMES = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { outcomes(from: $from, until: $until) {
  period { periodIndex } plannedPowerKw plannedRevenue { amount } netExportedKwh realisedRevenue { amount } } } }`;

const battery = async () => (await world.ask(operator, BATTERY, { id: globalBattery(ONE) })).data.battery;
const setIntent = async (fields: object) =>
  (await world.ask(operator, SET_INTENT, { input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE), ...fields } })).data
    .setIntent;
const requestPlan = () => world.ask(operator, REQUEST, { input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE) } });

interface PlanPeriod {
  readonly period: {
    readonly settlementDate: string;
    readonly periodIndex: number;
    readonly startAt: string;
    readonly endAt: string;
  };
  readonly powerKw: number;
  readonly socPercent: number;
  readonly importPricePerMwh: string;
  readonly exportPricePerMwh: string;
  readonly expectedRevenue: { readonly amount: string };
}

describe.each([
  ['2026-03-29', 46],
  ['2026-05-13', 48],
  ['2026-10-25', 50],
] as const)('a plan made at midnight of %s', (date, count) => {
  test(`has ${count} periods without gaps, within every limit, and its money adds up`, async () => {
    const { fromAt, untilAt } = dayBounds(date, GB_CALENDAR);
    world.clock.setTo(fromAt);
    await world.publishPrices('alder', date);
    await world.storeReading(ONE, { socPercent: 50 });
    await world.workOff();
    const { plan } = await battery();
    const periods: PlanPeriod[] = plan.periods;
    expect(plan).toMatchObject({
      status: 'OPTIMAL',
      battery: { id: globalBattery(ONE) },
      horizonFrom: iso(fromAt),
      horizonUntil: iso(untilAt),
    });
    expect(periods.map(({ period }) => period.periodIndex)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    for (const [index, { period }] of periods.entries())
      if (index > 0) expect(period.startAt).toBe(periods[index - 1]?.period.endAt);
    for (const { powerKw, socPercent } of periods) {
      // The two batteries of the site share 150 kW of import and 120 kW of export.
      expect(powerKw).toBeGreaterThanOrEqual(-75 - 1e-6);
      expect(powerKw).toBeLessThanOrEqual(60 + 1e-6);
      expect(socPercent).toBeGreaterThanOrEqual(15 - 1e-6);
      expect(socPercent).toBeLessThanOrEqual(90 + 1e-6);
    }
    for (const one of periods) {
      const price = one.powerKw > 0 ? one.exportPricePerMwh : one.importPricePerMwh;
      expect(Number(one.expectedRevenue.amount)).toBeCloseTo((one.powerKw / 2_000) * Number(price), 4);
    }
    const total = parseMillionths(sumOf(periods.map(({ expectedRevenue }) => expectedRevenue.amount))) ?? 0n;
    const told = parseMillionths(plan.expectedRevenue.amount) ?? 0n;
    expect(Math.abs(Number(total - told))).toBeLessThanOrEqual(count);
    expect(Number(plan.expectedRevenue.amount)).toBeGreaterThan(0);
  });
});

describe('a plan', () => {
  test('is made anew when prices, the intent or a silent battery say so, and when somebody asks', async () => {
    world.clock.setTo('2026-11-03T00:00:00Z');
    const planId = async (): Promise<string> => (await battery()).plan.id;
    const ids = [await planId()];
    await world.storeReading(ONE, { socPercent: 40 });
    // Heard after a long silence, but nothing is priced.
    expect(await world.workOff()).toEqual(['make-plan']);
    expect(await planId()).toBe(ids[0]);
    await world.publishPrices('alder', '2026-11-03');
    await world.workOff();
    ids.push(await planId());
    world.clock.advance({ seconds: 1 });
    await setIntent({ socPercentMin: 20, socPercentMax: 80 });
    await world.workOff();
    ids.push(await planId());
    world.clock.advance({ seconds: 1 });
    await requestPlan();
    expect(await world.workOff()).toContain('make-plan');
    ids.push(await planId());
    world.clock.advance({ minutes: 14 });
    await world.storeReading(ONE, { socPercent: 40 });
    expect(await world.workOff()).toContain('make-plan');
    ids.push(await planId());
    expect(new Set(ids).size).toBe(5);
  });

  test('keeps to the intent of its time', async () => {
    const { plan, intent } = await battery();
    expect(intent).toMatchObject({ socPercentMin: 20, socPercentMax: 80, reservePercent: 0, wearCostPerMwh: '0.000000' });
    for (const { socPercent } of plan.periods) {
      expect(socPercent).toBeGreaterThanOrEqual(20 - 1e-6);
      expect(socPercent).toBeLessThanOrEqual(80 + 1e-6);
    }
  });

  test('brings a battery that is outside its range back, and says so', async () => {
    world.clock.advance({ minutes: 1 });
    await world.storeReading(ONE, { socPercent: 5 });
    await requestPlan();
    await world.workOff();
    const { plan } = await battery();
    expect(plan.status).toBe('RECOVERING');
    expect(plan.periods[0].powerKw).toBeLessThan(0);
    expect(plan.periods.at(-1).socPercent).toBeGreaterThanOrEqual(20 - 1e-6);
  });

  test('is not made from a reading that is too old; the plan in force stays', async () => {
    const { plan } = await battery();
    world.clock.advance({ minutes: 16 });
    await requestPlan();
    expect(await world.workOff()).toEqual(['make-plan']);
    expect((await battery()).plan.id).toBe(plan.id);
  });

  test('is asked for by the clock when the battery has strayed, and only then', async () => {
    world.clock.setTo('2026-11-03T01:00:00Z');
    await world.storeReading(ONE, { socPercent: 50 });
    await world.workOff();
    const { plan } = await battery();
    world.clock.setTo('2026-11-03T01:40:00Z');
    // At the end of the period before, the plan expected this much.
    const expected: PlanPeriod = plan.periods.find(({ period }: PlanPeriod) => period.startAt === '2026-11-03T01:30:00Z');
    const before: PlanPeriod = plan.periods.find(({ period }: PlanPeriod) => period.endAt === '2026-11-03T01:30:00Z');
    const onCourse = before.socPercent + (expected.socPercent - before.socPercent) / 3;
    for (const minute of [8, 16, 24, 32])
      await world.storeReading(ONE, { socPercent: onCourse, measuredAtMs: Date.parse('2026-11-03T01:00:00Z') + minute * 60_000 });
    await world.storeReading(ONE, { socPercent: onCourse });
    await world.workOff();
    await world.runTimer('watch-plans');
    expect(await world.workOff()).toEqual([]);
    world.clock.advance({ seconds: 30 });
    await world.storeReading(ONE, { socPercent: onCourse + 5 });
    await world.runTimer('watch-plans');
    expect(await world.workOff()).toContain('make-plan');
  });

  test('reaches a stream: first the one in force, then each new one', async () => {
    const followed = world.follow(operator, `subscription($id: ID!) { plans(batteryId: $id) { id } }`, {
      id: globalBattery(ONE),
    });
    const inForce = (await battery()).plan.id;
    expect((await followed.next()).data.plans.id).toBe(inForce);
    world.clock.advance({ seconds: 1 });
    await requestPlan();
    await world.workOff();
    const { id } = (await followed.next()).data.plans;
    expect(id).not.toBe(inForce);
    expect(id).toBe((await battery()).plan.id);
    followed.end();
  });
});

describe('an intent', () => {
  test.each([
    ['a minimum below nothing', { socPercentMin: -1, socPercentMax: 90 }, 'OUT_OF_RANGE'],
    ['a maximum above everything', { socPercentMin: 10, socPercentMax: 101 }, 'OUT_OF_RANGE'],
    ['a negative wear cost', { socPercentMin: 10, socPercentMax: 90, wearCostPerMwh: '-0.01' }, 'OUT_OF_RANGE'],
    ['negative cycles', { socPercentMin: 10, socPercentMax: 90, cyclesPerDayCountMax: -1 }, 'OUT_OF_RANGE'],
    ['no room between its ends', { socPercentMin: 50, socPercentMax: 50 }, 'NO_ROOM'],
    ['a reserve that fills the room', { socPercentMin: 10, socPercentMax: 50, reservePercent: 40 }, 'NO_ROOM'],
  ])('with %s is refused and changes nothing', async (_what, fields, reason) => {
    const before = (await battery()).intent;
    expect(await setIntent(fields)).toMatchObject({ __typename: 'IntentRefused', reason });
    expect((await battery()).intent).toEqual(before);
    expect(await world.workOff()).toEqual([]);
  });

  test('counts its versions, also when many are set at once', async () => {
    const before = (await battery()).intent.versionSequence;
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => setIntent({ socPercentMin: index, socPercentMax: 90 })),
    );
    expect(new Set(results.map(({ __typename }) => __typename))).toEqual(new Set(['IntentSet']));
    expect((await battery()).intent.versionSequence).toBe(before + 10);
  });
});

test('outcomes set what was planned beside what came of it', async () => {
  const place: Place = { tenant: 'birch', site: 'south', battery: 'three' };
  const viewer = await world.key('birch', 'VIEWER');
  world.clock.setTo('2026-11-10T00:00:00Z');
  await world.publishPrices('birch', '2026-11-10');
  await world.storeReading(place, { exportedKwh: 100, importedKwh: 100 });
  await world.workOff();
  world.clock.setTo('2026-11-10T01:10:00Z');
  await world.storeReadings(place, [
    { measuredAtMs: Date.parse('2026-11-10T00:30:00Z'), exportedKwh: 103, importedKwh: 100 },
    { measuredAtMs: Date.parse('2026-11-10T01:00:00Z'), exportedKwh: 103, importedKwh: 110 },
  ]);
  await world.runTimer('settle');
  const { data } = await world.ask(viewer, OUTCOMES, {
    id: globalBattery(place),
    from: '2026-11-10T00:00:00Z',
    until: '2026-11-10T12:00:00Z',
  });
  expect(data.battery.outcomes).toMatchObject([
    {
      period: { periodIndex: 1 },
      plannedPowerKw: expect.any(Number),
      netExportedKwh: 3,
      realisedRevenue: { amount: '0.090000' },
    },
    {
      period: { periodIndex: 2 },
      plannedPowerKw: expect.any(Number),
      netExportedKwh: -10,
      realisedRevenue: { amount: '-0.320000' },
    },
    { period: { periodIndex: 3 }, plannedPowerKw: expect.any(Number), netExportedKwh: null, realisedRevenue: null },
  ]);
});

function iso(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
