import { randomUUID } from 'node:crypto';
import { type AgreementRefusal, refuseAgreement } from '../../kernel/decide-agreement.ts';
import type { AgreementId, BatteryId, SiteId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import { type Agreement, readAgreement, readAgreementsOfSite, readParties } from './reads.ts';
import { type AgreementChange, lockSite, saveAgreement } from './save-agreement.ts';

export type MakeAgreementOutcome = { readonly __typename: 'AgreementMade'; readonly agreementId: AgreementId } | AgreementRefused;
export type EndAgreementOutcome = { readonly __typename: 'AgreementEnded'; readonly agreementId: AgreementId } | AgreementRefused;

export interface AgreementRefused {
  readonly __typename: 'AgreementRefused';
  readonly reason: AgreementRefusal['reason'] | 'ENDED_ALREADY';
  readonly message: string;
}

export type AgreementWish = Omit<Agreement, 'agreementId' | 'siteId' | 'batteryId' | 'versionSequence'> & {
  readonly over: { readonly batteryId: string } | { readonly siteId: string };
};

/** Records an agreement that contradicts none of its site. */
export async function makeAgreement(
  tx: Tx,
  { wish, change }: { wish: AgreementWish; change: AgreementChange },
): Promise<MakeAgreementOutcome> {
  const { over, ...terms } = wish;
  if ((await readParties(tx, [wish.partyId])).size === 0) throw new Fault('NOT_FOUND', { tell: 'There is no such party.' });
  const place = await placeOf(tx, over);
  await lockSite(tx, place.siteId);
  const agreement: Agreement = {
    // A UUID just made is a valid id of the agreement it will name.
    agreementId: randomUUID() as string as AgreementId,
    ...place,
    ...terms,
    versionSequence: 1,
  };
  const refusal = refuseAgreement(agreement, await readAgreementsOfSite(tx, place.siteId));
  if (refusal) return { __typename: 'AgreementRefused', ...refusal };
  await saveAgreement(tx, agreement, change);
  audit(tx, { subject: { type: 'Agreement', id: agreement.agreementId }, after: { ...agreement } });
  return { __typename: 'AgreementMade', agreementId: agreement.agreementId };
}

/** Gives an agreement an end that is no later than what was agreed. */
export async function endAgreement(
  tx: Tx,
  { agreementId, endsAt, change }: { agreementId: string; endsAt: Date; change: AgreementChange },
): Promise<EndAgreementOutcome> {
  const found = await readAgreement(tx, agreementId);
  if (!found) throw new Fault('NOT_FOUND', { tell: 'There is no such agreement.' });
  await lockSite(tx, found.siteId);
  // Read again: it may have been ended while this one waited.
  const agreement = (await readAgreement(tx, agreementId)) ?? found;
  const refusal = refuseEnd(agreement, endsAt);
  if (refusal) return refusal;
  audit(tx, {
    subject: { type: 'Agreement', id: agreementId },
    before: { validUntil: agreement.validUntil },
    after: { validUntil: endsAt },
  });
  await saveAgreement(tx, { ...agreement, validUntil: endsAt, versionSequence: agreement.versionSequence + 1 }, change);
  return { __typename: 'AgreementEnded', agreementId: agreement.agreementId };
}

/** Why an agreement cannot be given an end, or null when it can. Pure. */
function refuseEnd({ validFrom, validUntil }: Agreement, endsAt: Date): AgreementRefused | null {
  if (endsAt <= validFrom) {
    return { __typename: 'AgreementRefused', reason: 'BAD_TIME_SPAN', message: 'The agreement would end before it begins.' };
  }
  if (validUntil !== null && validUntil <= endsAt) {
    const message = `The agreement ends at ${validUntil.toISOString()} already.`;
    return { __typename: 'AgreementRefused', reason: 'ENDED_ALREADY', message };
  }
  return null;
}

async function placeOf(tx: Tx, over: AgreementWish['over']): Promise<{ siteId: SiteId; batteryId: BatteryId | null }> {
  const { sql, tenantId } = tx;
  if ('batteryId' in over) {
    const [battery] = await sql<{ siteId: SiteId; batteryId: BatteryId }[]>`
      select site_id as "siteId", battery_id as "batteryId" from battery
      where tenant_id = ${tenantId} and battery_id = ${over.batteryId}`;
    if (!battery) throw new Fault('NOT_FOUND', { tell: 'There is no such battery.' });
    return battery;
  }
  const [site] = await sql<{ siteId: SiteId }[]>`
    select site_id as "siteId" from site where tenant_id = ${tenantId} and site_id = ${over.siteId}`;
  if (!site) throw new Fault('NOT_FOUND', { tell: 'There is no such site.' });
  return { siteId: site.siteId, batteryId: null };
}
