import { decimalOf } from '../../../kernel/money.ts';
import { KW_PER_MW } from '../../../kernel/units.ts';
import { stepsIn, steppedUp } from '../whole-steps.ts';
import type { AuctionRules, Bid, DecidedOrder, ExpectedAvailability, HeldOffer, Optimised } from './run-facts.ts';

interface Decided {
  readonly rules: AuctionRules;
  readonly availability: readonly ExpectedAvailability[];
  readonly optimised: Optimised;
}

/**
 * The orders of an auction of capacity: for each service and block one, of what the batteries together would hold, as far as may be. Volumes are rounded
 * towards nothing; it is sold for no less than holding it is worth to the dearest of them, and never for more than is expected. Pure.
 */
export function buildOffers({ rules, availability, optimised: { offers = [] } }: Decided): Bid {
  const orders = availability.flatMap((expected) => {
    const own = offers.filter(
      ({ service, fromAt }) => service === expected.service && fromAt.getTime() === expected.block.fromAt.getTime(),
    );
    const order = offerOf(own, { expected, rules });
    return order ? [order] : [];
  });
  return { orders };
}

function offerOf(
  offers: readonly HeldOffer[],
  { expected, rules }: { expected: ExpectedAvailability; rules: AuctionRules },
): DecidedOrder | null {
  const { volumeStepMw, priceStep, priceLimits, capacity } = rules;
  const heldKw = offers.reduce((sum, { powerKw }) => sum + powerKw, 0);
  const powerKwMax = (capacity?.volumeMwMax ?? Infinity) * KW_PER_MW;
  const stepCount = stepsIn(Math.min(heldKw, powerKwMax), volumeStepMw * KW_PER_MW);
  if (stepCount === 0) return null;
  const worth = Math.max(...offers.map(({ worthPerMwHour }) => worthPerMwHour));
  const limit = steppedUp(Math.min(worth, Number(expected.pricePerMwHour)), priceStep);
  if (priceLimits && limit > Number(priceLimits.most)) return null;
  return {
    period: expected.block,
    service: expected.service,
    side: 'SELL',
    volumeMw: Math.round(stepCount * volumeStepMw * KW_PER_MW) / KW_PER_MW,
    limitPricePerMwh: decimalOf(priceLimits ? Math.max(limit, Number(priceLimits.least)) : limit),
    shares: offers.map(({ batteryId, powerKw }) => ({ batteryId, powerKw })),
  };
}
