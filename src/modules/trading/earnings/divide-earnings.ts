import { overlapMs } from '../../../kernel/intervals.ts';
import { type Decimal, decimalOf, type Money, sumOf } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import { kwhOf, mwhFromKwh } from '../../../kernel/units.ts';
import type { MarketPrice, SettledPeriod } from '../../markets/index.ts';
import type { MarketPosition } from '../market-run/position-reads.ts';

/** What a battery earned in one settlement period with one of its commitments, or with what it did beside all of them. */
export interface EarningsPart {
  readonly source: 'AUCTION' | 'IMBALANCE';
  /** The auction; null for what was done beside. */
  readonly product: string | null;
  /** Above zero given to the grid. */
  readonly energyKwh: number;
  readonly revenue: Money;
}

export interface PeriodEarnings {
  readonly period: SettlementPeriod;
  readonly parts: readonly EarningsPart[];
}

interface Settled {
  readonly settled: SettledPeriod;
  /** By which the metered energy was settled. */
  readonly price: Pick<MarketPrice, 'importPricePerMwh' | 'exportPricePerMwh'>;
  /** Those of the battery whose periods reach into this one. */
  readonly positions: readonly MarketPosition[];
}

/**
 * What was sold at its price, and the metered energy beside it at the period's: what the meter shows was settled whole, so of that
 * the sold energy goes off at the period's price (the one for exports, for bought energy the one for imports). The parts add up
 * to the whole: metered revenue + sold energy * (price of the award - price of the period). Pure.
 */
export function divideEarnings({ settled, price, positions }: Settled): PeriodEarnings {
  const { period, revenue } = settled;
  const sold = positions.map((position) => {
    const energyKwh = kwhOf({ powerKw: position.powerKw, durationMs: overlapMs(position.period, period) });
    return { position, energyKwh };
  });
  const soldKwh = sold.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
  const periodPrice = Number(soldKwh > 0 ? price.exportPricePerMwh : price.importPricePerMwh);
  const beside: EarningsPart = {
    source: 'IMBALANCE',
    product: null,
    energyKwh: settled.exportedKwh - settled.importedKwh - soldKwh,
    revenue: { ...revenue, amount: sumOf([revenue.amount, decimalOf(-mwhFromKwh(soldKwh) * periodPrice)]) },
  };
  return {
    period,
    parts: [
      ...sold.map(({ position: { product, pricePerMwh, currency }, energyKwh }) => ({
        source: 'AUCTION' as const,
        product,
        energyKwh,
        revenue: { amount: decimalOf(mwhFromKwh(energyKwh) * Number(pricePerMwh)), currency },
      })),
      beside,
    ],
  };
}

/** The sum of the parts. All of a market's money is in its one currency. */
export function totalOf({ parts }: PeriodEarnings): Money {
  const currency = parts[0]?.revenue.currency ?? '';
  return { currency, amount: sumOf(parts.map(({ revenue }): Decimal => revenue.amount)) };
}
