import type postgres from 'postgres';
import type { AgreementId, BatteryId, PartyId, SiteId } from '../../kernel/ids.ts';
import type { AgreementRole } from '../../kernel/ownership-models.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Ability } from './ability.ts';
import { BatteryRights, type HeldRow } from './battery-rights.ts';
import { lastEndMs, instantText, type Times, touches } from './times.ts';

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
  readonly terms: string | null;
  /** As the audit trail names it; `platform` for the tenant's file. */
  readonly actorKind: string;
  /** Null for the tenant's file. */
  readonly credentialId: string | null;
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

/** A page of the tenant's parties, by name. */
export async function readPartyPage({ sql, tenantId }: Tx, page: KeysetPage): Promise<Party[]> {
  const { bounds, ordering } = keyset(sql, page, { columns: { name: 'name', partyId: 'party_id' } });
  return sql<Party[]>`
    select party_id as "partyId", name, kind from party where tenant_id = ${tenantId} and ${bounds} ${ordering}`;
}

/** What was agreed over a battery, or the whole site it stands at, as far as the caller may see it; oldest first. */
export async function readAgreementsOfBattery(
  tx: Tx,
  { rights, now }: { rights: BatteryRights; now: Date },
): Promise<Agreement[]> {
  const { batteryId, siteId } = rights.facts;
  const over = tx.sql`site_id = ${siteId} and (battery_id = ${batteryId} or battery_id is null)`;
  const agreements = await readAsAgreed(tx, { over, partyId: rights.ability.partyId, untilMs: lastEndMs(contractTimes(rights)) });
  return agreements.filter((agreement) => isVisible(agreement, { rights, now })).slice(0, AGREEMENTS_SHOWN_MAX);
}

/** An agreement as far as the caller may see it through any battery it is about: the newest version that one of them shows. */
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
  const byEnd = Map.groupBy(
    batteries.map((row) => BatteryRights.of(ability, row)),
    (rights) => lastEndMs(contractTimes(rights)),
  );
  for (const untilMs of [...byEnd.keys()].toSorted((one, other) => (one < other ? 1 : -1))) {
    const over = sql`agreement_id = ${agreementId}`;
    const [seen] = await readAsAgreed(tx, { over, partyId: ability.partyId, untilMs });
    if (seen && byEnd.get(untilMs)?.some((rights) => isVisible(seen, { rights, now }))) return seen;
  }
  return null;
}

/**
 * Agreements as they stood at an instant, oldest first: the newest version made before it. What was agreed later is not told,
 * nor what was made later only. A party's own stand as they do now.
 */
async function readAsAgreed(
  { sql, tenantId }: Tx,
  { over, partyId, untilMs }: { over: postgres.Fragment; partyId: string | null; untilMs: number },
): Promise<Agreement[]> {
  return sql<Agreement[]>`
    select seen.* from agreement cross join lateral (
      select ${columns(sql)} from agreement_version
      where tenant_id = agreement.tenant_id and agreement_id = agreement.agreement_id
        and (party_id = ${partyId}::uuid or changed_at < ${instantText(untilMs)}::text::timestamptz)
      order by version_sequence desc limit 1) seen
    where tenant_id = ${tenantId} and ${over}
    order by "validFrom", "agreementId"`;
}

export async function readAgreement(tx: Tx, agreementId: string): Promise<Agreement | null> {
  const [agreement] = await tx.sql<Agreement[]>`
    select ${columns(tx.sql)} from agreement where tenant_id = ${tx.tenantId} and agreement_id = ${agreementId}`;
  return agreement ?? null;
}

/** Everything agreed over a site and its batteries. */
export async function readAgreementsOfSite(tx: Tx, siteId: string): Promise<Agreement[]> {
  return tx.sql<Agreement[]>`select ${columns(tx.sql)} from agreement where tenant_id = ${tx.tenantId} and site_id = ${siteId}`;
}

/** The newest versions of an agreement up to the one that is shown, oldest first, with who made them as the audit trail tells it. */
export async function readAgreementVersions(
  tx: Tx,
  { agreementId, versionSequence }: Pick<Agreement, 'agreementId' | 'versionSequence'>,
): Promise<AgreementVersion[]> {
  const newestFirst = await tx.sql<AgreementVersion[]>`
    select version_sequence as "versionSequence", valid_from as "validFrom", valid_until as "validUntil",
      share_percent as "sharePercent", terms, coalesce(entry.actor_kind, 'platform') as "actorKind",
      entry.credential_id as "credentialId", changed_at as "changedAt", change_reason as "changeReason"
    from agreement_version version left join lateral (
      select actor_kind, credential_id from audit_entry
      where tenant_id = version.tenant_id and subject_id = version.agreement_id and credential_id = version.changed_by
      limit 1) entry on true
    where tenant_id = ${tx.tenantId} and agreement_id = ${agreementId} and version_sequence <= ${versionSequence}
    order by version_sequence desc limit ${VERSIONS_SHOWN_MAX}`;
  return newestFirst.toReversed();
}

/** When the caller may read contracts of a battery: of others' agreements it sees what was agreed before their last end. */
function contractTimes(rights: BatteryRights): Times {
  return rights.times('contracts:read');
}

/** A party sees its own agreements once they have begun, as far as its credential reaches, and others where they overlap the times it may read contracts of. */
function isVisible(agreement: Agreement, { rights, now }: { rights: BatteryRights; now: Date }): boolean {
  if (agreement.partyId === rights.ability.partyId && rights.ability.isWithinBounds('contracts:read', rights.facts))
    return agreement.validFrom <= now;
  return touches(contractTimes(rights), { fromAt: agreement.validFrom, untilAt: agreement.validUntil });
}

function columns(sql: Tx['sql']) {
  return sql`agreement_id as "agreementId", party_id as "partyId", site_id as "siteId", battery_id as "batteryId", role,
             valid_from as "validFrom", valid_until as "validUntil", share_percent as "sharePercent", terms,
             version_sequence as "versionSequence"`;
}
