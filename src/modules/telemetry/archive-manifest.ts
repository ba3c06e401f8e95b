import type { CivilDate } from '../../kernel/periods.ts';
import type { TenantEntry } from '../../platform/platform.ts';
import type { ArchivedDay } from './archived-days.ts';

interface TenantDay {
  readonly tenantId: string;
  readonly day: CivilDate;
}

/** Folders that tools which know no manifest read as columns, `tenant` and `day`. */
function folderOf({ tenantId, day }: TenantDay): string {
  return `${tenantFolder(tenantId)}day=${day}/`;
}

/** Every key of a tenant begins with it. The id: a slug may pass to another tenant. */
export function tenantFolder(tenantId: string): string {
  return `readings/tenant=${tenantId}/`;
}

const SUM_LENGTH = 12;

/** No two files have the same key: so none is ever replaced, and of two writers neither spoils the other's. */
export function fileKeyOf({
  versionSequence,
  sha256,
  ...tenantDay
}: TenantDay & { readonly versionSequence: number; readonly sha256: string }): string {
  return `${folderOf(tenantDay)}readings-v${versionSequence}-${sha256.slice(0, SUM_LENGTH)}.parquet`;
}

export function manifestKeyOf(tenantDay: TenantDay): string {
  return `${folderOf(tenantDay)}manifest.json`;
}

/** What the manifest says of a day, for whoever reads the archive without the database. */
export function printManifest(day: ArchivedDay, { tenantId, slug }: Pick<TenantEntry, 'tenantId' | 'slug'>): string {
  const manifest = {
    tenantId,
    tenantSlug: slug,
    day: day.day,
    versionSequence: day.versionSequence,
    schemaVersion: day.schemaVersion,
    file: day.fileKey.slice(day.fileKey.lastIndexOf('/') + 1),
    sha256: day.sha256,
    byteCount: day.byteCount,
    rowCount: day.rowCount,
    firstMeasuredAt: day.firstMeasuredAt.toISOString(),
    lastMeasuredAt: day.lastMeasuredAt.toISOString(),
    archivedAt: day.archivedAt.toISOString(),
    batteryRowCounts: Object.fromEntries(
      Object.entries(day.batteryRowCounts).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
