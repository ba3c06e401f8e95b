import { isUuid, type TenantId } from '../../kernel/ids.ts';
import type { TenantDb, Tx } from '../../platform/tenant-db.ts';
import { type Nameplate, remember, type Remembered } from './judge-reading.ts';
import type { WireReading } from '../../wire/telemetry.ts';

/** What judging needs to know of a battery. */
export interface KnownBattery {
  readonly siteId: string;
  /** Each agent that the site had was revoked. */
  readonly isAgentRevoked: boolean;
  readonly nameplate: Nameplate;
  /** Null before the first reading. */
  readonly newest: Remembered | null;
}

/** Facts of a battery may be out of date by this much; none is refused by old ones. */
const FACTS_TRUSTED_MS = 30_000;
const BATTERIES_PER_READ_MAX = 1_000;

interface Entry {
  readonly siteId: string;
  readonly isAgentRevoked: boolean;
  readonly nameplate: Nameplate;
  newest: Remembered | null;
  factsReadMs: number;
}

/**
 * What this process knows of a tenant's batteries: where they stand, their nameplates, and their newest readings. It is filled
 * from PostgreSQL, battery by battery as they are heard, and lost with the process. Where several processes share the messages,
 * each knows the readings that came its way: what is judged against them is then judged across a longer gap.
 */
export class BatteryMemory {
  readonly #db: Pick<TenantDb, 'read'>;
  readonly #tenantId: TenantId;
  readonly #batteries = new Map<string, Entry>();

  constructor(db: Pick<TenantDb, 'read'>, tenantId: TenantId) {
    this.#db = db;
    this.#tenantId = tenantId;
  }

  get(batteryId: string): KnownBattery | null {
    return this.#batteries.get(batteryId) ?? null;
  }

  /** Keeps the reading if it is the newest. */
  note(reading: WireReading): void {
    const entry = this.#batteries.get(reading.batteryId);
    if (entry) entry.newest = remember(entry.newest, reading);
  }

  /**
   * Looks up the batteries that are asked for as batteries of a site: the unknown ones, those that were looked up long ago, and
   * those that were last seen at another site or without an agent, for nothing is refused by what was true some time ago.
   */
  async lookUp(wanted: Iterable<{ readonly batteryId: string; readonly siteId: string }>): Promise<void> {
    const nowMs = performance.now();
    const missing = new Set<string>();
    for (const { batteryId, siteId } of wanted) {
      const entry = this.#batteries.get(batteryId);
      const isGood = entry?.siteId === siteId && !entry.isAgentRevoked;
      if (!isGood || nowMs - entry.factsReadMs > FACTS_TRUSTED_MS) missing.add(batteryId);
    }
    const all = [...missing];
    for (let start = 0; start < all.length; start += BATTERIES_PER_READ_MAX) {
      const batteryIds = all.slice(start, start + BATTERIES_PER_READ_MAX);
      const found = await this.#db.read(this.#tenantId, (tx) => readKnown(tx, batteryIds));
      for (const [batteryId, { newest, ...facts }] of found) {
        const known = this.#batteries.get(batteryId)?.newest ?? null;
        const isNewer = known !== null && (newest === null || known.measuredAtMs >= newest.measuredAtMs);
        this.#batteries.set(batteryId, { ...facts, newest: isNewer ? known : newest, factsReadMs: nowMs });
      }
    }
  }
}

interface KnownRow extends Nameplate, Omit<Remembered, 'measuredAtMs' | 'unchangedSinceMs'> {
  readonly batteryId: string;
  readonly siteId: string;
  readonly isAgentRevoked: boolean;
  readonly measuredAt: Date | null;
}

/** Where batteries stand, their nameplates and their newest readings, by id. What is no id is nobody's. */
export async function readKnown(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, KnownBattery>> {
  const rows = await tx.sql<KnownRow[]>`
    select battery.battery_id as "batteryId", battery.site_id as "siteId", battery.charge_power_kw_max as "chargePowerKwMax",
      battery.discharge_power_kw_max as "dischargePowerKwMax", battery.energy_capacity_kwh as "energyCapacityKwh",
      newest.measured_at as "measuredAt", newest.active_power_kw as "activePowerKw", newest.soc_percent as "socPercent",
      newest.exported_kwh as "exportedKwh", newest.imported_kwh as "importedKwh",
      coalesce(agents.are_revoked, false) as "isAgentRevoked"
    from battery
    left join lateral (
      select bool_and(revoked_at is not null) as are_revoked from edge_agent
      where edge_agent.tenant_id = battery.tenant_id and edge_agent.site_id = battery.site_id
    ) agents on true
    left join lateral (
      select measured_at, active_power_kw, soc_percent, exported_kwh, imported_kwh from reading
      where reading.tenant_id = battery.tenant_id and reading.battery_id = battery.battery_id
      order by measured_at desc limit 1
    ) newest on true
    where battery.tenant_id = ${tx.tenantId} and battery.battery_id = any(${batteryIds.filter(isUuid)}::uuid[])`;
  return new Map(rows.map((row) => [row.batteryId, knownOf(row)]));
}

function knownOf({
  siteId,
  isAgentRevoked,
  measuredAt,
  chargePowerKwMax,
  dischargePowerKwMax,
  energyCapacityKwh,
  ...row
}: KnownRow): KnownBattery {
  const { activePowerKw, socPercent, exportedKwh, importedKwh } = row;
  const atMs = measuredAt?.getTime();
  return {
    siteId,
    isAgentRevoked,
    nameplate: { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh },
    newest:
      atMs === undefined
        ? null
        : { measuredAtMs: atMs, activePowerKw, socPercent, exportedKwh, importedKwh, unchangedSinceMs: atMs },
  };
}
