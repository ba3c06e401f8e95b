import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { postmasterPid } from '../../bench/cpu-time.ts';
import type { PartyId, SiteId } from '../../src/kernel/ids.ts';
import { addDays, GB_CALENDAR, settlementDateOf } from '../../src/kernel/periods.ts';
import { readDeviceSettings } from '../../src/main/config.ts';
import { openAuthority } from '../../src/main/open-authority.ts';
import { ROOT, wire } from '../../src/main/wiring.ts';
import { enrolEdgeAgent } from '../../src/modules/assets/index.ts';
import { publishPrices } from '../../src/modules/markets/index.ts';
import type { Services } from '../../src/modules/module.ts';
import { createApiKey, idOfKey, readTenantFiles, type TenantFile, verifyChain } from '../../src/modules/tenancy/index.ts';
import { createAuthority } from '../../src/platform/authority-files.ts';
import { WorldClock } from '../../src/platform/clock.ts';
import { isAlive } from '../../src/platform/data-folder.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { createLog } from '../../src/platform/log.ts';
import { seededDay } from '../../src/sim/market/seeded-prices.ts';
import { freePort } from './free-port.ts';
import { type OuterProgram, startMosquitto, startRedis } from './outer-programs.ts';
import { Proxy } from './proxy.ts';
import { ProgramProcess } from './program-process.ts';
import type { Tally } from './tally.ts';

export interface Roles {
  readonly api: ProgramProcess;
  readonly worker: ProgramProcess;
  readonly ingest: ProgramProcess;
}
export type RoleName = keyof Roles;

/** A tenant as a client of it sees it. */
export interface Tenant {
  readonly file: TenantFile;
  /** A key of the role ADMIN. */
  readonly key: string;
  readonly partyIds: readonly PartyId[];
}

/** The platform as processes of their own, on services that can be killed too. */
export interface Installation {
  readonly roles: Roles;
  readonly redis: OuterProgram;
  readonly mosquitto: OuterProgram;
  /** Between the roles and PostgreSQL. */
  readonly databaseLine: Proxy;
  readonly url: string;
  readonly agentWsUrl: string;
  readonly agentPort: number;
  readonly mqttUrl: string;
  readonly folder: string;
  readonly tenants: readonly Tenant[];
  /** The same database, in this process. */
  readonly services: Services;
  /** The superuser's own connection, past the line. */
  readonly owner: postgres.Sql;
  enrolmentToken(tenant: Tenant, siteId: SiteId): Promise<string>;
  /** As `pg_ctl stop -m immediate` does; the platform's own supervision starts it again. Resolves when it answers, with how long it did not. */
  crashDatabase(): Promise<{ readonly outageMs: number }>;
  /** What does not fit in the tenants' audit chains. */
  auditProblems(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const DAYS_OF_PRICES = 2;
const REACH_MS_MAX = 30_000;
const POLL_MS = 10;

export async function startInstallation(tally: Tally): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-faults-'));
  const opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    return await open(folder, opened, tally);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function open(folder: string, opened: AsyncDisposableStack, tally: Tally): Promise<Installation> {
  const log = createLog({ level: process.env['HOLDFAST_TEST_LOG'] ?? 'silent' });
  const dataDir = join(folder, 'data');
  const database = await startEmbeddedPostgres({ dataDir, log });
  opened.defer(() => database.stop());
  await database.ensureDatabase('faults');
  const ownerUrl = database.ownerUrl('faults');
  await promisify(execFile)(process.execPath, [join(ROOT, 'src/main/migrate.ts')], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: ownerUrl, LOG_LEVEL: 'warn' },
  });
  const tenantFiles = await readTenantFiles(join(ROOT, 'tenants'));
  const authorityFile = join(folder, 'authority.pem');
  writeFileSync(authorityFile, (await createAuthority(new Date())).text, { mode: 0o600 });
  const devices = readDeviceSettings({ DEVICE_AUTHORITY_FILES: authorityFile });
  const authority = await openAuthority(devices, null);
  const wired = await wire({ ownerUrl, redisUrl: null, clock: WorldClock.start(), log, tenantFiles, authority });
  opened.defer(() => wired.stop());
  const { services } = wired;
  const tenants = await Promise.all(tenantFiles.map((file) => tenantOf(services, file)));

  const redis = await startRedis();
  opened.defer(() => redis.kill());
  const mosquitto = await startMosquitto(folder);
  opened.defer(() => mosquitto.kill());
  const databaseLine = await Proxy.open(Number(new URL(ownerUrl).port));
  opened.defer(() => databaseLine.close());
  const [port, agentPort] = [await freePort(), await freePort()];
  const lineUrl = new URL(ownerUrl);
  lineUrl.port = String(databaseLine.port);
  const mqttUrl = `mqtt://127.0.0.1:${mosquitto.port}`;
  const roles = rolesOf(tally, {
    DATABASE_URL: lineUrl.href,
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    MQTT_URL: mqttUrl,
    PORT: String(port),
    AGENT_PORT: String(agentPort),
    DEVICE_AUTHORITY_FILES: authorityFile,
  });
  for (const role of Object.values(roles)) {
    opened.defer(() => role.stop());
    await role.start();
  }
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => undefined, backoff: () => 0.1 });
  opened.defer(() => owner.end());
  return {
    roles,
    redis,
    mosquitto,
    databaseLine,
    url: `http://127.0.0.1:${port}/graphql`,
    agentWsUrl: `wss://127.0.0.1:${agentPort}/graphql`,
    agentPort,
    mqttUrl,
    folder,
    tenants,
    services,
    owner,
    async enrolmentToken({ file }, siteId) {
      const { token } = await services.db.write(file.tenantId, (tx) => enrolEdgeAgent(services, tx, siteId));
      if (token === null) throw new Error('A new agent has a token.');
      return token;
    },
    async crashDatabase() {
      const pid = postmasterPid(join(dataDir, 'postgres', 'postmaster.pid'));
      const beganMs = performance.now();
      process.kill(pid, 'SIGQUIT');
      while (isAlive(pid)) await pause(POLL_MS);
      await answering(owner);
      return { outageMs: performance.now() - beganMs };
    },
    async auditProblems() {
      const reports = await Promise.all(tenants.map(({ file }) => services.db.read(file.tenantId, (tx) => verifyChain(tx))));
      return reports.flatMap(({ problems }) => problems.map(({ entrySequence, finding }) => `entry ${entrySequence} ${finding}`));
    },
    stop: () => opened.disposeAsync(),
  };
}

async function answering(owner: postgres.Sql): Promise<void> {
  const giveUpAtMs = performance.now() + REACH_MS_MAX;
  for (;;) {
    try {
      await owner`select 1`;
      return;
    } catch (error) {
      if (performance.now() > giveUpAtMs) throw error;
      await pause(POLL_MS);
    }
  }
}

function rolesOf(tally: Tally, environment: Readonly<Record<string, string>>): Roles {
  const role = (name: string, script: string, readyText: string): ProgramProcess =>
    new ProgramProcess({ name, command: [`src/main/${script}`], readyText, environment }, tally);
  return {
    api: role('API', 'api.ts', 'the API is open'),
    worker: role('worker', 'worker.ts', 'the queues are worked off'),
    ingest: role('ingest', 'ingest.ts', 'telemetry is taken in'),
  };
}

/** A key of its own and prices to plan with. */
async function tenantOf(services: Services, file: TenantFile): Promise<Tenant> {
  const { tenantId } = file;
  const made = await services.db.write(tenantId, (tx) =>
    createApiKey(services, tx, { name: 'Faults', role: 'ADMIN', partyId: null }),
  );
  if (made.__typename !== 'ApiKeyCreated' || made.secret === null) throw new Error(`The key was refused: ${made.__typename}`);
  const today = settlementDateOf(services.clock.now(), GB_CALENDAR);
  for (let day = 0; day < DAYS_OF_PRICES; day += 1)
    await publishPrices(services, tenantId, { market: 'GB', prices: seededDay(addDays(today, day)), source: 'faults' });
  const partyIds = file.parties.map(({ key }) => idOfKey<PartyId>(tenantId, 'party', key));
  return { file, key: made.secret, partyIds };
}
