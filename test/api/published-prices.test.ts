import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, type CivilDate, dayBounds, GB_CALENDAR, periodsOfDay } from '../../src/kernel/periods.ts';
import { shareAnswers } from '../../src/modules/markets/index.ts';
import { LOOK_BACK_DAYS, openPublicationStage, type PublicationStage, SOURCE } from '../harness/publication-stage.ts';
import { fileOf, newKey, type World } from '../harness/world.ts';

const { tenantId: ALDER } = fileOf('alder');
const { tenantId: BIRCH } = fileOf('birch');
const DATE = '2026-05-12';
const FIRST = dayBounds(DATE, GB_CALENDAR).fromAt;

let stage: PublicationStage;
let world: World;
let operator: string;

beforeAll(async () => {
  stage = await openPublicationStage();
  ({ world } = stage);
  operator = await world.key('alder', 'OPERATOR');
});
beforeEach(() => stage.startOver(`${DATE}T12:05:00Z`));
afterAll(() => stage.close());

const PRICES = `query($from: DateTime!, $until: DateTime!) { marketPrices(market: GB, from: $from, until: $until) {
  period { settlementDate periodIndex } importPricePerMwh exportPricePerMwh currency knownAt } }`;

interface Told {
  readonly period: { readonly settlementDate: string; readonly periodIndex: number };
  readonly importPricePerMwh: string;
  readonly exportPricePerMwh: string;
  readonly knownAt: string;
}

async function pricesOf(date: CivilDate): Promise<Told[]> {
  const { fromAt, untilAt } = dayBounds(date, GB_CALENDAR);
  const { data } = await world.ask(operator, PRICES, { from: fromAt, until: untilAt });
  return data.marketPrices;
}

interface PriceOfPeriod {
  readonly period: { readonly periodIndex: number };
  readonly importPricePerMwh: string;
  readonly exportPricePerMwh: string;
}

/** Number and prices of each period. */
const inShort = (prices: readonly PriceOfPeriod[]): number[][] =>
  prices.map(({ period, ...price }) => [period.periodIndex, Number(price.importPricePerMwh), Number(price.exportPricePerMwh)]);
const wholeDay = (date: CivilDate): number[][] => inShort(SOURCE.dayOf(date) ?? []);
/** Facts of a date, later words on the same period included. */
const factsOf = async (date: CivilDate, tenantId: string = ALDER): Promise<number> =>
  (await world.owner`select 1 from market_price where tenant_id = ${tenantId} and settlement_date = ${date}`).count;
const look = (): Promise<number> => stage.look([ALDER]);

describe('what is published', () => {
  test('becomes known, as far as it is out, of the running day and of the days before it', async () => {
    expect(await look()).toBe(1);
    // The price of a period is out a quarter of an hour after its end.
    const over = periodsOfDay(DATE, GB_CALENDAR).filter(({ untilAt }) => world.clock.nowMs() - untilAt.getTime() >= 900_000);
    expect(inShort(await pricesOf(DATE))).toEqual(wholeDay(DATE).slice(0, over.length));
    for (let age = 1; age <= LOOK_BACK_DAYS; age += 1) {
      const date = addDays(DATE, -age);
      expect(inShort(await pricesOf(date))).toEqual(wholeDay(date));
    }
    expect(await factsOf(addDays(DATE, -LOOK_BACK_DAYS - 1))).toBe(0);
  });

  test('is asked for when it is due, and is no news where it is known', async () => {
    await look();
    const [facts, asked] = [await factsOf(DATE), stage.desk.asked.length];
    world.clock.advance({ minutes: 4 });
    expect(await look()).toBe(0);
    world.clock.advance({ minutes: 2 });
    expect(await look()).toBe(1);
    // The days before those two have their turn tomorrow.
    expect(stage.desk.asked.slice(asked)).toEqual([
      expect.stringContaining(`/system-prices/${DATE}?`),
      expect.stringContaining(`/system-prices/${addDays(DATE, -1)}?`),
    ]);
    expect(await factsOf(DATE)).toBe(facts);
    world.clock.advance({ minutes: 10 });
    await look();
    expect(await factsOf(DATE)).toBe(facts + 1);
  });

  test('is a new fact with a later instant when it was corrected, also days later', async () => {
    const date = addDays(DATE, -LOOK_BACK_DAYS + 1);
    await look();
    const [before] = await pricesOf(date);
    world.clock.advance({ hours: 23 });
    stage.desk.corrections = [{ fromAt: dayBounds(date, GB_CALENDAR).fromAt, price: 12.5, at: world.clock.now() }];
    await look();
    expect(await pricesOf(date)).toMatchObject({ 0: before ?? null });
    world.clock.advance({ hours: 1 });
    await look();
    const [after] = await pricesOf(date);
    expect(after).toMatchObject({ importPricePerMwh: '12.500000', exportPricePerMwh: '12.500000' });
    expect(Date.parse(after?.knownAt ?? '')).toBeGreaterThan(Date.parse(before?.knownAt ?? ''));
    expect(await factsOf(date)).toBe(wholeDay(date).length + 1);
  });

  test('stays corrected when an older answer comes later', async () => {
    await look();
    const early = world.clock.now();
    world.clock.advance({ minutes: 6 });
    stage.desk.corrections = [{ fromAt: FIRST, price: 12.5, at: world.clock.now() }];
    await look();
    const [facts, corrected] = [await factsOf(DATE), await pricesOf(DATE)];
    stage.desk.asOf = early;
    world.clock.advance({ minutes: 6 });
    await look();
    expect(await factsOf(DATE)).toBe(facts);
    expect(await pricesOf(DATE)).toEqual(corrected);
  });

  test('is a fact once when several learn it at the same time', async () => {
    await Promise.all([stage.fetch(ALDER), stage.fetch(ALDER), stage.fetch(ALDER)]);
    expect(await factsOf(addDays(DATE, -1))).toBe(wholeDay(addDays(DATE, -1)).length);
  });

  test('is fetched for each tenant, and asked for once for all of them', async () => {
    const shared = shareAnswers(stage.publisher, { nowMs: () => world.clock.nowMs() });
    expect(await stage.look([ALDER, BIRCH], shared)).toBe(2);
    expect(stage.desk.asked).toHaveLength(LOOK_BACK_DAYS + 1);
    expect(await factsOf(DATE, BIRCH)).toBe(await factsOf(DATE));
    world.clock.advance({ minutes: 6 });
    await stage.look([ALDER, BIRCH], shared);
    expect(stage.desk.asked).toHaveLength(LOOK_BACK_DAYS + 3);
  });

  test('is not asked for where nobody publishes', async () => {
    await world.runTimer('watch-publications');
    expect(await world.owner`select 1 from pgboss.job`).toHaveLength(0);
    await world.workOff();
    expect(await factsOf(DATE)).toBe(0);
  });
});

test.each([
  ['2026-03-29', 46],
  ['2026-10-25', 50],
])('of %s every one of the %i settlement periods has its price', async (date, count) => {
  await stage.startOver(new Date(dayBounds(date, GB_CALENDAR).untilAt.getTime() + 3_600_000));
  await look();
  const prices = await pricesOf(date);
  expect(prices.map(({ period }) => period.periodIndex)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  expect(inShort(prices)).toEqual(wholeDay(date));
});

describe('a publisher who does not answer', () => {
  test.each(['answer lost', 'request lost', 'busy', 'late'] as const)(
    '(%s) is asked for the same later, and nothing is lost',
    async (mischief) => {
      stage.desk.mischief = () => mischief;
      await look();
      expect(await factsOf(DATE)).toBe(0);
      expect(await world.owner`select outcome from price_look`).toEqual([{ outcome: 'UNANSWERED' }]);
      stage.desk.mischief = () => null;
      world.clock.advance({ minutes: 6 });
      await look();
      for (const date of [addDays(DATE, -LOOK_BACK_DAYS), addDays(DATE, -1)])
        expect(inShort(await pricesOf(date))).toEqual(wholeDay(date));
      expect(await letters()).toEqual([]);
    },
  );

  test('in the middle of the days is asked for the others alone', async () => {
    stage.desk.mischief = ({ path }) => (path.endsWith(addDays(DATE, -1)) ? 'busy' : null);
    await look();
    const facts = await factsOf(DATE);
    stage.desk.reset();
    world.clock.advance({ minutes: 1 });
    await look();
    expect(stage.desk.asked.map((question) => question.match(/\d{4}-\d\d-\d\d/)?.[0])).toEqual([
      addDays(DATE, -2),
      addDays(DATE, -3),
    ]);
    expect(await factsOf(DATE)).toBe(facts);
  });
});

interface Letter {
  readonly id: string;
  readonly source: string;
  readonly reason: string;
}

async function letters(): Promise<Letter[]> {
  const { data } = await world.ask(operator, `{ deadLetters { nodes { id source reason } } }`);
  return data.deadLetters.nodes;
}

const REPLAY = `mutation($id: ID!, $key: String!) { replayDeadLetter(input: { deadLetterId: $id, idempotencyKey: $key }) {
  __typename ... on DeadLetterRefused { message } } }`;

async function replay(id: string): Promise<{ readonly __typename: string; readonly message?: string }> {
  return (await world.ask(operator, REPLAY, { id, key: newKey() })).data.replayDeadLetter;
}

describe('what is not understood', () => {
  const ofToday = ({ path }: { readonly path: string }): boolean => path.endsWith(DATE);
  const withoutSellPrice = (): void => {
    stage.desk.tamper = (rows) => rows.map((row, index) => (index === 2 ? { ...row, systemSellPrice: 'soon' } : row));
  };

  test.each(['nonsense', 'wrong answer'] as const)(
    '(%s) is no price; it is a dead letter of those of the tenant who may see these',
    async (mischief) => {
      stage.desk.mischief = (asked) => (ofToday(asked) ? mischief : null);
      await look();
      expect(await factsOf(DATE)).toBe(0);
      expect(await factsOf(addDays(DATE, -1))).toBe(wholeDay(addDays(DATE, -1)).length);
      expect(await letters()).toMatchObject([
        {
          source: `prices/GB/system-prices/${DATE}/SBP/SSP`,
          reason: expect.stringContaining('not the prices of this day: '),
        },
      ]);
      const viewer = await world.key('alder', 'VIEWER');
      expect((await world.ask(viewer, `{ deadLetters { nodes { id } } }`)).codes).toEqual(['FORBIDDEN']);
      const other = await world.key('birch', 'OPERATOR');
      expect((await world.ask(other, `{ deadLetters { nodes { id } } }`)).data.deadLetters.nodes).toEqual([]);
    },
  );

  test('is a letter once for the same fault, wherever it is in a day that grows', async () => {
    withoutSellPrice();
    await look();
    const count = (await letters()).length;
    for (let times = 0; times < 6; times += 1) {
      world.clock.advance({ minutes: 6 });
      stage.desk.mischief = times === 3 ? () => 'answer lost' : () => null;
      stage.desk.tamper = (rows) => rows.map((row, index) => (index === times ? { ...row, systemSellPrice: 'soon' } : row));
      await look();
    }
    expect(await letters()).toHaveLength(count);
    // Once it was understood, the same is a fault anew.
    stage.desk.reset();
    world.clock.advance({ minutes: 6 });
    await look();
    withoutSellPrice();
    world.clock.advance({ minutes: 6 });
    await look();
    expect((await letters()).length).toBeGreaterThan(count);
  });

  test('may hold what the database does not take', async () => {
    stage.desk.tamper = (rows) => rows.map((row, index) => (index === 0 ? { ...row, systemSellPrice: 'a\0b' } : row));
    stage.desk.mischief = (asked) => (ofToday(asked) ? null : 'busy');
    await look();
    expect(await letters()).toMatchObject([{ reason: expect.stringContaining('"a\uFFFDb" is not a price') }]);
    world.clock.advance({ minutes: 6 });
    await look();
    expect(await letters()).toHaveLength(1);
  });

  test('is taken when it is replayed and understood by then, and leaves what has become known since', async () => {
    await look();
    const taken = await pricesOf(DATE);
    await stage.startOver(`${DATE}T12:05:00Z`);
    stage.desk.mischief = (asked) => (ofToday(asked) ? 'nonsense' : null);
    await look();
    const [letter] = await letters();
    expect(await replay(letter?.id ?? '')).toMatchObject({
      __typename: 'DeadLetterRefused',
      message: expect.stringContaining('not JSON'),
    });
    // As if what it holds were understood by now.
    stage.desk.reset();
    const payload = await (await fetch(`${stage.desk.url}/balancing/settlement/system-prices/${DATE}`)).text();
    await world.owner`update dead_letter set payload = ${Buffer.from(payload)} where tenant_id = ${ALDER}`;
    world.clock.advance({ minutes: 6 });
    stage.desk.corrections = [{ fromAt: FIRST, price: 12.5, at: world.clock.now() }];
    stage.desk.tamper = (all) => all.filter(({ settlementPeriod }) => settlementPeriod === 1);
    await look();
    expect(await factsOf(DATE)).toBe(1);
    expect(await replay(letter?.id ?? '')).toEqual({ __typename: 'DeadLetterReplayed' });
    const [first, ...others] = await pricesOf(DATE);
    expect(first).toMatchObject({ importPricePerMwh: '12.500000' });
    expect(inShort(others)).toEqual(inShort(taken.slice(1)));
    expect(await replay(letter?.id ?? '')).toEqual({ __typename: 'DeadLetterReplayed' });
    expect(await factsOf(DATE)).toBe(taken.length);
  });

  test('as the letter of something that is not asked for is refused', async () => {
    const [deadLetterId, source] = [randomUUID(), `prices/GB/system-prices/2026-13-01/SBP/SSP`];
    await world.owner`insert into dead_letter values (${ALDER}, ${deadLetterId}, ${source}, ${Buffer.from('{}')}, 'odd', ${world.clock.now()})`;
    const [letter] = await letters();
    expect(await replay(letter?.id ?? '')).toMatchObject({ __typename: 'DeadLetterRefused' });
  });
});
