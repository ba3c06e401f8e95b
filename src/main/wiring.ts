import path from 'node:path';
import {
  applyAssets,
  type AuthenticateCertificate,
  authenticateEnrolment,
  certificateAuthenticator,
} from '../modules/assets/index.ts';
import { applyIdentity, authenticateAccess, createIssuers, type Issuers, writeConsentUse } from '../modules/identity/index.ts';
import type { Services } from '../modules/module.ts';
import { PlanDeadlineExceeded, type Planner, startPlanner } from '../modules/optimizer/index.ts';
import { applyAgreements, applyParties } from '../modules/ownership/index.ts';
import { restoreLatest } from '../modules/telemetry/index.ts';
import {
  applyTenant,
  type Authenticate,
  authenticateApiKey,
  authenticateSupport,
  authenticator,
  createCredentialUses,
  directoryOf,
  endDenialWindows,
  foreignTokens,
  type TenantFile,
  writeIdentityUse,
  writeKeyUse,
} from '../modules/tenancy/index.ts';
import {
  type Exchange,
  type MarketName,
  type Publisher,
  readMarketTerms,
  type SystemOperator,
} from '../modules/markets/index.ts';
import { applyIntents } from '../modules/trading/index.ts';
import type { ArchiveStore } from '../platform/archive-store.ts';
import { endWebhooks } from '../modules/webhooks/index.ts';
import { type Budget, createInProcessBudget, withLocalBudget } from '../platform/budget.ts';
import { createRedisBudget } from '../platform/budget-redis.ts';
import type { Clock } from '../platform/clock.ts';
import { appUrlOf } from '../platform/database-url.ts';
import type { DeviceAuthority } from '../platform/device-authority.ts';
import { installationIdOf } from '../platform/installation.ts';
import { createInProcessLive, type Live } from '../platform/live.ts';
import { createRedisLive } from '../platform/live-redis.ts';
import type { Log } from '../platform/log.ts';
import { createMetrics, type Metrics } from '../platform/metrics.ts';
import { migrate } from '../platform/migrate.ts';
import { openQueue } from '../platform/queue.ts';
import { installQueues } from '../platform/queue-schema.ts';
import { createOutbound, type Outbound } from '../platform/outbound.ts';
import { openTenantDb } from '../platform/tenant-db.ts';
import { LETTER_READERS, QUEUES, REACTIONS } from './run-worker.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

const CONNECTION_COUNT_MAX = 8;
const PLANNER_THREAD_COUNT = 1;

/** Brings a database up to date; only a process that may own tables calls it. */
export async function prepareDatabase(ownerUrl: string): Promise<void> {
  await migrate({ ownerUrl, folder: path.join(ROOT, 'migrations') });
  await installQueues(ownerUrl, QUEUES);
}

interface Parts {
  readonly ownerUrl: string;
  readonly redisUrl: string | null;
  readonly clock: Clock;
  /** The machine's clock when left out. */
  readonly wallNow?: () => Date;
  readonly log: Log;
  readonly tenantFiles: readonly TenantFile[];
  /** Null in a process where no agents come in. */
  readonly authority?: DeviceAuthority | null;
  /** Null where none is configured; closed with the rest. */
  readonly archive?: ArchiveStore | null;
  /** To the public internet when left out. */
  readonly outbound?: Outbound;
  /** None when left out: nothing is bid. */
  readonly exchanges?: ReadonlyMap<MarketName, Exchange>;
  /** None when left out: nothing is declared. */
  readonly operators?: ReadonlyMap<MarketName, SystemOperator>;
  /** None when left out: nothing is fetched. */
  readonly publishers?: ReadonlyMap<MarketName, Publisher>;
}

export interface Wired {
  readonly services: Services;
  readonly authenticate: Authenticate;
  /** What the processes of the API count spent points in. */
  readonly budget: Budget;
  readonly authenticateCertificate: AuthenticateCertificate;
  /** Where people sign in and programs get tokens, of every tenant. */
  readonly issuers: Issuers;
  stop(): Promise<void>;
}

const USES = { 'api-key': writeKeyUse, external: writeIdentityUse, user: writeConsentUse };

/** Whom the markets are made of, where nobody is named. */
const NOBODY: Pick<Services, 'exchanges' | 'operators' | 'publishers'> = {
  exchanges: new Map(),
  operators: new Map(),
  publishers: new Map(),
};

/** Opens what every role leans on, against a database that is up to date. */
export async function wire({
  ownerUrl,
  redisUrl,
  clock,
  wallNow = () => new Date(),
  log,
  tenantFiles,
  authority = null,
  archive = null,
  outbound = createOutbound({ reach: 'public' }),
  ...partners
}: Parts): Promise<Wired> {
  const url = appUrlOf(ownerUrl);
  const metrics = createMetrics();
  const db = openTenantDb({ url, connectionCountMax: CONNECTION_COUNT_MAX, log, onConnection: metrics.connectionWait });
  const queue = await openQueue({ url, log, onJob: metrics.job });
  metrics.watchQueues(() => queue.levels());
  const { live, budget } = await openShared({ redisUrl, ownerUrl, log });
  const planner = measuredPlanner(startPlanner({ solver: 'highs', threadCount: PLANNER_THREAD_COUNT }), metrics);
  const services: Services = {
    db,
    queue,
    live,
    clock,
    wallNow,
    log,
    metrics,
    budget,
    planner,
    tenants: directoryOf(tenantFiles),
    archive,
    authority,
    outbound,
    reactions: REACTIONS,
    letterReaders: LETTER_READERS,
    marketTerms: await readMarketTerms(path.join(ROOT, 'markets')),
    ...NOBODY,
    ...partners,
  };
  const uses = createCredentialUses(services, USES);
  const authenticate = authenticator(
    services,
    {
      'api-key': authenticateApiKey,
      agent: authenticateEnrolment,
      support: authenticateSupport,
      access: authenticateAccess,
    },
    { uses, foreign: foreignTokens(services, tenantFiles) },
  );
  return {
    services,
    authenticate,
    budget,
    authenticateCertificate: certificateAuthenticator(services),
    issuers: createIssuers({ platform: services, budget }),
    async stop() {
      await endDenialWindows(services);
      await uses.settled();
      await queue.stop();
      await endWebhooks(services);
      await planner.close();
      await live.close();
      budget.close();
      archive?.close();
      await db.close();
    },
  };
}

/** What the processes share besides PostgreSQL; within one process alone it needs no Redis. */
async function openShared({
  redisUrl,
  ownerUrl,
  log,
}: Pick<Parts, 'redisUrl' | 'ownerUrl' | 'log'>): Promise<{ live: Live; budget: Budget }> {
  if (redisUrl === null) return { live: createInProcessLive(), budget: createInProcessBudget() };
  const redis = { url: redisUrl, installationId: await installationIdOf(ownerUrl), log };
  return { live: await createRedisLive(redis), budget: withLocalBudget(await createRedisBudget(redis), log) };
}

/** The optimizer counts nothing itself: it leans on nothing but its threads. */
function measuredPlanner(planner: Planner, metrics: Metrics): Planner {
  return {
    async plan(problem, options) {
      const askedAtMs = performance.now();
      const seconds = (): number => (performance.now() - askedAtMs) / 1_000;
      try {
        const plan = await planner.plan(problem, options);
        metrics.plan({ outcome: 'planned', seconds: seconds() });
        return plan;
      } catch (error) {
        metrics.plan({ outcome: error instanceof PlanDeadlineExceeded ? 'too_late' : 'failed', seconds: seconds() });
        throw error;
      }
    },
    close: () => planner.close(),
  };
}

/** Brings the tenants' rows in line with their files, lower modules first. */
export async function applyTenants(services: Services, files: readonly TenantFile[]): Promise<void> {
  for (const file of files) {
    await applyTenant(services, file);
    await applyParties(services, file);
    await applyAssets(services, file);
    await applyIdentity(services, file);
    await applyAgreements(services, file);
    await applyIntents(services, file);
  }
  await restoreLatest(services);
}

/** Whether the database answers. */
export async function isReady({ db, tenants }: Services): Promise<boolean> {
  const [tenant] = tenants.all();
  return tenant !== undefined && (await db.read(tenant.tenantId, async ({ sql }) => (await sql`select 1`).length === 1));
}
