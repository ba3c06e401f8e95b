import { durationMs, type Interval } from '../../../kernel/intervals.ts';
import { addDays, type CivilDate, periodsOfDay, type SettlementPeriod } from '../../../kernel/periods.ts';
import { MILLISECONDS_PER_HOUR, percentFromRatio } from '../../../kernel/units.ts';
import type { Market, MarketPrice } from '../../markets/index.ts';
import type { SitePlan, SiteProblem } from '../../optimizer/index.ts';
import { batteryTerms, type PlannedBattery } from '../battery-terms.ts';
import { buildProblem } from '../build-problem.ts';
import type { Intent } from '../intent.ts';
import type { PriceOutlook } from './price-outlook.ts';

export interface TestedBattery extends PlannedBattery {
  /** In either direction. */
  readonly powerKwMax: number;
}

export interface Trial {
  readonly market: Market;
  readonly battery: TestedBattery;
  readonly intent: Intent;
  /** The first and the last day that is traded. */
  readonly fromDate: CivilDate;
  readonly untilDate: CivilDate;
  /** What was paid, in the order of time. */
  readonly prices: readonly MarketPrice[];
}

/** A settlement period as it went. */
export interface TradedPeriod {
  readonly period: SettlementPeriod;
  /** Null where none is recorded: the battery stands still. */
  readonly price: MarketPrice | null;
  /** Positive towards the grid. */
  readonly powerKw: number;
  /** Stored at its end. */
  readonly energyKwh: number;
  readonly revenue: number;
}

export interface Backtest {
  readonly periods: readonly TradedPeriod[];
  readonly revenue: number;
  readonly wearCost: number;
  /** Full cycles: what was taken from the store, by its capacity. */
  readonly cycleCount: number;
  /** Periods in which power or stored energy left its limits, counted from the powers alone. */
  readonly violationCount: number;
  readonly planCount: number;
}

const ENERGY_TOLERANCE_RATIO = 1e-6;

/**
 * Trades period by period on what an outlook expects, with the problem and the planner that a live battery has, and is paid what was
 * recorded. The battery begins as empty as it may be. Pure but for the planner it is given.
 */
export function runBacktest(trial: Trial, outlook: PriceOutlook, plan: (problem: SiteProblem) => SitePlan): Backtest {
  const { battery, intent } = trial;
  const priceAt = new Map(trial.prices.map((price) => [price.period.fromAt.getTime(), price]));
  const store = new Store(trial);
  const periods: TradedPeriod[] = [];
  let planned = new Map<number, number>();
  let planCount = 0;
  let dischargedKwhToday = 0;
  let dischargedKwhThisYear = 0;
  let day: CivilDate | null = null;
  for (const period of periodsOver(trial)) {
    if (period.settlementDate !== day) dischargedKwhToday = 0;
    if (period.settlementDate.slice(0, 4) !== day?.slice(0, 4)) dischargedKwhThisYear = 0;
    day = period.settlementDate;
    const now = period.fromAt;
    const expected = outlook.at(now);
    if (expected) {
      planned = plannedPowers(
        { ...situationOf(trial), now, socPercent: store.socPercent, dischargedKwhToday, dischargedKwhThisYear, prices: expected },
        plan,
      );
      planCount += 1;
    }
    const price = priceAt.get(now.getTime()) ?? null;
    const powerKw = price ? (planned.get(now.getTime()) ?? 0) : 0;
    const takenKwh = store.run(powerKw, period);
    dischargedKwhToday += takenKwh;
    dischargedKwhThisYear += takenKwh;
    periods.push({ period, price, powerKw, energyKwh: store.energyKwh, revenue: revenueOf(price, { powerKw, period }) });
  }
  const dischargedMwh = periods.reduce((sum, { powerKw, period }) => sum + (Math.max(0, powerKw) * hoursOf(period)) / 1_000, 0);
  return {
    periods,
    revenue: periods.reduce((sum, { revenue }) => sum + revenue, 0),
    wearCost: dischargedMwh * Number(intent.wearCostPerMwh),
    cycleCount: store.takenKwh / battery.energyCapacityKwh,
    violationCount: store.violationCount,
    planCount,
  };
}

type Situation = Parameters<typeof buildProblem>[0];

function situationOf({
  market,
  battery,
  intent,
}: Trial): Pick<Situation, 'battery' | 'limits' | 'intent' | 'timeZone' | 'positions'> {
  const { powerKwMax } = battery;
  return {
    battery,
    intent,
    timeZone: market.calendar.timeZone,
    limits: {
      nameplate: { chargePowerKwMax: powerKwMax, dischargePowerKwMax: powerKwMax },
      gridConnection: { importLimitKw: powerKwMax, exportLimitKw: powerKwMax },
      set: [],
    },
    positions: [],
  };
}

/** By the beginning of each period. */
function plannedPowers(situation: Situation, plan: (problem: SiteProblem) => SitePlan): Map<number, number> {
  const built = buildProblem(situation);
  if (!built) return new Map();
  const { periods } = plan(built.problem);
  return new Map(
    built.priced.map(({ price }, index) => [price.period.fromAt.getTime(), periods[index]?.batteries[0]?.powerKw ?? 0]),
  );
}

/** The battery itself: what it is told is what it does, and leaving its limits is counted. */
class Store {
  readonly #powerKwMax: number;
  readonly #terms: ReturnType<typeof batteryTerms>;
  energyKwh: number;
  takenKwh = 0;
  violationCount = 0;

  constructor({ battery, intent }: Trial) {
    this.#powerKwMax = battery.powerKwMax;
    this.#terms = batteryTerms(battery, intent);
    this.energyKwh = this.#terms.energyKwhMin;
  }

  get socPercent(): number {
    return percentFromRatio(this.energyKwh / this.#terms.energyCapacityKwh);
  }

  /** Returns what was taken from the store. */
  run(powerKw: number, span: Interval): number {
    const terms = this.#terms;
    const energyKwh = powerKw * hoursOf(span);
    const takenKwh = Math.max(0, energyKwh) / terms.dischargeEfficiencyRatio;
    this.energyKwh += Math.max(0, -energyKwh) * terms.chargeEfficiencyRatio - takenKwh;
    this.takenKwh += takenKwh;
    const toleranceKwh = ENERGY_TOLERANCE_RATIO * terms.energyCapacityKwh;
    const isWithin =
      Math.abs(powerKw) <= this.#powerKwMax &&
      this.energyKwh >= terms.energyKwhMin - toleranceKwh &&
      this.energyKwh <= terms.energyKwhMax + toleranceKwh;
    if (!isWithin) this.violationCount += 1;
    return takenKwh;
  }
}

export function periodsOver({
  fromDate,
  untilDate,
  market,
}: Pick<Trial, 'fromDate' | 'untilDate' | 'market'>): SettlementPeriod[] {
  const periods: SettlementPeriod[] = [];
  for (let date = fromDate; date <= untilDate; date = addDays(date, 1)) periods.push(...periodsOfDay(date, market.calendar));
  return periods;
}

/** Export at its price, import at its. */
function revenueOf(price: MarketPrice | null, { powerKw, period }: Pick<TradedPeriod, 'powerKw' | 'period'>): number {
  if (!price) return 0;
  const pricePerMwh = Number(powerKw > 0 ? price.exportPricePerMwh : price.importPricePerMwh);
  return (pricePerMwh * powerKw * hoursOf(period)) / 1_000;
}

export function hoursOf(span: Interval): number {
  return durationMs(span) / MILLISECONDS_PER_HOUR;
}
