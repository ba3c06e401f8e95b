/** The real API over an embedded PostgreSQL, with a tenant of 60 batteries and their latest readings. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiSchema } from '../src/graphql/resolvers.ts';
import { startApi } from '../src/graphql/server.ts';
import type { TenantId } from '../src/kernel/ids.ts';
import { applyAssets, authenticateEnrolment } from '../src/modules/assets/index.ts';
import { restoreLatest } from '../src/modules/telemetry/index.ts';
import {
  applyTenant,
  authenticateApiKey,
  authenticateSupport,
  authenticator,
  createApiKey,
  directoryOf,
  type TenantFile,
} from '../src/modules/tenancy/index.ts';
import { type ApiPolicy, DEFAULT_API_POLICY } from '../src/platform/api-policy.ts';
import { WorldClock } from '../src/platform/clock.ts';
import { appUrlOf } from '../src/platform/database-url.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { createInProcessLive } from '../src/platform/live.ts';
import { createLog } from '../src/platform/log.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import { migrate } from '../src/platform/migrate.ts';
import { createOutbound } from '../src/platform/outbound.ts';
import type { Services } from '../src/modules/module.ts';
import type { Platform } from '../src/platform/platform.ts';
import { openTenantDb } from '../src/platform/tenant-db.ts';

/** Every request is counted as it is for a tenant, and none is refused. */
export const UNHURRIED: ApiPolicy = {
  ...DEFAULT_API_POLICY,
  tenantPoints: 1_000_000_000,
  tenantPointsPerSecond: 1_000_000_000,
  credentialPoints: 1_000_000_000,
  credentialPointsPerSecond: 1_000_000_000,
  tenantSocketCount: 100_000,
  credentialSocketCount: 100_000,
  tenantSubscriptionCount: 100_000,
  credentialSubscriptionCount: 100_000,
};

const DATABASE = 'bench';
const SITE_COUNT = 10;
const BATTERIES_PER_SITE = 6;

/** A server under load, and how to ask it. */
export interface ServerReady {
  readonly url: string;
  readonly authorization: string;
  stop(): Promise<void>;
}

export interface FleetApi extends ServerReady {
  readonly wsUrl: string;
  readonly platform: Platform;
  readonly tenantId: TenantId;
}

export async function startFleetApi({ siteCount = SITE_COUNT }: { siteCount?: number } = {}): Promise<FleetApi> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const log = createLog({ level: 'error' });
  const server = await startEmbeddedPostgres({ dataDir, log });
  await server.ensureDatabase(DATABASE);
  const ownerUrl = server.ownerUrl(DATABASE);
  await migrate({ ownerUrl, folder: join(import.meta.dirname, '..', 'migrations') });
  const file = fleetFile(siteCount);
  const db = openTenantDb({ url: appUrlOf(ownerUrl), connectionCountMax: 10, log });
  // Nothing here enqueues: the bench reads, and its fleet is there before anything reacts.
  const platform = {
    db,
    live: createInProcessLive(),
    clock: WorldClock.start(),
    wallNow: () => new Date(),
    log,
    metrics: createMetrics(),
    tenants: directoryOf([file]),
    authority: null,
    outbound: createOutbound({ reach: 'public' }),
    reactions: new Map(),
  } as unknown as Services;
  const authorization = `Bearer ${await fillFleet(platform, file)}`;
  const authenticate = authenticator(platform, {
    'api-key': authenticateApiKey,
    agent: authenticateEnrolment,
    support: authenticateSupport,
    access: async () => null,
  });
  const api = await startApi({
    schema: apiSchema(),
    platform,
    authenticate,
    isReady: async () => true,
    host: '127.0.0.1',
    port: 0,
  });
  return {
    url: api.url,
    wsUrl: api.wsUrl,
    platform,
    tenantId: file.tenantId,
    authorization,
    async stop() {
      await api.stop();
      await db.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Stores the fleet with a reading of each battery; returns the token of an operator. */
async function fillFleet(platform: Platform, file: TenantFile): Promise<string> {
  await applyTenant(platform, file);
  await applyAssets(platform, file);
  const created = await platform.db.write(file.tenantId, async (tx) => {
    const { sql } = tx;
    const at = platform.clock.now();
    await sql`select ensure_reading_partition(${at})`;
    await sql`
      insert into reading (tenant_id, battery_id, measured_at, received_at, active_power_kw, soc_percent, exported_kwh, imported_kwh, quality)
      select tenant_id, battery_id, ${at}, ${at}, 1.25, 50.5, 1234.5, 1300.25, 'GOOD' from battery where tenant_id = ${tx.tenantId}`;
    return createApiKey(platform, tx, { name: 'bench', role: 'OPERATOR', partyId: null });
  });
  await restoreLatest(platform);
  if (created.__typename !== 'ApiKeyCreated' || !created.secret) throw new Error('the bench has no credential');
  return created.secret;
}

function fleetFile(siteCount: number): TenantFile {
  const id = randomUUID();
  const intent = { socPercentMin: 5, socPercentMax: 95, reservePercent: 10, wearCostPerMwh: '10' };
  const batteryOf = (index: number): TenantFile['sites'][number]['batteries'][number] => ({
    key: `battery-${index}`,
    name: `Battery ${index}`,
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5.5,
    energyCapacityKwh: 13.5,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
    intent,
    agreements: [],
  });
  const sites = Array.from({ length: siteCount }, (_, index): TenantFile['sites'][number] => ({
    key: `site-${index}`,
    name: `Site ${index}`,
    timeZone: 'Europe/London',
    market: 'GB',
    importLimitKw: 100,
    exportLimitKw: 100,
    batteries: Array.from({ length: BATTERIES_PER_SITE }, (_battery, position) => batteryOf(position)),
  }));
  const { introspection: _introspection, ...limits } = UNHURRIED;
  // A UUID just made names the tenant.
  return { id, tenantId: id as TenantId, slug: 'bench', name: 'Bench', parties: [], sites, limits };
}
