import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayBounds, GB_CALENDAR, periodAt, type SettlementPeriod } from '../../src/kernel/periods.ts';
import { askForecasters } from '../../src/modules/trading/forecasts/ask-forecasters.ts';
import { forecastMarket } from '../../src/modules/trading/forecasts/forecast-market.ts';
import type { Services } from '../../src/modules/module.ts';
import type { Forecaster } from '../../src/platform/forecast-policy.ts';
import { createOutbound } from '../../src/platform/outbound.ts';
import { flatAnswer, openForecaster, type SimulatedForecaster } from '../../src/sim/forecaster/simulated-forecaster.ts';
import { TWO_TENANTS } from '../harness/two-tenants.ts';
import { fileOf, globalBattery, openWorld, type Place, type World } from '../harness/world.ts';

const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const { tenantId } = fileOf('alder');
/** The day after the last published one has 46 periods. */
const [FIRST, LAST, PUBLISHED, EXPECTED] = ['2026-03-13', '2026-03-27', '2026-03-28', '2026-03-29'];
const NOON = 'T12:00:00Z';

let world: World;
let viewer: string;
let forecaster: SimulatedForecaster;

/** Cheap nights and dear evenings, each day at a level of its own that nobody can tell from the days before. */
function truth({ periodIndex, settlementDate }: SettlementPeriod): number {
  const day = Number(settlementDate.replaceAll('-', ''));
  const shape = periodIndex <= 12 ? 20 : periodIndex >= 35 && periodIndex <= 40 ? 150 : 70;
  return shape + ((day * 7_919) % 83) + ((periodIndex * 104_729 + day) % 13);
}
const priceOf = (period: SettlementPeriod) => {
  return { importPricePerMwh: (truth(period) + 5).toFixed(2), exportPricePerMwh: truth(period).toFixed(2) };
};

/** Knows the truth, but for the spread that it gives. */
const oracle: SimulatedForecaster['answer'] = ({ kind, levels, periods }) => {
  const told = periods.map(({ startAt }) => {
    const price = truth(periodAt(new Date(startAt), GB_CALENDAR)) + (kind === 'IMPORT_PRICE' ? 5 : 0);
    return { startAt, quantiles: levels.map((level) => price + level - 0.5) };
  });
  return { status: 200, text: JSON.stringify({ version: 1, periods: told }) };
};

beforeAll(async () => {
  forecaster = await openForecaster();
  forecaster.answer = oracle;
  const tenantFiles = TWO_TENANTS.map((file) =>
    file.slug === 'alder' ? { ...file, forecasts: { forecasters: [{ name: 'acme', url: forecaster.url }] } } : file,
  );
  world = await openWorld({ at: `${FIRST}${NOON}`, tenantFiles });
  viewer = await world.key('alder', 'VIEWER');
  await world.publishPrices('alder', FIRST, priceOf);
  for (let date = FIRST; date <= LAST; date = addDays(date, 1)) {
    world.clock.setTo(`${date}${NOON}`);
    await world.publishPrices('alder', addDays(date, 1), priceOf);
    await world.workOff();
  }
}, 120_000);
afterAll(async () => {
  await world.close();
  await forecaster.close();
});

const FORECASTS = `query($from: DateTime!, $until: DateTime!, $kind: ForecastKind = IMPORT_PRICE, $method: String, $knownAt: DateTime) {
  forecasts(market: GB, kind: $kind, from: $from, until: $until, method: $method, knownAt: $knownAt) {
    period { periodIndex settlementDate startAt } kind quantiles { levelRatio pricePerMwh } currency method source madeAt knownAt why } }`;
const SCORES = `query($kind: ForecastKind = IMPORT_PRICE) { forecastScores(market: GB, kind: $kind) { method leadHoursMin leadHoursMax periodCount
  pinballLossPerMwh absoluteErrorPerMwh currency coveredRatio expectedCoveredRatio lossRatio isChosen why } }`;

interface Told {
  readonly period: { readonly periodIndex: number; readonly startAt: string };
  readonly quantiles: readonly { readonly levelRatio: number; readonly pricePerMwh: string }[];
  readonly method: string;
  readonly knownAt: string;
  readonly why: string | null;
}

interface Score {
  readonly method: string;
  readonly leadHoursMin: number;
  readonly pinballLossPerMwh: string;
  readonly absoluteErrorPerMwh: string;
  readonly coveredRatio: number;
  readonly lossRatio: number | null;
  readonly isChosen: boolean;
  readonly why: string | null;
}

const forecastsOf = async (date: string, variables: object = {}, key = viewer): Promise<Told[]> => {
  const { fromAt, untilAt } = dayBounds(date, GB_CALENDAR);
  return (await world.ask(key, FORECASTS, { from: fromAt, until: untilAt, ...variables })).data.forecasts;
};
const scores = async (variables: object = {}): Promise<Score[]> =>
  (await world.ask(viewer, SCORES, variables)).data.forecastScores;
const countOf = async (table: string): Promise<number> => (await world.owner`select 1 from ${world.owner(table)}`).length;

describe('a forecast', () => {
  test('of a day of 46 periods has each of them once, with its quantiles, its source and when it became known', async () => {
    const told = await forecastsOf(EXPECTED);
    expect(told.map(({ period }) => period.periodIndex)).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
    const at = `${LAST}T12:00:00Z`;
    for (const { quantiles, period, ...rest } of told) {
      expect(rest).toMatchObject({ kind: 'IMPORT_PRICE', currency: 'GBP', method: 'acme', madeAt: at, knownAt: at });
      expect(rest).toMatchObject({
        source: new URL(forecaster.url).origin,
        why: expect.stringMatching(/^acme is used .* percent below/),
      });
      expect(quantiles.map(({ levelRatio }) => levelRatio)).toEqual([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]);
      const prices = quantiles.map(({ pricePerMwh }) => Number(pricePerMwh));
      expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      expect(prices[3]).toBe(truth(periodAt(new Date(period.startAt), GB_CALENDAR)) + 5);
    }
  });

  test('of a method by name is told without a reason; one that nobody knows expects nothing', async () => {
    for (const method of ['persistence', 'usual-day', 'recent-course']) {
      const told = await forecastsOf(EXPECTED, { method });
      expect(told).toHaveLength(46);
      expect(told[0]).toMatchObject({ method, source: 'holdfast', why: null });
    }
    expect(await forecastsOf(EXPECTED, { method: 'nobody' })).toEqual([]);
  });

  test('is told as it was known at an instant', async () => {
    const before = `${LAST}T11:59:59.000Z`;
    expect(await forecastsOf(EXPECTED, { knownAt: before })).toEqual([]);
    const told = await forecastsOf(PUBLISHED, { knownAt: before });
    expect(told).toHaveLength(48);
    expect(new Set(told.map(({ knownAt }) => knownAt))).toEqual(new Set(['2026-03-26T12:00:00Z']));
    const { fromAt, untilAt } = dayBounds(EXPECTED, GB_CALENDAR);
    const { codes } = await world.ask(viewer, FORECASTS, { from: fromAt, until: untilAt, knownAt: `${EXPECTED}${NOON}` });
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });

  test('is made once, however often it is asked for', async () => {
    const before = [await countOf('forecast'), await countOf('forecast_period')];
    await forecastMarket(world.services, { tenantId, market: 'GB' });
    await askForecasters(world.services, { tenantId, market: 'GB' });
    expect([await countOf('forecast'), await countOf('forecast_period')]).toEqual(before);
  });

  test('of another tenant is nobody’s, and theirs had too little to go by', async () => {
    expect(await forecastsOf(EXPECTED, {}, await world.key('birch', 'ADMIN'))).toEqual([]);
    await world.publishPrices('birch', LAST, priceOf);
    await world.workOff();
    expect(await world.owner`select 1 from forecast where tenant_id = ${fileOf('birch').tenantId}`).toHaveLength(0);
  });
});

describe('a plan', () => {
  test('reckons with the median of the chosen method where no price is published, and says so period by period', async () => {
    await world.storeReading(ONE, { socPercent: 50 });
    await world.workOff();
    const { data } = await world.ask(
      viewer,
      `query($id: ID!) { battery(id: $id) { plan { horizonUntil periods {
        period { settlementDate periodIndex startAt } importPricePerMwh exportPricePerMwh importPriceMethod exportPriceMethod } } } }`,
      { id: globalBattery(ONE) },
    );
    const { plan } = data.battery;
    expect(plan.horizonUntil).toBe('2026-03-29T23:00:00Z');
    expect(plan.periods).toHaveLength(24 + 48 + 46);
    for (const { period, ...price } of plan.periods) {
      const method = period.settlementDate === EXPECTED ? 'acme' : null;
      const { importPricePerMwh, exportPricePerMwh } = priceOf(periodAt(new Date(period.startAt), GB_CALENDAR));
      const told = { importPriceMethod: method, exportPriceMethod: method };
      expect({
        ...price,
        importPricePerMwh: Number(price.importPricePerMwh),
        exportPricePerMwh: Number(price.exportPricePerMwh),
      }).toEqual({
        importPricePerMwh: Number(importPricePerMwh),
        exportPricePerMwh: Number(exportPricePerMwh),
        ...told,
      });
    }
  });
});

describe('scores', () => {
  test('tell how each method did at each lead time, which one is used, and why', async () => {
    const told = await scores();
    // Made at noon for the day after tomorrow: 36 hours ahead and more.
    expect(new Set(told.map(({ leadHoursMin }) => leadHoursMin))).toEqual(new Set([24, 48]));
    expect(told).toHaveLength(2 * 4);
    for (const score of told) {
      const isAcme = score.method === 'acme';
      expect(score).toMatchObject({
        currency: 'GBP',
        isChosen: isAcme,
        why: isAcme ? expect.stringContaining('acme is used') : null,
      });
    }
    const acme = told.find(({ method }) => method === 'acme');
    expect(acme).toMatchObject({ leadHoursMin: 24, leadHoursMax: 48, absoluteErrorPerMwh: '0.00', coveredRatio: 1 });
    expect(acme?.lossRatio).toBeLessThan(0.1);
    expect(told.find(({ method }) => method === 'usual-day')?.lossRatio).toBe(1);
    expect(await scores({ kind: 'EXPORT_PRICE' })).toHaveLength(8);
  });

  test('of a day are reckoned anew when one of its prices is corrected, and the forecasts stay as they were', async () => {
    const lossOf = async (): Promise<number> =>
      Number((await scores()).find(({ method }) => method === 'acme')?.pinballLossPerMwh);
    const [before, stored] = [await lossOf(), await world.owner`select * from forecast_period order by 1, 2, 3`];
    world.clock.advance({ minutes: 1 });
    await world.publishPrices('alder', '2026-03-20', (period) => ({
      importPricePerMwh: '900',
      exportPricePerMwh: priceOf(period).exportPricePerMwh,
    }));
    await forecastMarket(world.services, { tenantId, market: 'GB' });
    expect(await lossOf()).toBeGreaterThan(before + 5);
    const now = await world.owner`select * from forecast_period order by 1, 2, 3`;
    const ids = new Set(stored.map((row) => row['forecast_id']));
    expect(now.filter((row) => ids.has(row['forecast_id']))).toEqual(stored);
  });

  test('count only what was expected before the price was known', async () => {
    const late = await world.owner`
      select 1 from forecast_period expected join forecast using (tenant_id, forecast_id)
      where expected.settlement_date > ${FIRST} and forecast.known_at >= (
        select min(known_at) from market_price price where price.tenant_id = forecast.tenant_id and price.period_start = expected.period_start)`;
    expect(late).toHaveLength(0);
    const [counted] = await world.owner<{ n: number }[]>`
      select sum(period_count)::int as n from forecast_score where kind = 'IMPORT_PRICE' and method = 'acme'`;
    const [judged] = await world.owner<{ n: number }[]>`
      select count(*)::int as n from forecast_period join forecast using (tenant_id, forecast_id)
      where kind = 'IMPORT_PRICE' and method = 'acme' and settlement_date <= ${PUBLISHED}`;
    expect(counted?.n).toBe(judged?.n);
  });
});

describe('a forecaster', () => {
  /** Asks it with other settings, as if nothing had come from it yet. */
  const asked = (change: Partial<Forecaster>, services: Partial<Services> = {}): Promise<void> => {
    const { tenants } = world.services;
    const entry = tenants.byId(tenantId);
    const settings = { name: 'fresh', url: forecaster.url, kinds: ['IMPORT_PRICE'] as const, timeoutSeconds: 5, ...change };
    const forecasts = { ...entry.forecasts, forecasters: [settings] };
    const directory = { ...tenants, byId: () => ({ ...entry, forecasts }) };
    return askForecasters({ ...world.services, ...services, tenants: directory }, { tenantId, market: 'GB' });
  };
  const storedOf = (name: string) => world.owner`select 1 from forecast where method = ${name}`;

  test('is asked for the periods without a price, with the levels that are wanted', async () => {
    const last = forecaster.asked.at(-1);
    expect(last).toMatchObject({ version: 1, market: 'GB', kind: 'EXPORT_PRICE', currency: 'GBP', timeZone: 'Europe/London' });
    expect(last?.levels).toEqual([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]);
    expect(last?.periods).toHaveLength(46);
    expect(last?.periods[0]).toMatchObject({ settlementDate: EXPECTED, periodIndex: 1, startAt: '2026-03-29T00:00:00.000Z' });
  });

  test.each([
    ['answers with an error', () => ({ status: 500, text: 'no' }), 'The forecaster fresh: IMPORT_PRICE: answered 500.'],
    ['sends elsewhere', () => ({ status: 302, text: '' }), 'answered 302'],
    ['answers with something else', () => ({ status: 200, text: '<html>' }), 'the answer is not JSON'],
    [
      'lets quantiles cross',
      (request) => ({ status: 200, text: flatAnswer({ ...request, levels: request.levels.toReversed() }, 5).text }),
      'periods.0.quantiles falls: quantiles cross',
    ],
    ['answers without end', () => ({ status: 200, text: `"${'x'.repeat(600_000)}"` }), 'has more than 500000 bytes'],
    ['says nothing', () => null, 'no answer within 0.2 s'],
  ] as readonly (readonly [string, SimulatedForecaster['answer'], string])[])(
    'that %s fails with the reason, and nothing of it is stored',
    async (_what, answer, reason) => {
      forecaster.answer = answer;
      await expect(asked({ timeoutSeconds: reason.includes('0.2 s') ? 0.2 : 5 })).rejects.toThrow(reason);
      expect(await storedOf('fresh')).toHaveLength(0);
    },
  );

  test('whose address leads inside is not asked', async () => {
    forecaster.answer = oracle;
    const before = forecaster.asked.length;
    const outbound = createOutbound({ reach: 'public', resolve: async () => ['10.0.0.1'] });
    await expect(asked({}, { outbound })).rejects.toThrow('The address must begin with https://');
    await expect(asked({ url: 'https://169.254.169.254/' }, { outbound })).rejects.toThrow('not one of the public internet');
    await expect(asked({ url: 'https://inside.example/' }, { outbound })).rejects.toThrow(
      'leads to an address that is not public',
    );
    expect(forecaster.asked).toHaveLength(before);
  });

  test('that fails holds up neither the platform’s own methods nor the plans', async () => {
    forecaster.answer = () => ({ status: 503, text: '' });
    world.clock.setTo(`${PUBLISHED}${NOON}`);
    await world.publishPrices('alder', EXPECTED, priceOf);
    await expect(askForecasters(world.services, { tenantId, market: 'GB' })).rejects.toThrow('acme: IMPORT_PRICE: answered 503');
    await forecastMarket(world.services, { tenantId, market: 'GB' });
    const told = await forecastsOf('2026-03-30');
    expect(told).toHaveLength(48);
    expect(
      told.every(
        ({ method, why }) => method !== 'acme' && why?.endsWith('acme has scored better, but says nothing of this period.'),
      ),
    ).toBe(true);
  });

  test('that answers again is scored from then on', async () => {
    forecaster.answer = oracle;
    await askForecasters(world.services, { tenantId, market: 'GB' });
    expect(new Set((await forecastsOf('2026-03-30')).map(({ method }) => method))).toEqual(new Set(['acme']));
  });
});

test('without news forecasts are made anew when they have grown old, and old ones are forgotten as the file says', async () => {
  await world.runTimer('watch-forecasts');
  expect(
    await world.owner`select 1 from pgboss.job where name = 'forecast-market' and state = 'created' and data->'payload'->>'tenantId' = ${tenantId}`,
  ).toHaveLength(1);
  await world.workOff();
  const before = await countOf('forecast');
  world.clock.advance({ hours: 7 });
  await world.runTimer('watch-forecasts');
  await world.workOff();
  expect(await countOf('forecast')).toBeGreaterThan(before);
  await world.runTimer('forget-forecasts');
  expect(await countOf('forecast')).toBeGreaterThan(before);
  // As if a year had gone by: sixty days of the newest are kept whatever is asked.
  await world.owner`
    insert into forecast select tenant_id, gen_random_uuid(), market, kind, 'ancient', source, made_at - interval '500 days',
      known_at - interval '500 days', currency, levels from forecast`;
  await world.runTimer('forget-forecasts');
  expect(await world.owner`select 1 from forecast where method = 'ancient'`).toHaveLength(0);
  await world.services.db.write(tenantId, ({ sql }) => sql`select forget_forecasts(now() + interval '9 years', 10000)`);
  expect(await countOf('forecast')).toBeGreaterThan(before);
});
