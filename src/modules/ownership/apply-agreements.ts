import { refuseAgreement } from '../../kernel/decide-agreement.ts';
import type { AgreementId, BatteryId, PartyId, SiteId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { auditFile, type FileChange, idOfKey, type TenantFile } from '../tenancy/index.ts';
import { type Agreement, readAgreementsOfSite } from './reads.ts';
import { lockSite, saveAgreement } from './save-agreement.ts';

type FileSite = TenantFile['sites'][number];
type FileAgreement = FileSite['batteries'][number]['agreements'][number];

/** Brings the parties in line with the tenant's file. */
export async function applyParties(platform: Platform, file: TenantFile): Promise<void> {
  await platform.db.write(file.tenantId, async ({ sql }) => {
    for (const { key, name, kind = 'COMPANY' } of file.parties) {
      await sql`
        insert into party (tenant_id, party_id, name, kind)
        values (${file.tenantId}, ${idOfKey<PartyId>(file.tenantId, 'party', key)}, ${name}, ${kind})
        on conflict (tenant_id, party_id) do update set name = excluded.name, kind = excluded.kind`;
    }
  });
}

/**
 * Brings the agreements in line with the tenant's file; the batteries they are about exist by then. What was changed
 * through the API since stays as it was changed. Each change is in the audit trail.
 */
export async function applyAgreements(platform: Platform, file: TenantFile): Promise<void> {
  const changedAt = platform.clock.now();
  await platform.db.write(file.tenantId, async (tx) => {
    const changes: FileChange[] = [];
    for (const site of file.sites) {
      const siteId = idOfKey<SiteId>(file.tenantId, 'site', site.key);
      await lockSite(tx, siteId);
      const known = new Map((await readAgreementsOfSite(tx, siteId)).map((agreement) => [agreement.agreementId, agreement]));
      const touched = await readChangedThroughApi(tx, siteId);
      for (const agreement of agreementsOf(file, site)) {
        const before = known.get(agreement.agreementId);
        if (touched.has(agreement.agreementId) || (before && isSame(before, agreement))) continue;
        const others = [...known.values()].filter((one) => one.agreementId !== agreement.agreementId);
        const refusal = refuseAgreement(agreement, others);
        if (refusal) {
          const tell = `tenants/${file.slug}.yaml: an agreement as ${agreement.role} at site ${site.key} contradicts one made through the API. ${refusal.message}`;
          throw new Fault('BAD_USER_INPUT', { tell });
        }
        const saved = { ...agreement, versionSequence: (before?.versionSequence ?? 0) + 1 };
        await saveAgreement(tx, saved, { changedBy: file.tenantId, changedAt, reason: "as the tenant's file says" });
        known.set(saved.agreementId, saved);
        changes.push({
          operation: 'applyAgreement',
          subject: { type: 'Agreement', id: saved.agreementId },
          before: before ? { ...before } : null,
          after: { ...saved },
        });
      }
    }
    await auditFile(tx, changedAt, changes);
  });
}

function agreementsOf(file: TenantFile, site: FileSite): Agreement[] {
  const { tenantId } = file;
  const ofFile = (
    { party, role, validFrom, validUntil, sharePercent, terms }: FileAgreement,
    batteryKey: string | null,
  ): Agreement => ({
    agreementId: idOfKey<AgreementId>(tenantId, 'agreement', site.key, batteryKey ?? '', party, role, validFrom),
    partyId: idOfKey<PartyId>(tenantId, 'party', party),
    siteId: idOfKey<SiteId>(tenantId, 'site', site.key),
    batteryId: batteryKey === null ? null : idOfKey<BatteryId>(tenantId, 'battery', site.key, batteryKey),
    role,
    validFrom: new Date(validFrom),
    validUntil: validUntil === undefined ? null : new Date(validUntil),
    sharePercent: sharePercent ?? null,
    terms: terms ?? null,
    versionSequence: 1,
  });
  return [
    ...(site.agreements ?? []).map((agreement) => ofFile(agreement, null)),
    ...site.batteries.flatMap(({ key, agreements }) => agreements.map((agreement) => ofFile(agreement, key))),
  ];
}

async function readChangedThroughApi({ sql, tenantId }: Tx, siteId: string): Promise<ReadonlySet<string>> {
  const rows = await sql<{ agreementId: string }[]>`
    select distinct agreement_id as "agreementId" from agreement_version
    where tenant_id = ${tenantId} and site_id = ${siteId} and version_sequence > 1 and changed_by <> ${tenantId}`;
  return new Set(rows.map((row) => row.agreementId));
}

function isSame(one: Agreement, other: Agreement): boolean {
  return (
    one.validUntil?.getTime() === other.validUntil?.getTime() &&
    one.sharePercent === other.sharePercent &&
    one.terms === other.terms
  );
}
