import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import type { KeysetPage } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Times, timesSql } from '../ownership/index.ts';
import { type AuditEntry, type AuditSpan, readEntriesAbout } from '../tenancy/index.ts';

interface Wanted {
  readonly battery: { readonly batteryId: BatteryId; readonly siteId: SiteId };
  /** When the caller may read what was done to it. */
  readonly times: Times;
  readonly span: AuditSpan;
  readonly page: KeysetPage;
}

/** What done to all of a site, or to everything, is done to each battery there. */
const WIDE_OPERATIONS: readonly string[] = ['stopDispatch', 'resumeDispatch', 'setPowerLimit', 'liftPowerLimit'];

/** What was done to a battery: to it itself, its overrides and the agreements over it, and what held it with others; newest first. */
export function readEntriesOfBattery(tx: Tx, { battery, times, span, page }: Wanted): Promise<AuditEntry[]> {
  const { sql, tenantId } = tx;
  const wideIds = [battery.siteId, tenantId];
  const subjectIds = sql`
    select subject_id from battery_subject where tenant_id = ${tenantId} and battery_id = ${battery.batteryId}
    union all select unnest(${wideIds}::uuid[])`;
  const isAboutIt = sql`(
    subject_id <> all(${wideIds}::uuid[]) or operation = any(${[...WIDE_OPERATIONS]}::text[]) and decision = 'ALLOWED')`;
  return readEntriesAbout(tx, { subjectIds, within: sql`${timesSql(sql, times, 'happened_at')} and ${isAboutIt}`, span, page });
}

/** Whether an entry is in the trail of every battery of a place: of its site, or of all. */
export function holdsBatteriesAt({ subjectType, subjectId, operation, decision }: AuditEntry, siteId: SiteId): boolean {
  const isOfPlace = subjectType === 'Tenant' || (subjectType === 'Site' && subjectId === siteId);
  return isOfPlace && decision === 'ALLOWED' && WIDE_OPERATIONS.includes(operation);
}

/** The batteries that an entry about an object is about: an agreement over a site is about each that stands there. */
export async function readBatteriesOfSubject({ sql, tenantId }: Tx, subjectId: string): Promise<BatteryId[]> {
  const rows = await sql<{ batteryId: BatteryId }[]>`
    select battery_id as "batteryId" from battery_subject where tenant_id = ${tenantId} and subject_id = ${subjectId}`;
  return rows.map(({ batteryId }) => batteryId);
}
