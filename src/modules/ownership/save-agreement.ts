import type { Tx } from '../../platform/tenant-db.ts';
import type { Agreement } from './reads.ts';

/** Who made a version of an agreement, when and why. */
export interface AgreementChange {
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly reason: string;
}

/** Stores an agreement as it stands now, and the same as the newest entry of its history. */
export async function saveAgreement(
  tx: Tx,
  agreement: Agreement,
  { changedBy, changedAt, reason }: AgreementChange,
): Promise<void> {
  const { sql, tenantId } = tx;
  const { agreementId, partyId, siteId, batteryId, role, validFrom, validUntil, sharePercent, terms, versionSequence } =
    agreement;
  await sql`
    insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until, share_percent,
      terms, version_sequence, changed_by, changed_at, change_reason)
    values (${tenantId}, ${agreementId}, ${partyId}, ${siteId}, ${batteryId}, ${role}, ${validFrom}, ${validUntil},
      ${sharePercent}, ${terms}, ${versionSequence}, ${changedBy}, ${changedAt}, ${reason})
    on conflict (tenant_id, agreement_id) do update set valid_until = excluded.valid_until, share_percent = excluded.share_percent,
      terms = excluded.terms, version_sequence = excluded.version_sequence, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at, change_reason = excluded.change_reason`;
  await sql`
    insert into agreement_version (tenant_id, agreement_id, version_sequence, party_id, site_id, battery_id, role, valid_from,
      valid_until, share_percent, terms, changed_by, changed_at, change_reason)
    values (${tenantId}, ${agreementId}, ${versionSequence}, ${partyId}, ${siteId}, ${batteryId}, ${role}, ${validFrom},
      ${validUntil}, ${sharePercent}, ${terms}, ${changedBy}, ${changedAt}, ${reason})`;
}

/** Agreements of one site are decided one after the other: each sees those before it. */
export async function lockSite({ sql, tenantId }: Tx, siteId: string): Promise<void> {
  await sql`select 1 from site where tenant_id = ${tenantId} and site_id = ${siteId} for no key update`;
}
