import { present } from '../../../kernel/assert.ts';
import { type Decimal, decimalOf } from '../../../kernel/money.ts';
import type { ServiceTerms } from '../../markets/index.ts';
import { quantilesOf } from '../forecasts/quantiles.ts';
import type { ExpectedAvailability, Fetched } from './run-facts.ts';

/**
 * What each service is expected to earn in each block: the median of what cleared for the same service and block on the days
 * before, else what the market's terms state. Where neither is known, nothing is expected. Pure.
 */
export function forecastAvailability({ at, rules, cleared = [] }: Fetched): ExpectedAvailability[] {
  const { services } = rules.capacity ?? { services: [] };
  const known = cleared.filter(({ knownAt }) => knownAt <= at);
  return rules.periods.flatMap((block) =>
    services.flatMap((terms) => {
      const before = known.filter(
        ({ service, block: other }) => service === terms.name && other.periodIndex === block.periodIndex,
      );
      const expected = expectedOf(
        terms,
        before.map(({ pricePerMwHour }) => pricePerMwHour),
      );
      return expected ? [{ service: terms.name, block, ...expected }] : [];
    }),
  );
}

function expectedOf(
  { expectedPricePerMwHour }: ServiceTerms,
  before: readonly Decimal[],
): Pick<ExpectedAvailability, 'pricePerMwHour' | 'method'> | null {
  if (before.length > 0) return { pricePerMwHour: medianOf(before), method: `median of ${before.length} days` };
  return expectedPricePerMwHour === undefined ? null : { pricePerMwHour: expectedPricePerMwHour, method: 'stated' };
}

function medianOf(prices: readonly Decimal[]): Decimal {
  const samples = prices.map((price) => ({ value: Number(price), weight: 1 }));
  return decimalOf(present(quantilesOf(samples, [0.5])[0], 'a median'));
}
