import { MILLISECONDS_PER_HOUR } from '../../../kernel/units.ts';
import type { ForecastMethod } from './forecast-method.ts';
import type { HistoryValue, KnownHistory } from './known-history.ts';
import type { Slot } from './period-slots.ts';
import { quantilesOf, rising, type Weighted } from './quantiles.ts';
import { valuesAt } from './usual-day-method.ts';

const SAMPLE_COUNT_MIN = 4;
/** Each day back counts so much less than the one after it. */
const DAY_FADE_RATIO = 0.9;
/** How much a value moves the deviation that counts as the latest. */
const DEVIATION_GAIN = 0.5;
/** Within so many hours a deviation shrinks to a third, as 1/e. */
const DEVIATION_HOURS = 4;
/** Of so many of the newest values a deviation is still felt. */
const FELT_COUNT = 24;
/** What is left of the spread where the value before is known: a deviation that lasts tells most of the next one. */
const LASTING_RATIO = 0.8;
/** The spread of so many times of day before and after counts as well: a month of one alone is a poor sample. */
const NEIGHBOUR_COUNT = 4;

/**
 * The course of days of the same kind, newer ones counting more, moved by what is left of how far the latest values were from it. The
 * spread around it is that of the times of day nearby, and narrower as long as the deviation lasts.
 */
export const recentCourse: ForecastMethod = ({ history, periods, slotOf, levels }) => {
  const courses = new Courses(history, levels);
  const latest = latestDeviation(history, courses);
  return periods.flatMap((period) => {
    const slot = slotOf(period);
    const course = courses.at(slot);
    const spread = courses.spreadAround(slot);
    if (!course || !spread) return [];
    const left = fadeOver(period.untilAt.getTime() - latest.untilMs);
    const spreadRatio = Math.sqrt(1 - (LASTING_RATIO * left) ** 2);
    const middle = course.mean + latest.deviation * left;
    return [{ period, quantiles: rising(spread.map((residual) => middle + residual * spreadRatio)) }];
  });
};

interface Course {
  readonly mean: number;
  /** How far each value was from the mean. */
  readonly residuals: readonly Weighted[];
}

/** The usual course of working days and of weekends; what is worked out once is kept. */
class Courses {
  readonly #history: KnownHistory;
  readonly #wallTimes: readonly string[];
  readonly #courses = new Map<string, Course | null>();
  readonly #levels: readonly number[];
  readonly #spreads = new Map<string, readonly number[] | null>();

  constructor(history: KnownHistory, levels: readonly number[]) {
    this.#history = history;
    this.#levels = levels;
    this.#wallTimes = [...history.byWallTime.keys()].toSorted();
  }

  at(slot: Slot): Course | null {
    const key = keyOf(slot);
    const known = this.#courses.get(key);
    if (known !== undefined) return known;
    const course = courseOf(valuesAt(this.#history, slot));
    this.#courses.set(key, course);
    return course;
  }

  /** The quantiles of how far values were from their course at that time of day and near it. */
  spreadAround(slot: Slot): readonly number[] | null {
    const key = keyOf(slot);
    const known = this.#spreads.get(key);
    if (known !== undefined) return known;
    const index = this.#wallTimes.indexOf(slot.wallTime);
    const near = this.#wallTimes.slice(Math.max(0, index - NEIGHBOUR_COUNT), index + NEIGHBOUR_COUNT + 1);
    const residuals = index < 0 ? [] : near.flatMap((wallTime) => this.at({ ...slot, wallTime })?.residuals ?? []);
    const spread = residuals.length < SAMPLE_COUNT_MIN ? null : quantilesOf(residuals, this.#levels);
    this.#spreads.set(key, spread);
    return spread;
  }
}

const keyOf = ({ wallTime, isWeekend }: Slot): string => `${wallTime} ${isWeekend}`;

function courseOf(values: readonly HistoryValue[]): Course | null {
  if (values.length === 0) return null;
  const samples = values.map(({ value }, index) => ({ value, weight: DAY_FADE_RATIO ** (values.length - 1 - index) }));
  const weights = samples.reduce((sum, { weight }) => sum + weight, 0);
  const mean = samples.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights;
  return { mean, residuals: samples.map(({ value, weight }) => ({ value: value - mean, weight })) };
}

/** How far the newest values were from the course, and until when. */
function latestDeviation(history: KnownHistory, courses: Courses): { readonly deviation: number; readonly untilMs: number } {
  let deviation = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const { value, period, slot } of history.values.slice(-FELT_COUNT)) {
    const expected = deviation * fadeOver(period.untilAt.getTime() - untilMs);
    deviation = expected + DEVIATION_GAIN * (value - (courses.at(slot)?.mean ?? value) - expected);
    untilMs = period.untilAt.getTime();
  }
  return { deviation, untilMs };
}

/** What a deviation keeps over a time; nothing of one that there never was. */
function fadeOver(durationMs: number): number {
  return Math.exp(-Math.max(0, durationMs) / MILLISECONDS_PER_HOUR / DEVIATION_HOURS);
}
