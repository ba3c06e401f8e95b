import { expect, test } from 'vitest';
import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import { GB_CALENDAR, periodsOfDay } from '../../kernel/periods.ts';
import type { MarketPrice } from '../markets/index.ts';
import { buildProblem, type Situation } from './build-problem.ts';
import { DEFAULT_INTENT } from './intent.ts';

// The ids are of no consequence to a decision.
const siteId = 'site' as SiteId;
const battery: Situation['battery'] = {
  batteryId: 'battery' as BatteryId,
  siteId,
  name: 'One',
  chargePowerKwMax: 100,
  dischargePowerKwMax: 80,
  energyCapacityKwh: 200,
  chargeEfficiencyPercent: 90,
  dischargeEfficiencyPercent: 80,
  ownershipModel: 'merchant',
  site: {
    siteId,
    name: 'North',
    timeZone: 'Europe/London',
    market: 'GB',
    importLimitKw: 150,
    exportLimitKw: 120,
    address: null,
  },
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
    battery,
    importLimitKw: 75,
    exportLimitKw: 90,
    intent: { ...DEFAULT_INTENT, socPercentMin: 10, socPercentMax: 90, reservePercent: 5, wearCostPerMwh: '4' },
    socPercent: 50,
    dischargedKwhToday: 12,
    prices: pricesOf('2026-05-13'),
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
    battery: {
      chargePowerKwMax: 75,
      dischargePowerKwMax: 80,
      energyCapacityKwh: 200,
      chargeEfficiencyRatio: 0.9,
      dischargeEfficiencyRatio: 0.8,
    },
    energyKwhAtStart: 100,
    energyKwhMin: 30,
    energyKwhMax: 180,
    dischargedKwhMaxPerDay: null,
    dischargedKwhBeforeStart: 12,
    wearCostPerMwh: 4,
  });
});

test('cycles a day are energy: so many times the capacity', () => {
  const intent = { ...situation().intent, cyclesPerDayCountMax: 1.5 };
  expect(buildProblem(situation({ intent }))?.problem.dischargedKwhMaxPerDay).toBe(300);
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
  expect(buildProblem(situation({ socPercent }))?.problem.energyKwhAtStart).toBe(energyKwh);
});

test('energy left at the end is worth the median export price less the loss on the way out, and never less than nothing', () => {
  expect(buildProblem(situation())?.problem.endEnergyValuePerMwh).toBeCloseTo(23 * 0.8, 12);
  const prices = pricesOf('2026-05-13').map((price) => ({ ...price, exportPricePerMwh: '-20' }));
  expect(buildProblem(situation({ prices }))?.problem.endEnergyValuePerMwh).toBe(0);
});
