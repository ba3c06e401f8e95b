import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayBounds, GB_CALENDAR } from '../../kernel/periods.ts';
import { createHttpElexon, type MarketTerms, type Publisher, readMarketTerms } from '../../modules/markets/index.ts';
import { seededPrices } from './price-source.ts';
import { openReportingDesk, type ReportingDesk } from './reporting-desk.ts';

const DATE = '2026-05-13';
const DAY = dayBounds(DATE, GB_CALENDAR);
const hours = (from: number, until: number) => ({
  fromAt: new Date(DAY.fromAt.getTime() + from * 3_600_000),
  untilAt: new Date(DAY.fromAt.getTime() + until * 3_600_000),
});
const EVENING = '2026-05-13T18:20:00Z';
const UNIT = 'T_NORTH-1';
let terms: MarketTerms;
let now = new Date(EVENING);
let desk: ReportingDesk;
let publisher: Publisher;

beforeAll(async () => {
  terms = (await readMarketTerms(path.resolve(import.meta.dirname, '../../../markets'))).GB;
  desk = await openReportingDesk({ now: () => now, source: seededPrices() });
});
beforeEach(() => {
  desk.reset();
  now = new Date(EVENING);
  publisher = createHttpElexon({ url: desk.url, terms, now: () => now, answerMsMax: 500, restMs: 1 });
});
afterAll(() => desk.close());

const level = (timeFrom: string, timeTo: string, levelFrom: number, levelTo: number) => ({
  timeFrom,
  timeTo,
  levelFrom,
  levelTo,
});
const notified = (bmUnit: string) => ({
  dataset: 'PN',
  settlementDate: DATE,
  settlementPeriod: 25,
  bmUnit,
  nationalGridBmUnit: null,
  ...level('2026-05-13T11:00:00Z', '2026-05-13T11:30:00Z', 10, 20),
});
const accepted = (bmUnit: string, acceptanceNumber: number) => ({
  dataset: 'BOALF',
  settlementDate: DATE,
  settlementPeriodFrom: 25,
  settlementPeriodTo: 25,
  bmUnit,
  nationalGridBmUnit: null,
  acceptanceNumber,
  acceptanceTime: '2026-05-13T10:50:00Z',
  amendmentFlag: 'ORI',
  deemedBoFlag: false,
  soFlag: false,
  storFlag: false,
  rrFlag: false,
  ...level('2026-05-13T11:00:00Z', '2026-05-13T11:30:00Z', 30, 30),
});

const QUESTIONS = [
  ['system prices', () => publisher.pricesOf({ kind: 'system-prices', date: DATE })],
  ['the market index', () => publisher.pricesOf({ kind: 'market-index', date: DATE })],
  ['frequency', () => publisher.frequencyOf(hours(0, 1))],
  ['notifications', () => publisher.notificationsOf({ unit: UNIT, span: hours(0, 24) })],
  ['acceptances', () => publisher.acceptancesOf({ unit: UNIT, span: hours(0, 24) })],
] as const;

describe.each(QUESTIONS)('of %s', (_what, ask) => {
  beforeEach(() => {
    desk.notified = [notified(UNIT), notified('T_SOUTH-1')];
    desk.accepted = [accepted(UNIT, 7), accepted('T_SOUTH-1', 8)];
  });

  test('numbers as text, rows twice, in another order and without an envelope mean the same', async () => {
    const plain = await ask();
    expect(plain).toMatchObject({ kind: 'published', document: expect.anything() });
    desk.tamper = (rows) => [...rows, ...rows].toReversed();
    Object.assign(desk, { asText: true, isBare: true });
    const other = await ask();
    const meaning = (answer: typeof plain) =>
      'document' in answer ? { ...answer.document, remarks: [] } : expect.unreachable('no document');
    expect(meaning(other)).toEqual(meaning(plain));
  });

  test.each([
    ['is lost', 'answer lost'],
    ['never comes', 'request lost'],
    ['is put off', 'busy'],
    ['comes late', 'late'],
  ] as const)('a question that %s is not answered, and the next one is', async (_how, mischief) => {
    desk.mischief = () => mischief;
    expect(await ask()).toEqual({ kind: 'unanswered', reason: expect.any(String) });
    desk.mischief = () => null;
    expect(await ask()).toMatchObject({ kind: 'published' });
  });

  test('an answer that takes too long is none', async () => {
    desk.delayMs = 700;
    expect(await ask()).toEqual({ kind: 'unanswered', reason: 'no answer in time' });
    // It has come all the same, and does not come into what follows.
    await expect.poll(() => desk.asked).toHaveLength(1);
  });

  test.each(['nonsense', 'wrong answer'] as const)('what is a %s is not understood, and kept as it came', async (mischief) => {
    desk.mischief = () => mischief;
    expect(await ask()).toEqual({
      kind: 'not-understood',
      reason: expect.any(String),
      payload: expect.stringMatching(/2019-05-14|<html>/),
    });
  });

  test('a row that is wrong is not understood, with its place', async () => {
    desk.tamper = (rows) => rows.map((row, index) => (index === 0 ? { settlementDate: row['settlementDate'] ?? DATE } : row));
    expect(await ask()).toMatchObject({ kind: 'not-understood', reason: expect.stringMatching(/^the answer, data\[0\]: /) });
  });

  test('who wants a rest gets it', async () => {
    desk.wantsRestSeconds = 60;
    expect(await ask()).toEqual({ kind: 'unanswered', reason: 'answered 429' });
    expect(await ask()).toEqual({ kind: 'unanswered', reason: 'not sent: it has asked for a rest' });
    expect(desk.asked).toHaveLength(1);
  });
});

test.each([
  ['2026-03-29', 46],
  ['2026-05-13', 48],
  ['2026-10-25', 50],
])('a day has as many prices as settlement periods: %s', async (date, count) => {
  now = new Date(dayBounds(date, GB_CALENDAR).untilAt.getTime() + 3_600_000);
  for (const [kind, name] of [
    ['system-prices', 'SBP'],
    ['market-index', 'APXMIDP'],
  ] as const) {
    const answer = await publisher.pricesOf({ kind, date });
    const document = answer.kind === 'published' ? answer.document : expect.unreachable(answer.reason);
    expect(document.series.find((one) => one.name === name)?.prices.map(({ periodIndex }) => periodIndex)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
  }
});

test('of two providers of the market index the one without a traded volume has no price', async () => {
  const answer = await publisher.pricesOf({ kind: 'market-index', date: DATE });
  expect(answer).toMatchObject({ document: { series: [{ name: 'APXMIDP' }] } });
});

test('what reaches further than one answer may is asked for in pieces, and nothing is missing between them', async () => {
  desk.spanHoursMax = 24;
  now = new Date('2026-05-20T00:00:00Z');
  const answer = await publisher.frequencyOf(hours(0, 60));
  expect(desk.asked).toHaveLength(3);
  const document = answer.kind === 'published' ? answer.document : expect.unreachable(answer.reason);
  const measured = document.samples.map(({ measuredAt }) => measuredAt.getTime());
  expect(measured).toEqual(Array.from({ length: 60 * 240 }, (_, index) => DAY.fromAt.getTime() + index * 15_000));
});

test('a question that is refused says why', async () => {
  desk.spanHoursMax = 1;
  expect(await publisher.frequencyOf(hours(0, 2))).toEqual({
    kind: 'refused',
    reason: 'answered 400: The date range between From and To inclusive must not exceed 1 hours.',
  });
});

test('prices tell when the newest of them was computed', async () => {
  desk.corrections = [{ fromAt: DAY.fromAt, price: 12.5, at: new Date('2026-05-13T18:10:00Z') }];
  const answer = await publisher.pricesOf({ kind: 'system-prices', date: DATE });
  expect(answer).toMatchObject({ computedAt: new Date('2026-05-13T18:15:00Z') });
  expect(answer).toMatchObject({
    document: {
      series: [{ prices: expect.arrayContaining([expect.objectContaining({ periodIndex: 1, pricePerMwh: '12.50' })]) }, {}],
    },
  });
});

test.each([
  ['was computed after it was told', { createdDateTime: '2030-01-01T00:00:00Z' }, 'after it was told'],
  ['is of a period that has not begun', { settlementPeriod: 48, startTime: '2026-05-13T22:30:00Z' }, 'had not begun'],
  ['is of another day', { settlementDate: '2026-05-12', startTime: null }, 'those of 2026-05-13 were asked for'],
])('a price that %s is not understood', async (_what, change, reason) => {
  desk.tamper = (rows) => rows.map((row, index) => (index === 0 ? { ...row, ...change } : row));
  expect(await publisher.pricesOf({ kind: 'system-prices', date: DATE })).toMatchObject({
    kind: 'not-understood',
    reason: expect.stringContaining(reason),
  });
});
