import { type Interval, durationMs } from '../../kernel/intervals.ts';
import type { CivilDate } from '../../kernel/periods.ts';
import { MILLISECONDS_PER_HOUR, ratioFromPercent } from '../../kernel/units.ts';
import { boundsOver, type PowerLimits } from '../assets/index.ts';
import type { SiteProblem } from '../optimizer/index.ts';
import { batteryTerms, type PlannedBattery } from './battery-terms.ts';
import { instantsOf, spansOf } from './daily-times.ts';
import type { PlannedPrice } from './forecasts/expected-prices.ts';
import { type HeldResponse, responsesOf } from './held-responses.ts';
import type { Intent } from './intent.ts';
import { commitmentsOf, type HeldPosition } from './positions.ts';
import { yearAllowanceKwh } from './year-allowance.ts';

type SiteTarget = NonNullable<SiteProblem['batteries'][number]['targets']>[number];

const STANDSTILL = { chargePowerKwMax: 0, dischargePowerKwMax: 0 };

/** Plans reach no further than this, however far prices are known. */
const HORIZON_MS_MAX = 10 * 24 * MILLISECONDS_PER_HOUR;

export interface Situation {
  readonly now: Date;
  /** Of the site: the wall clock that the intent speaks of. */
  readonly timeZone: string;
  readonly battery: PlannedBattery;
  readonly limits: PowerLimits;
  readonly intent: Intent;
  readonly socPercent: number;
  /** Taken from store since the settlement day began. */
  readonly dischargedKwhToday: number;
  /** Taken from store since the calendar year of settlement dates began; counted only where the intent limits it. */
  readonly dischargedKwhThisYear: number;
  /** Published or expected, in the order of time. */
  readonly prices: readonly PlannedPrice[];
  /** What is sold already from now on. */
  readonly positions: readonly HeldPosition[];
  /** Of capacity, what is sold from now on. A market run that an earlier version kept says nothing of it. */
  readonly responses?: readonly HeldResponse[];
}

interface PricedSpan {
  readonly price: PlannedPrice;
  readonly span: Interval;
  /** Touched by a blackout window of the intent: the battery stands still. */
  readonly isBlackedOut: boolean;
}

/** The planner's question, and which part of which settlement period each of its periods is. */
export interface BuiltProblem {
  readonly problem: SiteProblem;
  readonly priced: readonly PricedSpan[];
}

/** Puts a battery's situation as a planning problem; null when no price is known from now on. Pure. */
export function buildProblem(situation: Situation): BuiltProblem | null {
  const { battery, intent, limits, now } = situation;
  const unbroken = unbrokenFrom(now, situation.prices);
  const [first, last] = [unbroken.at(0), unbroken.at(-1)];
  if (!first || !last) return null;
  const place = { horizon: { fromAt: now, untilAt: last.span.untilAt }, timeZone: situation.timeZone };
  const blackouts = intent.blackouts.flatMap((window) => spansOf(window, place));
  const priced = unbroken.map((one) => ({ ...one, isBlackedOut: blackouts.some((blackout) => touches(blackout, one.span)) }));
  const terms = batteryTerms(battery, intent);
  const dates = [...new Set(priced.map(({ price }) => price.period.settlementDate))];
  const planned = { spans: priced.map(({ span }) => span), batteryName: terms.name };
  const commitments = commitmentsOf(situation.positions, planned);
  const responses = responsesOf(situation.responses ?? [], planned);
  const problem: SiteProblem = {
    currency: first.price.currency,
    periods: priced.map(({ price, span }) => ({
      durationHours: durationMs(span) / MILLISECONDS_PER_HOUR,
      importPricePerMwh: Number(price.importPricePerMwh),
      exportPricePerMwh: Number(price.exportPricePerMwh),
      dayIndex: dates.indexOf(price.period.settlementDate),
    })),
    batteries: [
      {
        ...terms,
        ...powersOf(limits, priced),
        targets: targetsOf(intent, { ...place, priced, energyCapacityKwh: terms.energyCapacityKwh }),
        energyKwhAtStart: terms.energyCapacityKwh * ratioFromPercent(Math.min(100, Math.max(0, situation.socPercent))),
        dischargedKwhBeforeStart: situation.dischargedKwhToday,
        ...yearBudget(situation, { fromDate: first.price.period.settlementDate, untilDate: last.price.period.settlementDate }),
        endEnergyValuePerMwh: endEnergyValue(priced, terms.dischargeEfficiencyRatio),
      },
    ],
    ...(commitments && { site: { commitments } }),
    ...(responses.length > 0 && { responses }),
  };
  return { problem, priced };
}

function yearBudget(
  { battery, intent, dischargedKwhThisYear }: Situation,
  dates: { fromDate: CivilDate; untilDate: CivilDate },
): Pick<SiteProblem['batteries'][number], 'dischargedKwhMax'> {
  // A market run that an earlier version kept says nothing of it.
  const cyclesPerYearCountMax = intent.cyclesPerYearCountMax ?? null;
  if (cyclesPerYearCountMax === null) return {};
  const dischargedKwhMaxPerYear = cyclesPerYearCountMax * battery.energyCapacityKwh;
  return { dischargedKwhMax: yearAllowanceKwh({ dischargedKwhMaxPerYear, dischargedKwhThisYear, ...dates }) };
}

function touches(one: Interval, other: Interval): boolean {
  return one.fromAt < other.untilAt && other.fromAt < one.untilAt;
}

interface TargetPlace {
  readonly horizon: Interval;
  readonly timeZone: string;
  readonly priced: readonly PricedSpan[];
  readonly energyCapacityKwh: number;
}

/** Each target on each day, at the end of the last period that is over by then: what is wanted by a time is there by it. */
function targetsOf({ socTargets }: Intent, { priced, energyCapacityKwh, ...place }: TargetPlace): SiteTarget[] {
  return socTargets.flatMap(({ wallTime, socPercentMin, socPercentMax }) =>
    instantsOf(wallTime, place).flatMap((at) => {
      const periodIndex = priced.findLastIndex(({ span }) => span.untilAt <= at);
      if (periodIndex < 0) return [];
      return [
        {
          periodIndex,
          ...(socPercentMin !== null && { energyKwhMin: energyCapacityKwh * ratioFromPercent(socPercentMin) }),
          ...(socPercentMax !== null && { energyKwhMax: energyCapacityKwh * ratioFromPercent(socPercentMax) }),
        },
      ];
    }),
  );
}

/** Nameplate, grid share, set limits and blackouts. One that holds in a part of a period is kept throughout: a period has one power. */
function powersOf(
  limits: PowerLimits,
  priced: BuiltProblem['priced'],
): Pick<SiteProblem['batteries'][number], 'chargePowerKwMax' | 'dischargePowerKwMax'> {
  const { nameplate, gridConnection } = limits;
  if (limits.set.length === 0 && !priced.some(({ isBlackedOut }) => isBlackedOut)) {
    return {
      chargePowerKwMax: Math.min(nameplate.chargePowerKwMax, gridConnection.importLimitKw),
      dischargePowerKwMax: Math.min(nameplate.dischargePowerKwMax, gridConnection.exportLimitKw),
    };
  }
  const bounds = priced.map(({ span, isBlackedOut }) => (isBlackedOut ? STANDSTILL : boundsOver(limits, span)));
  return {
    chargePowerKwMax: bounds.map(({ chargePowerKwMax }) => chargePowerKwMax),
    dischargePowerKwMax: bounds.map(({ dischargePowerKwMax }) => dischargePowerKwMax),
  };
}

/** The prices from now on without a gap; the period that runs now counts with what is left of it. */
function unbrokenFrom(now: Date, prices: readonly PlannedPrice[]): { price: PlannedPrice; span: Interval }[] {
  const ahead = prices.filter(({ period }) => period.untilAt > now);
  const unbroken: { price: PlannedPrice; span: Interval }[] = [];
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
function endEnergyValue(priced: readonly { price: PlannedPrice }[], dischargeEfficiencyRatio: number): number {
  const prices = priced.map(({ price }) => Number(price.exportPricePerMwh)).toSorted((one, other) => one - other);
  const median = prices[Math.floor((prices.length - 1) / 2)] ?? 0;
  return Math.max(0, median) * dischargeEfficiencyRatio;
}
