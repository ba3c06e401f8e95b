import { present } from '../../kernel/assert.ts';
import { at } from './build-battery.ts';
import { followPortfolio, repeatPortfolio, type WantedCourse } from './follow-portfolio.ts';
import { entry, followCentralPath, type InteriorPoint, type PathStart } from './interior-point.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import { boundOf, coldStart, dualsOf, pricesOf, toldPrices, warmStart } from './portfolio-prices.ts';
import type { PortfolioProblem } from './portfolio-problem.ts';
import { buildPortfolio, DIRECTION, type PortfolioProgramme } from './portfolio-programme.ts';
import { STORED_SLOT } from './portfolio-system.ts';
import { GAP_RATIO_MAX, gapRatioOf, readPortfolio, statusOf } from './read-portfolio.ts';
import { factsOf, type SiteFacts } from './site-facts.ts';

const STEP_COUNT_MAX_DEFAULT = 200;
/** Charge and discharge of a period that overlap by more than this share of full power were meant to. */
const OVERLAP_RATIO = 1e-5;
/** Each holds more directions; what would still overlap then is told in the gap. */
const DIRECTION_ROUND_COUNT = 4;
/** Bounds that differ by less, as a share, are one. */
const SAME_RATIO = 1e-10;

export interface PortfolioOptions {
  /** The plan in force. It is kept where no other earns more; where one does, the way to that one is shorter. */
  readonly previous?: PortfolioPlan;
  /** Asked at each step; where it says no, the plan reached is told with its gap. */
  readonly goOn?: () => boolean;
}

/** The best plan for a checked problem of a portfolio. The same problem after the same plan gives the same plan. */
export function planPortfolio(problem: PortfolioProblem, { previous, goOn = () => true }: PortfolioOptions = {}): PortfolioPlan {
  const { portfolio, stepCountMax = STEP_COUNT_MAX_DEFAULT, ...rest } = problem;
  const facts = factsOf({ ...rest, site: portfolio });
  const usable = previous !== undefined && isLike(facts, previous) ? previous : null;
  const built = buildPortfolio(facts, { elastic: false, directions: openDirections(facts) });
  const kept = usable && recount(facts, built, usable);
  if (kept && kept.gapRatio <= GAP_RATIO_MAX) return kept;
  const found = search(facts, built, { previous: usable, stepCountMax, goOn });
  // What is missed without a price cannot be weighed against money.
  if (!kept || [...kept.violations, ...found.violations].some(({ cost }) => cost === 0)) return found;
  const gained = (found.objectiveValue - kept.objectiveValue) / Math.max(1, Math.abs(kept.objectiveValue));
  return gained > GAP_RATIO_MAX ? found : keptWith(kept, found);
}

/** What is done stays; what it is worth, and how near to the best it is, is as found now. */
function keptWith(kept: PortfolioPlan, found: PortfolioPlan): PortfolioPlan {
  if (found.boundValue > kept.boundValue - GAP_RATIO_MAX * Math.max(1, Math.abs(kept.boundValue))) return kept;
  const boundValue = Math.max(kept.objectiveValue, found.boundValue);
  const gapRatio = gapRatioOf({ boundValue, objectiveValue: kept.objectiveValue });
  return {
    ...kept,
    status: statusOf(kept.violations, gapRatio),
    boundValue,
    gapRatio,
    periods: kept.periods.map((period, index) => {
      return { ...period, congestionPricePerMwh: present(found.periods[index], 'a period').congestionPricePerMwh };
    }),
    batteries: kept.batteries.map((battery, index) => {
      const { storedValuePerMwh, cyclePricesPerMwh } = present(found.batteries[index], 'a battery');
      return { ...battery, storedValuePerMwh, cyclePricesPerMwh };
    }),
  };
}

function search(facts: SiteFacts, built: PortfolioProgramme, options: Solving): PortfolioPlan {
  const rigid = solvePortfolio(facts, built, options);
  const isMissed = rigid.violations.some(({ cost }) => cost === 0);
  if (facts.excessPricePerKwh !== null || !options.goOn() || !(isMissed || rigid.status === 'FEASIBLE')) return rigid;
  // The shared limit comes before ranges and targets.
  const yielding = buildPortfolio(facts, { elastic: true, directions: openDirections(facts) });
  const elastic = solvePortfolio(facts, yielding, { ...options, previous: null });
  return isMissed || elastic.gapRatio < rigid.gapRatio ? elastic : rigid;
}

/** Whether a plan is about the same batteries and as many periods. */
function isLike({ batteries, periods }: SiteFacts, previous: PortfolioPlan): boolean {
  const isSame = batteries.every(({ name, budgets }, index) => {
    const before = previous.batteries[index];
    return before?.name === name && before.cyclePricesPerMwh.length === budgets.length;
  });
  return isSame && previous.batteries.length === batteries.length && previous.periods.length === periods.length;
}

/** The plan in force, counted anew, with how far from the best it is by the prices it tells. */
function recount(facts: SiteFacts, rigid: PortfolioProgramme, previous: PortfolioPlan): PortfolioPlan {
  const hasGivenWay = facts.excessPricePerKwh === null && previous.violations.some(({ cost }) => cost === 0);
  const built = hasGivenWay ? buildPortfolio(facts, { elastic: true, directions: openDirections(facts) }) : rigid;
  const courses = repeatPortfolio(facts, previous.batteries);
  const prices = toldPrices(previous);
  const bound = boundOf(facts, built, dualsOf(facts, built, prices));
  const plan = readPortfolio(facts, { courses, prices, bound, unpriced: built.unpriced });
  // From the same prices follows the same bound, but for the rounding of their units.
  const isNear = Math.abs(plan.boundValue - previous.boundValue) <= SAME_RATIO * Math.max(1, Math.abs(previous.boundValue));
  const isSame = isNear && plan.objectiveValue === previous.objectiveValue;
  return isSame ? { ...plan, boundValue: previous.boundValue, gapRatio: previous.gapRatio } : plan;
}

function openDirections({ batteries, periods }: SiteFacts): Uint8Array {
  return new Uint8Array(batteries.length * periods.length);
}

interface Solving {
  readonly previous: PortfolioPlan | null;
  readonly stepCountMax: number;
  readonly goOn: () => boolean;
}

/**
 * First with both directions open, which no plan can beat. Where a battery would then charge and discharge at once to burn
 * energy, it is held to the direction in which its store moved, and all is solved again; what that costs is in the gap.
 */
function solvePortfolio(facts: SiteFacts, open: PortfolioProgramme, { previous, stepCountMax, goOn }: Solving): PortfolioPlan {
  const directions = openDirections(facts);
  let built = open;
  const follow = (start: PathStart): InteriorPoint => followCentralPath(built.programme, { start, stepCountMax, goOn });
  const fromHere = (duals: Float64Array): InteriorPoint => {
    const near = follow(warmStart(duals));
    // Prices that were right for something else can lead into a corner: then the long way is the one.
    return near.isOptimal || !goOn() ? near : follow(coldStart(facts, built));
  };
  let point = previous ? fromHere(dualsOf(facts, built, toldPrices(previous))) : follow(coldStart(facts, built));
  // The prices that are told are those that prove the bound.
  const bound = boundOf(facts, built, point.rowDuals);
  const prices = pricesOf(facts, built, point.rowDuals);
  for (let round = 0; round < DIRECTION_ROUND_COUNT && goOn(); round += 1) {
    if (!point.isOptimal || !decideDirections(facts, built, { values: point.values, directions })) break;
    built = buildPortfolio(facts, { elastic: open.elastic, directions });
    point = fromHere(point.rowDuals);
  }
  const courses = followPortfolio(facts, wantedOf(facts, built, point.values));
  return readPortfolio(facts, { courses, prices, bound, unpriced: built.unpriced });
}

interface Deciding {
  readonly values: Float64Array;
  /** Changed here. */
  readonly directions: Uint8Array;
}

/** Holds each battery that does both in a period to the way its store moved. False where none does. */
function decideDirections(facts: SiteFacts, { system }: PortfolioProgramme, { values, directions }: Deciding): boolean {
  let isDecided = false;
  facts.batteries.forEach((battery, index) => {
    const lossless = battery.chargeEfficiencyRatio * battery.dischargeEfficiencyRatio;
    facts.periods.forEach((_, period) => {
      const row = index * facts.periods.length + period;
      const [charge, discharge] = [entry(values, row * system.slotCount), entry(values, row * system.slotCount + 1)];
      const fullKw = Math.max(at(battery.chargePowerKwMax, period), at(battery.dischargePowerKwMax, period));
      if (Math.min(charge, discharge) <= OVERLAP_RATIO * fullKw) return;
      directions[row] = charge * lossless >= discharge ? DIRECTION.charge : DIRECTION.discharge;
      isDecided = true;
    });
  });
  return isDecided;
}

function wantedOf(
  { batteries, periods }: SiteFacts,
  { system, stores }: PortfolioProgramme,
  values: Float64Array,
): WantedCourse[] {
  return batteries.map((_, battery) => {
    const rows = periods.map((__, period) => battery * periods.length + period);
    return {
      powerKw: rows.map((row) => entry(values, row * system.slotCount + 1) - entry(values, row * system.slotCount)),
      energyKwh: rows.map((row) => {
        const first = row * system.slotCount + STORED_SLOT;
        return present(stores[row], 'a store').parts.reduce((sum, __, part) => sum + entry(values, first + part), 0);
      }),
    };
  });
}
