import type { TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';

const DAY_MS = 86_400_000;
/** Few enough for the time a statement has. */
const ROWS_AT_ONCE_MAX = 20_000;
const STATEMENTS_PER_ROUND_MAX = 200;

/** Single readings that the tenant's policy no longer keeps go; their rollups stay. */
export async function forgetReadings({ db, clock, tenants }: Platform, tenantId: TenantId): Promise<void> {
  const { rawDays } = tenants.byId(tenantId).telemetry;
  const olderThan = new Date(clock.nowMs() - rawDays * DAY_MS);
  for (let round = 0; round < STATEMENTS_PER_ROUND_MAX; round += 1) {
    const [row] = await db.write(
      tenantId,
      ({ sql }) => sql<{ count: number }[]>`select forget_readings(${olderThan}, ${ROWS_AT_ONCE_MAX}) as count`,
    );
    if ((row?.count ?? 0) < ROWS_AT_ONCE_MAX) return;
  }
}
