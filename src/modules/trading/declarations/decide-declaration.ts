import { durationMs, type Interval, overlapMs } from '../../../kernel/intervals.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import { KW_PER_MW, MILLISECONDS_PER_HOUR, ratioFromPercent } from '../../../kernel/units.ts';
import { boundsOver, type PowerLimits } from '../../assets/index.ts';
import type { BalancingTerms } from '../../markets/index.ts';
import type { Reading } from '../../telemetry/index.ts';
import { batteryTerms, type PlannedBattery } from '../battery-terms.ts';
import { spansOf } from '../daily-times.ts';
import type { Intent } from '../intent.ts';
import type { PlanPeriod } from '../reads.ts';
import { steppedDown } from '../whole-steps.ts';
import { type DeclaredPeriod, inWatts } from './declared-period.ts';
import { pricePairs } from './price-pairs.ts';

const MINUTES_PER_HOUR = 60;
const STANDSTILL = { chargePowerKwMax: 0, dischargePowerKwMax: 0 };

/** A settlement period that is not over, with what the market says of it. */
export interface MarketPeriod {
  readonly period: SettlementPeriod;
  readonly gateClosesAt: Date;
  readonly priceLimits: Parameters<typeof pricePairs>[0]['priceLimits'];
}

/** What of a plan its declaration depends on. */
export type PlannedCourse = Pick<
  PlanPeriod,
  'period' | 'powerKw' | 'storedValuePerMwh' | 'importPricePerMwh' | 'exportPricePerMwh'
>;

/** What the battery says of itself. */
export type UnitReading = Pick<Reading, 'socPercent' | 'availableChargePowerKw' | 'availableDischargePowerKw'>;

export interface UnitSituation {
  readonly now: Date;
  readonly terms: BalancingTerms;
  /** The one that runs first, without a gap. */
  readonly periods: readonly MarketPeriod[];
  /** Of the site: the wall clock that the intent speaks of. */
  readonly timeZone: string;
  readonly battery: PlannedBattery;
  readonly limits: PowerLimits;
  readonly intent: Intent;
  /** Null where it is not known what the battery can do: then it can do nothing. */
  readonly reading: UnitReading | null;
  readonly planned: readonly PlannedCourse[];
  /** As the system operator has it. */
  readonly declared: readonly DeclaredPeriod[];
}

/**
 * What a unit is declared to do and to be able to do, in every settlement period from now on. A limit is what nameplate, grid, set
 * limits and blackouts leave, and what the store bears for as long as the terms say from the beginning of the period, when it has
 * followed what was notified until then; so nothing is ever notified beyond it. Behind its gate a period keeps what was notified
 * and the prices; its limits go on telling the truth. Pure.
 */
export function decideDeclaration(situation: UnitSituation): DeclaredPeriod[] {
  const { battery, intent, reading, periods, declared, planned } = situation;
  const store = batteryTerms(battery, intent);
  const declaredAt = new Map(declared.map((one) => [one.period.fromAt.getTime(), one]));
  const plannedAt = new Map(planned.map((one) => [one.period.fromAt.getTime(), one]));
  let energyKwh = store.energyCapacityKwh * ratioFromPercent(reading?.socPercent ?? 0);
  return periods.map((market) => {
    const startMs = market.period.fromAt.getTime();
    const known = { before: declaredAt.get(startMs) ?? null, plan: plannedAt.get(startMs) ?? null };
    const declaration = declarePeriod(situation, { ...market, ...known, store, energyKwh });
    const followedMw = declaration.notifiedPowerMw ?? (known.plan?.powerKw ?? 0) / KW_PER_MW;
    energyKwh = energyAfter(store, { energyKwh, powerKw: followedMw * KW_PER_MW, span: restOf(market.period, situation.now) });
    return declaration;
  });
}

type Store = ReturnType<typeof batteryTerms>;

interface PeriodSituation extends MarketPeriod {
  readonly before: DeclaredPeriod | null;
  readonly plan: PlannedCourse | null;
  readonly store: Store;
  /** When the period begins, or now. */
  readonly energyKwh: number;
}

function declarePeriod(situation: UnitSituation, one: PeriodSituation): DeclaredPeriod {
  const { now, terms } = situation;
  const { period, gateClosesAt, before, plan } = one;
  const bounds = boundsIn(situation, restOf(period, now));
  const borne = borneKw(terms, one);
  const [exportKw, importKw] = [
    Math.min(bounds.dischargePowerKwMax, borne.dischargeKw),
    Math.min(bounds.chargePowerKwMax, borne.chargeKw),
  ];
  const isGateClosed = now.getTime() >= gateClosesAt.getTime() - terms.leadSeconds * 1_000;
  const wantedMw = isGateClosed ? null : wantedIn(terms, { before, plan, exportKw, importKw });
  const limits = {
    exportLimitMw: limitOf(terms, {
      powerKw: exportKw,
      boundKw: bounds.dischargePowerKwMax,
      beforeMw: before?.exportLimitMw,
      leastMw: wantedMw ?? 0,
    }),
    importLimitMw: limitOf(terms, {
      powerKw: importKw,
      boundKw: bounds.chargePowerKwMax,
      beforeMw: before?.importLimitMw,
      leastMw: -(wantedMw ?? 0),
    }),
  };
  if (isGateClosed)
    return { period, notifiedPowerMw: before?.notifiedPowerMw ?? null, ...limits, pairs: before?.pairs ?? [], isGateClosed };
  return {
    period,
    notifiedPowerMw: wantedMw,
    ...limits,
    pairs: pairsOf(situation, { ...one, ...limits, wantedMw }),
    isGateClosed,
  };
}

/** What is left of a period that runs. */
function restOf(period: SettlementPeriod, now: Date): Interval {
  return { fromAt: period.fromAt > now ? period.fromAt : now, untilAt: period.untilAt };
}

/** Whoever holds the battery back. What the hardware says of itself holds as long as the period that runs. */
function boundsIn({ now, timeZone, intent, limits, reading }: UnitSituation, span: Interval): typeof STANDSTILL {
  const blackouts = intent.blackouts.flatMap((window) => spansOf(window, { horizon: span, timeZone }));
  if (!reading || blackouts.some((blackout) => overlapMs(blackout, span) > 0)) return STANDSTILL;
  const bounds = boundsOver(limits, span);
  if (span.fromAt > now) return bounds;
  return {
    chargePowerKwMax: Math.min(bounds.chargePowerKwMax, reading.availableChargePowerKw ?? Infinity),
    dischargePowerKwMax: Math.min(bounds.dischargePowerKwMax, reading.availableDischargePowerKw ?? Infinity),
  };
}

/** The powers at the grid side that the store bears for as long as a limit must hold. */
function borneKw(
  { sustainMinutes }: BalancingTerms,
  { store, energyKwh }: PeriodSituation,
): { dischargeKw: number; chargeKw: number } {
  const hours = sustainMinutes / MINUTES_PER_HOUR;
  return {
    dischargeKw: (Math.max(0, energyKwh - store.energyKwhMin) * store.dischargeEfficiencyRatio) / hours,
    chargeKw: Math.max(0, store.energyKwhMax - energyKwh) / store.chargeEfficiencyRatio / hours,
  };
}

/** The plan in whole steps; where it does not reach, or is less than a step away, what was notified before. Never beyond what the unit can do. */
function wantedIn(
  { levelStepMw }: BalancingTerms,
  { before, plan, exportKw, importKw }: Pick<PeriodSituation, 'before' | 'plan'> & { exportKw: number; importKw: number },
): number | null {
  const targetMw = plan ? plan.powerKw / KW_PER_MW : (before?.notifiedPowerMw ?? null);
  if (targetMw === null) return null;
  const knownMw = before?.notifiedPowerMw ?? null;
  const isNear = knownMw !== null && Math.abs(targetMw - knownMw) < levelStepMw;
  const nearestMw = isNear ? knownMw : Math.round(targetMw / levelStepMw) * levelStepMw;
  return inWatts(Math.min(Math.max(nearestMw, -wholeStepsMw(importKw, levelStepMw)), wholeStepsMw(exportKw, levelStepMw)));
}

interface Limiting {
  /** What the unit can do, and what it could do if it were for the store alone. */
  readonly powerKw: number;
  readonly boundKw: number;
  readonly beforeMw: number | undefined;
  /** What is notified needs this. */
  readonly leastMw: number;
}

/** Lowered at once, and raised when it is worth a message: the last bit of charge is not told again and again. */
function limitOf({ levelStepMw, raisedByMw }: BalancingTerms, { powerKw, boundKw, beforeMw, leastMw }: Limiting): number {
  const canMw = wholeStepsMw(powerKw, levelStepMw);
  if (beforeMw === undefined || beforeMw >= canMw || beforeMw < leastMw) return canMw;
  const isWhole = canMw >= wholeStepsMw(boundKw, levelStepMw);
  return isWhole || powerKw / KW_PER_MW - beforeMw > raisedByMw ? canMw : beforeMw;
}

interface Priced extends PeriodSituation, Pick<DeclaredPeriod, 'exportLimitMw' | 'importLimitMw'> {
  readonly wantedMw: number | null;
}

function pairsOf({ intent, terms }: UnitSituation, priced: Priced): DeclaredPeriod['pairs'] {
  const { plan, store, wantedMw, exportLimitMw, importLimitMw, priceLimits } = priced;
  // Without a plan nobody knows what energy is worth.
  if (wantedMw === null || plan?.storedValuePerMwh === undefined || plan.storedValuePerMwh === null) return [];
  const worth = {
    storedValuePerMwh: plan.storedValuePerMwh,
    chargeEfficiencyRatio: store.chargeEfficiencyRatio,
    dischargeEfficiencyRatio: store.dischargeEfficiencyRatio,
    wearCostPerMwh: Number(intent.wearCostPerMwh),
    leastMarginPerMwh: Number(intent.leastMarginPerMwh),
    importPricePerMwh: Number(plan.importPricePerMwh),
    exportPricePerMwh: Number(plan.exportPricePerMwh),
  };
  return pricePairs({ notifiedPowerMw: wantedMw, exportLimitMw, importLimitMw, worth, terms, priceLimits });
}

/** Where the store is when a power was held over a span; it neither leaves its range nor comes back into it by itself. */
function energyAfter(store: Store, { energyKwh, powerKw, span }: { energyKwh: number; powerKw: number; span: Interval }): number {
  const hours = durationMs(span) / MILLISECONDS_PER_HOUR;
  const lostKwh =
    powerKw > 0 ? (powerKw * hours) / store.dischargeEfficiencyRatio : powerKw * hours * store.chargeEfficiencyRatio;
  const [leastKwh, mostKwh] = [Math.min(store.energyKwhMin, energyKwh), Math.max(store.energyKwhMax, energyKwh)];
  return Math.min(Math.max(energyKwh - lostKwh, leastKwh), mostKwh);
}

function wholeStepsMw(powerKw: number, stepMw: number): number {
  return inWatts(steppedDown(powerKw / KW_PER_MW, stepMw));
}
