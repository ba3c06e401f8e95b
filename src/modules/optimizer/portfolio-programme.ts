import { present } from '../../kernel/assert.ts';
import { KW_PER_MW } from '../../kernel/units.ts';
import { at } from './build-battery.ts';
import type { BoxProgramme } from './interior-point.ts';
import { PortfolioSystem, SHARED_SLOT_COUNT, STORED_SLOT, type SystemBudget } from './portfolio-system.ts';
import { type StoredEnergy, storedEnergies } from './portfolio-store.ts';
import type { BatteryFacts, SiteFacts } from './site-facts.ts';

/** Of plans that earn the same the one that moves less energy, at this share of the largest price. */
const CALM_RATIO = 1e-9;
/** What nobody priced costs this many times the largest price for each kWh. */
const UNPRICED_RATIO = 100;
/** A smaller budget is none. */
const BUDGET_KWH_MIN = 1e-9;

/** Which ways a battery may go in a period. */
export const DIRECTION = { both: 0, charge: 1, discharge: 2 } as const;

export interface PortfolioOptions {
  /** Ranges and targets may give way to the shared limit. */
  readonly elastic: boolean;
  /** One for each battery and period, battery by battery. */
  readonly directions: Uint8Array;
}

export interface PortfolioProgramme {
  readonly programme: BoxProgramme;
  readonly system: PortfolioSystem;
  /** Without the little that keeps plans calm. */
  readonly trueCost: Float64Array;
  /** What each kWh costs here that is missed without a price. */
  readonly unpriced: { readonly excessPerKwh: number; readonly rangePerKwh: number };
  readonly stores: readonly StoredEnergy[];
  /** Whether ranges and targets give way in it. */
  readonly elastic: boolean;
}

/** Powers in kW, energies in kWh, money in the currency; costs are minimised. */
export function buildPortfolio(facts: SiteFacts, { elastic, directions }: PortfolioOptions): PortfolioProgramme {
  const { batteries, periods } = facts;
  const periodCount = periods.length;
  const largestPrice = largestPriceOf(facts) / KW_PER_MW;
  const rangePrice = UNPRICED_RATIO * largestPrice;
  // One kWh of room may keep a range from being missed in every period after it.
  const hours = periods.reduce((sum, { durationHours }) => sum + Math.max(1, durationHours), 0);
  const excessPricePerKwh = facts.excessPricePerKwh ?? rangePrice * (elastic ? 10 * hours : 1);
  const stores = batteries.flatMap((battery) => storedEnergies(facts, battery, { elastic, rangePrice }));
  const storedPartCount = stores.reduce((most, { parts }) => Math.max(most, parts.length), 1);
  const budgets = batteries.flatMap((battery, batteryIndex) => budgetsOf(battery, batteryIndex));
  const series = (valueOf: (battery: BatteryFacts, period: number) => number): Float64Array =>
    Float64Array.from(batteries.flatMap((battery) => periods.map((_, period) => valueOf(battery, period))));
  const hoursOf = (period: number): number => present(periods[period], 'a period').durationHours;
  const system = new PortfolioSystem({
    batteryCount: batteries.length,
    periodCount,
    storedPartCount,
    gainKwh: series((battery, period) => battery.chargeEfficiencyRatio * hoursOf(period)),
    takenKwh: series((battery, period) => hoursOf(period) / battery.dischargeEfficiencyRatio),
    keptRatio: series((battery, period) => at(battery.keptRatio, period)),
    budgets,
  });
  const columns = (): Float64Array => new Float64Array(system.columnCount);
  const draft: Draft = {
    facts,
    system,
    cost: columns(),
    lower: columns(),
    upper: columns(),
    rhs: new Float64Array(system.rowCount),
  };
  batteries.forEach((battery, batteryIndex) => addBattery(draft, { battery, batteryIndex, stores, directions }));
  addShared(draft, excessPricePerKwh);
  budgets.forEach(({ energyKwh }, index) => {
    draft.rhs[system.budgetRow + index] = energyKwh;
    draft.upper[system.budgetColumn + index] = energyKwh;
  });
  const { cost, lower, upper, rhs } = draft;
  const calm = calmed(draft, CALM_RATIO * largestPrice);
  const moneyAtStake = moneyOf(draft, largestPrice);
  return {
    programme: { system, cost: calm, lower, upper, rhs, moneyAtStake },
    system,
    trueCost: cost,
    unpriced: { excessPerKwh: excessPricePerKwh, rangePerKwh: rangePrice },
    stores,
    elastic,
  };
}

interface Draft {
  readonly facts: SiteFacts;
  readonly system: PortfolioSystem;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rhs: Float64Array;
}

function budgetsOf({ budgets }: BatteryFacts, batteryIndex: number): (SystemBudget & { readonly energyKwh: number })[] {
  return budgets.map(({ energyKwh, periodIndices }) => ({ batteryIndex, energyKwh, periodIndices }));
}

interface Member {
  readonly battery: BatteryFacts;
  readonly batteryIndex: number;
  readonly stores: readonly StoredEnergy[];
  readonly directions: Uint8Array;
}

function addBattery(
  { facts, system, cost, upper, lower, rhs }: Draft,
  { battery, batteryIndex, stores, directions }: Member,
): void {
  const count = facts.periods.length;
  const spent = new Set(battery.budgets.flatMap((budget) => (budget.energyKwh < BUDGET_KWH_MIN ? budget.periodIndices : [])));
  facts.periods.forEach(({ durationHours, importPricePerMwh, exportPricePerMwh }, period) => {
    const row = batteryIndex * count + period;
    const column = row * system.slotCount;
    const direction = directions[row];
    cost[column] = (importPricePerMwh / KW_PER_MW) * durationHours;
    cost[column + 1] = ((battery.wearCostPerMwh - exportPricePerMwh) / KW_PER_MW) * durationHours;
    upper[column] = direction === DIRECTION.discharge ? 0 : at(battery.chargePowerKwMax, period);
    upper[column + 1] = direction === DIRECTION.charge || spent.has(period) ? 0 : at(battery.dischargePowerKwMax, period);
    const endPricePerKwh = period === count - 1 ? battery.endEnergyValuePerMwh / KW_PER_MW : 0;
    present(stores[row], 'a store').parts.forEach(({ lowerKwh, upperKwh, pricePerKwh }, part) => {
      cost[column + STORED_SLOT + part] = -pricePerKwh - endPricePerKwh;
      lower[column + STORED_SLOT + part] = lowerKwh;
      upper[column + STORED_SLOT + part] = upperKwh;
    });
  });
  rhs[batteryIndex * count] = battery.energyKwhAtStart * at(battery.keptRatio, 0);
}

/** The sum of powers lies within the limits, or beyond them at a price, and nowhere beyond what the batteries can do. */
function addShared({ facts, system, cost, lower, upper }: Draft, excessPricePerKwh: number): void {
  facts.periods.forEach(({ durationHours }, period) => {
    const column = system.sharedColumn + period * SHARED_SLOT_COUNT;
    const { leastKw, mostKw, chargeKw, dischargeKw } = sharedRoom(facts, period);
    // Wider than what can be reached, so that the end of what batteries can do is never taken for the limit.
    const beyondKw = chargeKw + dischargeKw + 1;
    lower[column] = leastKw > -chargeKw ? leastKw : Math.min(-chargeKw, mostKw) - beyondKw;
    upper[column] = mostKw < dischargeKw ? mostKw : Math.max(dischargeKw, leastKw) + beyondKw;
    for (const side of [1, 2]) cost[column + side] = excessPricePerKwh * durationHours;
    upper[column + 1] = mostKw < dischargeKw ? dischargeKw - mostKw + beyondKw : 0;
    upper[column + 2] = leastKw > -chargeKw ? chargeKw + leastKw + beyondKw : 0;
  });
}

/** Between what the batteries' sum has to stay, and what they can do. */
export function sharedRoom(
  { periods, batteries, importLimitKw, exportLimitKw }: SiteFacts,
  period: number,
): { leastKw: number; mostKw: number; chargeKw: number; dischargeKw: number } {
  const { restPowerKw } = present(periods[period], 'a period');
  let [chargeKw, dischargeKw] = [0, 0];
  for (const battery of batteries) {
    chargeKw += at(battery.chargePowerKwMax, period);
    dischargeKw += at(battery.dischargePowerKwMax, period);
  }
  return {
    leastKw: importLimitKw === null ? -Infinity : -at(importLimitKw, period) - restPowerKw,
    mostKw: exportLimitKw === null ? Infinity : at(exportLimitKw, period) - restPowerKw,
    chargeKw,
    dischargeKw,
  };
}

function calmed({ facts, system, cost }: Draft, pricePerKwh: number): Float64Array {
  const calm = cost.slice();
  for (let row = 0; row < system.sharedRow; row += 1) {
    const { durationHours } = present(facts.periods[row % facts.periods.length], 'a period');
    for (const slot of [0, 1]) {
      const column = row * system.slotCount + slot;
      calm[column] = (calm[column] ?? 0) + pricePerKwh * durationHours;
    }
  }
  return calm;
}

/** What all batteries could turn over at the largest price. */
function moneyOf({ facts, system, upper }: Draft, largestPrice: number): number {
  let powerKwHours = 0;
  for (let row = 0; row < system.sharedRow; row += 1) {
    const { durationHours } = present(facts.periods[row % facts.periods.length], 'a period');
    const column = row * system.slotCount;
    powerKwHours += ((upper[column] ?? 0) + (upper[column + 1] ?? 0)) * durationHours;
  }
  return powerKwHours > 0 ? powerKwHours * largestPrice : largestPrice;
}

/** For each MWh, of all that is bought, sold, worn, kept or missed at a price. */
function largestPriceOf({ periods, batteries }: SiteFacts): number {
  let largest = 0;
  for (const { importPricePerMwh, exportPricePerMwh } of periods) {
    largest = Math.max(largest, Math.abs(importPricePerMwh), Math.abs(exportPricePerMwh));
  }
  for (const { wearCostPerMwh, endEnergyValuePerMwh, rangeMissPricePerKwhHour, targets } of batteries) {
    const misses = [rangeMissPricePerKwhHour ?? 0, ...targets.map(({ missPricePerKwh = 0 }) => missPricePerKwh)];
    largest = Math.max(largest, wearCostPerMwh, Math.abs(endEnergyValuePerMwh), ...misses.map((price) => price * KW_PER_MW));
  }
  return largest > 0 ? largest : 1;
}
