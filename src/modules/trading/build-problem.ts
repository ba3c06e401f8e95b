import { type Interval, durationMs } from '../../kernel/intervals.ts';
import { MILLISECONDS_PER_HOUR, ratioFromPercent } from '../../kernel/units.ts';
import type { Battery } from '../assets/index.ts';
import type { MarketPrice } from '../markets/index.ts';
import type { PlanProblem } from '../optimizer/index.ts';
import type { Intent } from './intent.ts';

/** Plans reach no further than this, however far prices are known. */
const HORIZON_MS_MAX = 10 * 24 * MILLISECONDS_PER_HOUR;

export interface Situation {
  readonly now: Date;
  readonly battery: Battery;
  /** The share of the site's grid connection that this battery may use, kW, never negative. */
  readonly importLimitKw: number;
  readonly exportLimitKw: number;
  readonly intent: Intent;
  readonly socPercent: number;
  /** Taken from store since the settlement day began. */
  readonly dischargedKwhToday: number;
  /** In the order of time. */
  readonly prices: readonly MarketPrice[];
}

/** The planner's question, and which part of which settlement period each of its periods is. */
export interface BuiltProblem {
  readonly problem: PlanProblem;
  readonly priced: readonly { readonly price: MarketPrice; readonly span: Interval }[];
}

/** Puts a battery's situation as a planning problem; null when no price is known from now on. Pure. */
export function buildProblem(situation: Situation): BuiltProblem | null {
  const { battery, intent, now } = situation;
  const priced = unbrokenFrom(now, situation.prices);
  const [first] = priced;
  if (!first) return null;
  const capacityKwh = battery.energyCapacityKwh;
  const dates = [...new Set(priced.map(({ price }) => price.period.settlementDate))];
  const problem: PlanProblem = {
    periods: priced.map(({ price, span }) => ({
      durationHours: durationMs(span) / MILLISECONDS_PER_HOUR,
      importPricePerMwh: Number(price.importPricePerMwh),
      exportPricePerMwh: Number(price.exportPricePerMwh),
      dayIndex: dates.indexOf(price.period.settlementDate),
    })),
    battery: {
      chargePowerKwMax: Math.min(battery.chargePowerKwMax, situation.importLimitKw),
      dischargePowerKwMax: Math.min(battery.dischargePowerKwMax, situation.exportLimitKw),
      energyCapacityKwh: capacityKwh,
      chargeEfficiencyRatio: ratioFromPercent(battery.chargeEfficiencyPercent),
      dischargeEfficiencyRatio: ratioFromPercent(battery.dischargeEfficiencyPercent),
    },
    energyKwhAtStart: capacityKwh * ratioFromPercent(Math.min(100, Math.max(0, situation.socPercent))),
    energyKwhMin: capacityKwh * ratioFromPercent(intent.socPercentMin + intent.reservePercent),
    energyKwhMax: capacityKwh * ratioFromPercent(intent.socPercentMax),
    dischargedKwhMaxPerDay: intent.cyclesPerDayCountMax === null ? null : intent.cyclesPerDayCountMax * capacityKwh,
    dischargedKwhBeforeStart: situation.dischargedKwhToday,
    wearCostPerMwh: Number(intent.wearCostPerMwh),
    endEnergyValuePerMwh: endEnergyValue(priced, ratioFromPercent(battery.dischargeEfficiencyPercent)),
  };
  return { problem, priced };
}

/** The prices from now on without a gap; the period that runs now counts with what is left of it. */
function unbrokenFrom(now: Date, prices: readonly MarketPrice[]): { price: MarketPrice; span: Interval }[] {
  const ahead = prices.filter(({ period }) => period.untilAt > now);
  const unbroken: { price: MarketPrice; span: Interval }[] = [];
  for (const price of ahead) {
    const before = unbroken.at(-1);
    if (before && before.span.untilAt.getTime() !== price.period.fromAt.getTime()) break;
    if (price.period.untilAt.getTime() - now.getTime() > HORIZON_MS_MAX) break;
    const fromAt = price.period.fromAt > now ? price.period.fromAt : now;
    unbroken.push({ price, span: { fromAt, untilAt: price.period.untilAt } });
  }
  return unbroken;
}

/**
 * Energy left at the end can be sold later for about the usual price: the median export price of the horizon, less the
 * loss on the way out. Never below nothing: nobody is forced to sell.
 */
function endEnergyValue(priced: readonly { price: MarketPrice }[], dischargeEfficiencyRatio: number): number {
  const prices = priced.map(({ price }) => Number(price.exportPricePerMwh)).toSorted((one, other) => one - other);
  const median = prices[Math.floor((prices.length - 1) / 2)] ?? 0;
  return Math.max(0, median) * dischargeEfficiencyRatio;
}
