import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GB_CALENDAR, periodsOfDay } from '../../../../kernel/periods.ts';
import { instructedProfile, parseAcceptances } from './elexon-acceptances.ts';
import { parseFrequency } from './elexon-frequency.ts';
import { parsePhysicalNotifications } from './elexon-notifications.ts';
import { parseMarketIndex, parseSystemPrices } from './elexon-prices.ts';

const sample = (name: string) => ({
  name,
  text: readFileSync(new URL(`../../../../../test/fixtures/markets/${name}`, import.meta.url), 'utf8'),
});
const json = (value: unknown) => ({ name: 'x.json', text: JSON.stringify(value) });
const acceptancesIn = (source: { name: string; text: string }) => parseAcceptances(source, { withdrawnFlags: ['DEL'] });

const price = (index: number, change = {}) => ({
  settlementDate: '2024-11-04',
  settlementPeriod: index,
  systemSellPrice: 10,
  systemBuyPrice: 10,
  ...change,
});

describe('system prices', () => {
  test('count as computed last, and are missing where there is none yet', () => {
    const { series, remarks } = parseSystemPrices(sample('system-prices.json'));
    expect(
      series.map(({ name, prices }) => [name, prices.map(({ periodIndex, pricePerMwh }) => [periodIndex, pricePerMwh])]),
    ).toEqual([
      [
        'SSP',
        [
          [2, '40.75'],
          [3, '-3.00'],
        ],
      ],
      [
        'SBP',
        [
          [2, '40.75'],
          [3, '-3.00'],
        ],
      ],
    ]);
    expect(series[0]?.missing).toEqual([
      { fromAt: new Date('2025-03-30T00:00:00Z'), untilAt: new Date('2025-03-30T00:30:00Z') },
      { fromAt: new Date('2025-03-30T01:30:00Z'), untilAt: new Date('2025-03-30T23:00:00Z') },
    ]);
    expect(remarks).toEqual([
      { at: 'data[0]', text: 'rows of which there is a newer version are left out', count: 1 },
      { at: 'data[3]', text: 'systemSellPrice is null: there is no price yet', count: 1 },
      { at: 'data[3]', text: 'systemBuyPrice is null: there is no price yet', count: 1 },
    ]);
  });

  test.each([
    ['2024-03-31', 46],
    ['2024-11-04', 48],
    ['2024-10-27', 50],
  ] as const)('of %s come back as printed, all %i of them, in any order', (date, count) => {
    const drawn = fc.array(fc.integer({ min: -99_999_999, max: 99_999_999 }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(drawn, fc.boolean(), fc.boolean(), (hundredths, asText, asStream) => {
        const rows = periodsOfDay(date, GB_CALENDAR).map(({ fromAt, periodIndex }, index) => {
          const amount = (hundredths[index] ?? 0) / 100;
          const written = asText ? String(amount) : amount;
          return {
            settlementDate: date,
            settlementPeriod: periodIndex,
            startTime: fromAt.toISOString(),
            systemSellPrice: written,
            systemBuyPrice: 0,
          };
        });
        const {
          series: [ssp],
          remarks,
        } = parseSystemPrices(json(asStream ? rows.toReversed() : { data: rows }));
        expect(ssp?.prices.map(({ pricePerMwh }) => Math.round(Number(pricePerMwh) * 100) + 0)).toEqual(
          hundredths.map((one) => one + 0),
        );
        expect(ssp?.prices.map(({ pricePerMwh: _price, ...period }) => period)).toEqual(periodsOfDay(date, GB_CALENDAR));
        expect([ssp?.missing, remarks]).toEqual([[], []]);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [
      'a price in words',
      [price(1), price(2, { systemSellPrice: 'dear' })],
      '[1]: systemSellPrice "dear" is not a price in GBP per MWh, for example 30.04',
    ],
    ['no price', [price(1, { systemBuyPrice: undefined })], '[0]: systemBuyPrice is missing; expected a price in GBP'],
    ['a period there is not', [price(49)], '[0]: settlementPeriod "49" is not a settlement period from 1 to 48 on 2024-11-04'],
    ['half a period', [price(1.5)], '[0]: settlementPeriod "1.5" is not'],
    ['a date there is not', [price(1, { settlementDate: '2024-02-30' })], '[0]: settlementDate "2024-02-30" is not a date'],
    [
      'another start than that of its period',
      [price(1, { startTime: '2024-11-04T00:30:00Z' })],
      '[0]: startTime 2024-11-04T00:30:00.000Z is not the start of settlement period 1 of 2024-11-04, 2024-11-04T00:00:00.000Z',
    ],
    [
      'a start without an offset',
      [price(1, { startTime: '2024-11-04T00:00:00' })],
      '[0]: startTime "2024-11-04T00:00:00" is not an instant with its offset',
    ],
    ['two prices for a period', [price(1), price(1, { systemSellPrice: 11 })], 'createdDateTime is missing'],
    [
      'two prices for a period, made at once',
      [
        price(1, { createdDateTime: '2024-11-04T01:00:00Z' }),
        price(1, { systemSellPrice: 11, createdDateTime: '2024-11-04T01:00:00Z' }),
      ],
      '[1]: SSP has a price for settlement period 1 of 2024-11-04 already',
    ],
    ['rows of another dataset', [price(1, { dataset: 'MID' })], '[0]: dataset "MID" is not "DISEBSP"'],
    ['a row that is none', [price(1), 7], '[1]: not an object'],
    [
      'an error of the API',
      { status: 400, title: 'Bad Request' },
      '$: neither an array of rows nor an object with such an array as "data"',
    ],
  ])('with %s are refused with the path and what was expected', (_what, value, message) => {
    expect(() => parseSystemPrices(json(value))).toThrow(message);
    expect(() => parseSystemPrices(json(value))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});

test('a provider of the market index that traded nothing has no price, and that is told', () => {
  const { series, remarks } = parseMarketIndex(sample('market-index.json'));
  expect(series.map(({ name, prices }) => [name, prices.length])).toEqual([['APXMIDP', 1]]);
  expect(remarks).toMatchObject([{ at: 'data[1]', text: expect.stringContaining('N2EXMIDP') }]);
});

test('frequency comes in the order of time, and of an instant once', () => {
  const { samples } = parseFrequency(sample('frequency.json'));
  expect(samples.map(({ frequencyHz }) => frequencyHz)).toEqual([50.011, 49.982]);
  const row = { measurementTime: '2025-03-04T10:00:00Z', frequency: 50 };
  expect(parseFrequency(json([row, row]))).toMatchObject({ samples: [{}], remarks: [{ count: 1 }] });
  expect(() => parseFrequency(json([row, { ...row, frequency: 50.1 }]))).toThrow('[1]: there is another frequency at');
  expect(() => parseFrequency(json([{ ...row, frequency: 500 }]))).toThrow('frequency "500" is not a number of Hz from 40 to 60');
});

test('notifications are a course in the order of time; other physical data is left out with a remark', () => {
  const { units, remarks } = parsePhysicalNotifications(sample('physical.json'));
  expect(units).toMatchObject([{ unit: 'T_KILM-1', profile: [{ untilPowerMw: 0 }, { fromPowerMw: 10, untilPowerMw: 0 }] }]);
  expect(remarks).toEqual([{ at: 'data[2]', text: 'rows of MELS are left out', count: 1 }]);
  const [one, other] = JSON.parse(sample('physical.json').text).data;
  expect(() => parsePhysicalNotifications(json([one, other, { ...other, levelTo: 5 }]))).toThrow(
    '[2]: timeFrom lies within the segment of [1], which lasts until 2025-03-04T10:30:00.000Z',
  );
  expect(() => parsePhysicalNotifications(json([{ ...one, timeTo: one.timeFrom, timeFrom: one.timeTo }]))).toThrow(
    'timeTo is before timeFrom',
  );
});

const MINUTE_MS = 60_000;
const AT = Date.UTC(2025, 2, 4, 10);
const boa = (change: object = {}) => ({
  dataset: 'BOALF',
  timeFrom: '2025-03-04T10:00:00Z',
  timeTo: '2025-03-04T10:10:00Z',
  levelFrom: 0,
  levelTo: 20,
  acceptanceNumber: 1,
  acceptanceTime: '2025-03-04T09:50:00Z',
  deemedBoFlag: false,
  soFlag: false,
  amendmentFlag: 'ORI',
  storFlag: false,
  rrFlag: false,
  bmUnit: 'T_A-1',
  ...change,
});

describe('acceptances', () => {
  test('are absolute courses; a later one counts where it covers, a changed one as changed, a withdrawn one never', () => {
    const { units, remarks } = acceptancesIn(sample('acceptances.json'));
    expect(units[0]?.acceptances.map(({ acceptanceNumber, amendmentFlag }) => [acceptanceNumber, amendmentFlag])).toEqual([
      [101, 'ORI'],
      [102, 'UPD'],
    ]);
    const clock = (at: Date): string => at.toISOString().slice(11, 16);
    expect(
      units[0]?.profile.map((one) => [
        clock(one.fromAt),
        one.fromPowerMw,
        clock(one.untilAt),
        one.untilPowerMw,
        one.acceptanceNumber,
      ]),
    ).toEqual([
      ['10:00', 0, '10:02', 50, 101],
      ['10:02', 50, '10:10', 50, 101],
      ['10:10', 50, '10:12', 20, 102],
      ['10:12', 20, '10:28', 20, 102],
      ['10:28', 20, '10:30', 0, 102],
    ]);
    expect(remarks.map(({ text, count }) => [text, count])).toEqual([
      ['rows that repeat another one are left out', 1],
      ['rows of acceptances that were changed later are left out', 4],
      ['rows of acceptances that were withdrawn (DEL) are left out', 1],
    ]);
  });

  test('count by the time of acceptance before their number', () => {
    const [later, earlier] = [
      boa({ acceptanceNumber: 4, acceptanceTime: '2025-03-04T09:55:00Z', levelTo: 40 }),
      boa({ acceptanceNumber: 5 }),
    ];
    for (const rows of [
      [later, earlier],
      [earlier, later],
    ])
      expect(acceptancesIn(json(rows)).units[0]?.profile).toMatchObject([{ acceptanceNumber: 4, untilPowerMw: 40 }]);
  });

  test('of a flag that nobody knows are newer versions', () => {
    const { units } = acceptancesIn(json([boa({ amendmentFlag: 'XYZ', levelTo: 30 }), boa()]));
    expect(units[0]?.acceptances).toMatchObject([{ amendmentFlag: 'XYZ', profile: [{ untilPowerMw: 30 }] }]);
  });

  test.each([
    [
      'a gap',
      [boa(), boa({ timeFrom: '2025-03-04T10:11:00Z', timeTo: '2025-03-04T10:12:00Z' })],
      '[1]: nothing is told from 2025-03-04T10:10:00.000Z, the end of [0], to timeFrom of the same acceptance',
    ],
    ['two powers at once', [boa(), boa({ timeFrom: '2025-03-04T10:05:00Z' })], '[1]: timeFrom lies within the segment of [0]'],
    [
      'two changes at one time',
      [boa(), boa({ amendmentFlag: 'UPD' }), boa({ amendmentFlag: 'INS' })],
      '[2]: acceptance 1 is changed as UPD ([1]) and as INS at the same acceptanceTime',
    ],
    [
      'two opinions on a flag',
      [boa(), boa({ timeFrom: '2025-03-04T10:10:00Z', timeTo: '2025-03-04T10:12:00Z', soFlag: true })],
      '[1]: soFlag is true, and false in [0] of the same acceptance',
    ],
    ['no number', [boa({ acceptanceNumber: null })], '[0]: acceptanceNumber is null; expected a whole number'],
    ['no unit', [boa({ bmUnit: undefined })], '[0]: bmUnit is missing'],
    ['a power beyond any unit', [boa({ levelTo: 1e9 })], '[0]: levelTo "1000000000" is not a number of MW'],
  ])('with %s are refused', (_what, rows, message) => {
    expect(() => acceptancesIn(json(rows))).toThrow(message);
  });

  const rows = fc
    .uniqueArray(
      fc.record({
        number: fc.integer({ min: 1, max: 30 }),
        from: fc.integer({ min: 0, max: 50 }),
        lengths: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
        levels: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 }),
        accepted: fc.integer({ min: -30, max: 0 }),
      }),
      { selector: ({ number }) => number, minLength: 1, maxLength: 6 },
    )
    .map((drawn) =>
      drawn.flatMap(({ number, from, lengths, levels, accepted }) => {
        let minute = from;
        return lengths.map((length, index) => {
          const [timeFrom, timeTo] = [minute, minute + length].map((one) => new Date(AT + one * MINUTE_MS).toISOString());
          minute += length;
          return boa({
            timeFrom,
            timeTo,
            levelFrom: levels[index],
            levelTo: levels[index + 1],
            acceptanceNumber: number,
            acceptanceTime: new Date(AT + accepted * MINUTE_MS).toISOString(),
          });
        });
      }),
    );

  test('tell the same course in whichever order they come, and however often', () => {
    fc.assert(
      fc.property(rows, fc.func(fc.integer()), (drawn, order) => {
        const shuffled = [...drawn, ...drawn].toSorted((one, other) => order(one) - order(other));
        expect(acceptancesIn(json(shuffled)).units).toEqual(acceptancesIn(json(drawn)).units);
      }),
    );
  });

  test('tell at each instant the power of the latest that covers it', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 110 }), (drawn, minute) => {
        const { acceptances, profile } = acceptancesIn(json(drawn)).units[0] ?? { acceptances: [], profile: [] };
        const atMs = AT + (minute + 0.5) * MINUTE_MS;
        const covering = ({ fromAt, untilAt }: { fromAt: Date; untilAt: Date }): boolean =>
          fromAt.getTime() < atMs && atMs < untilAt.getTime();
        const latest = acceptances.findLast((one) => one.profile.some(covering));
        expect(profile.find(covering)?.acceptanceNumber).toBe(latest?.acceptanceNumber);
        const powerOf = (segment: Parameters<typeof covering>[0] & { fromPowerMw: number; untilPowerMw: number }): number =>
          segment.fromPowerMw +
          ((segment.untilPowerMw - segment.fromPowerMw) * (atMs - segment.fromAt.getTime())) /
            (segment.untilAt.getTime() - segment.fromAt.getTime());
        const [told, expected] = [profile.find(covering), latest?.profile.find(covering)];
        if (told && expected) expect(powerOf(told)).toBeCloseTo(powerOf(expected), 9);
      }),
    );
  });

  test('of nothing are no course', () => {
    expect(instructedProfile([])).toEqual([]);
  });
});

test.each([
  ['system-prices.json', parseSystemPrices],
  ['market-index.json', parseMarketIndex],
  ['frequency.json', parseFrequency],
  ['physical.json', parsePhysicalNotifications],
  ['acceptances.json', acceptancesIn],
] as const)('%s is refused with a line wherever it is cut', (name, parse) => {
  const { text } = sample(name);
  for (let length = 0; length < text.trimEnd().length; length += 1)
    expect(() => parse({ name, text: text.slice(0, length) })).toThrow(/^[a-z-]+\.json, line \d+: not JSON, or not all of it: /);
});
