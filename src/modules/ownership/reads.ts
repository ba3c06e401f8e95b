import type { AgreementId, BatteryId, PartyId, SiteId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';

export type AgreementRole = 'OWNER' | 'LESSOR' | 'LESSEE' | 'OPERATOR' | 'OPTIMISER' | 'OFFTAKER';

export interface Party {
  readonly partyId: PartyId;
  readonly name: string;
}

export interface Agreement {
  readonly agreementId: AgreementId;
  readonly partyId: PartyId;
  readonly siteId: SiteId;
  readonly batteryId: BatteryId;
  readonly role: AgreementRole;
  readonly validFrom: Date;
  /** Excluded; null while open-ended. */
  readonly validUntil: Date | null;
}

const AGREEMENTS_SHOWN_MAX = 100;

export async function readParties(tx: Tx, partyIds: readonly PartyId[]): Promise<Map<string, Party>> {
  const parties = await tx.sql<Party[]>`
    select party_id as "partyId", name from party where tenant_id = ${tx.tenantId} and party_id = any(${[...partyIds]}::uuid[])`;
  return new Map(parties.map((party) => [party.partyId, party]));
}

/** The agreements of a party that are in force at an instant. */
export async function readAgreementsInForce(tx: Tx, { partyId, at }: { partyId: PartyId; at: Date }): Promise<Agreement[]> {
  return tx.sql<Agreement[]>`
    select ${columns(tx)} from agreement
    where tenant_id = ${tx.tenantId} and party_id = ${partyId}
      and valid_from <= ${at} and (valid_until is null or valid_until > ${at})`;
}

/** Everything agreed over a battery, oldest first. */
export async function readAgreementsOfBattery(tx: Tx, batteryId: string): Promise<Agreement[]> {
  return tx.sql<Agreement[]>`
    select ${columns(tx)} from agreement
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId}
    order by valid_from, agreement_id limit ${AGREEMENTS_SHOWN_MAX}`;
}

export async function readAgreement(tx: Tx, agreementId: string): Promise<Agreement | null> {
  const [agreement] = await tx.sql<Agreement[]>`
    select ${columns(tx)} from agreement where tenant_id = ${tx.tenantId} and agreement_id = ${agreementId}`;
  return agreement ?? null;
}

function columns({ sql }: Tx) {
  return sql`agreement_id as "agreementId", party_id as "partyId", site_id as "siteId", battery_id as "batteryId", role,
             valid_from as "validFrom", valid_until as "validUntil"`;
}
