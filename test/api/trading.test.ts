import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMillionths, sumOf } from '../../src/kernel/money.ts';
import { dayBounds, GB_CALENDAR } from '../../src/kernel/periods.ts';
import { batteryIdOf, globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

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

interface Explained {
  readonly socPercent: number;
  readonly why: string | null;
  readonly reasons: readonly { readonly constraint: string; readonly shadowPrice: string | null; readonly sentence: string }[];
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

  test('says why, and whoever may not read the intent is told that there is a reason of the owner’s', async () => {
    const REASONS = `query($id: ID!) { battery(id: $id) { plan { reasons { sentence } periods { socPercent why reasons { constraint shadowPrice unit sentence } } } } }`;
    const ask = (key: string) => world.ask(key, REASONS, { id: globalBattery(ONE) });
    const periods: Explained[] = (await ask(operator)).data.battery.plan.periods;
    expect(periods.every(({ why }) => why?.includes('GBP a MWh'))).toBe(true);
    const full = periods.find(({ reasons }) => reasons.some(({ constraint }) => constraint === 'ENERGY_MAX'));
    expect(full?.socPercent).toBeCloseTo(80, 6);
    expect(full?.reasons[0]).toMatchObject({
      shadowPrice: expect.stringMatching(/^\d/),
      sentence: expect.stringContaining('would earn'),
    });
    const { data, body } = await ask(await keyWith('VIEWER', ['IDENTITY_READ', 'PLAN_READ']));
    const seen: Explained[] = data.battery.plan.periods;
    expect(seen.map(({ socPercent }) => socPercent)).toEqual(periods.map(({ socPercent }) => socPercent));
    const reasons = seen.flatMap((one) => one.reasons);
    expect(new Set(reasons.map(({ constraint }) => constraint))).toEqual(new Set(['WITHHELD']));
    expect(reasons.every(({ shadowPrice, sentence }) => shadowPrice === null && !/\d/.test(sentence))).toBe(true);
    expect(seen.every(({ why }) => why === null)).toBe(true);
    expect(JSON.parse(body).extensions.withheld).toMatchObject([{ path: ['battery', 'plan', 'periods'], group: 'INTENT' }]);
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

describe('checking an intent', () => {
  const CHECK = `query($input: CheckIntentInput!) { checkIntent(input: $input) { __typename
    ... on IntentChecked { horizonFrom horizonUntil isReachable keptFrom loosen misses { constraint missedPercent from until }
      costPerDay { amount currency } partCosts { part costPerDay { amount } } battery { intent { versionSequence } } }
    ... on IntentRefused { reason } ... on IntentNotChecked { obstacle message } } }`;
  const check = async (fields: object, key = operator) =>
    (await world.ask(key, CHECK, { input: { batteryId: globalBattery(ONE), socPercentMin: 10, socPercentMax: 90, ...fields } }))
      .data.checkIntent;

  test('changes nothing, and what it costs is what the plan then earns less', async () => {
    world.clock.setTo('2026-11-05T00:00:00Z');
    await world.publishPrices('alder', '2026-11-05');
    await world.storeReading(ONE, { socPercent: 50 });
    await setIntent({ socPercentMin: 5, socPercentMax: 95 });
    await world.workOff();
    const before = await battery();
    const narrow = { socPercentMin: 30, socPercentMax: 70 };
    const checked = await check(narrow);
    expect(checked).toMatchObject({ isReachable: true, misses: [], horizonUntil: '2026-11-06T00:00:00Z' });
    expect(await battery()).toEqual(before);
    expect(await world.workOff()).toEqual([]);
    world.clock.advance({ seconds: 1 });
    await setIntent(narrow);
    await world.workOff();
    const { plan } = await battery();
    const [wide, tight] = [before.plan, plan].map(({ expectedRevenue }) => Number(expectedRevenue.amount));
    // Both end empty to their least: 25 percent of the store more is left, at its value.
    expect(Number(checked.costPerDay.amount)).toBeGreaterThan(0);
    expect(Number(checked.costPerDay.amount)).toBeLessThan((wide ?? 0) - (tight ?? 0));
  });

  test('says by how much and until when it is missed, and what to loosen', async () => {
    const checked = await check({ socPercentMin: 60, reservePercent: 10 });
    expect(checked).toMatchObject({ isReachable: true, loosen: 'LOWEST_CHARGE', misses: [{ constraint: 'ENERGY_MIN' }] });
    expect(checked.misses[0].until).toBe(checked.keptFrom);
    expect(checked.misses[0].missedPercent).toBeGreaterThan(0);
    expect(checked.misses[0].missedPercent).toBeLessThan(20);
  });

  test('says nothing of money to whoever may not see plans', async () => {
    const setter = await keyWith('OPERATOR', ['IDENTITY_READ', 'INTENT_WRITE']);
    const wish = { socPercentMin: 60, socPercentMax: 90 };
    expect(await check(wish, operator)).toMatchObject({
      costPerDay: { currency: 'GBP' },
      partCosts: [{ part: 'LOWEST_CHARGE' }, {}],
    });
    const { data, body } = await world.ask(
      setter,
      'query($input: CheckIntentInput!) { checkIntent(input: $input) { ... on IntentChecked { isReachable costPerDay { amount } partCosts { part } } } }',
      { input: { batteryId: globalBattery(ONE), ...wish } },
    );
    expect(data.checkIntent).toEqual({ isReachable: true, costPerDay: null, partCosts: null });
    expect(JSON.parse(body).extensions.withheld).toMatchObject([{ group: 'PLAN' }, { group: 'PLAN' }]);
  });

  test('counts what was settled earlier in the year against the cycles that it allows for a year', async () => {
    const budget = { cyclesPerYearCountMax: 366 };
    const before = await check(budget);
    await world.owner`
      insert into settled_period (tenant_id, battery_id, period_start, period_end, settlement_date, period_index, exported_kwh,
        imported_kwh, revenue, currency, settled_at)
      select tenant_id, battery_id, '2026-02-01T12:00:00Z', '2026-02-01T12:30:00Z', '2026-02-01', 25, 366 * energy_capacity_kwh, 0, 0,
        'GBP', '2026-02-01T13:00:00Z'
      from battery where battery_id = ${batteryIdOf(ONE)}`;
    const after = await check(budget);
    expect(Number(after.costPerDay.amount)).toBeGreaterThan(Number(before.costPerDay.amount));
  });

  test('refuses what setting it would refuse', async () => {
    expect(await check({ socPercentMin: 95 })).toEqual({ __typename: 'IntentRefused', reason: 'NO_ROOM' });
  });

  test('without a fresh reading or a price says which is missing', async () => {
    world.clock.advance({ minutes: 16 });
    expect(await check({})).toMatchObject({ __typename: 'IntentNotChecked', obstacle: 'NO_READING' });
    world.clock.setTo('2026-11-06T00:00:00Z');
    await world.storeReading(ONE, { socPercent: 50 });
    expect(await check({})).toMatchObject({ __typename: 'IntentNotChecked', obstacle: 'NO_PRICE' });
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

describe('what an intent says by the clock of the site', () => {
  const DAILY = {
    leastMarginPerMwh: '1.5',
    socTargets: [{ wallTime: '07:00', socPercentMin: 80, socPercentMax: null }],
    blackouts: [{ fromWallTime: '22:30', untilWallTime: '02:00' }],
  };

  test('is shown back, kept by the plan, and named where it holds the plan back', async () => {
    world.clock.setTo('2027-06-10T23:00:00Z');
    await world.publishPrices('alder', '2027-06-11');
    await world.storeReading(ONE, { socPercent: 50 });
    await setIntent({ socPercentMin: 10, socPercentMax: 90, ...DAILY });
    await world.workOff();
    const { data } = await world.ask(
      operator,
      `query($id: ID!) { battery(id: $id) {
        intent { leastMarginPerMwh socTargets { wallTime socPercentMin socPercentMax } blackouts { fromWallTime untilWallTime } }
        plan { periods { period { startAt endAt } powerKw socPercent reasons { constraint } } } } }`,
      { id: globalBattery(ONE) },
    );
    expect(data.battery.intent).toEqual({ ...DAILY, leastMarginPerMwh: '1.500000' });
    const periods: (PlanPeriod & Explained)[] = data.battery.plan.periods;
    // British Summer Time.
    const ready = periods.find(({ period }) => period.endAt === '2027-06-11T06:00:00Z');
    expect(ready?.socPercent).toBeGreaterThanOrEqual(80 - 1e-6);
    const dark = periods.filter(
      ({ period }) => period.startAt < '2027-06-11T01:00:00Z' || period.startAt >= '2027-06-11T21:30:00Z',
    );
    expect(dark.map(({ powerKw }) => powerKw)).toEqual(Array(4 + 3).fill(0));
    expect(periods.some(({ powerKw }) => powerKw !== 0)).toBe(true);
    expect(dark.flatMap(({ reasons }) => reasons.map(({ constraint }) => constraint))).toContain('BLACKOUT');
    expect(dark.some(({ reasons }) => reasons.some(({ constraint }) => constraint.endsWith('_POWER')))).toBe(false);
  });

  test('is gone when an intent is set that says nothing of it', async () => {
    await setIntent({ socPercentMin: 10, socPercentMax: 90 });
    const { data } = await world.ask(
      operator,
      'query($id: ID!) { battery(id: $id) { intent { socTargets { wallTime } blackouts { fromWallTime } } } }',
      {
        id: globalBattery(ONE),
      },
    );
    expect(data.battery.intent).toEqual({ socTargets: [], blackouts: [] });
  });

  test.each([
    ['a target outside of the range', { socTargets: [{ wallTime: '07:00', socPercentMin: 95 }] }, 'TARGET_OUTSIDE_RANGE'],
    ['a time that is none', { blackouts: [{ fromWallTime: '7pm', untilWallTime: '22:00' }] }, 'NO_WALL_TIME'],
  ])('with %s is refused', async (_what, fields, reason) => {
    expect(await setIntent({ socPercentMin: 10, socPercentMax: 90, ...fields })).toMatchObject({
      __typename: 'IntentRefused',
      reason,
    });
  });
});

test('cycles of a year that were metered and settled are used up', async () => {
  const date = '2027-12-20';
  world.clock.setTo(dayBounds(date, GB_CALENDAR).fromAt);
  await world.publishPrices('alder', date);
  await world.storeReading(ONE, { socPercent: 50 });
  await setIntent({ socPercentMin: 10, socPercentMax: 90, cyclesPerYearCountMax: 100 });
  await world.workOff();
  const throughputOf = ({ periods }: { periods: readonly PlanPeriod[] }): number =>
    periods.reduce((sum, { powerKw }) => sum + Math.max(0, powerKw), 0);
  expect(throughputOf((await battery()).plan)).toBeGreaterThan(0);
  // Of a battery of 200 kWh, on the first day of the year in London.
  await world.owner`
    insert into settled_period (tenant_id, battery_id, period_start, period_end, settlement_date, period_index, exported_kwh, imported_kwh,
      revenue, currency, settled_at)
    select tenant_id, battery_id, '2027-01-01T00:00:00Z', '2027-01-01T00:30:00Z', '2027-01-01', 1, 20000, 0, 0, 'GBP', '2027-01-01T01:00:00Z'
    from battery where battery_id = ${batteryIdOf(ONE)}`;
  world.clock.advance({ seconds: 1 });
  await requestPlan();
  await world.workOff();
  expect(throughputOf((await battery()).plan)).toBeCloseTo(0, 6);
});

async function keyWith(role: string, scopes: readonly string[]): Promise<string> {
  const admin = await world.key('alder', 'ADMIN');
  const { data } = await world.ask(
    admin,
    'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret } } }',
    { input: { idempotencyKey: newKey(), name: 'bounded', role, scopes } },
  );
  return data.createApiKey.secret;
}

function iso(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
