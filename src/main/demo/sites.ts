import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import { enrolEdgeAgent } from '../../modules/assets/index.ts';
import type { Services } from '../../modules/module.ts';
import { idOfKey, type TenantFile } from '../../modules/tenancy/index.ts';
import type { SiteSetup } from '../../sim/sites/site-setup.ts';

/** How often a site samples, at the least, on the wall clock: a faster world samples less often in its own time. */
const SAMPLE_WALL_SECONDS_MIN = 0.04;
/** Divisors of a half-hour, so that samples fall on the bounds of settlement periods. */
const SAMPLE_SECONDS = [2, 5, 10, 15, 30, 60, 120];
const LOOP_SECONDS = 1;
const BATCH_SECONDS_MIN = 2;
const BATCH_WALL_SECONDS_MIN = 0.1;
const REVERSION_WALL_SECONDS = 5;
const REVERSION_SECONDS_MIN = 60;

interface Addresses {
  readonly enrolUrl: string;
  readonly wsUrl: string;
  readonly mqttUrl: string;
}

/** What the sites of a tenant's file need to run: each agent enrolled anew, each battery as its nameplate says. */
export async function siteSetups(
  services: Services,
  { file, addresses, speed }: { file: TenantFile; addresses: Addresses; speed: number },
): Promise<SiteSetup[]> {
  const setups: SiteSetup[] = [];
  for (const site of file.sites) {
    const siteId = idOfKey<SiteId>(file.tenantId, 'site', site.key);
    const { token } = await services.db.write(file.tenantId, (tx) => enrolEdgeAgent(services, tx, siteId));
    if (token === null) throw new Error('Bug: an agent was enrolled without a token');
    setups.push({
      tenantSlug: file.slug,
      siteId,
      enrolmentToken: token,
      ...addresses,
      ...pace(speed),
      batteries: site.batteries.map((battery, index) => ({
        batteryId: idOfKey<BatteryId>(file.tenantId, 'battery', site.key, battery.key),
        dischargeEfficiencyPercent: battery.dischargeEfficiencyPercent,
        safePowerKw: 0,
        nameplate: battery,
        // Not all alike: between 35 and 65 percent.
        initialSocPercent: 35 + (((site.key.length + index) * 7) % 31),
      })),
    });
  }
  return setups;
}

function pace(speed: number) {
  return {
    loopSeconds: LOOP_SECONDS,
    sampleSeconds: SAMPLE_SECONDS.find((seconds) => seconds / speed >= SAMPLE_WALL_SECONDS_MIN) ?? 120,
    batchSeconds: Math.max(BATCH_SECONDS_MIN, BATCH_WALL_SECONDS_MIN * speed),
    reversionSeconds: Math.max(REVERSION_SECONDS_MIN, REVERSION_WALL_SECONDS * speed),
  };
}
