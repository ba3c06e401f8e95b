import { overlapMs } from '../../kernel/intervals.ts';
import { type Decimal, decimalOf } from '../../kernel/money.ts';
import { KW_PER_MW, kwhFromMwh } from '../../kernel/units.ts';
import { acceptancesInForce, type TakenAcceptance } from '../control/index.ts';
import { decideAcceptedVolumes, type PowerSegment } from '../markets/index.ts';
import type { DeclaredPeriod } from '../trading/index.ts';

/** What the system operator pays for of its acceptances in a settlement period. */
export interface AcceptedEnergy {
  /** By how much more than was notified, above zero towards the grid. */
  readonly energyKwh: number;
  /** Accepted increases at the offers of their pairs, decreases at the bids. */
  readonly amount: Decimal;
}

/**
 * The acceptances of a settlement period, each by what it changes against the one before, in the pairs that were declared for it.
 * Null where nothing was accepted, or nothing was notified that it could be held against. What lies in no pair has no price and
 * is not paid. Pure.
 */
export function acceptedEnergyIn(
  declared: DeclaredPeriod | undefined,
  amendments: readonly TakenAcceptance[],
): AcceptedEnergy | null {
  if (!declared || declared.notifiedPowerMw === null) return null;
  const { period, notifiedPowerMw, pairs } = declared;
  const acceptances = acceptancesInForce(amendments)
    .map(profileOf)
    .filter((profile) => profile.some((segment) => overlapMs(segment, period) > 0));
  if (acceptances.length === 0) return null;
  const notification = [{ ...period, fromPowerMw: notifiedPowerMw, untilPowerMw: notifiedPowerMw }];
  const volumes = decideAcceptedVolumes({ period, notification, acceptances, pairs });
  if (volumes.outcome === 'not-notified') return null;
  const priced = volumes.pairs.map(({ pairId, offerMwh, bidMwh }) => {
    const pair = pairs.find((one) => one.pairId === pairId);
    return { mwh: offerMwh + bidMwh, money: offerMwh * Number(pair?.offerPerMwh ?? 0) + bidMwh * Number(pair?.bidPerMwh ?? 0) };
  });
  return {
    energyKwh: kwhFromMwh(priced.reduce((sum, { mwh }) => sum + mwh, 0)),
    amount: decimalOf(priced.reduce((sum, { money }) => sum + money, 0)),
  };
}

function profileOf({ points }: TakenAcceptance): PowerSegment[] {
  return points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return { fromAt: from.at, untilAt: to.at, fromPowerMw: from.powerKw / KW_PER_MW, untilPowerMw: to.powerKw / KW_PER_MW };
  });
}
