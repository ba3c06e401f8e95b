import { expect, test } from 'vitest';
import { present } from '../../kernel/assert.ts';
import { checkProblem } from './check-problem.ts';
import { loadSolver } from './load-solver.ts';
import { planSite } from './plan-site.ts';
import type { SiteBattery, SiteProblem } from './site-problem.ts';

/** Free energy but for what the last period is paid, and a range, a grid connection, a ramp and a response that cannot all be kept. */
function overconstrained(): SiteProblem {
  const rest = [[0, 0], [8, 0], [0, 6.3], [4.2, 0], [0, 0], [0, 0], [0, 0]] as const; // prettier-ignore
  const battery = { chargeEfficiencyRatio: 1, dischargeEfficiencyRatio: 1, powerKwAtStart: 0, energyCapacityKwh: 40 };
  const batteries: SiteBattery[] = [
    {
      ...battery,
      name: 'one',
      chargePowerKwMax: 2.4,
      dischargePowerKwMax: 5.9,
      energyCapacityKwh: 13.5,
      chargeEfficiencyRatio: 0.8,
      dischargeEfficiencyRatio: 0.8,
      energyKwhAtStart: 1.35,
      energyKwhMin: 6.75,
      energyKwhMax: 6.75,
      rampKwMax: 1.9,
      dischargedKwhMaxPerDay: 0,
    },
    {
      ...battery,
      name: 'two',
      chargePowerKwMax: 2.9,
      dischargePowerKwMax: 2.4,
      energyKwhAtStart: 8,
      energyKwhMin: 0,
      energyKwhMax: 0,
      rampKwMax: 2.9,
      dischargedKwhMaxPerDay: 15.6,
    },
    { ...battery, name: 'three', chargePowerKwMax: 4.2, dischargePowerKwMax: 3.6, energyKwhAtStart: 20, rampKwMax: 4.8 },
  ];
  return {
    periods: rest.map(([loadKw, generationKw], index) => ({
      durationHours: 0.25,
      importPricePerMwh: 0,
      exportPricePerMwh: index === 6 ? 10 : 0,
      dayIndex: index < 4 ? 0 : 1,
      loadKw,
      generationKw,
    })),
    batteries,
    site: {
      importLimitKw: 0.4,
      exportLimitKw: 0.5,
      commitments: [{ name: 'sold', baselineKw: 7.3, upPricePerMwh: 0, downPricePerMwh: 20 }],
    },
    responses: [
      {
        name: 'held',
        service: 'DR',
        direction: 'HIGH',
        fromPeriodIndex: 0,
        untilPeriodIndex: 4,
        powerKwMin: 2.3,
        powerKwMax: 4.2,
        pricePerMwHour: 0,
      },
    ],
  };
}

test('where constraints give way, what earns the most of what misses the least is found whichever solver searches', async () => {
  const problem = present(checkProblem(overconstrained()).problem, 'a problem');
  const [highs, glpk] = [planSite(problem, await loadSolver('highs')), planSite(problem, await loadSolver('glpk'))];
  expect(highs.status).toBe('RELAXED');
  expect(highs.objectiveValue).toBeCloseTo(glpk.objectiveValue, 4);
});
