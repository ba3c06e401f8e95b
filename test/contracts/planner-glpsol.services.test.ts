/** The planner against GLPK's own program, which is given each problem in a form that shares nothing with ours. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { loadSolver, planSite, type SiteProblem } from '../../src/modules/optimizer/index.ts';
import { temporaryFolder } from '../harness/demo-process.ts';
import { drawnProblems } from '../harness/drawn-problems.ts';
import { endValueOfLeast, siteAsText } from './site-as-text.ts';

const run = promisify(execFile);
const PROBLEM_COUNT = 1_200;
const problems = fc.oneof({ weight: 14, arbitrary: drawnProblems({ orderly: true }) }, { weight: 1, arbitrary: drawnProblems() });
const solvers = [await loadSolver('highs'), await loadSolver('glpk')];
const folder = temporaryFolder();
afterAll(() => folder.remove());

test(
  'random sites are worth to both solvers what glpsol finds, and only what it cannot keep gives way',
  { timeout: 600_000 },
  async () => {
    const counts = { optimal: 0, relaxed: 0 };
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const best = await byGlpsol(problem);
        for (const solver of solvers) {
          const plan = planSite(problem, solver);
          expect(plan.status, solver.name).toBe(best === null ? 'RELAXED' : 'OPTIMAL');
          if (best === null) continue;
          const allowance = 1e-6 * Math.max(Math.abs(best), Math.abs(plan.objectiveValue)) + worthOfRounding(problem);
          expect(Math.abs(plan.objectiveValue - best), solver.name).toBeLessThanOrEqual(allowance);
        }
        counts[best === null ? 'relaxed' : 'optimal'] += 1;
      }),
      { numRuns: PROBLEM_COUNT },
    );
    expect(counts.optimal).toBeGreaterThanOrEqual(1_000);
    expect(counts.relaxed).toBeGreaterThan(0);
  },
);

/** The best there is, or null where not every limit can be kept. */
async function byGlpsol(problem: SiteProblem): Promise<number | null> {
  const [question, answer] = [join(folder.path, 'site.lp'), join(folder.path, 'site.sol')];
  writeFileSync(question, siteAsText(problem));
  await run('glpsol', ['--lp', question, '--write', answer, '--intopt']);
  const found = /^s mip \d+ \d+ (?<status>[a-z]) (?<value>\S+)$/m.exec(readFileSync(answer, 'utf8'))?.groups;
  if (found?.['status'] === 'n') return null;
  if (found?.['status'] !== 'o') throw new Error(`glpsol answered ${found?.['status']}`);
  return Number(found['value']) - endValueOfLeast(problem);
}

/** Plans are in whole milliwatts: what two of them are worth in each period. */
function worthOfRounding({ periods, batteries }: SiteProblem): number {
  const prices = periods.reduce(
    (sum, { durationHours, importPricePerMwh, exportPricePerMwh }) =>
      sum + (Math.abs(importPricePerMwh) + Math.abs(exportPricePerMwh) + 700) * durationHours,
    0,
  );
  return (prices * batteries.length * 2e-6) / 1_000;
}
