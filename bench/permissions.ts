/** A page of 50 from 100,000 batteries under 10,000 agreements, with permissions and row-level security, and without either. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { ApiKeyId, PartyId, TenantId } from '../src/kernel/ids.ts';
import { STANDARD_MODELS } from '../src/kernel/ownership-models.ts';
import { type Battery, readBatteryPage } from '../src/modules/assets/index.ts';
import { type Ability, decideAbility } from '../src/modules/ownership/index.ts';
import type { Actor, ApiKeyRole } from '../src/modules/tenancy/index.ts';
import { parsePage } from '../src/platform/arguments/connection.ts';
import { appUrlOf } from '../src/platform/database-url.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { createLog } from '../src/platform/log.ts';
import { migrate } from '../src/platform/migrate.ts';
import { openTenantDb, type TenantDb } from '../src/platform/tenant-db.ts';

export const about = 'a page of 50 from 100,000 batteries under 10,000 agreements, protected and unprotected';

const SITE_COUNT = 10_000;
const BATTERIES_PER_SITE = 10;
const AGREEMENT_COUNT = 10_000;
const PAGE_COUNT = 50;
const READ_COUNT = 300;
const WARM_UP_COUNT = 30;

/** How the agreements lie: all with one party, or with many; each over a battery, or over a whole site of ten. */
const LAYOUTS = [
  { name: 'oneParty', about: 'one party, a battery each', partyCount: 1, wholeSites: false },
  { name: 'oneFleet', about: 'one party, a site of ten each', partyCount: 1, wholeSites: true },
  { name: 'manyParties', about: '100 parties, a battery each', partyCount: 100, wholeSites: false },
] as const;

interface Subject {
  readonly tenantId: TenantId;
  readonly db: TenantDb;
  readonly ability: Ability;
}

/** Protected and unprotected reads take turns, so that what else the machine does falls on both alike. */
export async function run(): Promise<Record<string, number>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const log = createLog({ level: 'error' });
  const server = await startEmbeddedPostgres({ dataDir, log });
  const opened: TenantDb[] = [];
  try {
    await server.ensureDatabase('bench');
    const ownerUrl = server.ownerUrl('bench');
    await migrate({ ownerUrl, folder: join(import.meta.dirname, '..', 'migrations') });
    // The owner of an embedded server is its superuser: no policy applies to it.
    const unprotected = openTenantDb({ url: ownerUrl, connectionCountMax: 1, log });
    const guarded = openTenantDb({ url: appUrlOf(ownerUrl), connectionCountMax: 1, log });
    opened.push(unprotected, guarded);
    const figures: Record<string, number> = {};
    for (const layout of LAYOUTS) {
      const { tenantId, partyId } = await fill(ownerUrl, layout);
      const bare = { tenantId, db: unprotected, ability: abilityOf({ tenantId, role: 'VIEWER', partyId: null }) };
      const protectedBy = { tenantId, db: guarded, ability: abilityOf({ tenantId, role: 'PARTY', partyId }) };
      const { protectedMs, unprotectedMs } = await compare(protectedBy, bare);
      const ratio = protectedMs / unprotectedMs;
      figures[`protectedMs${titled(layout.name)}`] = rounded(protectedMs);
      figures[`unprotectedMs${titled(layout.name)}`] = rounded(unprotectedMs);
      figures[`ratio${titled(layout.name)}`] = rounded(ratio);
      const facts = `${protectedMs.toFixed(3)} ms protected, ${unprotectedMs.toFixed(3)} ms unprotected`;
      console.log(`${layout.about.padEnd(32)}${facts}, ratio ${ratio.toFixed(2)}`);
    }
    // The headline is the worst of them.
    return {
      ...figures,
      ratioToUnprotectedSql: Math.max(...LAYOUTS.map(({ name }) => figures[`ratio${titled(name)}`] ?? Infinity)),
    };
  } finally {
    for (const db of opened) await db.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function compare(guarded: Subject, bare: Subject): Promise<{ protectedMs: number; unprotectedMs: number }> {
  const reads: { protectedMs: number; unprotectedMs: number }[] = [];
  for (let index = -WARM_UP_COUNT; index < READ_COUNT; index += 1) {
    const measured = { unprotectedMs: await timeOf(bare), protectedMs: await timeOf(guarded) };
    if (index >= 0) reads.push(measured);
  }
  return {
    protectedMs: median(reads.map((read) => read.protectedMs)),
    unprotectedMs: median(reads.map((read) => read.unprotectedMs)),
  };
}

async function timeOf(subject: Subject): Promise<number> {
  const startedAtMs = performance.now();
  const page = await readPage(subject);
  if (page.length !== PAGE_COUNT + 1) throw new Error(`a page of ${page.length} batteries`);
  return performance.now() - startedAtMs;
}

function readPage({ tenantId, db, ability }: Subject): Promise<readonly Battery[]> {
  const page = parsePage({ first: PAGE_COUNT }, { cursorFields: { name: 'text', batteryId: 'uuid' } });
  return db.read(tenantId, (tx) => readBatteryPage(tx, { ability, page, siteId: null }));
}

function abilityOf({ tenantId, role, partyId }: { tenantId: TenantId; role: ApiKeyRole; partyId: PartyId | null }): Ability {
  // A UUID just made is a valid id of a key.
  const credentialId = randomUUID() as string as ApiKeyId;
  const actor: Actor = { kind: 'api-key', tenantId, credentialId, role, partyId, bounds: null, expiresAt: null };
  return decideAbility(actor, { models: STANDARD_MODELS, now: new Date() });
}

/** A tenant of its own with the fleet; answers the party whose page is read. */
async function fill(
  ownerUrl: string,
  { partyCount, wholeSites }: (typeof LAYOUTS)[number],
): Promise<{ tenantId: TenantId; partyId: PartyId }> {
  // UUIDs just made name the tenant and the party.
  const [tenantId, partyId] = [randomUUID() as string as TenantId, randomUUID() as string as PartyId];
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql`insert into tenant values (${tenantId}, ${tenantId.slice(0, 8)}, 'Bench')`;
  await sql`
    insert into party
    select ${tenantId}, case when n = 1 then ${partyId}::uuid else gen_random_uuid() end, 'Party ' || n
    from generate_series(1, ${partyCount}::int) n`;
  await sql`
    insert into site (tenant_id, site_id, name, time_zone, market, import_limit_kw, export_limit_kw)
    select ${tenantId}, gen_random_uuid(), 'Site ' || n, 'Europe/London', 'GB', 100, 100 from generate_series(1, ${SITE_COUNT}::int) n`;
  await sql`
    insert into battery (tenant_id, battery_id, site_id, name, charge_power_kw_max, discharge_power_kw_max, energy_capacity_kwh,
      charge_efficiency_percent, discharge_efficiency_percent)
    select ${tenantId}, gen_random_uuid(), site_id, 'Battery ' || md5(site_id::text || n), 5, 5, 10, 95, 95
    from site, generate_series(1, ${BATTERIES_PER_SITE}::int) n where tenant_id = ${tenantId}`;
  const place = wholeSites
    ? sql`select site_id, null::uuid as battery_id from site where tenant_id = ${tenantId}`
    : sql`select site_id, battery_id from battery where tenant_id = ${tenantId}`;
  await sql`
    insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, version_sequence, changed_by,
      changed_at, change_reason)
    select ${tenantId}, gen_random_uuid(), parties.ids[1 + row_number() over () % ${partyCount}::int], place.site_id, place.battery_id,
      'OWNER', '2024-01-01', 1, ${tenantId}, '2024-01-01', 'bench'
    from (select * from (${place}) places order by random() limit ${AGREEMENT_COUNT}) place,
      (select array_agg(party_id) as ids from party where tenant_id = ${tenantId}) parties`;
  // As autovacuum does within a minute of such a load, to the benefit of both sides.
  await sql`vacuum analyze`;
  await sql.end();
  return { tenantId, partyId };
}

function titled(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
