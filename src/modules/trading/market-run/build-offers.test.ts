import { describe, expect, test } from 'vitest';
import type { BatteryId } from '../../../kernel/ids.ts';
import { efaBlocksOfDay } from '../../../kernel/periods.ts';
import { buildOffers } from './build-offers.ts';
import { forecastAvailability } from './forecast-availability.ts';
import type { AuctionRules, Fetched, HeldOffer } from './run-facts.ts';

const AT = new Date('2026-05-12T12:00:00Z');
const blocksOf = (date: string) =>
  efaBlocksOfDay(date).map(({ blockIndex, fromAt, untilAt }) => ({
    settlementDate: date,
    periodIndex: blockIndex,
    fromAt,
    untilAt,
  }));
const [FIRST, SECOND] = blocksOf('2026-05-13');
if (!FIRST || !SECOND) throw new Error('there are blocks');

const RULES: AuctionRules = {
  currency: 'GBP',
  periods: [FIRST, SECOND],
  volumeStepMw: 1,
  priceStep: 0.01,
  priceLimits: { least: '-999.99', most: '999.99' },
  resultsMinutesAfter: 120,
  capacity: {
    historyDays: 7,
    volumeMwMax: 100,
    services: [
      { name: 'DCL', service: 'DC', direction: 'LOW' },
      { name: 'DRH', service: 'DR', direction: 'HIGH', expectedPricePerMwHour: '1.5' },
    ],
  },
};

function cleared(
  service: string,
  date: string,
  { price, knownAt = '2026-05-11T15:00:00Z', index = 1 }: { price: string; knownAt?: string; index?: number },
) {
  const block = blocksOf(date)[index - 1] ?? FIRST;
  if (!block) throw new Error('there is a block');
  return { service, block, pricePerMwHour: price, knownAt: new Date(knownAt) };
}

describe('what a service is expected to earn in a block', () => {
  const expected = (list: NonNullable<Fetched['cleared']>) =>
    forecastAvailability({ at: AT, rules: RULES, prices: [], batteries: [], missing: [], cleared: list })
      .filter(({ block }) => block.periodIndex === 1)
      .map(({ service, pricePerMwHour, method }) => [service, pricePerMwHour, method]);

  test.each<[string, NonNullable<Fetched['cleared']>, string[][]]>([
    ['nothing is known: what the terms state, else nothing', [], [['DRH', '1.5', 'stated']]],
    [
      'the median of the days before, of the same block alone',
      [
        cleared('DCL', '2026-05-10', { price: '2' }),
        cleared('DCL', '2026-05-11', { price: '90' }),
        cleared('DCL', '2026-05-12', { price: '3' }),
        cleared('DCL', '2026-05-12', { price: '500', index: 2 }),
      ],
      [
        ['DCL', '3.00', 'median of 3 days'],
        ['DRH', '1.5', 'stated'],
      ],
    ],
    [
      'of two days what lies between them, also below zero',
      [cleared('DRH', '2026-05-11', { price: '-5.13' }), cleared('DRH', '2026-05-12', { price: '1' })],
      [['DRH', '-2.065', 'median of 2 days']],
    ],
    [
      'what became known later is not known',
      [cleared('DCL', '2026-05-12', { price: '3', knownAt: '2026-05-12T12:00:01Z' })],
      [['DRH', '1.5', 'stated']],
    ],
  ])('%s', (_what, list, outcome) => {
    expect(expected(list)).toEqual(outcome);
  });
});

describe('the offers of a service and a block', () => {
  const offer = (name: string, powerKw: number, change: Partial<HeldOffer> = {}): HeldOffer => ({
    batteryId: name as BatteryId,
    service: 'DCL',
    fromAt: FIRST.fromAt,
    powerKw,
    worthPerMwHour: 2,
    ...change,
  });
  const availability = [{ service: 'DCL', block: FIRST, pricePerMwHour: '3.00', method: 'stated' }];
  const built = (offers: HeldOffer[], rules = RULES) =>
    buildOffers({ rules, availability, optimised: { batteries: [], offers } }).orders;

  test('are one order of all batteries in whole steps, at the worth of the dearest', () => {
    const offers = [
      offer('one', 1_600),
      offer('two', 900, { worthPerMwHour: 2.341 }),
      offer('other', 5_000, { fromAt: SECOND.fromAt }),
    ];
    expect(built(offers)).toEqual([
      {
        period: FIRST,
        service: 'DCL',
        side: 'SELL',
        volumeMw: 2,
        limitPricePerMwh: '2.35',
        shares: [
          { batteryId: 'one', powerKw: 1_600 },
          { batteryId: 'two', powerKw: 900 },
        ],
      },
    ]);
  });

  test.each([
    ['more than an order may be: as much as that', [offer('one', 150_000)], RULES, ['2.00']],
    ['less than a step: no order', [offer('one', 999)], RULES, []],
    ['worth more than is expected: for what is expected', [offer('one', 1_000, { worthPerMwHour: 9 })], RULES, ['3.00']],
    ['beyond what may be asked: no order', [offer('one', 1_000)], { ...RULES, priceLimits: { least: '0', most: '1' } }, []],
  ])('%s', (_what, offers, rules, limits) => {
    expect(built(offers, rules).map(({ limitPricePerMwh }) => limitPricePerMwh)).toEqual(limits);
    for (const { volumeMw } of built(offers, rules)) expect(volumeMw).toBeLessThanOrEqual(100);
  });
});
