import type { AgreementId, BatteryId, PartyId, SiteId } from '../../kernel/ids.ts';
import type { AgreementRole } from '../../kernel/ownership-models.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Ability } from './ability.ts';
import { BatteryRights, type HeldRow } from './battery-rights.ts';
import { touches } from './times.ts';

export interface Party {
  readonly partyId: PartyId;
  readonly name: string;
  readonly kind: 'COMPANY' | 'PERSON';
}

export interface Agreement {
  readonly agreementId: AgreementId;
  readonly partyId: PartyId;
  readonly siteId: SiteId;
  /** Null for the whole site: every battery there. */
  readonly batteryId: BatteryId | null;
  readonly role: AgreementRole;
  readonly validFrom: Date;
  /** Excluded; null while open-ended. */
  readonly validUntil: Date | null;
  readonly sharePercent: number | null;
  readonly terms: string | null;
  readonly versionSequence: number;
}

export interface AgreementVersion {
  readonly versionSequence: number;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly sharePercent: number | null;
  readonly changedAt: Date;
  readonly changeReason: string;
}

const AGREEMENTS_SHOWN_MAX = 100;
const VERSIONS_SHOWN_MAX = 100;

export async function readParties(tx: Tx, partyIds: readonly PartyId[]): Promise<Map<string, Party>> {
  const parties = await tx.sql<Party[]>`
    select party_id as "partyId", name, kind from party where tenant_id = ${tx.tenantId} and party_id = any(${[...partyIds]}::uuid[])`;
  return new Map(parties.map((party) => [party.partyId, party]));
}

/** What was agreed over a battery, or the whole site it stands at, as far as the caller may see it; oldest first. */
export async function readAgreementsOfBattery(
  tx: Tx,
  { rights, now }: { rights: BatteryRights; now: Date },
): Promise<Agreement[]> {
  const { batteryId, siteId } = rights.facts;
  const agreements = await tx.sql<Agreement[]>`
    select ${columns(tx)} from agreement
    where tenant_id = ${tx.tenantId} and (battery_id = ${batteryId} or (battery_id is null and site_id = ${siteId}))
    order by valid_from, agreement_id`;
  return agreements.filter((agreement) => isVisible(agreement, { rights, now })).slice(0, AGREEMENTS_SHOWN_MAX);
}

/** An agreement, if the caller may see it through any battery it is about. */
export async function readVisibleAgreement(
  tx: Tx,
  { agreementId, ability, now }: { agreementId: string; ability: Ability; now: Date },
): Promise<Agreement | null> {
  const agreement = await readAgreement(tx, agreementId);
  if (!agreement) return null;
  const { sql } = tx;
  const ofBattery = agreement.batteryId === null ? sql`true` : sql`battery.battery_id = ${agreement.batteryId}`;
  const batteries = await sql<HeldRow[]>`
    select battery.battery_id as "batteryId", battery.site_id as "siteId", battery.ownership_model as "ownershipModel", held.grants
    from battery ${ability.held(sql)}
    where battery.tenant_id = ${tx.tenantId} and battery.site_id = ${agreement.siteId} and ${ofBattery} and held.allowed`;
  const isSeen = batteries.some((row) => isVisible(agreement, { rights: BatteryRights.of(ability, row), now }));
  return isSeen ? agreement : null;
}

export async function readAgreement(tx: Tx, agreementId: string): Promise<Agreement | null> {
  const [agreement] = await tx.sql<Agreement[]>`
    select ${columns(tx)} from agreement where tenant_id = ${tx.tenantId} and agreement_id = ${agreementId}`;
  return agreement ?? null;
}

/** Everything agreed over a site and its batteries. */
export async function readAgreementsOfSite(tx: Tx, siteId: string): Promise<Agreement[]> {
  return tx.sql<Agreement[]>`select ${columns(tx)} from agreement where tenant_id = ${tx.tenantId} and site_id = ${siteId}`;
}

/** Every version of an agreement, oldest first. */
export async function readAgreementVersions(tx: Tx, agreementId: string): Promise<AgreementVersion[]> {
  return tx.sql<AgreementVersion[]>`
    select version_sequence as "versionSequence", valid_from as "validFrom", valid_until as "validUntil",
      share_percent as "sharePercent", changed_at as "changedAt", change_reason as "changeReason"
    from agreement_version where tenant_id = ${tx.tenantId} and agreement_id = ${agreementId}
    order by version_sequence limit ${VERSIONS_SHOWN_MAX}`;
}

/** A party sees its own agreements once they have begun, as far as its credential reaches, and others where they overlap the times it may read contracts of. */
function isVisible(agreement: Agreement, { rights, now }: { rights: BatteryRights; now: Date }): boolean {
  if (agreement.partyId === rights.ability.partyId && rights.ability.isWithinBounds('contracts:read', rights.facts))
    return agreement.validFrom <= now;
  return touches(rights.times('contracts:read'), { fromAt: agreement.validFrom, untilAt: agreement.validUntil });
}

function columns({ sql }: Tx) {
  return sql`agreement_id as "agreementId", party_id as "partyId", site_id as "siteId", battery_id as "batteryId", role,
             valid_from as "validFrom", valid_until as "validUntil", share_percent as "sharePercent", terms,
             version_sequence as "versionSequence"`;
}
