import { present } from '../../../kernel/assert.ts';
import { type Interval, overlapMs } from '../../../kernel/intervals.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { Battery } from '../../assets/index.ts';
import { readSettledPeriods, readSettlementPrices } from '../../markets/index.ts';
import type { Times } from '../../ownership/index.ts';
import { readPositionsOver } from '../market-run/position-reads.ts';
import { divideEarnings, type PeriodEarnings } from './divide-earnings.ts';

/** The settled periods that begin in a span and lie inside of the times whole, each with what was earned in it. */
export async function readEarnings(
  tx: Tx,
  { battery, span, times }: { battery: Battery; span: Interval; times: Times },
): Promise<PeriodEarnings[]> {
  const { batteryId, site } = battery;
  const [settledPeriods, prices, positions] = await Promise.all([
    readSettledPeriods(tx, { batteryId, span, times }),
    readSettlementPrices(tx, { batteryId, market: site.market, span }),
    readPositionsOver(tx, { batteryId, span }),
  ]);
  return settledPeriods.map((settled) => {
    const { period } = settled;
    return divideEarnings({
      settled,
      price: present(prices.get(period.fromAt.getTime()), 'the price that a period was settled by'),
      positions: positions.filter((position) => overlapMs(position.period, period) > 0),
    });
  });
}
