import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoProcess, temporaryFolder } from '../harness/demo-process.ts';

const Amounts = { plannedRevenue: Type.Number(), realisedRevenue: Type.Number(), limitViolations: Type.Integer() };
const Summary = Type.Object({
  ...Amounts,
  realisedOverPlanned: Type.Number(),
  batteries: Type.Array(
    Type.Object({
      ...Amounts,
      battery: Type.String(),
      exportedKwh: Type.Number(),
      importedKwh: Type.Number(),
      cyclesCount: Type.Number(),
      instructionsSent: Type.Integer(),
      instructionsApplied: Type.Integer(),
      instructionsSuperseded: Type.Integer(),
      settledPeriods: Type.Integer(),
      comparedPeriods: Type.Integer(),
      earnedRevenue: Type.Number(),
    }),
  ),
});

/** Two minutes of wall time: 24 hours, 720 times faster than the wall clock. */
const RUN_LIMIT_MS = 240_000;
/** The long day in October: 24 hours are 48 of its 50 settlement periods. */
const DAY = ['--from', '2024-10-27', '--for', '24h', '--speed', '720'];

const folder = temporaryFolder();
let summary: Static<typeof Summary>;

beforeAll(async () => {
  const run = startDemoProcess(['--port', '0', '--data-dir', folder.path, ...DAY, '--json']);
  expect(await run.ended, run.output()).toBe(0);
  // The summary is the last line, whatever is said before.
  summary = Value.Parse(Summary, JSON.parse(run.output().trimEnd().split('\n').at(-1) ?? ''));
}, RUN_LIMIT_MS);

afterAll(() => folder.remove());

test('no battery ever leaves a limit', () => {
  expect(summary.limitViolations).toBe(0);
  expect(summary.batteries.map((battery) => battery.limitViolations)).toEqual(summary.batteries.map(() => 0));
});

test('what the batteries earn is at least 98 % of what was planned', () => {
  expect(summary.plannedRevenue).toBeGreaterThan(0);
  expect(summary.realisedOverPlanned).toBeGreaterThanOrEqual(0.98);
});

test('the money of the whole is the sum over the batteries, and their ratio is the one that is told', () => {
  const total = (of: 'plannedRevenue' | 'realisedRevenue'): number =>
    summary.batteries.reduce((sum, battery) => sum + battery[of], 0);
  expect(summary.plannedRevenue).toBeCloseTo(total('plannedRevenue'), 3);
  expect(summary.realisedRevenue).toBeCloseTo(total('realisedRevenue'), 3);
  expect(summary.realisedOverPlanned).toBeCloseTo(summary.realisedRevenue / summary.plannedRevenue, 4);
});

test('every battery works: each period is planned and settled, and an instruction is applied unless a newer one was there first', () => {
  expect(summary.batteries).toHaveLength(8);
  for (const battery of summary.batteries) {
    expect(battery.settledPeriods, battery.battery).toBe(48);
    expect(battery.comparedPeriods, battery.battery).toBe(48);
    expect(battery.earnedRevenue, battery.battery).toBeCloseTo(battery.realisedRevenue, 6);
    expect(battery.exportedKwh, battery.battery).toBeGreaterThan(0);
    expect(battery.importedKwh, battery.battery).toBeGreaterThan(0);
    expect(battery.instructionsSent, battery.battery).toBeGreaterThan(0);
    expect(battery.instructionsApplied, battery.battery).toBeGreaterThan(0);
    // A second of the wall is twelve minutes here: a site may be told of the next plan before it has taken the last.
    expect(battery.instructionsApplied + battery.instructionsSuperseded, battery.battery).toBe(battery.instructionsSent);
  }
});

test('no battery delivers more than it took and had: losses are never negative', () => {
  for (const { battery, exportedKwh, importedKwh, cyclesCount } of summary.batteries) {
    // A day may end with less in store than it began with, at most one whole store.
    const capacityKwh = cyclesCount === 0 ? Infinity : exportedKwh / cyclesCount;
    expect(exportedKwh, battery).toBeLessThan(importedKwh + capacityKwh);
  }
});
