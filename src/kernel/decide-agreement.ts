import type { AgreementRole } from './ownership-models.ts';

/** What counts of an agreement when it is held against others of its site. */
export interface AgreementClaim {
  readonly partyId: string;
  readonly role: AgreementRole;
  /** Null for the whole site: every battery there. */
  readonly batteryId: string | null;
  readonly validFrom: Date;
  /** Excluded; null while open-ended. */
  readonly validUntil: Date | null;
  /** Of an owner; null when no share was agreed: then it is the whole. */
  readonly sharePercent: number | null;
}

export type AgreementRefusal =
  | { readonly reason: 'BAD_TIME_SPAN'; readonly message: string }
  | { readonly reason: 'SHARE_NOT_OF_OWNER'; readonly message: string }
  | { readonly reason: 'ROLE_TAKEN'; readonly message: string }
  | { readonly reason: 'SAME_AGREEMENT'; readonly message: string }
  | { readonly reason: 'SHARES_ABOVE_WHOLE'; readonly message: string };

/** One party at a time for each battery. */
const EXCLUSIVE: ReadonlySet<AgreementRole> = new Set(['LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER']);
/** Shares are entered as decimals and added as binary fractions. */
const ROUNDING_PERCENT = 1e-6;

/** Why an agreement cannot stand beside the others of its site, or null when it can. Pure. */
export function refuseAgreement(claim: AgreementClaim, others: readonly AgreementClaim[]): AgreementRefusal | null {
  if (claim.validUntil !== null && claim.validUntil <= claim.validFrom) {
    return { reason: 'BAD_TIME_SPAN', message: 'The agreement ends before it begins.' };
  }
  if (claim.sharePercent !== null && claim.role !== 'OWNER') {
    return { reason: 'SHARE_NOT_OF_OWNER', message: 'Only an owner has a share.' };
  }
  const rivals = others.filter((other) => other.role === claim.role && shareABattery(claim, other) && overlap(claim, other));
  const [rival] = rivals;
  if (rival && EXCLUSIVE.has(claim.role)) {
    return { reason: 'ROLE_TAKEN', message: `Another agreement as ${claim.role} is in force ${spanText(rival)}.` };
  }
  const same = rivals.find((other) => other.partyId === claim.partyId);
  if (same) {
    return { reason: 'SAME_AGREEMENT', message: `The party has an agreement as ${claim.role} already, ${spanText(same)}.` };
  }
  const sharePercent = claim.role === 'OWNER' ? highestSharePercent(claim, rivals) : 0;
  return sharePercent > 100 + ROUNDING_PERCENT
    ? { reason: 'SHARES_ABOVE_WHOLE', message: `The shares of the owners would come to ${sharePercent} percent.` }
    : null;
}

/** The most that the owners of one battery hold together at any instant of the claim. */
function highestSharePercent(claim: AgreementClaim, rivals: readonly AgreementClaim[]): number {
  // Shares only rise when an agreement begins, and a battery is among those that are named or one of the rest of the site.
  const instants = [claim.validFrom, ...rivals.map((rival) => rival.validFrom).filter((at) => at > claim.validFrom)];
  const batteryIds = claim.batteryId === null ? [null, ...rivals.map((rival) => rival.batteryId)] : [claim.batteryId];
  const sums = instants.flatMap((at) =>
    batteryIds.map((batteryId) =>
      rivals
        .filter((rival) => holdsAt(rival, at) && (rival.batteryId === null || rival.batteryId === batteryId))
        .reduce((sum, rival) => sum + shareOf(rival), shareOf(claim)),
    ),
  );
  return Math.max(...sums);
}

/** Who owns and says of how much nothing owns all of it. */
function shareOf({ sharePercent }: AgreementClaim): number {
  return sharePercent ?? 100;
}

function shareABattery(one: AgreementClaim, other: AgreementClaim): boolean {
  return one.batteryId === null || other.batteryId === null || one.batteryId === other.batteryId;
}

function overlap(one: AgreementClaim, other: AgreementClaim): boolean {
  return (
    (other.validUntil === null || one.validFrom < other.validUntil) &&
    (one.validUntil === null || other.validFrom < one.validUntil)
  );
}

function holdsAt({ validFrom, validUntil }: AgreementClaim, at: Date): boolean {
  return validFrom <= at && (validUntil === null || at < validUntil);
}

function spanText({ validFrom, validUntil }: AgreementClaim): string {
  return `from ${validFrom.toISOString()} ${validUntil === null ? 'on' : `until ${validUntil.toISOString()}`}`;
}
