import { present } from '../../../kernel/assert.ts';
import type { CivilDate } from '../../../kernel/periods.ts';
import { boundsOver } from '../../assets/index.ts';
import type { SiteProblem } from '../../optimizer/index.ts';
import { buildProblem } from '../build-problem.ts';
import { optimiseResponses } from './optimise-responses.ts';
import type { Fetched, Forecast, KnownBattery, Optimised, PlannedBattery, PlanProblem } from './run-facts.ts';

interface Question {
  readonly fetched: Fetched;
  readonly forecast: Forecast;
  readonly deliveryDate: CivilDate;
}

/** What each battery would do on the delivery day at the expected prices, beginning from what is true now. Pure but for the planner it is given. */
export async function optimiseBatteries(question: Question, plan: PlanProblem): Promise<Optimised> {
  if (question.fetched.rules.capacity) return optimiseResponses(question, plan);
  const batteries = await Promise.all(question.fetched.batteries.map((battery) => optimiseBattery(question, { battery, plan })));
  return { batteries };
}

async function optimiseBattery(
  { fetched, forecast, deliveryDate }: Question,
  { battery, plan }: { battery: KnownBattery; plan: PlanProblem },
): Promise<PlannedBattery> {
  const { batteryId, ...situation } = battery;
  const { rules, at } = fetched;
  const day = { fromAt: present(rules.periods[0], 'a period of the auction').fromAt };
  const built = buildProblem({
    ...situation,
    now: at,
    // What is sold for the delivery day is no promise here but where the orders begin: the auction can take it back.
    positions: situation.positions.filter(({ fromAt }) => fromAt < day.fromAt),
    prices: forecast.prices.map((price) => ({ ...price, currency: rules.currency, knownAt: at })),
  });
  const { problem, priced } = present(built, 'a price for now');
  const { periods } = await plan(problem);
  const [terms] = problem.batteries;
  const planned = priced.flatMap(({ price: { period } }, index) => {
    if (period.settlementDate !== deliveryDate) return [];
    const course = present(periods[index]?.batteries[0], 'a plan for every period');
    const { chargePowerKwMax, dischargePowerKwMax } = boundsIn(problem, index);
    return [
      {
        fromAt: period.fromAt,
        powerKw: course.powerKw,
        storedValuePerMwh: course.storedValuePerMwh,
        chargePowerKwMax: Math.min(chargePowerKwMax, boundsOver(battery.limits, period).chargePowerKwMax),
        dischargePowerKwMax: Math.min(dischargePowerKwMax, boundsOver(battery.limits, period).dischargePowerKwMax),
      },
    ];
  });
  return {
    batteryId,
    chargeEfficiencyRatio: terms?.chargeEfficiencyRatio ?? 1,
    dischargeEfficiencyRatio: terms?.dischargeEfficiencyRatio ?? 1,
    wearCostPerMwh: terms?.wearCostPerMwh ?? 0,
    periods: planned,
  };
}

/** What the problem lets the battery do in a period: nothing in a blackout. */
function boundsIn({ batteries }: SiteProblem, index: number): { chargePowerKwMax: number; dischargePowerKwMax: number } {
  const battery = present(batteries[0], 'the battery of the problem');
  const valueOf = (series: number | readonly number[]): number => (typeof series === 'number' ? series : (series[index] ?? 0));
  return { chargePowerKwMax: valueOf(battery.chargePowerKwMax), dischargePowerKwMax: valueOf(battery.dischargePowerKwMax) };
}
