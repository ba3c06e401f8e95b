import type { PlanProblem } from './plan-problem.ts';

/** What the cycle limit still allows to be taken from the store, day by day. */
export class DischargeBudget {
  readonly #leftKwhByDay = new Map<number, number>();

  constructor(problem: PlanProblem) {
    const maxKwh = problem.dischargedKwhMaxPerDay;
    if (maxKwh === null) return;
    for (const { dayIndex } of problem.periods) this.#leftKwhByDay.set(dayIndex, maxKwh);
    const firstDayIndex = problem.periods[0]?.dayIndex;
    if (firstDayIndex === undefined) return;
    this.#leftKwhByDay.set(firstDayIndex, Math.max(0, maxKwh - problem.dischargedKwhBeforeStart));
  }

  leftKwh(dayIndex: number): number {
    return this.#leftKwhByDay.get(dayIndex) ?? Infinity;
  }

  spend(dayIndex: number, energyKwh: number): void {
    const leftKwh = this.#leftKwhByDay.get(dayIndex);
    if (leftKwh !== undefined) this.#leftKwhByDay.set(dayIndex, Math.max(0, leftKwh - energyKwh));
  }

  /** The days that have a limit. */
  days(): Iterable<readonly [dayIndex: number, leftKwh: number]> {
    return this.#leftKwhByDay;
  }
}
