import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodsOfDay } from '../../../kernel/periods.ts';
import { marketOf } from '../../markets/index.ts';
import { FORECAST_ANSWER, FORECAST_REQUEST, parseAnswer, requestOf } from './forecaster-exchange.ts';

const market = marketOf('GB');
const levels = [0.1, 0.5, 0.9];
const periods = periodsOfDay('2024-10-27', market.calendar);
const request = requestOf({ market, kind: 'IMPORT_PRICE', askedAt: new Date('2024-10-26T12:00:00Z'), levels, periods });
const answer = (told: unknown = request.periods.map(({ startAt }) => ({ startAt, quantiles: [1, 2, 3] }))): string =>
  JSON.stringify({ version: 1, periods: told });
const startAt = '2024-10-26T23:00:00.000Z';

test('a request names each of the 50 periods of a day, and an answer to it is read whole', () => {
  expect(request).toMatchObject({ version: 1, market: 'GB', currency: 'GBP', timeZone: 'Europe/London', levels });
  expect(request.periods).toHaveLength(50);
  expect(request.periods[0]).toEqual({
    startAt,
    endAt: '2024-10-26T23:30:00.000Z',
    settlementDate: '2024-10-27',
    periodIndex: 1,
  });
  const read = parseAnswer(answer(), { levels, periods });
  expect(read).toEqual({ ok: true, periods: periods.map((period) => ({ period, quantiles: [1, 2, 3] })) });
});

test('periods that are left out are not forecast; the order of the others does not matter', () => {
  const told = [request.periods[7], request.periods[3]].map((one) => ({ startAt: one?.startAt, quantiles: [1, 1, 1] }));
  const read = parseAnswer(answer(told), { levels, periods });
  expect(read.ok && read.periods.map(({ period }) => period.periodIndex)).toEqual([4, 8]);
});

describe('an answer is refused as a whole, with the place and the reason', () => {
  test.each([
    ['no JSON', '<html>', 'the answer is not JSON'],
    ['another version', JSON.stringify({ version: 2, periods: [{ startAt, quantiles: [1, 2, 3] }] }), /^version /],
    ['no period', answer([]), /^periods /],
    [
      'a field that nobody documented',
      answer([{ startAt, quantiles: [1, 2, 3], note: 'x' }]),
      'periods.0.note is not a field of an answer',
    ],
    ['a text for a price', answer([{ startAt, quantiles: ['1', 2, 3] }]), /^periods\.0\.quantiles\.0 /],
    [
      'a price of nothing',
      '{"version":1,"periods":[{"startAt":"2024-10-26T23:00:00.000Z","quantiles":[1e999,2,3]}]}',
      /^periods\.0\.quantiles\.0 /,
    ],
    ['a price beyond any market', answer([{ startAt, quantiles: [1, 2, 3e6] }]), /^periods\.0\.quantiles\.2 /],
    ['too few quantiles', answer([{ startAt, quantiles: [1, 2] }]), 'periods.0.quantiles has 2 values for 3 levels'],
    ['quantiles that cross', answer([{ startAt, quantiles: [1, 3, 2] }]), 'periods.0.quantiles falls: quantiles cross'],
    [
      'a period that nobody asked about',
      answer([{ startAt: '2024-10-28T23:00:00.000Z', quantiles: [1, 2, 3] }]),
      'periods.0.startAt "2024-10-28T23:00:00.000Z" was not asked about, or is told twice',
    ],
    [
      'a period told twice',
      answer([
        { startAt, quantiles: [1, 2, 3] },
        { startAt, quantiles: [1, 2, 3] },
      ]),
      `periods.1.startAt "${startAt}" was not asked about, or is told twice`,
    ],
  ])('%s', (_mistake, text, reason) => {
    const read = parseAnswer(text, { levels, periods });
    expect(read).toEqual({ ok: false, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) });
  });

  test('whatever comes, nothing is thrown', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void parseAnswer(text, { levels, periods })));
  });
});

test('the schemas that partners read are the ones that are kept (update them with `vitest -u`)', async () => {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  const schemas = {
    $schema,
    title: 'What is exchanged with a forecaster',
    $defs: { request: FORECAST_REQUEST, answer: FORECAST_ANSWER },
  };
  await expect(`${JSON.stringify(schemas, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/forecast-exchange.schema.json');
});
