import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayBounds, GB_CALENDAR, periodsOfDay } from '../../src/kernel/periods.ts';
import { listRuns, replayOneRun } from '../../src/main/cli/runs-commands.ts';
import { continueRun, replayRun } from '../../src/modules/trading/index.ts';
import type { Mischief } from '../../src/sim/market/counterparty.ts';
import {
  ALDER,
  BATTERIES,
  type Deadly,
  DELIVERY_DATE,
  Dying,
  type MarketStage,
  mortal,
  openMarketStage,
  PRODUCT,
  RESULTS_AT,
} from '../harness/market-stage.ts';
import { batteryIdOf, globalBattery, newKey, type World } from '../harness/world.ts';

let stage: MarketStage;
let world: World;

beforeAll(async () => {
  stage = await openMarketStage();
  ({ world } = stage);
});
beforeEach(() => stage.startOver());
afterAll(() => stage.close());

interface Outcome {
  readonly facts: readonly unknown[];
  readonly orders: readonly unknown[];
  readonly awards: readonly unknown[];
  readonly positions: readonly unknown[];
}

/** What a run came to, without the instants at which steps became known. */
async function outcome(): Promise<Outcome> {
  const { owner } = world;
  return {
    facts: await owner`select step, summary, fact from market_run_fact where tenant_id = ${ALDER} order by step`,
    orders:
      await owner`select reference, period_start, side, volume_mw::float8, limit_price_per_mwh from market_order order by period_start`,
    awards: await owner`select order_id, volume_mw, price_per_mwh from market_award order by order_id`,
    positions: await owner`select battery_id, period_start, power_kw, price_per_mwh from market_position order by 1, 2`,
  };
}

async function runId(): Promise<string> {
  const [row] = await world.owner<{ runId: string }[]>`select run_id as "runId" from market_run`;
  return row?.runId ?? '';
}

/** Begins the run and takes it to its end as the clock goes on, a look each half-minute. */
async function runToEnd({ services = world.services, lookCount = 4 } = {}): Promise<void> {
  await world.runTimer('watch-market-runs');
  const id = await runId();
  const look = () => continueRun(services, { tenantId: ALDER, subjectId: id });
  await look();
  for (let count = 0; count < lookCount; count += 1) {
    world.clock.advance({ seconds: 35 });
    await look();
  }
  world.clock.setTo(RESULTS_AT);
  for (let count = 0; count < 8; count += 1) {
    await look();
    world.clock.advance({ minutes: 5 });
  }
}

/** What `holdfast runs list` and `holdfast runs replay` say. */
async function replayOnCommandLine(): Promise<{ isSame: boolean; lines: readonly string[] }> {
  const { db, tenants } = world.services;
  const lines: string[] = [];
  const around = { db, tenants: [tenants.byId(ALDER)], say: (line: string) => void lines.push(line) };
  await listRuns(around);
  return { isSame: await replayOneRun(around, await runId()), lines };
}

const referencesOf = async (): Promise<string[]> =>
  (await world.owner<{ reference: string }[]>`select reference from market_order order by 1`).map(({ reference }) => reference);

describe('a market run', () => {
  test('begins at its time, bids what the batteries would do, and ends with what each has sold', async () => {
    world.clock.setTo('2026-05-12T13:49:00Z');
    await world.runTimer('watch-market-runs');
    expect(await world.workOff()).toEqual([]);
    world.clock.setTo('2026-05-12T13:50:00Z');
    await world.runTimer('watch-market-runs');
    expect(await world.workOff()).toEqual(['continue-market-run']);
    expect([...stage.house.orders.keys()].toSorted()).toEqual(await referencesOf());
    expect(stage.house.orders.size).toBeGreaterThan(5);
    for (const [, { side, limitPricePerMwh, volumeMw }] of stage.house.orders) {
      expect(Number(limitPricePerMwh)).toBeGreaterThanOrEqual(side === 'SELL' ? 30 : 32);
      expect(volumeMw).toBeLessThanOrEqual(0.3);
    }
    world.clock.setTo(RESULTS_AT);
    await world.runTimer('watch-market-runs');
    expect(await world.workOff()).toContain('continue-market-run');
    const { facts, positions } = await outcome();
    expect(facts).toHaveLength(6);
    expect(positions.length).toBeGreaterThan(10);
    // It is over: nobody looks at it any more.
    await world.runTimer('watch-market-runs');
    expect(await world.workOff()).toEqual([]);
  });

  test('positions sum to the awards in every settlement period, also when half of each order is taken', async () => {
    stage.house.fillRatio = 0.5;
    await runToEnd();
    const sums = await world.owner<{ awarded: number; sold: number }[]>`
      select (case side when 'SELL' then 1 else -1 end) * award.volume_mw::float8 * 1000 as awarded,
        (select sum(power_kw) from market_position position
         where position.run_id = market_order.run_id and position.period_start = market_order.period_start) as sold
      from market_order join market_award award using (tenant_id, order_id) where award.volume_mw > 0`;
    expect(sums.length).toBeGreaterThan(5);
    for (const { awarded, sold } of sums) expect(sold).toBeCloseTo(awarded, 6);
  });

  test('is abandoned when nothing could be bid before the gate closed, and nothing is sent then', async () => {
    await world.runTimer('watch-market-runs');
    world.clock.setTo(RESULTS_AT);
    await world.workOff();
    expect((await outcome()).facts).toMatchObject([{ step: 'ABANDON', summary: 'The gate closed before the orders were made.' }]);
    expect(stage.house.submitted).toEqual([]);
  });

  test('ends without orders where no battery is heard', async () => {
    world.clock.setTo('2026-05-12T14:20:00Z');
    await world.runTimer('watch-market-runs');
    await world.workOff();
    expect((await outcome()).facts).toHaveLength(6);
    expect(stage.house.submitted).toEqual([]);
  });
});

describe('whoever dies', () => {
  let whole: Outcome;
  let points: { writes: number; calls: number };

  beforeAll(async () => {
    await stage.startOver();
    await world.runTimer('watch-market-runs');
    const { services, counted } = mortal(world.services, null);
    await runToEnd({ services });
    whole = await outcome();
    points = counted;
  });

  /** The steps, what is stored around each sending, and what is said to the exchange. */
  const NAMES = [
    'what is known',
    'the forecast',
    'the plans',
    'the orders',
    'that the first ones are being sent',
    'what came of the first ones',
    'that the next ones are being sent',
    'what came of the next ones',
    'that all are known',
    'the award',
  ];
  const CASES: [string, Deadly][] = [
    ...NAMES.flatMap((name, index): [string, Deadly][] => [
      [`while storing ${name}`, { write: index + 1, when: 'before' }],
      [`after storing ${name}`, { write: index + 1, when: 'after' }],
    ]),
    ['before the first order is sent', { call: 1, when: 'before' }],
    ['after the first order is sent', { call: 1, when: 'after' }],
    ['among the sending', { call: 5, when: 'before' }],
    ['among the answers', { call: 5, when: 'after' }],
  ];

  test('dies at a point that there is', () => {
    expect(points.writes).toBe(NAMES.length);
    expect(points.calls).toBe(whole.orders.length + 1);
    expect(whole.facts).toHaveLength(6);
  });

  test.each(CASES)('%s, the run ends with the same facts, and every order comes to the exchange once', async (_when, deadly) => {
    const { services } = mortal(world.services, deadly);
    await world.runTimer('watch-market-runs');
    const subject = { tenantId: ALDER, subjectId: await runId() };
    const first = continueRun(services, subject)
      .then(() => world.clock.setTo(RESULTS_AT))
      .then(() => continueRun(services, subject));
    await expect(first).rejects.toThrow(Dying);
    if (world.clock.nowMs() < Date.parse(RESULTS_AT)) {
      // Somebody else goes on, at once and later.
      await continueRun(world.services, subject);
      await runToEnd();
    } else await runToEnd();
    expect(await outcome()).toEqual(whole);
    expect(stage.house.submitted.toSorted()).toEqual(await referencesOf());
  });
});

test('several who are at the same run at once come to the same facts, and every order comes to the exchange once', async () => {
  await world.runTimer('watch-market-runs');
  const subject = { tenantId: ALDER, subjectId: await runId() };
  // The orders are made, and all of them begin to send.
  await expect(continueRun(mortal(world.services, { write: 4, when: 'after' }).services, subject)).rejects.toThrow(Dying);
  const atOnce = (): Promise<unknown> => Promise.all([1, 2, 3].map(() => continueRun(world.services, subject)));
  for (let count = 0; count < 10; count += 1) await atOnce();
  world.clock.setTo(RESULTS_AT);
  for (let count = 0; count < 3; count += 1) await atOnce();
  expect((await outcome()).facts).toHaveLength(6);
  expect((await outcome()).awards).toHaveLength(stage.house.orders.size);
  expect(stage.house.submitted.toSorted()).toEqual(await referencesOf());
});

describe('an exchange', () => {
  const MISCHIEFS: Mischief[] = ['request lost', 'answer lost', 'twice', 'late', 'busy', 'wrong answer', 'nonsense'];

  test.each(MISCHIEFS)('with every second word %s still has each order exactly once', async (mischief) => {
    let count = 0;
    stage.house.mischief = ({ reference }) => (reference !== null && (count += 1) % 2 === 1 && count < 24 ? mischief : null);
    await runToEnd({ lookCount: 20 });
    expect([...stage.house.orders.keys()].toSorted()).toEqual(await referencesOf());
    const states = await world.owner`
      select count(*)::integer as count from market_order_event where kind in ('ACCEPTED')
      group by order_id having count(*) <> 1`;
    expect(states).toEqual([]);
    expect((await outcome()).facts).toHaveLength(6);
  });

  test('that does what it likes never has two orders of a reference, and never one that was not decided', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.constantFrom(...MISCHIEFS), { freq: 2 }), { minLength: 30, maxLength: 60 }),
        async (course) => {
          await stage.startOver();
          const words = course.values();
          stage.house.mischief = () => words.next().value ?? null;
          await runToEnd({ lookCount: 20 });
          expect([...stage.house.orders.keys()].toSorted()).toEqual(await referencesOf());
          expect((await outcome()).facts).toHaveLength(6);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('whose answer is lost is asked for the order by its reference, and is sent no second one', async () => {
    stage.house.mischief = ({ method }) => (method === 'PUT' ? 'answer lost' : null);
    await runToEnd();
    expect(stage.house.submitted.toSorted()).toEqual(await referencesOf());
    expect((await outcome()).awards).toHaveLength(stage.house.orders.size);
  });

  test('that answers nonsense leaves one dead letter an order with the reason, and is asked again', async () => {
    stage.house.mischief = ({ method }) => (method === 'PUT' ? 'nonsense' : null);
    await runToEnd();
    const letters = await world.owner<{ reason: string; source: string }[]>`select reason, source from dead_letter`;
    expect(letters).toHaveLength(stage.house.orders.size);
    expect(letters[0]?.reason).toBe('not an answer about this order: it is not JSON');
    expect((await outcome()).awards).toHaveLength(stage.house.orders.size);
  });

  test('whose results contradict the orders awards nothing until they are right, and leaves one dead letter', async () => {
    stage.house.tamper = (awards) => awards.map((award) => ({ ...award, volumeMw: award.volumeMw + 10 }));
    await runToEnd();
    expect((await outcome()).awards).toEqual([]);
    const letters = await world.owner<{ reason: string; source: string }[]>`select reason, source from dead_letter`;
    expect(letters).toMatchObject([
      { source: `market-run/${await runId()}/results`, reason: expect.stringContaining('MW and got') },
    ]);
    stage.house.tamper = (awards) => [...awards, ...awards].toReversed();
    world.clock.advance({ minutes: 10 });
    await continueRun(world.services, { tenantId: ALDER, subjectId: await runId() });
    expect((await outcome()).awards).toHaveLength(stage.house.orders.size);
  });

  test('whose results were not understood are taken from the dead letter once they are', async () => {
    stage.house.mischief = ({ path }) => (path.startsWith('/results') ? 'wrong answer' : null);
    await runToEnd();
    const [letter] = await world.owner<{ id: string; payload: Buffer }[]>`select dead_letter_id as id, payload from dead_letter`;
    const replay = async (): Promise<unknown> => {
      const { data } = await world.ask(
        await world.key('alder', 'OPERATOR'),
        `mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { __typename ... on DeadLetterRefused { message } } }`,
        { input: { idempotencyKey: newKey(), deadLetterId: Buffer.from(`DeadLetter:${letter?.id}`).toString('base64url') } },
      );
      return data?.replayDeadLetter;
    };
    expect(await replay()).toEqual({ __typename: 'DeadLetterRefused', message: 'it holds the results of another auction' });
    // As if it were understood by now.
    const right = Buffer.from(letter?.payload.toString().replace('SOMEBODY', 'ALDER') ?? '');
    await world.owner`update dead_letter set payload = ${right}`;
    expect(await replay()).toEqual({ __typename: 'DeadLetterReplayed' });
    expect((await outcome()).awards).toHaveLength(stage.house.orders.size);
  });
});

describe('what is sold', () => {
  test('is told to whoever may see the earnings, and the run to the tenant’s own roles', async () => {
    await runToEnd();
    const POSITIONS = `query($id: ID!) { battery(id: $id) { positions(from: "2026-05-12T23:00:00Z", until: "2026-05-13T23:00:00Z") {
      period { settlementDate startAt endAt } product powerKw energyKwh pricePerMwh revenue { amount currency } knownAt } } }`;
    const RUNS = `{ marketRuns(first: 5) { nodes { id market product participant deliveryDate gateClosesAt openedAt state facts { step knownAt summary }
      orders { reference period { startAt } side volumeKw limitPricePerMwh currency batteryCount state events { kind reason knownAt }
        award { volumeKw pricePerMwh revenue { amount } knownAt } } } } }`;
    const [one] = BATTERIES;
    if (!one) throw new Error('there is a battery');
    const seen = await world.ask(await world.key('alder', 'OWNER', 'owner'), POSITIONS, { id: globalBattery(one) });
    const { positions } = seen.data.battery;
    expect(positions.length).toBeGreaterThan(3);
    for (const { powerKw, energyKwh, pricePerMwh, revenue } of positions) {
      expect(energyKwh).toBeCloseTo(powerKw / 2, 9);
      expect(Number(revenue.amount)).toBeCloseTo((energyKwh * Number(pricePerMwh)) / 1_000, 5);
    }
    // An operator of the battery runs it and is not told what it earns.
    const two = { id: globalBattery({ tenant: 'alder', site: 'north', battery: 'two' }) };
    const party = await world.ask(await world.key('alder', 'OWNER', 'lessor'), POSITIONS, two);
    expect(party.data.battery.positions).toEqual([]);
    expect(party.body).toContain('"group":"REVENUE"');
    const runs = await world.ask(await world.key('alder', 'VIEWER'), RUNS);
    expect(runs.codes).toEqual([]);
    const [run] = runs.data.marketRuns.nodes;
    expect(run).toMatchObject({
      market: 'GB',
      product: PRODUCT,
      participant: 'ALDER',
      deliveryDate: DELIVERY_DATE,
      state: 'AWARDED',
    });
    expect(run.facts.map(({ step }: { step: string }) => step)).toEqual([
      'FETCH',
      'FORECAST',
      'OPTIMISE',
      'BID',
      'SUBMIT',
      'AWARD',
    ]);
    const earned = run.orders.reduce(
      (sum: number, { award }: { award: { revenue: { amount: string } } }) => sum + Number(award.revenue.amount),
      0,
    );
    const [total] = await world.owner<
      { total: number }[]
    >`select sum(power_kw / 2000 * price_per_mwh)::float8 as total from market_position`;
    expect(earned).toBeCloseTo(total?.total ?? 0, 4);
    const node = await world.ask(
      await world.key('alder', 'VIEWER'),
      `query($id: ID!) { node(id: $id) { ... on MarketRun { deliveryDate } } }`,
      { id: run.id },
    );
    expect(node.data.node).toEqual({ deliveryDate: DELIVERY_DATE });
    for (const stranger of [await world.key('alder', 'OWNER', 'owner'), await world.key('birch', 'ADMIN')]) {
      const hidden = await world.ask(stranger, `query($id: ID!) { node(id: $id) { id } }`, { id: run.id });
      expect(hidden.data.node).toBeNull();
    }
    expect((await world.ask(await world.key('alder', 'OWNER', 'owner'), RUNS)).codes).toEqual(['FORBIDDEN']);
    expect((await world.ask(await world.key('birch', 'ADMIN'), RUNS)).data.marketRuns.nodes).toEqual([]);
  });
});

describe('what becomes known later', () => {
  // Readings of later cannot be taken back: this world goes no further.
  beforeAll(async () => {
    await stage.close();
    stage = await openMarketStage();
    ({ world } = stage);
  });

  test('leaves what is sold a promise of the next plan: the battery delivers it although the prices say otherwise', async () => {
    await runToEnd();
    // The day turns out the other way round.
    await world.publishPrices('alder', DELIVERY_DATE, ({ periodIndex }) => {
      const price = periodIndex <= 24 ? 90 : 40;
      return { importPricePerMwh: String(price + 2), exportPricePerMwh: String(price) };
    });
    world.clock.setTo('2026-05-12T22:50:00Z');
    for (const place of BATTERIES) await world.storeReading(place, { socPercent: 50 });
    await world.workOff();
    for (const place of BATTERIES) {
      const rows = await world.owner<{ sold: number; planned: number }[]>`
        with newest as (select plan_id from plan where battery_id = ${batteryIdOf(place)} order by made_at desc limit 1)
        select position.power_kw as sold, plan_period.power_kw as planned
        from market_position position join plan_period using (tenant_id, period_start) join newest using (plan_id)
        where position.battery_id = ${batteryIdOf(place)}`;
      expect(rows.length).toBeGreaterThan(3);
      for (const { sold, planned } of rows) expect(planned).toBeCloseTo(sold, 2);
    }
  });

  test('leaves what a replay bids the same', async () => {
    await runToEnd();
    await world.publishPrices('alder', '2026-05-12', () => ({ importPricePerMwh: '500', exportPricePerMwh: '499' }));
    for (const place of BATTERIES) await world.storeReading(place, { socPercent: 11 });
    const replayed = await replayRun(world.services, { tenantId: ALDER, runId: await runId() });
    expect(replayed?.bid.orders.length).toBeGreaterThan(5);
    expect(replayed?.again).toEqual(replayed?.bid);
    expect(await replayOnCommandLine()).toMatchObject({
      isSame: true,
      lines: expect.arrayContaining([expect.stringMatching(/^same /)]),
    });
    // What was known then is no bystander: another start of charge bids otherwise.
    await world.owner`
      update market_run_fact set fact = jsonb_set(fact, '{batteries,0,socPercent}', '90') where step = 'FETCH' and tenant_id = ${ALDER}`;
    const other = await replayRun(world.services, { tenantId: ALDER, runId: await runId() });
    expect(other?.again).not.toEqual(other?.bid);
    expect(await replayOnCommandLine()).toMatchObject({ isSame: false });
  });

  test('leaves each settled period divided into what was sold and what was done beside it', async () => {
    await runToEnd();
    const [place] = BATTERIES;
    if (!place) throw new Error('there is a battery');
    const { fromAt, untilAt } = dayBounds(DELIVERY_DATE, GB_CALENDAR);
    world.clock.setTo(untilAt);
    await world.publishPrices('alder', DELIVERY_DATE, () => ({ importPricePerMwh: '52', exportPricePerMwh: '50' }));
    // A kilowatt-hour in every half-hour, whatever was sold.
    const bounds = [fromAt, ...periodsOfDay(DELIVERY_DATE, GB_CALENDAR).map((period) => period.untilAt)];
    await world.storeReadings(
      place,
      bounds.map((bound, index) => ({ measuredAtMs: bound.getTime(), exportedKwh: 5_000 + index, importedKwh: 700 })),
    );
    await world.runTimer('settle');
    const EARNINGS = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
      earnings(from: $from, until: $until) { period { startAt } total { amount currency }
        parts { source product energyKwh revenue { amount } } }
      positions(from: $from, until: $until) { period { startAt } energyKwh revenue { amount } } } }`;
    const span = { id: globalBattery(place), from: fromAt, until: untilAt };
    const seen = await world.ask(await world.key('alder', 'OWNER', 'owner'), EARNINGS, span);
    const { earnings, positions } = seen.data.battery;
    expect(earnings).toHaveLength(48);
    expect(positions.length).toBeGreaterThan(3);
    const sold = new Map<string, { energyKwh: number; revenue: { amount: string } }>(
      positions.map((position: { period: { startAt: string } }) => [position.period.startAt, position]),
    );
    for (const { period, total, parts } of earnings) {
      const position = sold.get(period.startAt);
      const soldKwh = position?.energyKwh ?? 0;
      const beside = { source: 'IMBALANCE', product: null, energyKwh: expect.closeTo(1 - soldKwh, 9) };
      const auction = { source: 'AUCTION', product: PRODUCT, energyKwh: soldKwh, revenue: position?.revenue };
      expect(parts).toMatchObject(position ? [auction, beside] : [beside]);
      const besideAmount = 0.05 - (soldKwh * (soldKwh > 0 ? 50 : 52)) / 1_000;
      expect(Number(total.amount)).toBeCloseTo(besideAmount + Number(position?.revenue.amount ?? 0), 5);
      expect(total.currency).toBe('GBP');
    }
    const operated = { ...span, id: globalBattery({ tenant: 'alder', site: 'north', battery: 'two' }) };
    const party = await world.ask(await world.key('alder', 'OWNER', 'lessor'), EARNINGS, operated);
    expect(party.data.battery.earnings).toEqual([]);
    expect(party.body).toContain('"group":"REVENUE"');
  });
});
