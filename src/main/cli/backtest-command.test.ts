import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { GB_CALENDAR, periodsOfDay } from '../../kernel/periods.ts';
import { backtest } from './backtest-command.ts';
import { readBacktest } from './read-backtest.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-backtest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two days, the second of 50 periods: 10 in the night, 110 in the evening. */
const pricesFile = path.join(folder, 'prices.csv');
const rows = ['2024-10-26', '2024-10-27'].flatMap((date) =>
  periodsOfDay(date, GB_CALENDAR).map(({ periodIndex }) => {
    const price = periodIndex <= 8 ? 10 : periodIndex >= 36 && periodIndex <= 39 ? 110 : 60;
    return `${date},${periodIndex},${price},${price}`;
  }),
);
const HEADER = 'settlement_date,settlement_period,system_sell_price_gbp_per_mwh,system_buy_price_gbp_per_mwh';
writeFileSync(pricesFile, [HEADER, ...rows, ''].join('\n'));

const ran = async (options: Parameters<typeof readBacktest>[0] = {}): Promise<{ well: boolean; lines: string[] }> => {
  const lines: string[] = [];
  const command = readBacktest({ prices: pricesFile, battery: '1MW/2MWh', efficiency: '100', soc: '0-100', ...options });
  return { well: await backtest(command, { say: (line) => lines.push(line) }), lines };
};

test('says what the battery earned, what was there to be earned, and how much of that it is', async () => {
  const { well, lines } = await ran();
  expect(well).toBe(true);
  // A cycle a day, 2 MWh from 10 to 110.
  expect(lines).toEqual([
    'prices.csv, 2024-10-26 to 2024-10-27: 98 settlement periods, 0 without a price',
    'battery of 1000 kW and 2000 kWh, 100 % of a round trip, charge kept from 0 to 100 %',
    'optimum                    400.00 GBP  100.00 %      2.0 cycles  every price known from the beginning',
    'day-ahead                  400.00 GBP  100.00 %      2.0 cycles  0 violations, 3 plans',
  ]);
});

test('as JSON the same, with unrounded figures', async () => {
  const { lines } = await ran({ json: true, to: '2024-10-26', wear: '5' });
  expect(JSON.parse(lines.join('\n'))).toMatchObject({
    currency: 'GBP',
    fromDate: '2024-10-26',
    untilDate: '2024-10-26',
    periodCount: 48,
    unpricedPeriodCount: 0,
    battery: { powerKwMax: 1_000, energyCapacityKwh: 2_000, wearCostPerMwh: '5' },
    strategies: [{ strategy: 'day-ahead', violationCount: 0, wearCost: expect.closeTo(10, 6) }],
  });
});

test('a day is drawn with a bar for each of its periods, 50 where clocks go back', async () => {
  const file = path.join(folder, 'day.svg');
  await ran({ plot: file, 'plot-day': '2024-10-27' });
  const svg = readFileSync(file, 'utf8');
  expect(svg).toContain('2024-10-27, day-ahead');
  // The first is the sheet of paper.
  expect(svg.match(/<rect /g)).toHaveLength(1 + 50);
});

test('days that the file does not have, and a file that is not there, are refused in a sentence', async () => {
  await expect(ran({ from: '2025-01-01', to: '2025-01-02' })).rejects.toThrow(
    'has prices from 2024-10-26 to 2024-10-27, and none from 2025-01-01 to 2025-01-02',
  );
  await expect(ran({ plot: path.join(folder, 'x.svg'), 'plot-day': '2024-11-01' })).rejects.toThrow(
    'is not a day of the backtest',
  );
  await expect(ran({ prices: path.join(folder, 'nowhere.csv') })).rejects.toThrow('cannot be read');
});

test.each([
  ['DE', 'entsoe-prices', 'day-ahead.xml', '2025-09-30 to 2025-10-01: 120 settlement periods, 0 without a price', 'EUR'],
  ['AU', 'aemo-dispatch', 'dispatch.csv', '2025-10-05 to 2025-10-06: 576 settlement periods, 573 without a price', 'AUD'],
  [
    'GB',
    'elexon-system-prices',
    'system-prices.json',
    '2025-03-30 to 2025-03-30: 46 settlement periods, 44 without a price',
    'GBP',
  ],
])('trades at the prices of %s in the form of %s', async (market, format, file, head, currency) => {
  const prices = path.resolve(import.meta.dirname, '../../../test/fixtures/markets', file);
  const { well, lines } = await ran({ prices, market, format });
  expect(well).toBe(true);
  expect(lines[0]).toBe(`${file}, ${head}`);
  expect(lines.at(-1)).toContain(currency);
  const { lines: printed } = await ran({ prices, market, format, json: true });
  expect(JSON.parse(printed.join('\n')).remarks.map((remark: { text: string }) => remark.text)).toEqual(
    lines.filter((line) => line.startsWith('remark: ')).map((line) => /^remark: [^:]+: (.*) \(\d+\)$/.exec(line)?.[1]),
  );
});

test('a file that tells no prices is refused', async () => {
  const prices = path.resolve(import.meta.dirname, '../../../test/fixtures/markets/frequency.json');
  await expect(ran({ prices, format: 'elexon-frequency' })).rejects.toThrow('frequency.json tells frequency, not prices.');
});
