import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decimalOf, parseMillionths, sumOf } from '../../src/kernel/money.ts';
import { dayBounds, GB_CALENDAR, periodsOfDay } from '../../src/kernel/periods.ts';
import { globalBattery, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let viewer: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };

// The day the clocks go forward, a common day, and the day they go back: the clock only goes forward.
const DAYS = [
  ['2026-03-29', 46],
  ['2026-05-13', 48],
  ['2026-10-25', 50],
] as const;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-28T20:00:00Z' });
  viewer = await world.key('alder', 'VIEWER');
});
afterAll(() => world.close());

const PRICES = `query($from: DateTime!, $until: DateTime!) { marketPrices(market: GB, from: $from, until: $until) {
  period { settlementDate periodIndex startAt endAt } importPricePerMwh exportPricePerMwh currency knownAt } }`;
const SETTLED = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { settledPeriods(from: $from, until: $until) {
  period { settlementDate periodIndex startAt endAt } exportedKwh importedKwh revenue { amount currency } } } }`;

interface Settled {
  readonly period: {
    readonly settlementDate: string;
    readonly periodIndex: number;
    readonly startAt: string;
    readonly endAt: string;
  };
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly revenue: { readonly amount: string; readonly currency: string };
}

async function settledOf(place: Place, date: string): Promise<Settled[]> {
  const { fromAt, untilAt } = dayBounds(date, GB_CALENDAR);
  const key = await world.key(place.tenant, 'VIEWER');
  const { data } = await world.ask(key, SETTLED, { id: globalBattery(place), from: fromAt, until: untilAt });
  return data.battery.settledPeriods;
}

/** Prices in pence and energies in half kilowatt-hours, so that every product is a whole number of millionths of a pound. */
const period = fc.record({
  importPence: fc.integer({ min: -20_000, max: 50_000 }),
  exportPence: fc.integer({ min: -20_000, max: 50_000 }),
  exportedHalfKwh: fc.integer({ min: 0, max: 100 }),
  importedHalfKwh: fc.integer({ min: 0, max: 100 }),
});
const priceOf = (pence: number): string => decimalOf(pence / 100);

describe.each(DAYS)('on %s, a day of %i settlement periods', (date, count) => {
  test('every period has its price, once', async () => {
    world.clock.setTo(new Date(dayBounds(date, GB_CALENDAR).fromAt.getTime() - 3_600_000));
    await world.publishPrices('alder', date);
    await world.publishPrices('alder', date);
    const { fromAt, untilAt } = dayBounds(date, GB_CALENDAR);
    const { data } = await world.ask(viewer, PRICES, { from: fromAt, until: untilAt });
    expect(data.marketPrices.map((price: Settled) => price.period.periodIndex)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    expect(new Set(data.marketPrices.map((price: Settled) => price.period.settlementDate))).toEqual(new Set([date]));
    expect(await world.owner`select 1 from market_price where settlement_date = ${date}`).toHaveLength(count);
  });

  test('energy times price, period by period, adds up to the cent', async () => {
    const { fromAt, untilAt } = dayBounds(date, GB_CALENDAR);
    // Two batteries with registers of their own; one draw of prices for the tenant.
    const [first = [], second = []] = fc.sample(fc.array(period, { minLength: count, maxLength: count }), {
      numRuns: 2,
      seed: count,
    });
    world.clock.advance({ minutes: 1 });
    const places = {
      one: first,
      two: first.map((prices, index) => ({
        ...prices,
        exportedHalfKwh: second[index]?.exportedHalfKwh ?? 0,
        importedHalfKwh: second[index]?.importedHalfKwh ?? 0,
      })),
    };
    await world.publishPrices('alder', date, ({ periodIndex }) => {
      const { importPence, exportPence } = first[periodIndex - 1] ?? { importPence: 0, exportPence: 0 };
      return { importPricePerMwh: priceOf(importPence), exportPricePerMwh: priceOf(exportPence) };
    });
    world.clock.setTo(untilAt);
    for (const [battery, flows] of Object.entries(places)) {
      const place = { ...ONE, battery };
      let [exportedHalfKwh, importedHalfKwh] = [2_000_001, 3_000_002];
      const bounds = [fromAt, ...periodsOfDay(date, GB_CALENDAR).map((one) => one.untilAt)];
      await world.storeReadings(
        place,
        bounds.map((bound, index) => {
          exportedHalfKwh += flows[index - 1]?.exportedHalfKwh ?? 0;
          importedHalfKwh += flows[index - 1]?.importedHalfKwh ?? 0;
          return { measuredAtMs: bound.getTime(), exportedKwh: exportedHalfKwh / 2, importedKwh: importedHalfKwh / 2 };
        }),
      );
    }
    await world.runTimer('settle');
    for (const [battery, flows] of Object.entries(places)) {
      const settled = await settledOf({ ...ONE, battery }, date);
      expect(settled.map((one) => one.period.periodIndex)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      // Pence x half kWh / (100 x 2 x 1,000) pounds: five millionths of a pound each.
      const exact = flows.map(
        (flow) => BigInt(flow.exportPence * flow.exportedHalfKwh - flow.importPence * flow.importedHalfKwh) * 5n,
      );
      expect(settled.map(({ revenue }) => parseMillionths(revenue.amount))).toEqual(exact);
      expect(parseMillionths(sumOf(settled.map(({ revenue }) => revenue.amount)))).toBe(
        exact.reduce((sum, one) => sum + one, 0n),
      );
    }
  });

  test('settling again changes nothing', async () => {
    const before = await settledOf(ONE, date);
    await world.runTimer('settle');
    expect(await settledOf(ONE, date)).toEqual(before);
  });
});

describe('a period', () => {
  const THREE: Place = { tenant: 'birch', site: 'south', battery: 'three' };
  const DATE = '2026-11-03';
  const at = (time: string): string => `${DATE}T${time}:00Z`;
  const ms = (time: string): number => Date.parse(at(time));

  test('is settled when it is over, priced and metered at both ends, and not before', async () => {
    world.clock.setTo(at('00:00'));
    await world.storeReading(THREE, { exportedKwh: 10, importedKwh: 5 });
    world.clock.setTo(at('00:29'));
    await world.storeReading(THREE, { exportedKwh: 20, importedKwh: 5 });
    await world.publishPrices('birch', DATE, () => ({ importPricePerMwh: '100', exportPricePerMwh: '90' }));
    await world.runTimer('settle');
    expect(await settledOf(THREE, DATE)).toEqual([]);
    world.clock.setTo(at('00:31'));
    await world.runTimer('settle');
    expect(await settledOf(THREE, DATE)).toEqual([]);
    await world.storeReading(THREE, { exportedKwh: 22, importedKwh: 7 });
    await world.runTimer('settle');
    // At half past the registers stood half-way between the readings around it.
    expect(await settledOf(THREE, DATE)).toMatchObject([
      { period: { periodIndex: 1 }, exportedKwh: 11, importedKwh: 1, revenue: { amount: '0.890000', currency: 'GBP' } },
    ]);
  });

  test('keeps its energy whatever instants the readings have: the periods of a day add up to the registers', async () => {
    const readings = Array.from({ length: 200 }, (_, index) => ({
      measuredAtMs: ms('01:00') + index * 7 * 60_000,
      exportedKwh: 100 + index ** 1.5 / 100,
      importedKwh: 100 + index / 300,
    }));
    world.clock.setTo(new Date(readings.at(-1)?.measuredAtMs ?? 0));
    await world.storeReadings(THREE, readings);
    await world.runTimer('settle');
    const settled = (await settledOf(THREE, DATE)).filter((one) => one.period.startAt >= at('01:00'));
    const registerAt = (time: number): number => {
      const position = (time - ms('01:00')) / (7 * 60_000);
      const below = Math.floor(position);
      const value = (index: number): number => 100 + index ** 1.5 / 100;
      return value(below) + (value(below + 1) - value(below)) * (position - below);
    };
    const exportedKwh = settled.reduce((sum, one) => sum + one.exportedKwh, 0);
    const end = Date.parse(settled.at(-1)?.period.endAt ?? '');
    expect(settled.length).toBeGreaterThan(40);
    expect(exportedKwh).toBeCloseTo(registerAt(end) - 100, 6);
  });

  test('whose meter began anew is not settled: no energy is made up, and no money', async () => {
    const before = await settledOf(THREE, DATE);
    const anewMs = (world.clock.nowMs() ?? 0) + 60_000;
    world.clock.setTo(new Date(anewMs + 2 * 3_600_000));
    await world.storeReadings(THREE, [{ measuredAtMs: anewMs, exportedKwh: 5, importedKwh: 5 }]);
    await world.storeReadings(THREE, [{ measuredAtMs: anewMs + 3_600_000, exportedKwh: 5, importedKwh: 5 }]);
    await world.runTimer('settle');
    const after = await settledOf(THREE, DATE);
    expect(after.slice(0, before.length)).toEqual(before);
    for (const { exportedKwh, importedKwh } of after) expect(Math.min(exportedKwh, importedKwh)).toBeGreaterThanOrEqual(0);
  });

  test('tells its newest price; the earlier one stays on record', async () => {
    const tell = async () =>
      (await world.ask(await world.key('birch', 'VIEWER'), PRICES, { from: at('12:00'), until: at('12:30') })).data.marketPrices;
    const [before] = await tell();
    world.clock.advance({ minutes: 5 });
    await world.publishPrices('birch', DATE, ({ periodIndex }) => ({
      importPricePerMwh: periodIndex === 25 ? '77.7' : '100',
      exportPricePerMwh: '90',
    }));
    const [after, ...others] = await tell();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ importPricePerMwh: '77.700000', exportPricePerMwh: '90.000000', currency: 'GBP' });
    expect(after.knownAt > before.knownAt).toBe(true);
    expect(await world.owner`select 1 from market_price where period_start = ${at('12:00')}`).toHaveLength(2);
  });

  test('has a price of its own at each tenant', async () => {
    const { data } = await world.ask(viewer, PRICES, { from: at('12:00'), until: at('12:30') });
    expect(data.marketPrices).toEqual([]);
  });
});
