import { ratioFromPercent } from '../../kernel/units.ts';
import type { Battery } from '../assets/index.ts';
import type { SiteProblem } from '../optimizer/index.ts';
import type { Intent } from './intent.ts';

/** What of a battery its plan depends on, besides its limits. */
export type PlannedBattery = Pick<
  Battery,
  'name' | 'energyCapacityKwh' | 'chargeEfficiencyPercent' | 'dischargeEfficiencyPercent'
>;

type BatteryTerms = Required<
  Pick<
    SiteProblem['batteries'][number],
    | 'name'
    | 'energyCapacityKwh'
    | 'chargeEfficiencyRatio'
    | 'dischargeEfficiencyRatio'
    | 'dischargedKwhMaxPerDay'
    | 'wearCostPerMwh'
  >
> & {
  /** The same throughout. */
  readonly energyKwhMin: number;
  readonly energyKwhMax: number;
};

/** What a planning problem says of a battery whenever it is asked, from what it is and what its owner wants of it. Pure. */
export function batteryTerms(battery: PlannedBattery, intent: Intent): BatteryTerms {
  const { energyCapacityKwh } = battery;
  return {
    name: battery.name,
    energyCapacityKwh,
    chargeEfficiencyRatio: ratioFromPercent(battery.chargeEfficiencyPercent),
    dischargeEfficiencyRatio: ratioFromPercent(battery.dischargeEfficiencyPercent),
    energyKwhMin: energyCapacityKwh * ratioFromPercent(intent.socPercentMin + intent.reservePercent),
    energyKwhMax: energyCapacityKwh * ratioFromPercent(intent.socPercentMax),
    dischargedKwhMaxPerDay: intent.cyclesPerDayCountMax === null ? null : intent.cyclesPerDayCountMax * energyCapacityKwh,
    // A margin that must be earned holds trades back as wear does; it is no cost, and no money of a plan counts it.
    wearCostPerMwh: Number(intent.wearCostPerMwh) + Number(intent.leastMarginPerMwh),
  };
}
