import { DEFAULT_API_POLICY } from '../../platform/api-policy.ts';
import { DEFAULT_CONTROL_POLICY } from '../../platform/control-policy.ts';
import { DEFAULT_TELEMETRY_POLICY } from '../../platform/telemetry-policy.ts';
import { DEFAULT_TRADING_POLICY } from '../../platform/trading-policy.ts';
import type { Platform, TenantDirectory } from '../../platform/platform.ts';
import type { TenantFile } from './tenant-file.ts';
import { assert } from '../../kernel/assert.ts';
import { modelsOf } from './file-agreements.ts';
import { forecastPolicyOf } from './file-forecasts.ts';

/** The directory of the tenants that the files name. */
export function directoryOf(files: readonly TenantFile[]): TenantDirectory {
  const entries = files.map((file) => ({
    tenantId: file.tenantId,
    slug: file.slug,
    name: file.name,
    ownershipModels: modelsOf(file),
    api: { ...DEFAULT_API_POLICY, ...file.api, ...file.limits },
    telemetry: { ...DEFAULT_TELEMETRY_POLICY, ...file.telemetry },
    control: { ...DEFAULT_CONTROL_POLICY, ...file.control },
    forecasts: forecastPolicyOf(file),
    trading: { ...DEFAULT_TRADING_POLICY, ...file.trading },
  }));
  const bySlug = new Map(entries.map((entry) => [entry.slug, entry]));
  const byId = new Map(entries.map((entry) => [entry.tenantId, entry]));
  assert(byId.size === entries.length, 'every tenant file to have an id of its own');
  return {
    all: () => entries,
    bySlug: (slug) => bySlug.get(slug) ?? null,
    byId: (tenantId) => {
      const entry = byId.get(tenantId);
      assert(entry, 'a tenant id that came from the directory');
      return entry;
    },
  };
}

/** Brings the tenant's own row in line with its file. */
export async function applyTenant(platform: Platform, file: TenantFile): Promise<void> {
  await platform.db.write(file.tenantId, async ({ sql }) => {
    await sql`
      insert into tenant (tenant_id, slug, name) values (${file.tenantId}, ${file.slug}, ${file.name})
      on conflict (tenant_id) do update set slug = excluded.slug, name = excluded.name`;
  });
}
