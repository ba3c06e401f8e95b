import type { Interval } from '../../kernel/intervals.ts';
import type { Tx } from '../../platform/tenant-db.ts';

/** What a meter of the accuracy class in use may show beyond a power limit, as a share of the nameplate. */
const POWER_TOLERANCE_RATIO = 0.005;
/** The resolution of the state of charge, doubled. */
const SOC_TOLERANCE_PERCENT = 0.1;

interface BatterySpan {
  readonly batteryId: string;
  readonly span: Interval;
}

/**
 * Readings at which a battery was beyond the limits it was told to keep: power beyond those of the instruction in force
 * (the nameplate, where there was none), its site beyond the grid connection, or discharging below or charging above the allowed state of charge.
 */
export async function countLimitViolations({ sql, tenantId }: Tx, { batteryId, span }: BatterySpan): Promise<number> {
  const [row] = await sql<{ violationCount: number }[]>`
    select count(*)::int as "violationCount"
    from reading
    join battery on battery.tenant_id = reading.tenant_id and battery.battery_id = reading.battery_id
    join site on site.tenant_id = battery.tenant_id and site.site_id = battery.site_id
    cross join lateral (
      select sum(sibling.active_power_kw) as power_kw from battery other
      join reading sibling on sibling.tenant_id = other.tenant_id and sibling.battery_id = other.battery_id
        and sibling.measured_at = reading.measured_at
      where other.tenant_id = battery.tenant_id and other.site_id = battery.site_id
    ) together
    left join instruction on instruction.tenant_id = reading.tenant_id and instruction.battery_id = reading.battery_id
      and instruction.instruction_sequence = reading.instruction_sequence
    cross join lateral (
      select coalesce((limits ->> 'dischargePowerKwMax')::float8, discharge_power_kw_max) as discharge_max,
        coalesce((limits ->> 'chargePowerKwMax')::float8, charge_power_kw_max) as charge_max,
        coalesce((limits ->> 'socPercentMin')::float8, 0) as soc_min, coalesce((limits ->> 'socPercentMax')::float8, 100) as soc_max,
        greatest(charge_power_kw_max, discharge_power_kw_max) * ${POWER_TOLERANCE_RATIO}::float8 as power_tolerance
    ) bounds
    where reading.tenant_id = ${tenantId} and reading.battery_id = ${batteryId}
      and reading.measured_at >= ${span.fromAt} and reading.measured_at < ${span.untilAt}
      and (together.power_kw > export_limit_kw + power_tolerance
        or -together.power_kw > import_limit_kw + power_tolerance
        or reading.active_power_kw > discharge_max + power_tolerance
        or -reading.active_power_kw > charge_max + power_tolerance
        or (reading.soc_percent < soc_min - ${SOC_TOLERANCE_PERCENT}::float8 and reading.active_power_kw > power_tolerance)
        or (reading.soc_percent > soc_max + ${SOC_TOLERANCE_PERCENT}::float8 and reading.active_power_kw < -power_tolerance))`;
  return row?.violationCount ?? 0;
}

/** How many instructions were sent to a battery in a span of time, and what became of them; what is none of it is on its way. */
export interface InstructionCounts {
  readonly sentCount: number;
  readonly appliedCount: number;
  readonly refusedCount: number;
  /** A newer one took their place before the site applied them. */
  readonly supersededCount: number;
  /** Their time ran out before the site applied them. */
  readonly expiredCount: number;
}

const NONE_SENT: InstructionCounts = { sentCount: 0, appliedCount: 0, refusedCount: 0, supersededCount: 0, expiredCount: 0 };

export async function countInstructions({ sql, tenantId }: Tx, { batteryId, span }: BatterySpan): Promise<InstructionCounts> {
  const [row] = await sql<InstructionCounts[]>`
    select count(*)::int as "sentCount", count(*) filter (where state in ('APPLIED', 'EXECUTING'))::int as "appliedCount",
      count(*) filter (where state = 'REFUSED')::int as "refusedCount",
      count(*) filter (where state = 'SUPERSEDED')::int as "supersededCount",
      count(*) filter (where state = 'EXPIRED')::int as "expiredCount"
    from instruction
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and valid_until > ${span.fromAt} and issued_at < ${span.untilAt}`;
  return row ?? NONE_SENT;
}
