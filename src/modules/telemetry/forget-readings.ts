import type { TenantId } from '../../kernel/ids.ts';
import type { CivilDate } from '../../kernel/periods.ts';
import type { Platform } from '../../platform/platform.ts';
import { DAY_MS, dayOf, hasReadings, markDays, noteForgotten, readForgettableDays } from './archived-days.ts';

/** Few enough for the time a statement has. */
const ROWS_AT_ONCE_MAX = 20_000;
const DAYS_PER_ROUND_MAX = 20;

/** Single readings that the tenant's policy no longer keeps go, day by day, once the archive has them; their rollups stay. */
export async function forgetReadings(platform: Platform, tenantId: TenantId): Promise<void> {
  const { db, clock, tenants } = platform;
  const { rawDays } = tenants.byId(tenantId).telemetry;
  const before = dayOf(new Date(clock.nowMs() - rawDays * DAY_MS));
  const days = await db.read(tenantId, (tx) => readForgettableDays(tx, { before, countMax: DAYS_PER_ROUND_MAX }));
  for (const { day, batteryRowCounts } of days) {
    for (const batteryId of Object.keys(batteryRowCounts)) await forgetBattery(platform, { tenantId, day, batteryId });
    await endDay(platform, { tenantId, day });
  }
}

interface BatteryDay {
  readonly tenantId: TenantId;
  readonly day: CivilDate;
  readonly batteryId: string;
}

async function forgetBattery({ db, metrics }: Platform, { tenantId, day, batteryId }: BatteryDay): Promise<void> {
  for (;;) {
    const [row] = await db.write(
      tenantId,
      ({ sql }) => sql<{ count: number }[]>`select forget_readings(${day}::date, ${batteryId}, ${ROWS_AT_ONCE_MAX}) as count`,
    );
    const count = row?.count ?? 0;
    metrics.forgottenReadings(count);
    if (count < ROWS_AT_ONCE_MAX) return;
  }
}

/** A reading that the file does not have is kept, and the day gets another file. */
async function endDay({ db, clock, log }: Platform, { tenantId, day }: Omit<BatteryDay, 'batteryId'>): Promise<void> {
  const isEmpty = await db.write(tenantId, async (tx) => {
    if (await hasReadings(tx, day)) {
      await markDays(tx, [day]);
      return false;
    }
    await noteForgotten(tx, { day, at: clock.now() });
    return true;
  });
  if (!isEmpty)
    log.warn({ tenantId, day }, 'a day has readings that its file in the archive does not have: it is archived again');
}
