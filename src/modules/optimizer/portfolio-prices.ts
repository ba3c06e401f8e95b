import { present } from '../../kernel/assert.ts';
import { KW_PER_MW } from '../../kernel/units.ts';
import { entry, type PathStart } from './interior-point.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import type { PortfolioProgramme } from './portfolio-programme.ts';
import type { PortfolioPrices } from './read-portfolio.ts';
import type { SiteFacts } from './site-facts.ts';

/** How far from the optimum the path begins, as a share of the money at stake: from nothing, and from prices that were right. */
const DISTANCE_RATIO = { cold: 0.5, warm: 0.1 } as const;

/** What no plan can earn more than: true for any prices, and the tighter the better they are. */
export function boundOf(
  { periods, batteries }: SiteFacts,
  { programme, trueCost, stores }: PortfolioProgramme,
  duals: Float64Array,
): number {
  const { system, lower, upper, rhs } = programme;
  const priced = new Float64Array(trueCost.length);
  system.multiplyTransposed(duals, priced);
  let cost = rhs.reduce((sum, each, row) => sum + each * entry(duals, row), 0);
  for (let j = 0; j < trueCost.length; j += 1) {
    const reduced = entry(trueCost, j) - entry(priced, j);
    cost += reduced * (reduced > 0 ? entry(lower, j) : entry(upper, j));
  }
  // The programme values all that is left, a plan what is above the least.
  const least = batteries.reduce((sum, { endEnergyValuePerMwh, energyKwhMin }) => {
    return sum + (endEnergyValuePerMwh / KW_PER_MW) * (energyKwhMin[periods.length - 1] ?? 0);
  }, 0);
  const spared = stores.reduce((sum, { sparedAtMost }) => sum + sparedAtMost, 0);
  return -cost - least - spared;
}

/** The prices of the rows as a plan tells them. */
export function pricesOf(
  { periods, batteries }: SiteFacts,
  { system }: PortfolioProgramme,
  duals: Float64Array,
): PortfolioPrices {
  const perMwh = (row: number): number => -entry(duals, row) * KW_PER_MW;
  let budgetRow = system.budgetRow;
  return {
    congestionPricePerMwh: periods.map(({ durationHours }, period) => perMwh(system.sharedRow + period) / durationHours),
    storedValuePerMwh: batteries.map((_, battery) => periods.map((__, period) => perMwh(battery * periods.length + period))),
    cyclePricesPerMwh: batteries.map(({ budgets }) => budgets.map(() => perMwh(budgetRow++))),
  };
}

/** The other way around. */
export function dualsOf({ periods }: SiteFacts, { system }: PortfolioProgramme, prices: PortfolioPrices): Float64Array {
  const duals = new Float64Array(system.rowCount);
  prices.storedValuePerMwh.forEach((values, battery) => {
    values.forEach((value, period) => (duals[battery * periods.length + period] = -value / KW_PER_MW));
  });
  prices.congestionPricePerMwh.forEach((price, period) => {
    duals[system.sharedRow + period] = (-price / KW_PER_MW) * present(periods[period], 'a period').durationHours;
  });
  prices.cyclePricesPerMwh.flat().forEach((price, budget) => (duals[system.budgetRow + budget] = -price / KW_PER_MW));
  return duals;
}

/** The prices a plan tells. */
export function toldPrices({ periods, batteries }: PortfolioPlan): PortfolioPrices {
  return {
    congestionPricePerMwh: periods.map(({ congestionPricePerMwh }) => congestionPricePerMwh),
    storedValuePerMwh: batteries.map(({ storedValuePerMwh }) => storedValuePerMwh),
    cyclePricesPerMwh: batteries.map(({ cyclePricesPerMwh }) => cyclePricesPerMwh),
  };
}

/** Energy in store is worth what energy costs on average; nothing is held back. */
export function coldStart({ periods }: SiteFacts, { system }: PortfolioProgramme): PathStart {
  const sum = periods.reduce((total, period) => total + (period.importPricePerMwh + period.exportPricePerMwh) / 2, 0);
  const rowDuals = new Float64Array(system.rowCount);
  rowDuals.fill(-sum / periods.length / KW_PER_MW, 0, system.sharedRow);
  return { rowDuals, distanceRatio: DISTANCE_RATIO.cold };
}

export function warmStart(rowDuals: Float64Array): PathStart {
  return { rowDuals, distanceRatio: DISTANCE_RATIO.warm };
}
