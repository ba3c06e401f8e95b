import { type Decimal, decimalOf } from '../../../kernel/money.ts';
import type { BalancingTerms, PricedPair } from '../../markets/index.ts';
import { type StoredEnergy, worthAtGrid } from '../energy-worth.ts';
import { steppedDown, steppedUp } from '../whole-steps.ts';
import { inWatts } from './declared-period.ts';

/** What energy is worth to a battery in one settlement period. */
export interface EnergyWorth extends StoredEnergy {
  readonly leastMarginPerMwh: number;
  /** What the plan expects energy to cost and to bring at the market. */
  readonly importPricePerMwh: number;
  readonly exportPricePerMwh: number;
}

interface Pricing {
  readonly notifiedPowerMw: number;
  readonly exportLimitMw: number;
  readonly importLimitMw: number;
  readonly worth: EnergyWorth;
  readonly terms: Pick<BalancingTerms, 'priceStep'>;
  /** Null where there are none. */
  readonly priceLimits: { readonly least: Decimal; readonly most: Decimal } | null;
}

/**
 * One pair from what is notified up to the most the unit can give, and one down to the most it can take. Energy is never sold for
 * less than it is worth in the store or at the market, losses, wear and least margin counted, and never bought, or bought back,
 * for more; so neither costs anything to be undone. A price that the market does not take leaves its pair out. Pure.
 */
export function pricePairs({ notifiedPowerMw, exportLimitMw, importLimitMw, worth, terms, priceLimits }: Pricing): PricedPair[] {
  const above = pricesOf(worth, { lowMw: notifiedPowerMw, highMw: exportLimitMw });
  const below = pricesOf(worth, { lowMw: -importLimitMw, highMw: notifiedPowerMw });
  const [aboveMw, belowMw] = [exportLimitMw - notifiedPowerMw, -importLimitMw - notifiedPowerMw];
  // Prices must not fall as the number of a pair rises: the offer above is drawn up to the one below, and the bid below down.
  const [hasAbove, hasBelow] = [aboveMw > 0, belowMw < 0];
  const offerAbove = hasBelow ? Math.max(above.offer, below.offer) : above.offer;
  const bidBelow = hasAbove ? Math.min(below.bid, above.bid) : below.bid;
  return [
    ...(hasBelow ? pairOf({ pairId: -1, rangeMw: belowMw, offer: below.offer, bid: bidBelow }) : []),
    ...(hasAbove ? pairOf({ pairId: 1, rangeMw: aboveMw, offer: offerAbove, bid: above.bid }) : []),
  ];

  function pairOf({
    pairId,
    rangeMw,
    offer,
    bid,
  }: {
    pairId: number;
    rangeMw: number;
    offer: number;
    bid: number;
  }): PricedPair[] {
    const [least, most] = priceLimits ? [Number(priceLimits.least), Number(priceLimits.most)] : [-Infinity, Infinity];
    const [offered, asked] = [steppedUp(offer, terms.priceStep), steppedDown(bid, terms.priceStep)];
    if (offered > most || asked < least) return [];
    return [{ pairId, rangeMw: inWatts(rangeMw), offerPerMwh: decimalOf(offered), bidPerMwh: decimalOf(asked) }];
  }
}

/**
 * The prices of a range of power. Below zero a MWh more is one charged less, and above it one discharged more; a range over both
 * has one price, so the dearer counts for selling and the cheaper for buying.
 */
function pricesOf(worth: EnergyWorth, { lowMw, highMw }: { lowMw: number; highMw: number }): { offer: number; bid: number } {
  const { charged, discharged } = worthAtGrid(worth);
  const charging = lowMw < 0 ? [charged] : [];
  const discharging = highMw > 0 ? [discharged] : [];
  return {
    offer: Math.max(worth.exportPricePerMwh, ...charging, ...discharging.map((price) => price + worth.leastMarginPerMwh)),
    bid: Math.min(worth.importPricePerMwh, ...charging, ...discharging),
  };
}
