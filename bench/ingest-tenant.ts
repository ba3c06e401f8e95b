import type { BatteryId, SiteId, TenantId } from '../src/kernel/ids.ts';
import { idOfKey, type TenantFile } from '../src/modules/tenancy/index.ts';
import { telemetryTopic } from '../src/wire/topics.ts';

/** The made-up tenant whose sites the bench plays, each with one battery. */
const ID = '5be9c400-0000-4000-8000-000000000001';
export const BENCH_SLUG = 'bench';

export function benchTenant(siteCount: number): TenantFile {
  return {
    id: ID,
    // The literal above is a UUID.
    tenantId: ID as TenantId,
    slug: BENCH_SLUG,
    name: 'Bench',
    parties: [],
    sites: Array.from({ length: siteCount }, (_, index) => ({
      key: keyOf(index),
      name: `Site ${index}`,
      timeZone: 'Europe/London',
      market: 'GB' as const,
      importLimitKw: 100,
      exportLimitKw: 100,
      batteries: [
        {
          key: 'main',
          name: 'Main',
          chargePowerKwMax: 100,
          dischargePowerKwMax: 100,
          energyCapacityKwh: 200,
          chargeEfficiencyPercent: 95,
          dischargeEfficiencyPercent: 95,
          intent: { socPercentMin: 10, socPercentMax: 90, reservePercent: 0, wearCostPerMwh: '1' },
          agreements: [],
        },
      ],
    })),
  };
}

export interface BenchSite {
  readonly siteId: SiteId;
  readonly batteryId: BatteryId;
  readonly topic: string;
}

export function benchSites(siteCount: number): BenchSite[] {
  // The literal above is a UUID.
  const tenantId = ID as TenantId;
  return Array.from({ length: siteCount }, (_, index) => {
    const siteId = idOfKey<SiteId>(tenantId, 'site', keyOf(index));
    const batteryId = idOfKey<BatteryId>(tenantId, 'battery', keyOf(index), 'main');
    return { siteId, batteryId, topic: telemetryTopic({ tenantSlug: BENCH_SLUG, siteId }) };
  });
}

function keyOf(index: number): string {
  return `site-${index}`;
}
