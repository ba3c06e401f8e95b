import { describe, expect, test } from 'vitest';
import type { PowerLimitId } from '../../kernel/ids.ts';
import { GB_CALENDAR, periodsOfDay } from '../../kernel/periods.ts';
import type { MarketPrice } from '../markets/index.ts';
import { buildProblem, type Situation } from './build-problem.ts';
import { DEFAULT_INTENT } from './intent.ts';

const battery: Situation['battery'] = {
  name: 'One',
  energyCapacityKwh: 200,
  chargeEfficiencyPercent: 90,
  dischargeEfficiencyPercent: 80,
};

const LIMITS: Situation['limits'] = {
  nameplate: { chargePowerKwMax: 100, dischargePowerKwMax: 80 },
  gridConnection: { importLimitKw: 75, exportLimitKw: 90 },
  set: [],
};

function pricesOf(...dates: string[]): MarketPrice[] {
  return dates
    .flatMap((date) => periodsOfDay(date, GB_CALENDAR))
    .map((period, index) => ({
      period,
      importPricePerMwh: String(index + 2),
      exportPricePerMwh: String(index),
      currency: 'GBP',
      knownAt: new Date(0),
    }));
}

function situation(change: Partial<Situation> = {}): Situation {
  return {
    now: new Date('2026-05-12T23:00:00Z'),
    timeZone: 'Europe/London',
    battery,
    limits: LIMITS,
    intent: { ...DEFAULT_INTENT, socPercentMin: 10, socPercentMax: 90, reservePercent: 5, wearCostPerMwh: '4' },
    socPercent: 50,
    dischargedKwhToday: 12,
    dischargedKwhThisYear: 12,
    prices: pricesOf('2026-05-13'),
    positions: [],
    ...change,
  };
}

test('a day of known prices is a period each, in order, with what each costs and earns', () => {
  const built = buildProblem(situation());
  expect(built?.problem.periods).toHaveLength(48);
  expect(built?.problem.periods[3]).toEqual({ durationHours: 0.5, importPricePerMwh: 5, exportPricePerMwh: 3, dayIndex: 0 });
  expect(built?.priced.map(({ price }) => price.period.periodIndex)).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
});

test('power is bound by the nameplate and the share of the grid connection, energy by the intent', () => {
  expect(buildProblem(situation())?.problem).toMatchObject({
    currency: 'GBP',
    batteries: [
      {
        chargePowerKwMax: 75,
        dischargePowerKwMax: 80,
        energyCapacityKwh: 200,
        chargeEfficiencyRatio: 0.9,
        dischargeEfficiencyRatio: 0.8,
        energyKwhAtStart: 100,
        energyKwhMin: 30,
        energyKwhMax: 180,
        dischargedKwhMaxPerDay: null,
        dischargedKwhBeforeStart: 12,
        wearCostPerMwh: 4,
      },
    ],
  });
});

test('cycles a day are energy: so many times the capacity', () => {
  const intent = { ...situation().intent, cyclesPerDayCountMax: 1.5 };
  expect(buildProblem(situation({ intent }))?.problem.batteries[0]?.dischargedKwhMaxPerDay).toBe(300);
});

test('cycles a year leave a plan what the year allows by its end, less what was taken since it began', () => {
  const intent = { ...situation().intent, cyclesPerYearCountMax: 365 };
  // 200 kWh a day; the plan ends on the 133rd day of the year.
  const built = buildProblem(situation({ intent, dischargedKwhThisYear: 32_500 }));
  expect(built?.problem.batteries[0]?.dischargedKwhMax).toBeCloseTo((133 + 30) * 200 - 32_500, 6);
});

test('the period that runs counts with what is left of it', () => {
  const built = buildProblem(situation({ now: new Date('2026-05-13T00:10:00Z') }));
  expect(built?.problem.periods).toHaveLength(46);
  expect(built?.problem.periods[0]?.durationHours).toBeCloseTo(1 / 3, 12);
  expect(built?.priced[0]?.span).toEqual({ fromAt: new Date('2026-05-13T00:10:00Z'), untilAt: new Date('2026-05-13T00:30:00Z') });
});

test('prices count up to the first gap, and not beyond it', () => {
  const prices = pricesOf('2026-05-13').filter(({ period }) => period.periodIndex !== 11);
  expect(buildProblem(situation({ prices }))?.problem.periods).toHaveLength(10);
});

test('days follow one another without a gap and are told apart, also where clocks change', () => {
  const now = new Date('2026-10-23T23:00:00Z');
  const built = buildProblem(situation({ now, prices: pricesOf('2026-10-24', '2026-10-25', '2026-10-26') }));
  expect(built?.problem.periods.map(({ dayIndex }) => dayIndex)).toEqual([
    ...Array<number>(48).fill(0),
    ...Array<number>(50).fill(1),
    ...Array<number>(48).fill(2),
  ]);
});

test('no plan reaches further than ten days', () => {
  const dates = Array.from({ length: 12 }, (_, index) => `2026-05-${13 + index}`);
  expect(buildProblem(situation({ prices: pricesOf(...dates) }))?.problem.periods).toHaveLength(480);
});

test.each([
  ['no price at all', []],
  ['prices of the past only', pricesOf('2026-05-11')],
])('%s: no problem to solve', (_what, prices) => {
  expect(buildProblem(situation({ prices }))).toBeNull();
});

test.each([
  [-3, 0],
  [104, 200],
])('a state of charge of %i percent is read as %i kWh', (socPercent, energyKwh) => {
  expect(buildProblem(situation({ socPercent }))?.problem.batteries[0]?.energyKwhAtStart).toBe(energyKwh);
});

test('energy left at the end is worth the median export price less the loss on the way out, and never less than nothing', () => {
  expect(buildProblem(situation())?.problem.batteries[0]?.endEnergyValuePerMwh).toBeCloseTo(23 * 0.8, 12);
  const prices = pricesOf('2026-05-13').map((price) => ({ ...price, exportPricePerMwh: '-20' }));
  expect(buildProblem(situation({ prices }))?.problem.batteries[0]?.endEnergyValuePerMwh).toBe(0);
});

test('a limit holds in every period that it touches, and in no other', () => {
  const owners = {
    limitId: 'limit' as PowerLimitId,
    role: 'OWNER' as const,
    chargePowerKwMax: 20,
    dischargePowerKwMax: null,
    fromAt: new Date('2026-05-13T00:10:00Z'),
    untilAt: new Date('2026-05-13T01:00:00Z'),
  };
  const built = buildProblem(situation({ limits: { ...LIMITS, set: [owners] } }));
  const [planned] = built?.problem.batteries ?? [];
  expect([planned?.chargePowerKwMax].flat().slice(1, 5)).toEqual([75, 20, 20, 75]);
  expect(planned?.dischargePowerKwMax).toEqual(Array<number>(48).fill(80));
});

describe('by the wall clock of the site', () => {
  const intentWith = (change: Partial<Situation['intent']>): Situation['intent'] => ({ ...situation().intent, ...change });
  const target = (wallTime: string) => [{ wallTime, socPercentMin: 60, socPercentMax: null }];
  const targetIndices = (change: Partial<Situation>): (number | undefined)[] =>
    buildProblem(situation(change))?.problem.batteries[0]?.targets?.map(({ periodIndex }) => periodIndex) ?? [];
  const darkIndices = (change: Partial<Situation>): number[] => {
    const [planned] = buildProblem(situation(change))?.problem.batteries ?? [];
    const [charge, discharge] = [[planned?.chargePowerKwMax].flat(), [planned?.dischargePowerKwMax].flat()];
    return charge.flatMap((powerKw, index) => (powerKw === 0 && discharge[index] === 0 ? [index] : []));
  };

  test('a target is energy at the end of the last period that is over by then, on each day', () => {
    const intent = intentWith({ socTargets: target('07:00') });
    const built = buildProblem(situation({ intent, prices: pricesOf('2026-05-13', '2026-05-14') }));
    expect(built?.problem.batteries[0]?.targets).toEqual([
      { periodIndex: 13, energyKwhMin: 120 },
      { periodIndex: 61, energyKwhMin: 120 },
    ]);
    expect(targetIndices({ intent: intentWith({ socTargets: target('07:10') }) })).toEqual([13]);
  });

  test.each([
    ['a day of 46 periods', '2026-03-28T23:59:00Z', '2026-03-29', '07:00', 11 + 1],
    ['a day of 50 periods', '2026-10-24T22:59:00Z', '2026-10-25', '07:00', 15 + 1],
    ['a time that is skipped', '2026-03-28T23:59:00Z', '2026-03-29', '01:30', 0 + 1],
    ['a time that comes twice', '2026-10-24T22:59:00Z', '2026-10-25', '01:30', 2 + 1],
  ])('a target on %s is met by the earliest that its time can mean', (_what, now, date, wallTime, count) => {
    const intent = intentWith({ socTargets: target(wallTime) });
    expect(targetIndices({ now: new Date(now), prices: pricesOf(date), intent })).toEqual([count - 1]);
  });

  test('a blackout is a standstill in every period that it touches, over midnight too', () => {
    const blackouts = [{ fromWallTime: '23:15', untilWallTime: '00:45' }];
    expect(darkIndices({ intent: intentWith({ blackouts }) })).toEqual([0, 1, 46, 47]);
  });

  test.each([
    ['skipped', '2026-03-28T23:59:00Z', '2026-03-29', [1, 2]],
    ['doubled', '2026-10-24T22:59:00Z', '2026-10-25', [1, 2, 3, 4]],
  ])('a blackout whose end is %s lasts as long as it can mean', (_what, now, date, dark) => {
    const blackouts = [{ fromWallTime: '00:30', untilWallTime: '01:30' }];
    expect(darkIndices({ now: new Date(now), prices: pricesOf(date), intent: intentWith({ blackouts }) })).toEqual(dark);
  });

  test('it is the site’s clock that counts, not the market’s', () => {
    const intent = intentWith({ socTargets: target('07:00') });
    expect(targetIndices({ timeZone: 'Europe/Berlin', intent })).toEqual([11]);
  });
});

test('a margin that must be earned holds trades back as wear does', () => {
  const intent = { ...situation().intent, leastMarginPerMwh: '6' };
  expect(buildProblem(situation({ intent }))?.problem.batteries[0]?.wearCostPerMwh).toBe(10);
});

test('what is sold is promised in its periods alone, of several auctions together, and deviations cost what the dearest says', () => {
  const [, second, third] = pricesOf('2026-05-13').map(({ period }) => period);
  if (!second || !third) throw new Error('a day has periods');
  const positions = [
    { ...second, powerKw: 40, deviationPricePerMwh: '250' },
    { ...second, powerKw: -10, deviationPricePerMwh: '300' },
    { ...third, powerKw: -20, deviationPricePerMwh: '250' },
  ];
  const [commitment] = buildProblem(situation({ positions }))?.problem.site?.commitments ?? [];
  const { baselineKw, upPricePerMwh, downPricePerMwh, batteryName } = commitment ?? {};
  expect(batteryName).toBe('One');
  expect([baselineKw, upPricePerMwh].map((series) => (Array.isArray(series) ? series.slice(0, 4) : series))).toEqual([
    [0, 30, -20, 0],
    [0, 300, 250, 0],
  ]);
  expect(downPricePerMwh).toEqual(upPricePerMwh);
});

test('the rest of a period that runs is promised too, and what is over is not', () => {
  const [first] = pricesOf('2026-05-13').map(({ period }) => period);
  if (!first) throw new Error('a day has periods');
  const positions = [{ ...first, powerKw: 40, deviationPricePerMwh: '250' }];
  const baselineAt = (now: string): unknown =>
    buildProblem(situation({ now: new Date(now), positions }))?.problem.site?.commitments?.[0]?.baselineKw;
  expect(baselineAt('2026-05-12T23:10:00Z')).toMatchObject({ 0: 40, 1: 0 });
  expect(baselineAt('2026-05-12T23:30:00Z')).toBeUndefined();
});
