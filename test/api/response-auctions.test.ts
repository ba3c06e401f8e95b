import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sumOf } from '../../src/kernel/money.ts';
import { loadMarketFile } from '../../src/main/cli/market-command.ts';
import { continueRun, replayRun } from '../../src/modules/trading/index.ts';
import { ALDER, BATTERIES, type Deadly, Dying, mortal, PRODUCT } from '../harness/market-stage.ts';
import { openResponseStage, RESPONSE_PRODUCT, type ResponseStage, USUAL_PRICES } from '../harness/response-stage.ts';
import { batteryIdOf, globalBattery, type World } from '../harness/world.ts';

let stage: ResponseStage;
let world: World;

beforeAll(async () => {
  stage = await openResponseStage('2026-05-13');
  ({ world } = stage);
});
beforeEach(() => stage.startOver());
afterAll(() => stage.close());

interface Outcome {
  readonly facts: readonly unknown[];
  readonly orders: readonly unknown[];
  readonly awards: readonly unknown[];
  readonly positions: readonly unknown[];
  readonly prices: readonly unknown[];
}

/** What a run came to, without the instants at which steps became known. */
async function outcome(): Promise<Outcome> {
  const { owner } = world;
  return {
    facts: await owner`select step, summary, fact from market_run_fact where tenant_id = ${ALDER} order by step`,
    orders: await owner`
      select reference, service, period_start, volume_mw::float8, limit_price_per_mwh from market_order order by period_start, service`,
    awards: await owner`select order_id, volume_mw, price_per_mwh from market_award order by order_id`,
    positions: await owner`
      select battery_id, period_start, service, power_kw, price_per_mw_hour, full_payment from response_position order by 1, 2, 3`,
    prices: await owner`
      select service, block_start, price_per_mw_hour from availability_price where source like 'market-run/%' order by 2, 1`,
  };
}

const referencesOf = async (): Promise<string[]> =>
  (await world.owner<{ reference: string }[]>`select reference from market_order order by 1`).map(({ reference }) => reference);

describe('a run of an auction of responses', () => {
  test('offers what the batteries would hold, a service and a block at a time, and ends with what each has sold', async () => {
    await world.runTimer('watch-market-runs');
    expect(await world.workOff()).toEqual(['continue-market-run']);
    const orders = [...stage.house.orders.values()];
    expect(orders.length).toBeGreaterThan(5);
    expect([...stage.house.orders.keys()].toSorted()).toEqual(await referencesOf());
    const blocks = new Set(stage.product.periodsOn('2026-05-13').map(({ fromAt }) => fromAt.toISOString()));
    for (const { service = '', side, volumeMw, limitPricePerMwh, fromAt } of orders) {
      expect(side).toBe('SELL');
      // What costs is not offered, and nothing for more than is expected.
      expect(USUAL_PRICES[service]).toBeGreaterThan(0);
      expect(Number(limitPricePerMwh)).toBeLessThanOrEqual(USUAL_PRICES[service] ?? 0);
      expect(Number(limitPricePerMwh)).toBeGreaterThan(0);
      expect(volumeMw % 1).toBe(0);
      expect(blocks).toContain(fromAt);
    }
    // With what one direction keeps for the other, no more is sold than the batteries can do.
    for (const block of blocks) {
      const mw = (direction: string): number =>
        orders
          .filter(({ fromAt, service }) => fromAt === block && service?.endsWith(direction))
          .reduce((sum, one) => sum + one.volumeMw, 0);
      expect(mw('L')).toBeLessThanOrEqual(30);
      expect(mw('H')).toBeLessThanOrEqual(30);
    }
    world.clock.setTo(stage.resultsAt);
    await world.runTimer('watch-market-runs');
    expect(await world.workOff()).toContain('continue-market-run');
    const { facts, positions, prices } = await outcome();
    expect(facts).toHaveLength(6);
    expect(positions.length).toBeGreaterThan(50);
    expect(prices).toHaveLength(36);
  });

  test('has positions that sum to each award, to the watt and to the millionth, also when half of each order is taken', async () => {
    stage.house.fillRatio = 0.5;
    await stage.runToEnd();
    const sums = await world.owner<{ awardedKw: number; soldKw: number; paid: string; owed: number }[]>`
      select award.volume_mw::float8 * 1000 as "awardedKw",
        sum(position.power_kw) / count(distinct position.period_start) as "soldKw", sum(position.full_payment)::text as paid,
        award.volume_mw::float8 * award.price_per_mwh::float8 * extract(epoch from market_order.period_end - market_order.period_start)::float8 / 3600
          as owed
      from market_order join market_award award using (tenant_id, order_id)
      join response_position position on position.run_id = market_order.run_id and position.service = market_order.service
        and position.block_start = market_order.period_start
      where award.volume_mw > 0 group by market_order.order_id, award.volume_mw, award.price_per_mwh, market_order.period_end, market_order.period_start`;
    expect(sums.length).toBeGreaterThan(5);
    for (const { awardedKw, soldKw, paid, owed } of sums) {
      expect(soldKw).toBeCloseTo(awardedKw, 6);
      expect(Number(paid)).toBeCloseTo(owed, 6);
    }
  });

  test('is not taken where a service clears below its limit, and what it cleared at is expected from then on', async () => {
    stage.clearing = ({ service }) => (service === 'DRL' ? -3.2 : (USUAL_PRICES[service] ?? 0));
    await stage.runToEnd();
    const taken = await world.owner<{ service: string }[]>`select distinct service from response_position order by 1`;
    expect(taken.map(({ service }) => service)).not.toContain('DRL');
    const [known] = await world.owner<{ price: string }[]>`
      select price_per_mw_hour::float8 as price from availability_price where service = 'DRL' and source like 'market-run/%' limit 1`;
    expect(known?.price).toBe(-3.2);
  });

  test('offers nothing where nothing has cleared before, and learns what did', async () => {
    await world.owner`delete from availability_price`;
    await stage.runToEnd();
    const { facts, orders, prices } = await outcome();
    expect(facts).toHaveLength(6);
    expect(orders).toEqual([]);
    expect(prices).toHaveLength(36);
  });

  test('takes no results whose prices contradict the awards, and leaves a dead letter', async () => {
    stage.house.tamperPrices = (prices) => prices.map((price) => ({ ...price, pricePerMwHour: '1.00' }));
    await stage.runToEnd();
    expect((await outcome()).awards).toEqual([]);
    const letters = await world.owner<{ reason: string }[]>`select reason from dead_letter`;
    expect(letters).toMatchObject([{ reason: expect.stringContaining('cleared at 1.00') }]);
  });

  test('is reckoned with as sold by whoever bids for energy before its results are told', async () => {
    await world.runTimer('watch-market-runs');
    const subject = { tenantId: ALDER, subjectId: await stage.runId() };
    await continueRun(world.services, subject);
    world.clock.advance({ seconds: 35 });
    await continueRun(world.services, subject);
    world.clock.setTo('2026-05-12T13:50:00Z');
    for (const place of BATTERIES) await world.storeReading(place, { socPercent: 50 });
    await world.runTimer('watch-market-runs');
    await world.workOff();
    const [energy] = await world.owner<{ held: number; sold: number }[]>`
      select (select sum((response ->> 'powerKw')::float8) from jsonb_array_elements(fact -> 'batteries') battery,
          jsonb_array_elements(battery -> 'responses') response) as held,
        (select sum(power_kw) from market_order_share join market_order using (tenant_id, order_id) where service is not null) as sold
      from market_run_fact join market_run using (tenant_id, run_id) where step = 'FETCH' and product = ${PRODUCT}`;
    expect(energy?.sold).toBeGreaterThan(10_000);
    expect(energy?.held).toBeCloseTo(energy?.sold ?? NaN, 6);
  });

  test('is bid the same when it is replayed', async () => {
    await stage.runToEnd();
    const replayed = await replayRun(world.services, { tenantId: ALDER, runId: await stage.runId() });
    expect(replayed?.bid.orders.length).toBeGreaterThan(5);
    expect(replayed?.again).toEqual(replayed?.bid);
  });
});

describe('whoever dies', () => {
  let whole: Outcome;
  let points: { writes: number; calls: number };

  beforeAll(async () => {
    await stage.startOver();
    const { services, counted } = mortal(world.services, null);
    await stage.runToEnd(services);
    whole = await outcome();
    points = counted;
  });

  const WRITES_COUNT = 10;
  const CASES: [string, Deadly][] = [
    ...Array.from({ length: WRITES_COUNT }, (_, index) => index + 1).flatMap((write): [string, Deadly][] => [
      [`while storing for the time ${write}`, { write, when: 'before' }],
      [`after storing for the time ${write}`, { write, when: 'after' }],
    ]),
    ['before the first order is sent', { call: 1, when: 'before' }],
    ['after the first order is sent', { call: 1, when: 'after' }],
    ['among the answers', { call: 5, when: 'after' }],
  ];

  test('dies at every point that there is', () => {
    expect(points.writes).toBe(WRITES_COUNT);
    expect(points.calls).toBe(whole.orders.length + 1);
  });

  test.each(CASES)('%s, the run ends with the same facts, and every order comes to the exchange once', async (_when, deadly) => {
    const { services } = mortal(world.services, deadly);
    await world.runTimer('watch-market-runs');
    const subject = { tenantId: ALDER, subjectId: await stage.runId() };
    const first = continueRun(services, subject)
      .then(() => world.clock.setTo(stage.resultsAt))
      .then(() => continueRun(services, subject));
    await expect(first).rejects.toThrow(Dying);
    await stage.runToEnd();
    expect(await outcome()).toEqual(whole);
    expect(stage.house.submitted.toSorted()).toEqual(await referencesOf());
  });
});

test('what is sold is told to whoever may see the earnings', async () => {
  await stage.runToEnd();
  const POSITIONS = `query($id: ID!) { battery(id: $id) { responsePositions(from: "2026-05-12T22:00:00Z", until: "2026-05-13T22:00:00Z") {
    period { settlementDate periodIndex startAt } blockStartAt blockEndAt product service direction powerKw pricePerMwHour
    fullRevenue { amount currency } knownAt } } }`;
  const [place] = BATTERIES;
  if (!place) throw new Error('there is a battery');
  const seen = await world.ask(await world.key('alder', 'OWNER', 'owner'), POSITIONS, { id: globalBattery(place) });
  expect(seen.codes).toEqual([]);
  const positions = seen.data.battery.responsePositions;
  const [total] = await world.owner<{ total: string }[]>`
    select sum(full_payment)::text as total from response_position where battery_id = ${batteryIdOf(place)}`;
  const amounts = positions.map(({ fullRevenue }: { fullRevenue: { amount: string } }) => fullRevenue.amount);
  expect(Number(sumOf(amounts))).toBe(Number(total?.total));
  expect(positions[0]).toMatchObject({ product: RESPONSE_PRODUCT, period: { settlementDate: '2026-05-12', periodIndex: 47 } });
  const party = await world.ask(await world.key('alder', 'OWNER', 'lessor'), POSITIONS, {
    id: globalBattery({ tenant: 'alder', site: 'north', battery: 'two' }),
  });
  expect(party.data.battery.responsePositions).toEqual([]);
  expect(party.body).toContain('"group":"REVENUE"');
});

test('recorded results are kept once, and the next offers are made by them', async () => {
  await world.owner`delete from availability_price`;
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-results-'));
  const rows = stage.product
    .periodsOn('2026-05-12')
    .map(({ fromAt, untilAt }) => `DCL,${fromAt.toISOString()},${untilAt.toISOString()},300,9.00`);
  const file = path.join(folder, 'results.csv');
  writeFileSync(file, ['auctionProduct,deliveryStart,deliveryEnd,clearedVolume,clearingPrice', ...rows, ''].join('\n'));
  const { db, tenants } = world.services;
  const lines: string[] = [];
  for (let count = 0; count < 2; count += 1)
    await loadMarketFile(
      { format: 'neso-auction-results', file },
      { db, tenants: [tenants.byId(ALDER)], say: (line) => void lines.push(line) },
    );
  rmSync(folder, { recursive: true });
  expect(lines).toEqual([6, 0].map((newCount) => `alder: ${newCount} of 6 prices of ${RESPONSE_PRODUCT} are new`));
  // They count from when they were kept, by the machine's clock.
  await world.owner`update availability_price set known_at = ${world.clock.now()}`;
  await stage.runToEnd();
  const offered = await world.owner<{ service: string }[]>`select distinct service from market_order`;
  expect(offered).toEqual([{ service: 'DCL' }]);
});

describe('where clocks change', () => {
  test.each([
    ['2026-03-29', 6],
    ['2026-10-25', 10],
  ])('the first block of %s has %i settlement periods, and is paid by its hours', async (deliveryDate, periodCount) => {
    const other = await openResponseStage(deliveryDate);
    try {
      await other.startOver();
      await other.runToEnd();
      const blocks = await other.world.owner<{ hours: number; periods: number; paid: number; owed: number }[]>`
        select extract(epoch from block_end - block_start)::float8 / 3600 as hours, count(*)::integer as periods,
          sum(full_payment)::float8 as paid,
          max(power_kw * price_per_mw_hour::float8 / 1000) * extract(epoch from block_end - block_start)::float8 / 3600 as owed
        from response_position group by battery_id, service, block_start, block_end order by block_start`;
      expect(blocks.length).toBeGreaterThan(5);
      for (const { hours, periods, paid, owed } of blocks) {
        expect(periods).toBe(hours * 2);
        expect(paid).toBeCloseTo(owed, 5);
      }
      expect(blocks.map(({ periods }) => periods)).toContain(periodCount);
    } finally {
      await other.close();
    }
  });
});
