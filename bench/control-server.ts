/** The platform of the control bench, in a process of its own: API, queue and workers, and triggers when it is told to. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiSchema } from '../src/graphql/resolvers.ts';
import { startApi } from '../src/graphql/server.ts';
import { present } from '../src/kernel/assert.ts';
import { runWorker } from '../src/main/run-worker.ts';
import { applyTenants, prepareDatabase, wire } from '../src/main/wiring.ts';
import { enrolEdgeAgent } from '../src/modules/assets/index.ts';
import { createAuthority } from '../src/platform/authority-files.ts';
import { WorldClock } from '../src/platform/clock.ts';
import { createDeviceAuthority } from '../src/platform/device-authority.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { createLog } from '../src/platform/log.ts';
import { announce } from '../src/platform/platform.ts';
import { openConnection } from '../src/platform/postgres-connection.ts';
import { postmasterPid } from './cpu-time.ts';
import { benchSites, benchTenant } from './ingest-tenant.ts';

/** Where the sites connect, and with what. */
export interface ControlReady {
  readonly enrolUrl: string;
  readonly wsUrl: string;
  readonly tokens: readonly string[];
  readonly postgresPid: number;
}

/** Overrides of batteries, by their places among the bench's sites, in one transaction. */
export interface ControlOrder {
  readonly indexes: readonly number[];
  readonly powerKw: number;
}

/** What bare transactions came to. */
export interface BareCommits {
  readonly commitsPerSecond: number;
}

const DATABASE = 'bench';
const HOST = '127.0.0.1';
const CERTIFICATE_MS = 86_400_000;
const OVERRIDE_MS = 3_600_000;
const BARE_MS = 1_000;
const BARE_CONNECTION_COUNT = 8;

const siteCount = Number(process.argv[2]);
const file = { ...benchTenant(siteCount), limits: unhurried() };
const { tenantId } = file;
const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
const log = createLog({ level: 'error' });
const postgres = await startEmbeddedPostgres({ dataDir, log });
await postgres.ensureDatabase(DATABASE);
const ownerUrl = postgres.ownerUrl(DATABASE);
await prepareDatabase(ownerUrl);
const wallNow = (): Date => new Date();
const { authority: first } = await createAuthority(wallNow());
const authority = createDeviceAuthority({ authorities: [first], lifetimeMs: CERTIFICATE_MS, wallNow });
const wired = await wire({ ownerUrl, redisUrl: null, clock: WorldClock.start(), log, tenantFiles: [file], authority });
const { services } = wired;
await applyTenants(services, [file]);
const api = await startApi({
  schema: apiSchema(),
  platform: services,
  authenticate: wired.authenticate,
  issuers: wired.issuers,
  isReady: async () => true,
  host: HOST,
  port: 0,
  agents: {
    host: HOST,
    publicHost: HOST,
    port: 0,
    tls: await authority.serverTls([HOST]),
    authenticate: wired.authenticateCertificate,
  },
});
const ending = new AbortController();
await runWorker(services, ending.signal);

const sites = benchSites(siteCount);
const tokens: string[] = [];
for (const { siteId } of sites) {
  const { token } = await services.db.write(tenantId, (tx) => enrolEdgeAgent(services, tx, siteId));
  tokens.push(present(token, 'a new token to be told'));
}
const wsUrl = present(api.agentWsUrl, 'a listener for agents');
const postgresPid = postmasterPid(join(dataDir, 'postgres', 'postmaster.pid'));
process.send?.({ enrolUrl: api.url, wsUrl, tokens, postgresPid } satisfies ControlReady);

process.on('message', (order: ControlOrder | 'analyze' | 'bare' | 'stop') => {
  if (order === 'stop') void stop();
  else if (order === 'analyze') void analyze();
  else if (order === 'bare') void commitBare();
  else void trigger(order);
});

/** How many of the smallest possible changes of one tenant commit in a second, on all connections: what the machine has to give just now. */
async function commitBare(): Promise<void> {
  const endMs = performance.now() + BARE_MS;
  let commitCount = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < endMs) {
      await services.db.write(tenantId, async ({ sql }) => {
        await sql`update site set name = name where tenant_id = ${tenantId} and site_id = ${sites[commitCount % siteCount]?.siteId ?? null}`;
      });
      commitCount += 1;
    }
  };
  await Promise.all(Array.from({ length: BARE_CONNECTION_COUNT }, one));
  process.send?.({ commitsPerSecond: (commitCount * 1_000) / BARE_MS } satisfies BareCommits);
}

/** What autovacuum does within a minute: plans made while the tables were empty read every row of the tenant. */
async function analyze(): Promise<void> {
  const { sql, close } = openConnection(ownerUrl);
  await sql`analyze`;
  await close();
  process.send?.('analyzed');
}

/** What an operator's change does: a row, and a job in the transaction of its cause. */
async function trigger({ indexes, powerKw }: ControlOrder): Promise<void> {
  const batteryIds = indexes.flatMap((index) => sites[index]?.batteryId ?? []);
  const now = new Date();
  await services.db.write(tenantId, async (tx) => {
    await tx.sql`
      insert into battery_override (tenant_id, override_id, battery_id, power_kw, from_at, until_at, reason, set_at, set_by)
      select ${tenantId}::uuid, gen_random_uuid(), battery_id, ${powerKw}::float8, ${now}::timestamptz,
        ${new Date(now.getTime() + OVERRIDE_MS)}::timestamptz, 'a bench', ${now}::timestamptz, ${randomUUID()}::uuid
      from unnest(${batteryIds}::uuid[]) as told (battery_id)`;
    // Older ones would be read each time: an operator ends them as well.
    await tx.sql`
      update battery_override set cancelled_at = ${now}
      where tenant_id = ${tenantId} and battery_id = any(${batteryIds}::uuid[]) and set_at < ${now} and cancelled_at is null`;
    await announce(services, tx, { announcement: 'override-changed', batteryIds });
  });
}

async function stop(): Promise<void> {
  ending.abort();
  await api.stop();
  await wired.stop();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
}

function unhurried() {
  const most = 1_000_000_000;
  return {
    tenantPoints: most,
    tenantPointsPerSecond: most,
    credentialPoints: most,
    credentialPointsPerSecond: most,
    tenantSocketCount: most,
    credentialSocketCount: most,
    tenantSubscriptionCount: most,
    credentialSubscriptionCount: most,
  };
}
