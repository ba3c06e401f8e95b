import { KW_PER_MW } from '../../kernel/units.ts';
import { present, unreachable } from '../../kernel/assert.ts';
import { at } from './build-battery.ts';
import type { SiteFacts } from './site-facts.ts';
import type { PlanReason, PlanViolation } from './site-plan.ts';
import type { ConstraintName, Tag } from './site-programme.ts';
import type { SolvedSite } from './solve-site.ts';

/** A bound whose price is below this share of the largest price is not worth a sentence. */
const WORTH_NOTHING_RATIO = 1e-7;

interface Reasons {
  /** For each period, the dearest first. */
  readonly byPeriod: readonly PlanReason[][];
  readonly wholePlan: PlanReason[];
}

/**
 * Every bound that holds the plan back, with what one unit more of room would earn: the duals of the programme whose integers
 * are decided. They are true for small changes, and of several equally true sets the solver picks one.
 */
export function reasonsOf(facts: SiteFacts, { site, rowDuals, columnDuals }: SolvedSite): Reasons {
  const byPeriod: PlanReason[][] = facts.periods.map(() => []);
  const wholePlan: PlanReason[] = [];
  const add = (tag: Tag | null, dual: number): void => {
    if (tag === null || Math.abs(dual) <= WORTH_NOTHING_RATIO) return;
    const reason = reasonOf(facts, tag, (Math.abs(dual) * site.priceUnitPerMwh) / KW_PER_MW);
    (tag.periodIndex === null ? wholePlan : (byPeriod[tag.periodIndex] ?? wholePlan)).push(reason);
  };
  for (const [row, tag] of site.rowTags) add(tag, present(rowDuals[row], 'a dual'));
  for (const [column, { lower, upper }] of site.columnTags) {
    const dual = present(columnDuals[column], 'a dual');
    add(dual > 0 ? upper : lower, dual);
  }
  for (const reasons of [...byPeriod, wholePlan]) reasons.sort((one, other) => other.shadowPrice - one.shadowPrice);
  return { byPeriod, wholePlan };
}

function reasonOf(facts: SiteFacts, { constraint, unit, batteryIndex, name }: Tag, shadowPrice: number): PlanReason {
  const batteryName = batteryIndex === null ? null : present(facts.batteries[batteryIndex], 'a battery').name;
  const worth = `${moneyOf(shadowPrice)} ${facts.currency}`;
  return { constraint, batteryName, name, shadowPrice, unit, sentence: sentenceOf({ constraint, name, worth }) };
}

interface Sentence {
  readonly constraint: ConstraintName;
  readonly name: string | null;
  readonly worth: string;
}

function sentenceOf({ constraint, name, worth }: Sentence): string {
  switch (constraint) {
    case 'CHARGE_POWER':
      return `It charges as fast as it can: one kW more would earn ${worth}.`;
    case 'DISCHARGE_POWER':
      return `It discharges as fast as it can: one kW more would earn ${worth}.`;
    case 'ENERGY_MIN':
      return `It is at the least it may store: one kWh lower would earn ${worth}.`;
    case 'ENERGY_MAX':
      return `It is at the most it may store: one kWh higher would earn ${worth}.`;
    case 'TARGET_MIN':
      return `The target asks for energy: one kWh less would earn ${worth}.`;
    case 'TARGET_MAX':
      return `The target asks for room: one kWh more would earn ${worth}.`;
    case 'RAMP':
      return `Its power may not change faster: one kW more in a step would earn ${worth}.`;
    case 'CYCLES_PER_DAY':
      return `The day's cycle limit is used up: one kWh more would earn ${worth}.`;
    case 'CYCLES_PER_YEAR':
      return `The year's cycle budget is used up: one kWh more would earn ${worth}.`;
    case 'IMPORT_LIMIT':
      return `The connection takes in no more: one kW more would earn ${worth}.`;
    case 'EXPORT_LIMIT':
      return `The connection gives out no more: one kW more would earn ${worth}.`;
    case 'PEAK':
      return `This period sets the peak of ${name ?? 'a charge'}: one kW higher for free would earn ${worth}.`;
    case 'RESPONSE_POWER':
      return `Power is kept free for response: one kW less of it kept would earn ${worth}.`;
    case 'RESPONSE_ENERGY':
      return name === 'HIGH'
        ? `Room is kept free for response: one kWh less of it would earn ${worth}.`
        : `Energy is kept for response: one kWh less of it would earn ${worth}.`;
    case 'RESPONSE_CONTRACT':
      return `${name ?? 'A response'} is held as contracted or offered: one kW more or less would earn ${worth}.`;
    default:
      return unreachable(constraint);
  }
}

interface Planned {
  readonly facts: SiteFacts;
  readonly solved: SolvedSite;
  readonly batteryIndex: number;
  readonly index: number;
  readonly powerKw: number;
  readonly storedValuePerMwh: number;
}

/**
 * What a MWh costs or earns now, against what it is worth in the store. Where the meter's price does not say it all, because of
 * load, other batteries, peaks or commitments, the first follows from the second and the column's own dual.
 */
export function whyOf({ facts, solved, batteryIndex, index, powerKw, storedValuePerMwh }: Planned): string {
  const battery = present(facts.batteries[batteryIndex], 'a battery');
  const keptIn = storedValuePerMwh * battery.chargeEfficiencyRatio;
  const keptOut = storedValuePerMwh / battery.dischargeEfficiencyRatio;
  const { buyPrice, sellPrice } = pricesNow({ facts, solved, batteryIndex, index, keptIn, keptOut });
  const per = `${facts.currency} a MWh`;
  const wear = battery.wearCostPerMwh > 0 ? ', wear paid,' : '';
  if (powerKw < 0) {
    return `Charges ${powerOf(-powerKw)}: energy costs ${moneyOf(buyPrice)} ${per} now and is worth ${moneyOf(keptIn)} once stored.`;
  }
  if (powerKw > 0) {
    return `Discharges ${powerOf(powerKw)}: energy earns ${moneyOf(sellPrice)} ${per} now${wear} and is worth ${moneyOf(keptOut)} if kept.`;
  }
  return `Stands still: charging would cost ${moneyOf(buyPrice)} ${per} for a value of ${moneyOf(keptIn)}, discharging would earn ${moneyOf(sellPrice)} for what is worth ${moneyOf(keptOut)} if kept.`;
}

interface Kept extends Omit<Planned, 'powerKw' | 'storedValuePerMwh'> {
  readonly keptIn: number;
  readonly keptOut: number;
}

function pricesNow({ facts, solved, batteryIndex, index, keptIn, keptOut }: Kept): { buyPrice: number; sellPrice: number } {
  const { wearCostPerMwh } = present(facts.batteries[batteryIndex], 'a battery');
  const { importPricePerMwh, exportPricePerMwh, restPowerKw, durationHours } = present(facts.periods[index], 'a period');
  const alone = (facts.batteries.length === 1 && restPowerKw === 0) || importPricePerMwh === exportPricePerMwh;
  if (alone && facts.commitments.length === 0 && facts.peakCharges.length === 0) {
    return { buyPrice: importPricePerMwh, sellPrice: exportPricePerMwh - wearCostPerMwh };
  }
  const columns = present(solved.site.batteries[batteryIndex], 'the columns of a battery');
  const dualPerMwh = (column: number): number =>
    (present(solved.columnDuals[column], 'a dual') * solved.site.priceUnitPerMwh) / durationHours;
  return {
    buyPrice: keptIn - dualPerMwh(at(columns.charge, index)),
    sellPrice: keptOut + dualPerMwh(at(columns.discharge, index)),
  };
}

export function violationSentence(facts: SiteFacts, violation: Omit<PlanViolation, 'sentence'>): string {
  const { constraint, batteryName, name, periodIndex, amount, unit, cost } = violation;
  const who = [batteryName, name].filter((each) => each !== null).join(', ');
  const when = periodIndex === null ? '' : ` in ${present(facts.periods[Math.max(0, periodIndex)], 'a period').label}`;
  const price = cost === 0 ? '' : `, for ${moneyOf(cost)} ${facts.currency}`;
  return `${constraint}${who === '' ? '' : ` of ${who}`} is missed by ${amountOf(amount)} ${unit}${when}${price}.`;
}

/** Pennies where they say enough, more digits where they do not. */
function moneyOf(amount: number): string {
  const text = Math.abs(amount) < 0.1 ? amount.toPrecision(2) : amount.toFixed(2);
  return Number(text) === 0 ? '0' : text;
}

function powerOf(powerKw: number): string {
  return `${amountOf(powerKw)} kW`;
}

function amountOf(amount: number): string {
  return String(Number(amount.toPrecision(4)));
}
