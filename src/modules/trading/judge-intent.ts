import { isDeepStrictEqual } from 'node:util';
import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { decimalOf, type Money } from '../../kernel/money.ts';
import { MILLISECONDS_PER_HOUR, percentFromRatio } from '../../kernel/units.ts';
import type { SitePlan } from '../optimizer/index.ts';
import { type BuiltProblem, buildProblem, type Situation } from './build-problem.ts';
import { DEFAULT_INTENT, type Intent, type IntentWish } from './intent.ts';
import { type Constraint, constraintOf } from './plan-reasons.ts';

/** What of an intent can be loosened by itself, and how: as the default has it, and never narrower than asked. */
const LOOSENED = {
  LOWEST_CHARGE: (wish: IntentWish) => ({
    ...wish,
    socPercentMin: Math.min(wish.socPercentMin, DEFAULT_INTENT.socPercentMin),
    reservePercent: 0,
  }),
  HIGHEST_CHARGE: (wish: IntentWish) => ({
    ...wish,
    socPercentMax: Math.max(wish.socPercentMax, DEFAULT_INTENT.socPercentMax),
  }),
  CYCLES_PER_DAY: (wish: IntentWish) => ({ ...wish, cyclesPerDayCountMax: null }),
  CYCLES_PER_YEAR: (wish: IntentWish) => ({ ...wish, cyclesPerYearCountMax: null }),
  WEAR_COST: (wish: IntentWish) => (Number(wish.wearCostPerMwh) > 0 ? { ...wish, wearCostPerMwh: '0' } : wish),
  LEAST_MARGIN: (wish: IntentWish) => (Number(wish.leastMarginPerMwh) > 0 ? { ...wish, leastMarginPerMwh: '0' } : wish),
  SOC_TARGETS: (wish: IntentWish) => ({ ...wish, socTargets: [] }),
  BLACKOUTS: (wish: IntentWish) => ({ ...wish, blackouts: [] }),
} as const satisfies Record<string, (wish: IntentWish) => IntentWish>;

export type IntentPart = keyof typeof LOOSENED;

/** A plan's question for the whole intent, for the default one, and for the intent without each of its parts. */
export interface IntentQuestions {
  readonly asked: BuiltProblem;
  readonly byDefault: BuiltProblem;
  readonly without: readonly { readonly part: IntentPart; readonly built: BuiltProblem }[];
}

/** The answers to the questions. */
export interface IntentPlans {
  readonly asked: SitePlan;
  readonly byDefault: SitePlan;
  readonly without: readonly { readonly part: IntentPart; readonly plan: SitePlan }[];
}

/** What cannot be kept, and when. */
export interface IntentMiss {
  readonly constraint: Constraint;
  /** By how much at most, in percent of the battery's energy. */
  readonly missedPercent: number;
  readonly span: Interval;
}

export interface JudgedIntent {
  readonly horizon: Interval;
  /** From when on everything is kept; null where something is still missed at the end of the horizon. */
  readonly keptFrom: Date | null;
  readonly misses: readonly IntentMiss[];
  /** What to loosen first: the least is missed without it, and of those alike the most is earned; null where nothing helps. */
  readonly loosen: IntentPart | null;
  /** What it costs a day against the default intent; less than nothing where it allows more. */
  readonly costPerDay: Money;
  readonly parts: readonly { readonly part: IntentPart; readonly costPerDay: Money }[];
}

/** The questions that show what an intent would mean; null when no price is known. Pure. */
export function intentQuestions(situation: Situation, wish: IntentWish): IntentQuestions | null {
  const built = (intent: IntentWish): BuiltProblem | null => buildProblem({ ...situation, intent: asIntent(intent) });
  const [asked, byDefault] = [built(wish), built(DEFAULT_INTENT)];
  if (!asked || !byDefault) return null;
  // The keys of a literal object are its type's keys.
  const without = (Object.keys(LOOSENED) as IntentPart[]).flatMap((part) => {
    const loosened = LOOSENED[part](wish);
    const isNarrower = !isDeepStrictEqual(loosened, wish);
    const problem = isNarrower ? built(loosened) : null;
    return problem ? [{ part, built: problem }] : [];
  });
  return { asked, byDefault, without };
}

/** What an intent would mean, from the plans for it. Pure. */
export function judgeIntent(questions: IntentQuestions, plans: IntentPlans): JudgedIntent {
  const { asked } = questions;
  const [first, last] = [asked.priced.at(0), asked.priced.at(-1)];
  if (!first || !last) throw new Error('Bug: a problem without periods');
  const horizon = { fromAt: first.span.fromAt, untilAt: last.span.untilAt };
  const worth = worthOf(asked, plans.asked);
  const perDay = (amount: number): Money => {
    const days = durationMs(horizon) / (24 * MILLISECONDS_PER_HOUR);
    return { amount: decimalOf(amount / days), currency: plans.asked.currency };
  };
  const without = questions.without.flatMap(({ part, built }) => {
    const plan = plans.without.find((one) => one.part === part)?.plan;
    return plan ? [{ part, gain: worthOf(built, plan) - worth, missed: missedKwh(plan) }] : [];
  });
  const misses = missesOf(asked, plans.asked, horizon);
  return {
    horizon,
    keptFrom: keptFrom(misses, horizon),
    misses,
    loosen: toLoosen(without, missedKwh(plans.asked)),
    costPerDay: perDay(worthOf(questions.byDefault, plans.byDefault) - worth),
    parts: without.map(({ part, gain }) => ({ part, costPerDay: perDay(gain) })),
  };
}

function asIntent(wish: IntentWish): Intent {
  return { ...wish, versionSequence: 0, setAt: null };
}

/** What the plan's energy earns, and what is left in store at the end counted as the planner counts it. */
function worthOf({ problem }: BuiltProblem, plan: SitePlan): number {
  const left = plan.periods.at(-1)?.batteries[0]?.energyKwh ?? 0;
  return plan.money.energyRevenue + (left / 1_000) * (problem.batteries[0]?.endEnergyValuePerMwh ?? 0);
}

function missedKwh({ violations }: SitePlan): number {
  return violations.reduce((total, { amount }) => total + amount, 0);
}

/** One for each constraint: the largest amount, from the first period to the last. */
function missesOf({ problem, priced }: BuiltProblem, { violations }: SitePlan, horizon: Interval): IntentMiss[] {
  const capacityKwh = problem.batteries[0]?.energyCapacityKwh ?? Infinity;
  const byConstraint = Map.groupBy(violations, ({ constraint }) => constraint);
  return [...byConstraint].flatMap(([name, missed]) => {
    const constraint = constraintOf(name);
    if (constraint === null) return [];
    const spans = missed.map(({ periodIndex }) => (periodIndex === null ? horizon : (priced[periodIndex]?.span ?? horizon)));
    return [
      {
        constraint,
        missedPercent: percentFromRatio(Math.max(...missed.map(({ amount }) => amount)) / capacityKwh),
        span: {
          fromAt: new Date(Math.min(...spans.map(({ fromAt }) => fromAt.getTime()))),
          untilAt: new Date(Math.max(...spans.map(({ untilAt }) => untilAt.getTime()))),
        },
      },
    ];
  });
}

function keptFrom(misses: readonly IntentMiss[], { fromAt, untilAt }: Interval): Date | null {
  const last = misses.reduce((latest, { span }) => (span.untilAt > latest ? span.untilAt : latest), fromAt);
  return last < untilAt ? last : null;
}

interface Loosened {
  readonly part: IntentPart;
  readonly gain: number;
  readonly missed: number;
}

/** Below these, loosening changes nothing worth a word. */
const MISSED_KWH_MIN = 1e-3;
const GAIN_MIN = 0.005;

function toLoosen(without: readonly Loosened[], missed: number): IntentPart | null {
  const helping = without.filter((one) => missed - one.missed > MISSED_KWH_MIN);
  if (helping.length > 0) return best(helping, (one) => -one.missed);
  return best(
    without.filter(({ gain, missed: still }) => gain > GAIN_MIN && still <= missed + MISSED_KWH_MIN),
    ({ gain }) => gain,
  );
}

function best(from: readonly Loosened[], scoreOf: (one: Loosened) => number): IntentPart | null {
  return from.toSorted((one, other) => scoreOf(other) - scoreOf(one) || other.gain - one.gain)[0]?.part ?? null;
}
