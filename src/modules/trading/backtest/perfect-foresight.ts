import type { SitePlan, SiteProblem } from '../../optimizer/index.ts';
import { batteryTerms } from '../battery-terms.ts';
import { hoursOf, periodsOver, type Trial } from './run-backtest.ts';

/** So many days are planned together, and the first of them kept: what comes after two weeks changes nothing today. */
const DAYS_PLANNED = 10;
const DAYS_KEPT = 5;

export interface Optimum {
  /** Less wear. */
  readonly earned: number;
  readonly cycleCount: number;
}

/**
 * What could have been earned had every price been known from the beginning, by the same planner: the limit that a backtest is held
 * against. Nothing left in the store at the end counts.
 */
export function perfectForesight(trial: Trial, plan: (problem: SiteProblem) => SitePlan): Optimum {
  const { battery, intent } = trial;
  const priceAt = new Map(trial.prices.map((price) => [price.period.fromAt.getTime(), price]));
  const days = [...Map.groupBy(periodsOver(trial), ({ settlementDate }) => settlementDate).values()];
  const terms = batteryTerms(battery, intent);
  let energyKwhAtStart = terms.energyKwhMin;
  let earned = 0;
  let dischargedKwh = 0;
  for (let first = 0; first < days.length; first += DAYS_KEPT) {
    const together = days.slice(first, first + DAYS_PLANNED);
    const periods = together.flatMap((day, dayIndex) =>
      day.map((period) => ({ period, dayIndex, price: priceAt.get(period.fromAt.getTime()) ?? null })),
    );
    const powerKwMax = periods.map(({ price }) => (price ? battery.powerKwMax : 0));
    const planned = plan({
      periods: periods.map(({ period, dayIndex, price }) => ({
        durationHours: hoursOf(period),
        importPricePerMwh: Number(price?.importPricePerMwh ?? 0),
        exportPricePerMwh: Number(price?.exportPricePerMwh ?? 0),
        dayIndex,
      })),
      batteries: [{ ...terms, chargePowerKwMax: powerKwMax, dischargePowerKwMax: powerKwMax, energyKwhAtStart }],
    });
    const keptCount = days.slice(first, first + DAYS_KEPT).flat().length;
    for (const [index, { energyRevenue, batteries }] of planned.periods.slice(0, keptCount).entries()) {
      const { powerKw = 0, energyKwh = energyKwhAtStart } = batteries[0] ?? {};
      const exportedKwh = Math.max(0, powerKw) * (periods[index] ? hoursOf(periods[index].period) : 0);
      earned += energyRevenue - (exportedKwh / 1_000) * Number(intent.wearCostPerMwh);
      dischargedKwh += exportedKwh / terms.dischargeEfficiencyRatio;
      energyKwhAtStart = energyKwh;
    }
  }
  return { earned, cycleCount: dischargedKwh / battery.energyCapacityKwh };
}
