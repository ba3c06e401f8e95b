import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReplayResult } from '../frequency/replay.ts';
import { UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
  file = join(folder, 'day.csv');
});
afterEach(() => rm(folder, { recursive: true }));

const START_MS = Date.UTC(2030, 0, 1, 12);

/** One value a second. */
async function write(frequenciesHertz: readonly number[]): Promise<void> {
  const rows = frequenciesHertz.map((hertz, second) => `${new Date(START_MS + second * 1_000).toISOString()},${hertz}`);
  await writeFile(file, ['time,hertz', ...rows].join('\n'));
}

async function replay(...args: readonly string[]): Promise<{ fine: boolean; result: ReplayResult; lines: string[] }> {
  const lines: string[] = [];
  const given = ['--frequency', file, '--service', 'DC', '--mw', '50', '--json', ...args];
  const fine = (await COMMANDS['replay']?.run({ args: given, say: (line) => void lines.push(line) })) ?? false;
  return { fine, result: JSON.parse(lines.at(-1) ?? ''), lines };
}

test('a replay delivers what the curve owes, is paid in full, and its last line is JSON', async () => {
  await write([
    ...Array.from({ length: 60 }, () => 50),
    ...Array.from({ length: 600 }, () => 49.7),
    ...Array.from({ length: 60 }, () => 50),
  ]);
  const { fine, result, lines } = await replay();
  expect(fine).toBe(true);
  expect(result.lowOwedKwh).toBeCloseTo((50_000 * 0.366_666_667 * 600) / 3_600, 1);
  expect(result.lowDeliveredKwh).toBeCloseTo(result.lowOwedKwh, -1);
  expect(result.highDeliveredKwh).toBe(0);
  expect(result.periods).toHaveLength(1);
  expect(result.periods[0]?.directions.map(({ paymentRatio }) => paymentRatio)).toEqual([1, 1]);
  expect(result.violations).toEqual([]);
  expect(result.socPercentLast).toBeCloseTo(50 - (result.exportedKwh / 0.95 / 100_000) * 100, 6);
  expect(lines[0]).toContain('14400 rounds in 1 settlement periods');
});

test('a response that comes too late is an error of performance, and said to be a violation', async () => {
  await write([...Array.from({ length: 10 }, () => 50), ...Array.from({ length: 30 }, () => 49.6)]);
  const { result } = await replay('--delay-seconds', '1.5');
  expect(result.periods[0]?.directions[0]).toMatchObject({ direction: 'LOW', paymentRatio: 0 });
  expect(result.violations).toContainEqual(expect.objectContaining({ kind: 'performance' }));
});

test('a battery that runs empty is held back at its bound, never below, and its response not available from the next period on', async () => {
  await write(Array.from({ length: 4_000 }, () => 49.5));
  const { fine, result } = await replay('--capacity-mwh', '30', '--soc-min', '10');
  expect(fine).toBe(true);
  expect(result.socPercentMin).toBeGreaterThan(10 - 1e-6);
  expect(result.socPercentLast).toBeLessThan(10.2);
  expect(new Set(result.violations.map(({ kind }) => kind))).toEqual(new Set(['energy-short', 'held-back']));
});

test('a gap in the recording is a silent meter', async () => {
  const row = (second: number): string => `${new Date(START_MS + second * 1_000).toISOString()},49.7`;
  await writeFile(file, [row(0), row(1), row(20), row(21)].join('\n'));
  const { result } = await replay();
  expect(result.violations).toContainEqual(expect.objectContaining({ kind: 'meter-silent' }));
});

test.each([
  [['--service', 'XX'], 'The service is DC, DM or DR.'],
  [['--mw', '0'], 'The contracted power is needed: --mw 50.'],
  [['--mw', 'many'], '"many" is not a number.'],
  [['--direction', 'up'], 'The direction is both, low or high.'],
  [['--frequency', '/nowhere'], '/nowhere cannot be replayed'],
  [['--surprise'], "Unknown option '--surprise'"],
])('%j is told to be wrong in one sentence', async (args, sentence) => {
  await write([50, 50]);
  const outcome = replay(...args);
  await expect(outcome).rejects.toThrow(UsageError);
  await expect(outcome).rejects.toThrow(sentence);
});
