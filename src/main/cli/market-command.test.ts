import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORMATS } from '../../modules/markets/index.ts';
import { seededPrices } from '../../sim/market/price-source.ts';
import { openReportingDesk, type ReportingDesk } from '../../sim/market/reporting-desk.ts';
import { readCommand, USAGE } from './read-command.ts';
import { runCommand } from './run-command.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../../test/fixtures/markets');
const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-market-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function parsed(format: string, file: string): Promise<unknown> {
  const lines: string[] = [];
  const well = await runCommand(readCommand(['market', 'parse', format, file], {}), { say: (line) => lines.push(line) });
  expect(well).toBe(true);
  return JSON.parse(lines.join('\n'));
}

test.each([
  [
    'elexon-system-prices',
    'system-prices.json',
    { market: 'GB', kind: 'prices', currency: 'GBP', series: [{ name: 'SSP' }, { name: 'SBP' }] },
  ],
  ['elexon-market-index', 'market-index.json', { market: 'GB', kind: 'prices', series: [{ name: 'APXMIDP' }] }],
  [
    'elexon-frequency',
    'frequency.json',
    { market: 'GB', kind: 'frequency', samples: [{ measuredAt: '2025-03-04T10:00:00.000Z', frequencyHz: 50.011 }, {}] },
  ],
  [
    'elexon-physical',
    'physical.json',
    { market: 'GB', kind: 'physical-notifications', units: [{ unit: 'T_KILM-1', nationalGridUnit: 'KILM-1' }] },
  ],
  [
    'elexon-acceptances',
    'acceptances.json',
    { market: 'GB', kind: 'acceptances', units: [{ acceptances: [{ acceptanceNumber: 101 }, { acceptanceNumber: 102 }] }] },
  ],
  [
    'entsoe-prices',
    'day-ahead.xml',
    {
      market: 'DE',
      kind: 'prices',
      currency: 'EUR',
      series: [{ labels: { resolutionMinutes: 60 } }, { labels: { resolutionMinutes: 15 } }],
    },
  ],
  ['entsoe-prices', 'no-data.xml', { kind: 'prices', series: [], remarks: [{ at: 'line 5', count: 1 }] }],
  [
    'aemo-dispatch',
    'dispatch.csv',
    { market: 'AU', kind: 'prices', currency: 'AUD', series: [{ labels: { intervention: 0 } }, { labels: { intervention: 1 } }] },
  ],
  [
    'aemo-trading',
    'trading.csv',
    { market: 'AU', kind: 'prices', series: [{ name: 'NSW1', prices: [{ settlementDate: '2021-09-30', periodIndex: 1 }, {}] }] },
  ],
])('%s prints what %s means', async (format, file, expected) => {
  expect(await parsed(format, path.join(SAMPLES, file))).toMatchObject({ format, ...expected });
});

test('the help names every format, and every sample is one of them', () => {
  for (const name of Object.keys(FORMATS)) expect(USAGE).toContain(`      ${name} `);
  expect(readdirSync(SAMPLES).filter((name) => name !== 'README.md')).toHaveLength(9);
});

test('a mistake is one sentence with its line on the error output, and exit code 1', async () => {
  const file = path.join(folder, 'prices.csv');
  writeFileSync(
    file,
    'Period from,Period to,Agile Import price (p/kWh),Agile Export price (p/kWh)\n04/11/2024 00:00,04/11/2024 00:30,1,free\n',
  );
  const program = path.resolve(import.meta.dirname, 'holdfast.ts');
  const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
    execFile(process.execPath, [program, 'market', 'parse', 'gb-prices', file], (error, out, err) =>
      done({ code: error?.code ?? 0, stdout: out, stderr: err }),
    );
  });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    'prices.csv, line 2, column 4 (Agile Export price (p/kWh)): "free" is not a price in pence per kWh, for example 6.56.\n',
  );
});

test('a file that is not there is refused', async () => {
  await expect(parsed('entsoe-prices', path.join(folder, 'none.xml'))).rejects.toThrow('none.xml cannot be read');
});

describe('what Elexon tells of a day', () => {
  let desk: ReportingDesk;
  beforeAll(async () => {
    desk = await openReportingDesk({ now: () => new Date(), source: seededPrices() });
  });
  afterAll(() => desk.close());

  async function fetched(...words: string[]): Promise<unknown> {
    const lines: string[] = [];
    const command = readCommand(['market', 'fetch', ...words], { ELEXON_URL: desk.url });
    expect(await runCommand(command, { say: (line) => lines.push(line) })).toBe(true);
    return JSON.parse(lines.join('\n'));
  }

  test.each([
    [
      ['elexon-system-prices', '2025-03-30'],
      {
        kind: 'prices',
        series: [
          { name: 'SSP', missing: [] },
          { name: 'SBP', missing: [] },
        ],
      },
    ],
    [['elexon-market-index', '2025-03-30'], { kind: 'prices', series: [{ name: 'APXMIDP', missing: [] }] }],
    [['elexon-frequency', '2025-10-26'], { kind: 'frequency', samples: expect.objectContaining({ length: 25 * 240 }) }],
    [['elexon-physical', '2025-03-30', 'T_A-1'], { kind: 'physical-notifications', units: [] }],
    [['elexon-acceptances', '2025-03-30', 'T_A-1'], { kind: 'acceptances', units: [] }],
  ])('%j is printed as a file of it would be', async (words, expected) => {
    expect(await fetched(...words)).toMatchObject({ format: words[0], market: 'GB', ...expected });
  });

  test('or it is refused with what came instead', async () => {
    desk.mischief = () => 'wrong answer';
    await expect(fetched('elexon-system-prices', '2025-03-30')).rejects.toThrow(
      'Elexon does not tell: it holds prices of 2019-05-14; those of 2025-03-30 were asked for.',
    );
  });
});
