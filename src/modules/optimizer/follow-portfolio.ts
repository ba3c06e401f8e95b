import { present } from '../../kernel/assert.ts';
import { at } from './build-battery.ts';
import type { Course } from './follow-site.ts';
import { sharedRoom } from './portfolio-programme.ts';
import { boxOf, type Box, marksOf } from './portfolio-store.ts';
import type { BatteryFacts, SiteFacts } from './site-facts.ts';

/** Powers are whole milliwatts wherever the limits allow it. */
const POWER_STEPS_PER_KW = 1e6;
/** Less, as a share of the full power, is what is left of the way to the optimum: the battery stands still. */
const IDLE_POWER_RATIO = 1e-7;
/** Energies nearer to a bound than this, as a share of the capacity, were meant to keep it. */
const KEPT_RATIO = 1e-6;

/** A sum of powers that is further beyond its limit than the way to the optimum can leave it. */
const BEYOND_KW = 1e-3;
/** What adding up whole milliwatts leaves. */
const SUM_ROUNDING_KW = 1e-9;

/** Rounds after the first in which batteries take back what others could not. */
const ROUND_COUNT_MAX = 2;

/** What the optimum wants of one battery. */
export interface WantedCourse {
  readonly powerKw: readonly number[];
  readonly energyKwh: readonly number[];
}

/**
 * The powers of each battery as near to the wanted ones as its own limits allow. What rounding or a limit takes from one battery
 * is handed to the next that runs in that period, so that the sum stays what the optimum wants, and within the limit.
 */
export function followPortfolio(facts: SiteFacts, wanted: readonly WantedCourse[]): Course[] {
  let owedKw = facts.periods.map((_, period) => inwards(facts, wanted, period));
  let courses: readonly WantedCourse[] = wanted;
  for (let round = 0; ; round += 1) {
    const owed = owedKw;
    const followed = facts.batteries.map((battery, index) => {
      return followOne(facts, battery, { wanted: present(courses[index], 'a wanted course'), owedKw: owed });
    });
    // What the last ones could not take back, those before them may.
    owedKw = facts.periods.map((_, period) => inwards(facts, followed, period));
    courses = followed;
    if (round === ROUND_COUNT_MAX || owedKw.every((each) => each === 0)) return followed;
  }
}

/** The same powers again, as far as the limits of each battery still allow them. */
export function repeatPortfolio(facts: SiteFacts, courses: readonly WantedCourse[]): Course[] {
  return facts.batteries.map((battery, index) => {
    return followOne(facts, battery, { wanted: present(courses[index], 'a course'), owedKw: facts.periods.map(() => 0) });
  });
}

/** Beside a limit the sums stay a step inside, so that rounding never crosses it. */
function inwards(facts: SiteFacts, wanted: readonly WantedCourse[], period: number): number {
  const sumKw = wanted.reduce((sum, { powerKw }) => sum + at(powerKw, period), 0);
  const { leastKw, mostKw } = sharedRoom(facts, period);
  const wholeLeast = Math.ceil(leastKw * POWER_STEPS_PER_KW - 1e-3) / POWER_STEPS_PER_KW;
  const wholeMost = Math.floor(mostKw * POWER_STEPS_PER_KW + 1e-3) / POWER_STEPS_PER_KW;
  // A sum much further out was meant to be there.
  if (sumKw > mostKw + BEYOND_KW || sumKw < leastKw - BEYOND_KW) return 0;
  const movedKw = Math.max(wholeLeast, Math.min(wholeMost, sumKw)) - sumKw;
  return Math.abs(movedKw) < SUM_ROUNDING_KW ? 0 : movedKw;
}

interface Following {
  readonly wanted: WantedCourse;
  /** For each period, what the batteries before did not do; changed here. */
  readonly owedKw: number[];
}

function followOne(facts: SiteFacts, battery: BatteryFacts, { wanted, owedKw }: Following): Course {
  const rooms = roomsOf(facts, battery, wanted.energyKwh);
  const leftKwh = battery.budgets.map(({ energyKwh }) => energyKwh);
  const budgetsOf = facts.periods.map((_, period) =>
    battery.budgets.flatMap(({ periodIndices }, budget) => (periodIndices.includes(period) ? [budget] : [])),
  );
  const course: { powerKw: number[]; energyKwh: number[] } = { powerKw: [], energyKwh: [] };
  let energyKwh = battery.energyKwhAtStart;
  facts.periods.forEach(({ durationHours }, period) => {
    const keptKwh = energyKwh * at(battery.keptRatio, period);
    const budgets = present(budgetsOf[period], 'the budgets of a period');
    const budgetKwh = budgets.reduce((least, budget) => Math.min(least, Math.max(0, at(leftKwh, budget))), Infinity);
    const reach = reachOf({ battery, period, durationHours, keptKwh, budgetKwh, room: present(rooms[period], 'a room') });
    const powerKw = powerOf({ wantedKw: at(wanted.powerKw, period), owedKw: at(owedKw, period), reach });
    const isOwed = powerKw !== 0 || Math.abs(at(wanted.powerKw, period)) > reach.idleKw;
    if (isOwed) owedKw[period] = at(owedKw, period) + at(wanted.powerKw, period) - powerKw;
    energyKwh =
      powerKw > 0
        ? keptKwh - (powerKw * durationHours) / battery.dischargeEfficiencyRatio
        : keptKwh - powerKw * durationHours * battery.chargeEfficiencyRatio;
    if (powerKw > 0) for (const budget of budgets) leftKwh[budget] = at(leftKwh, budget) - (keptKwh - energyKwh);
    energyKwh = Math.min(Math.max(energyKwh, 0), battery.energyCapacityKwh);
    course.powerKw.push(powerKw);
    course.energyKwh.push(energyKwh);
  });
  return course;
}

/** Where the energy may be at the end of each period so that every later bound can still be kept. */
function roomsOf(facts: SiteFacts, battery: BatteryFacts, wantedKwh: readonly number[]): Box[] {
  const near = KEPT_RATIO * battery.energyCapacityKwh;
  const rooms: Box[] = [];
  let later: Box | null = null;
  for (let period = facts.periods.length - 1; period >= 0; period -= 1) {
    const box = boxOf(battery, marksOf(facts, battery, period));
    const wanted = at(wantedKwh, period);
    // Where a bound had to give way, what is wanted is the bound.
    let lowerKwh = wanted < box.lowerKwh - near ? wanted : box.lowerKwh;
    let upperKwh = wanted > box.upperKwh + near ? wanted : box.upperKwh;
    if (later !== null) {
      const next = period + 1;
      const { durationHours } = present(facts.periods[next], 'a period');
      const kept = at(battery.keptRatio, next);
      const gain = at(battery.chargePowerKwMax, next) * durationHours * battery.chargeEfficiencyRatio;
      const taken = (at(battery.dischargePowerKwMax, next) * durationHours) / battery.dischargeEfficiencyRatio;
      lowerKwh = Math.max(lowerKwh, (later.lowerKwh - gain) / kept);
      upperKwh = Math.min(upperKwh, (later.upperKwh + taken) / kept);
    }
    later = { lowerKwh, upperKwh: Math.max(lowerKwh, upperKwh) };
    rooms.push(later);
  }
  return rooms.toReversed();
}

interface Reach {
  readonly leastKw: number;
  readonly mostKw: number;
  readonly idleKw: number;
}

interface Step {
  readonly battery: BatteryFacts;
  readonly period: number;
  readonly durationHours: number;
  /** What standing still would leave. */
  readonly keptKwh: number;
  /** What budgets leave to be taken. */
  readonly budgetKwh: number;
  readonly room: Box;
}

/** The powers that keep every limit of the battery, now and later. */
function reachOf({ battery, period, durationHours, keptKwh, budgetKwh, room }: Step): Reach {
  const [chargeKwMax, dischargeKwMax] = [at(battery.chargePowerKwMax, period), at(battery.dischargePowerKwMax, period)];
  const powerTo = (energyKwh: number): number =>
    energyKwh > keptKwh
      ? -(energyKwh - keptKwh) / battery.chargeEfficiencyRatio / durationHours
      : ((keptKwh - energyKwh) * battery.dischargeEfficiencyRatio) / durationHours;
  const budgetKw = (budgetKwh * battery.dischargeEfficiencyRatio) / durationHours;
  const mostKw = Math.min(dischargeKwMax, budgetKw, powerTo(Math.max(0, room.lowerKwh)));
  const leastKw = Math.max(-chargeKwMax, powerTo(Math.min(battery.energyCapacityKwh, room.upperKwh)));
  const within = (powerKw: number): number => Math.min(Math.max(powerKw, -chargeKwMax), dischargeKwMax);
  // The capacity comes before all else, then what is to be kept at least.
  const [least, most] = [within(leastKw), within(mostKw)];
  return { leastKw: Math.min(least, most), mostKw: most, idleKw: IDLE_POWER_RATIO * Math.max(chargeKwMax, dischargeKwMax) };
}

interface Power {
  readonly wantedKw: number;
  readonly owedKw: number;
  readonly reach: Reach;
}

/** The wanted power and what is owed, within reach, and whole where a whole one is. */
function powerOf({ wantedKw, owedKw, reach: { leastKw, mostKw, idleKw } }: Power): number {
  const mayIdle = leastKw <= 0 && mostKw >= 0;
  if (mayIdle && Math.abs(wantedKw) <= idleKw) return 0;
  const exactKw = Math.min(Math.max(wantedKw + owedKw, leastKw), mostKw);
  const steps = exactKw * POWER_STEPS_PER_KW;
  const whole = [Math.round(steps), Math.trunc(steps)].map((each) => each / POWER_STEPS_PER_KW);
  const powerKw = whole.find((each) => each >= leastKw && each <= mostKw) ?? exactKw;
  return mayIdle && Math.abs(powerKw) <= idleKw ? 0 : powerKw;
}
