import { overlapMs } from '../../kernel/intervals.ts';
import { type Decimal, decimalOf, type Money, sumOf } from '../../kernel/money.ts';
import type { SettlementPeriod } from '../../kernel/periods.ts';
import { kwhOf, mwhFromKwh } from '../../kernel/units.ts';
import type { MarketPrice, SettledPeriod } from '../markets/index.ts';
import type { MarketPosition } from '../trading/index.ts';
import type { AcceptedEnergy } from './accepted-energy.ts';

/** What a battery earned in one settlement period with one of its commitments, or with what it did beside all of them. */
export interface EarningsPart {
  readonly source: 'AUCTION' | 'RESPONSE' | 'ACCEPTANCE' | 'IMBALANCE';
  /** The auction; null for what was sold in none. */
  readonly product: string | null;
  /** Of a response, as the market's terms call it. */
  readonly service: string | null;
  /** Above zero given to the grid. */
  readonly energyKwh: number;
  readonly revenue: Money;
}

export interface PeriodEarnings {
  readonly period: SettlementPeriod;
  readonly parts: readonly EarningsPart[];
}

/** A response that was sold for the period, and what was paid for it. */
export interface EarnedResponse {
  readonly product: string;
  readonly serviceName: string;
  readonly payment: Decimal;
  readonly currency: string;
}

interface Settled {
  readonly settled: SettledPeriod;
  /** By which the metered energy was settled. */
  readonly price: Pick<MarketPrice, 'importPricePerMwh' | 'exportPricePerMwh'>;
  /** Those of the battery whose periods reach into this one. */
  readonly positions: readonly MarketPosition[];
  /** Those that are settled for this period. */
  readonly responses: readonly EarnedResponse[];
  /** Null where the system operator accepted nothing that it pays for. */
  readonly accepted: AcceptedEnergy | null;
}

/**
 * What was sold at its price, what was accepted at the prices of its pairs, and the metered energy beside both at the period's:
 * what the meter shows was settled whole, so of that the energy that was promised goes off at the period's price (the one for exports,
 * for bought energy the one for imports). The parts add up to the whole: metered revenue + promised energy * (its price - price of the
 * period) + what is paid for responses, whose energy is metered energy like any other. Pure.
 */
export function divideEarnings({ settled, price, positions, responses, accepted }: Settled): PeriodEarnings {
  const { period, revenue } = settled;
  const sold = positions.map((position) => {
    const energyKwh = kwhOf({ powerKw: position.powerKw, durationMs: overlapMs(position.period, period) });
    return { position, energyKwh };
  });
  const promisedKwh = sold.reduce((sum, { energyKwh }) => sum + energyKwh, accepted?.energyKwh ?? 0);
  const periodPrice = Number(promisedKwh > 0 ? price.exportPricePerMwh : price.importPricePerMwh);
  const beside: EarningsPart = {
    source: 'IMBALANCE',
    product: null,
    service: null,
    energyKwh: settled.exportedKwh - settled.importedKwh - promisedKwh,
    revenue: { ...revenue, amount: sumOf([revenue.amount, decimalOf(-mwhFromKwh(promisedKwh) * periodPrice)]) },
  };
  return {
    period,
    parts: [
      ...sold.map(({ position: { product, pricePerMwh, currency }, energyKwh }) => ({
        source: 'AUCTION' as const,
        product,
        service: null,
        energyKwh,
        revenue: { amount: decimalOf(mwhFromKwh(energyKwh) * Number(pricePerMwh)), currency },
      })),
      ...responses.map(({ product, serviceName, payment, currency }) => ({
        source: 'RESPONSE' as const,
        product,
        service: serviceName,
        energyKwh: 0,
        revenue: { amount: payment, currency },
      })),
      ...(accepted
        ? [
            {
              source: 'ACCEPTANCE' as const,
              product: null,
              service: null,
              energyKwh: accepted.energyKwh,
              revenue: { amount: accepted.amount, currency: revenue.currency },
            },
          ]
        : []),
      beside,
    ],
  };
}

/** The sum of the parts. All of a market's money is in its one currency. */
export function totalOf({ parts }: PeriodEarnings): Money {
  const currency = parts[0]?.revenue.currency ?? '';
  return { currency, amount: sumOf(parts.map(({ revenue }): Decimal => revenue.amount)) };
}
