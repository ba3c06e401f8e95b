import { present } from '../../kernel/assert.ts';
import { type Interval, overlapMs } from '../../kernel/intervals.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Battery } from '../assets/index.ts';
import { readAcceptancesOver, type TakenAcceptance } from '../control/index.ts';
import { readSettledPeriods, readSettlementPrices, type SettledPeriod } from '../markets/index.ts';
import type { Times } from '../ownership/index.ts';
import { type DeclaredPeriod, readDeclaredPeriods, readPositionsOver, readResponsePositions } from '../trading/index.ts';
import { acceptedEnergyIn } from './accepted-energy.ts';
import { divideEarnings, type EarnedResponse, type PeriodEarnings } from './divide-earnings.ts';
import { readSettledResponses, settledKeyOf } from './settled-responses.ts';

/** The settled periods that begin in a span and lie inside of the times whole, each with what was earned in it. */
export async function readEarnings(
  tx: Tx,
  { battery, span, times }: { battery: Battery; span: Interval; times: Times },
): Promise<PeriodEarnings[]> {
  const { batteryId, site } = battery;
  const [settledPeriods, prices, positions, responses] = await Promise.all([
    readSettledPeriods(tx, { batteryId, span, times }),
    readSettlementPrices(tx, { batteryId, market: site.market, span }),
    readPositionsOver(tx, { batteryId, span }),
    readEarnedResponses(tx, { batteryId, span, times }),
  ]);
  const { amendments, declared } = await readAccepted(tx, { batteryId, settledPeriods });
  return settledPeriods.map((settled) => {
    const { period } = settled;
    return divideEarnings({
      settled,
      price: present(prices.get(period.fromAt.getTime()), 'the price that a period was settled by'),
      positions: positions.filter((position) => overlapMs(position.period, period) > 0),
      responses: responses.get(period.fromAt.getTime()) ?? [],
      accepted: acceptedEnergyIn(declared.get(period.fromAt.getTime()), amendments),
    });
  });
}

/** What was paid for responses, by the instant at which each settlement period begins, in milliseconds. */
async function readEarnedResponses(
  tx: Tx,
  { batteryId, span, times }: { batteryId: string; span: Interval; times: Times },
): Promise<Map<number, EarnedResponse[]>> {
  const positions = await readResponsePositions(tx, { batteryId, span, times });
  if (positions.length === 0) return new Map();
  const settled = await readSettledResponses(tx, positions.map(settledKeyOf));
  const earned = positions.flatMap((position) => {
    const { payment } = settled.get(settledKeyOf(position)) ?? {};
    return payment === undefined ? [] : [{ ...position, payment }];
  });
  return Map.groupBy(earned, ({ period }) => period.fromAt.getTime());
}

interface Accepted {
  readonly amendments: readonly TakenAcceptance[];
  /** By the instant at which the period begins, in milliseconds; of the periods in which something was accepted. */
  readonly declared: ReadonlyMap<number, DeclaredPeriod>;
}

async function readAccepted(
  tx: Tx,
  { batteryId, settledPeriods }: { batteryId: string; settledPeriods: readonly SettledPeriod[] },
): Promise<Accepted> {
  const periods = settledPeriods.map(({ period }) => period);
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (!first || !last) return { amendments: [], declared: new Map() };
  const taken = await readAcceptancesOver(tx, { batteryIds: [batteryId], fromAt: first.fromAt, untilAt: last.untilAt });
  const amendments = taken.get(batteryId) ?? [];
  const accepted = periods.filter((period) => amendments.some((amendment) => reachesInto(amendment, period)));
  const declared = await readDeclaredPeriods(tx, { batteryId, periods: accepted });
  return { amendments, declared: new Map(declared.map((one) => [one.period.fromAt.getTime(), one])) };
}

function reachesInto({ points }: TakenAcceptance, period: Interval): boolean {
  const [first, last] = [points.at(0), points.at(-1)];
  return first !== undefined && last !== undefined && overlapMs({ fromAt: first.at, untilAt: last.at }, period) > 0;
}
