import { present } from '../../../kernel/assert.ts';
import { boundsOver } from '../../assets/index.ts';
import type { SitePlan, SiteProblem, SiteResponse } from '../../optimizer/index.ts';
import { type BuiltProblem, buildProblem } from '../build-problem.ts';
import { periodsWithin } from '../held-responses.ts';
import type { ExpectedAvailability, Fetched, Forecast, HeldOffer, KnownBattery, Optimised, PlanProblem } from './run-facts.ts';

interface Question {
  readonly fetched: Fetched;
  readonly forecast: Forecast;
}

/** Below this, a battery offers nothing: what the solver leaves of a zero. */
const POWER_KW_MIN = 0.001;

/**
 * How much of each service each battery would hold in each block at the expected prices, beside its trade in energy, beginning from
 * what is true now. Pure but for the planner it is given.
 */
export async function optimiseResponses(question: Question, plan: PlanProblem): Promise<Optimised> {
  const offers = await Promise.all(question.fetched.batteries.map((battery) => offersOf(question, { battery, plan })));
  return { batteries: [], offers: offers.flat() };
}

async function offersOf(
  { fetched, forecast }: Question,
  { battery, plan }: { battery: KnownBattery; plan: PlanProblem },
): Promise<HeldOffer[]> {
  const { batteryId, ...situation } = battery;
  const { at, rules } = fetched;
  const prices = forecast.prices.map((price) => ({ ...price, currency: rules.currency, knownAt: at }));
  const built = present(buildProblem({ ...situation, now: at, prices }), 'a price for now');
  const open = (forecast.availability ?? []).flatMap((expected) => {
    const response = openResponse(expected, { fetched, battery, built });
    return response ? [{ expected, response }] : [];
  });
  if (open.length === 0) return [];
  const { problem } = built;
  const held = problem.responses ?? [];
  const [without, chosen] = await Promise.all([
    plan(problem),
    plan({ ...problem, responses: [...held, ...open.map(({ response }) => response)] }),
  ]);
  const powers = new Map(chosen.responses.map(({ name, powerKw }) => [name, powerKw]));
  const taken = open.flatMap(({ expected, response: { name } }) => {
    const powerKw = powers.get(name) ?? 0;
    return powerKw < POWER_KW_MIN ? [] : [{ expected, powerKw }];
  });
  const ratio = costRatio({ without, chosen, names: new Set(open.map(({ response }) => response.name)) });
  return taken.map(({ expected: { service, block, pricePerMwHour }, powerKw }) => ({
    batteryId,
    service,
    fromAt: block.fromAt,
    powerKw,
    worthPerMwHour: Number(pricePerMwHour) * ratio,
  }));
}

interface Open {
  readonly fetched: Fetched;
  readonly battery: KnownBattery;
  readonly built: BuiltProblem;
}

/** Null where the block is not covered by prices, or where the battery can do nothing in it. */
function openResponse(
  { service: name, block, pricePerMwHour }: ExpectedAvailability,
  { fetched, battery, built: { problem, priced } }: Open,
): SiteResponse | null {
  const terms = fetched.rules.capacity?.services.find((one) => one.name === name);
  const within = periodsWithin(
    block,
    priced.map(({ span }) => span),
  );
  const last = within && priced[within.untilPeriodIndex - 1];
  if (!terms || !within || last?.span.untilAt.getTime() !== block.untilAt.getTime()) return null;
  const { chargePowerKwMax, dischargePowerKwMax } = boundsOver(battery.limits, block);
  const powerKwMax = terms.direction === 'LOW' ? dischargePowerKwMax : chargePowerKwMax;
  if (powerKwMax <= 0) return null;
  return {
    name: `${name} ${block.periodIndex}`,
    service: terms.service,
    direction: terms.direction,
    ...within,
    powerKwMin: 0,
    powerKwMax,
    pricePerMwHour: Number(pricePerMwHour),
    batteryName: nameIn(problem),
  };
}

function nameIn({ batteries }: SiteProblem): string {
  return present(batteries[0], 'the battery of the problem').name;
}

interface Compared {
  readonly without: SitePlan;
  readonly chosen: SitePlan;
  /** Of the responses that are on offer. */
  readonly names: ReadonlySet<string>;
}

/** What holding all of them costs in trade that is missed, as a share of what they are expected to earn: with so much less of each they earn nothing. */
function costRatio({ without, chosen, names }: Compared): number {
  const earned = chosen.responses.filter(({ name }) => names.has(name)).reduce((sum, { revenue }) => sum + revenue, 0);
  if (earned <= 0) return 0;
  const gained = chosen.objectiveValue - without.objectiveValue;
  return Math.min(1, Math.max(0, 1 - gained / earned));
}
