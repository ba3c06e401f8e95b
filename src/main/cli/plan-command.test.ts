import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import { PortfolioPlan, SitePlan } from '../../modules/optimizer/index.ts';
import { planFile } from './plan-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PERIOD = { durationHours: 1, exportPricePerMwh: 0, dayIndex: 0 };
const PROBLEM = {
  periods: [
    { ...PERIOD, importPricePerMwh: 10 },
    { ...PERIOD, importPricePerMwh: 90, loadKw: 2 },
  ],
  batteries: [{ name: 'one', chargePowerKwMax: 5, dischargePowerKwMax: 5, energyCapacityKwh: 10, energyKwhAtStart: 0 }],
};

async function answered(text: string, solver: 'highs' | 'glpk' = 'highs'): Promise<{ well: boolean; answer: unknown }> {
  const file = path.join(folder, 'problem.json');
  writeFileSync(file, text);
  let said = '';
  const well = await planFile({ file, solver }, { say: (line) => (said = line) });
  return { well, answer: JSON.parse(said) };
}

test.each(['highs', 'glpk'] as const)('a problem in a file is planned by %s, as its schema says', async (solver) => {
  const { well, answer } = await answered(JSON.stringify(PROBLEM), solver);
  expect(well).toBe(true);
  expect([...Compile(SitePlan).Errors(answer)]).toEqual([]);
  expect(answer).toMatchObject({ status: 'OPTIMAL', solver, periods: [{ sitePowerKw: -2 }, { sitePowerKw: 0 }] });
});

test('a portfolio in a file is planned under the limit it shares, as its schema says', async () => {
  const periods = [10, 90].map((price) => ({ ...PERIOD, importPricePerMwh: price, exportPricePerMwh: price }));
  const batteries = ['one', 'two'].map((name) => ({ ...PROBLEM.batteries[0], name }));
  const { well, answer } = await answered(JSON.stringify({ periods, batteries, portfolio: { importLimitKw: 6 } }));
  expect(well).toBe(true);
  expect([...Compile(PortfolioPlan).Errors(answer)]).toEqual([]);
  expect(answer).toMatchObject({ status: 'OPTIMAL', periods: [{ powerKw: -6 }, { powerKw: 6 }] });
});

test('a problem that contradicts itself is answered with every place', async () => {
  const { well, answer } = await answered(
    JSON.stringify({ ...PROBLEM, batteries: [{ ...PROBLEM.batteries[0], energyKwhMin: 11 }] }),
  );
  expect(well).toBe(false);
  const errors = [{ path: '/batteries/0/energyKwhMin', message: 'must not be above energyKwhMax' }];
  expect(answer).toEqual({ status: 'INFEASIBLE', errors });
});

test('what is not JSON, and a file that is not there, are refused in a sentence', async () => {
  await expect(answered('{')).rejects.toThrow('is not JSON');
  const nowhere = planFile({ file: path.join(folder, 'nowhere.json'), solver: 'highs' }, { say: () => undefined });
  await expect(nowhere).rejects.toThrow('cannot be read');
});
