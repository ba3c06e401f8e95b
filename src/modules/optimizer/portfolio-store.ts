import { present } from '../../kernel/assert.ts';
import { at } from './build-battery.ts';
import type { BatteryFacts, SiteFacts } from './site-facts.ts';

/** A part of the stored energy of a period; what is worth more lies below, so parts are filled in their order. */
export interface StoredPart {
  readonly lowerKwh: number;
  readonly upperKwh: number;
  /** What each kWh in it spares of misses. */
  readonly pricePerKwh: number;
}

export interface StoredEnergy {
  readonly parts: readonly StoredPart[];
  /** What keeping every least would spare: parts count what is spared, plans what is missed. */
  readonly sparedAtMost: number;
}

interface Softness {
  readonly elastic: boolean;
  /** What a kWh costs that misses a range or target without a price, where it has to give way. */
  readonly rangePrice: number;
}

/** An amount that is to be stored at least or at most, and what each kWh of a miss costs; null: it is kept. */
export interface Mark {
  readonly energyKwh: number;
  readonly isLeast: boolean;
  readonly missPricePerKwh: number | null;
  readonly isTarget: boolean;
}

/** What is asked of the energy stored at the end of a period. */
export function marksOf({ periods }: SiteFacts, battery: BatteryFacts, period: number): Mark[] {
  const { durationHours } = present(periods[period], 'a period');
  const { rangeMissPricePerKwhHour: perHour, energyCapacityKwh } = battery;
  const range = { missPricePerKwh: perHour === null ? null : perHour * durationHours, isTarget: false };
  const marks: Mark[] = [];
  const [least, most] = [at(battery.energyKwhMin, period), at(battery.energyKwhMax, period)];
  if (least > 0) marks.push({ ...range, energyKwh: least, isLeast: true });
  if (most < energyCapacityKwh) marks.push({ ...range, energyKwh: most, isLeast: false });
  for (const { periodIndex, energyKwhMin, energyKwhMax, missPricePerKwh = null } of battery.targets) {
    if (periodIndex !== period) continue;
    if (energyKwhMin !== undefined) marks.push({ energyKwh: energyKwhMin, isLeast: true, missPricePerKwh, isTarget: true });
    if (energyKwhMax !== undefined) marks.push({ energyKwh: energyKwhMax, isLeast: false, missPricePerKwh, isTarget: true });
  }
  return marks;
}

/** For each period, the parts the stored energy of a battery is counted in. What it cannot reach by itself gives way. */
export function storedEnergies(facts: SiteFacts, battery: BatteryFacts, { elastic, rangePrice }: Softness): StoredEnergy[] {
  const marks = facts.periods.map((_, period) => marksOf(facts, battery, period));
  const boxes = marks.map((each) => boxOf(battery, each));
  const gives = elastic || !isReachable(facts, battery, boxes);
  return marks.map((each, period) => {
    const { lowerKwh, upperKwh } = gives ? { lowerKwh: 0, upperKwh: battery.energyCapacityKwh } : present(boxes[period], 'a box');
    const soft = each.filter(({ missPricePerKwh }) => gives || missPricePerKwh !== null);
    const priced = soft.map((mark) => ({ ...mark, price: mark.missPricePerKwh ?? rangePrice }));
    const inside = priced.map(({ energyKwh }) => energyKwh).filter((energyKwh) => energyKwh > lowerKwh && energyKwh < upperKwh);
    const edges = [lowerKwh, ...new Set(inside.toSorted((one, other) => one - other)), upperKwh];
    const sparedAtMost = priced.reduce(
      (sum, { energyKwh, isLeast, price }) => (isLeast && energyKwh > lowerKwh ? sum + price * energyKwh : sum),
      0,
    );
    const parts = edges.slice(1).map((upper, part) => {
      const lower = present(edges[part], 'an edge');
      const pricePerKwh = priced.reduce((sum, { energyKwh, isLeast, price }) => {
        if (isLeast) return energyKwh >= upper ? sum + price : sum;
        return energyKwh <= lower ? sum - price : sum;
      }, 0);
      return part === 0
        ? { lowerKwh: lower, upperKwh: upper, pricePerKwh }
        : { lowerKwh: 0, upperKwh: upper - lower, pricePerKwh };
    });
    return { parts, sparedAtMost };
  });
}

export interface Box {
  readonly lowerKwh: number;
  readonly upperKwh: number;
}

/** Between what the energy is to be kept, whatever it costs. */
export function boxOf({ energyCapacityKwh }: BatteryFacts, marks: readonly Mark[]): Box {
  let [lowerKwh, upperKwh] = [0, energyCapacityKwh];
  for (const { energyKwh, isLeast, missPricePerKwh } of marks) {
    if (missPricePerKwh !== null) continue;
    if (isLeast) lowerKwh = Math.max(lowerKwh, energyKwh);
    else upperKwh = Math.min(upperKwh, energyKwh);
  }
  return { lowerKwh, upperKwh };
}

/** Whether the battery alone, at full power where needed, can be in every box at its time. */
function isReachable({ periods }: SiteFacts, battery: BatteryFacts, boxes: readonly Box[]): boolean {
  let [least, most] = [battery.energyKwhAtStart, battery.energyKwhAtStart];
  return boxes.every(({ lowerKwh, upperKwh }, period) => {
    const { durationHours } = present(periods[period], 'a period');
    const kept = at(battery.keptRatio, period);
    const taken = (at(battery.dischargePowerKwMax, period) * durationHours) / battery.dischargeEfficiencyRatio;
    least = Math.max(lowerKwh, least * kept - taken);
    most = Math.min(upperKwh, most * kept + at(battery.chargePowerKwMax, period) * durationHours * battery.chargeEfficiencyRatio);
    return least <= most;
  });
}
