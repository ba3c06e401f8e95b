import type { BatteryId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { idOfKey, type TenantFile } from '../tenancy/index.ts';
import { DEFAULT_INTENT, refuseIntent } from './intent.ts';
import { Fault } from '../../platform/fault.ts';

/** Gives each battery the intent of its tenant's file, unless somebody has set one. */
export async function applyIntents(platform: Platform, file: TenantFile): Promise<void> {
  const { tenantId } = file;
  await platform.db.write(tenantId, async ({ sql }) => {
    for (const site of file.sites) {
      for (const { key, intent } of site.batteries) {
        const { cyclesPerDayCountMax = null, cyclesPerYearCountMax = null } = intent;
        const wish = { ...DEFAULT_INTENT, ...intent, cyclesPerDayCountMax, cyclesPerYearCountMax };
        const refusal = refuseIntent(wish);
        if (refusal) {
          throw new Fault('BAD_USER_INPUT', {
            tell: `tenants/${file.slug}.yaml: the intent of battery ${key} is refused: ${refusal.message}`,
          });
        }
        await sql`
          insert into intent (tenant_id, battery_id, version_sequence, soc_percent_min, soc_percent_max, reserve_percent,
            cycles_per_day_count_max, cycles_per_year_count_max, wear_cost_per_mwh, set_at, set_by)
          values (${tenantId}, ${idOfKey<BatteryId>(tenantId, 'battery', site.key, key)}, 1, ${wish.socPercentMin},
            ${wish.socPercentMax}, ${wish.reservePercent}, ${wish.cyclesPerDayCountMax}, ${wish.cyclesPerYearCountMax}, ${wish.wearCostPerMwh},
            ${platform.clock.now()}, ${tenantId})
          on conflict do nothing`;
      }
    }
  });
}
