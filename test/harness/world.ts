import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { FastifyPluginAsync } from 'fastify';
import postgres from 'postgres';
import { createClient } from 'graphql-ws';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { apiSchema } from '../../src/graphql/resolvers.ts';
import { startApi } from '../../src/graphql/server.ts';
import { present } from '../../src/kernel/assert.ts';
import type { BatteryId, PartyId, SiteId } from '../../src/kernel/ids.ts';
import { type CivilDate, GB_CALENDAR, periodsOfDay, type SettlementPeriod } from '../../src/kernel/periods.ts';
import { QUEUES, runAction } from '../../src/main/run-worker.ts';
import { applyTenants, type Wired, wire } from '../../src/main/wiring.ts';
import { modules } from '../../src/modules/all.ts';
import { newRequest, sendRequest, tlsOf } from '../../edge/src/certificate-request.ts';
import type { Credentials } from '../../edge/src/identity-file.ts';
import { enrolEdgeAgent } from '../../src/modules/assets/index.ts';
import {
  type Exchange,
  type MarketName,
  type Publisher,
  publishPrices,
  type SystemOperator,
} from '../../src/modules/markets/index.ts';
import type { Action, Services, Timer } from '../../src/modules/module.ts';
import { startIngest } from '../../src/modules/telemetry/index.ts';
import { type ApiKeyRole, createApiKey, grantSupport, idOfKey, type TenantFile } from '../../src/modules/tenancy/index.ts';
import { openArchiveFolder } from '../../src/platform/archive-folder.ts';
import { createAuthority } from '../../src/platform/authority-files.ts';
import { createDeviceAuthority, type DeviceAuthority } from '../../src/platform/device-authority.ts';
import type { Log } from '../../src/platform/log.ts';
import { isTopicOf, type MqttClient } from '../../src/platform/mqtt.ts';
import { createOutbound, type Outbound } from '../../src/platform/outbound.ts';
import { installQueues } from '../../src/platform/queue-schema.ts';
import { agentName } from '../../src/wire/agent-name.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { printTelemetryBatch, type WireReading } from '../../src/wire/telemetry.ts';
import { telemetryTopic } from '../../src/wire/topics.ts';
import { freshDatabase, type FreshDatabase } from './fresh-database.ts';
import { quietLog } from './quiet-log.ts';
import { SettableClock } from './settable-clock.ts';
import { type Slug, TWO_TENANTS } from './two-tenants.ts';

/** What `JSON.parse` gives: a test says next what it expects of it. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  /** The body as it came, without what differs from one request to the next. */
  readonly body: string;
  readonly data: Parsed;
  /** The codes of the errors, in order. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  /** What else the errors say, in order. */
  readonly extensions: readonly Readonly<Record<string, unknown>>[];
}

/** A subscription over a socket of its own. */
interface Followed {
  /** The next message; rejects when none comes in time. */
  next(): Promise<Answer>;
  /** Whether nothing more comes within a moment. */
  isQuiet(): Promise<boolean>;
  end(): void;
}

export interface Support {
  readonly token: string;
  readonly supportSessionId: string;
}

export interface Place {
  readonly tenant: Slug;
  readonly site: string;
  readonly battery: string;
}

type PriceOf = (period: SettlementPeriod) => { importPricePerMwh: string; exportPricePerMwh: string };

/** Every module with a real PostgreSQL, a real queue, a real planner and the real servers, in a time that is given. */
export interface World {
  readonly clock: SettableClock;
  readonly services: Services;
  readonly owner: postgres.Sql;
  /** Where the archive of readings is. */
  readonly archiveFolder: string;
  readonly wsUrl: string;
  /** The stored receipts that went down to sites. */
  readonly receipts: { readonly topic: string; readonly payload: string }[];
  /** The commands that went to Sparkplug gateways. */
  readonly commands: { readonly topic: string; readonly payload: Buffer }[];
  ask(credential: string | null, document: string, variables?: object): Promise<Answer>;
  follow(credential: string, document: string, variables?: object): Followed;
  /** A key of a role; the same one each time. */
  key(tenant: Slug, role: ApiKeyRole, party?: string): Promise<string>;
  /** Stands for the certificate of a site's agent; the same one each time. */
  agent(tenant: Slug, site: string): Promise<string>;
  /** A new one-time token for a site's agent. */
  enrolmentToken(tenant: Slug, site: string): Promise<string>;
  readonly url: string;
  readonly agentUrl: string;
  readonly agentWsUrl: string;
  /** The certificates behind the names that `agent` gives; another one opens sockets under the name it is put in with. */
  readonly certificates: Map<string, Credentials>;
  readonly authenticateCertificate: Wired['authenticateCertificate'];
  readonly authority: DeviceAuthority;
  /** The platform's wall clock, by which credentials end, is so far ahead of the machine's. */
  setWallAhead(aheadMs: number): void;
  /** A support session; the same one each time. */
  support(tenant: Slug): Promise<Support>;
  /** A support session of its own. */
  openSupport(tenant: Slug): Promise<Support>;
  publishPrices(tenant: Slug, date: CivilDate, priceOf?: PriceOf): Promise<void>;
  /** Takes a message through the front door; resolves when it is stored. */
  deliver(topic: string, payload: string | Buffer): Promise<void>;
  storeReading(place: Place, reading?: Partial<Omit<WireReading, 'batteryId'>>): Promise<void>;
  storeReadings(place: Place, readings: readonly Partial<Omit<WireReading, 'batteryId'>>[]): Promise<void>;
  /** Runs every waiting job and what it leads to, until none waits. Returns which ran. */
  workOff(): Promise<readonly string[]>;
  runTimer(name: string): Promise<void>;
  /** What is trusted for some seconds of wall time (credentials, what a stream may show) is looked at again. */
  letTrustLapse(): void;
  close(): Promise<void>;
}

/** As long as a real one's, so that none ends during a test unless it is told to. */
const CERTIFICATE_MS = 14 * 86_400_000;
const START = '2026-05-12T10:00:00Z';
const NEXT_MS_MAX = 5_000;
const QUIET_MS = 150;
/** Above the longest time that anything is trusted. */
const TRUST_MS = 11_000;

const actions: readonly Action[] = Object.values(modules).flatMap((module) => [...module.actions]);
const timers: readonly Timer[] = Object.values(modules).flatMap((module) => [...module.timers]);

interface WorldOptions {
  readonly at?: string;
  readonly recheckSeconds?: number;
  readonly certificateMs?: number;
  /** With its queues; one of the world's own when left out. The world drops it when it closes. */
  readonly database?: FreshDatabase | null;
  /** Tenants with the ids, sites and batteries of the two, whatever else is in their files. */
  readonly tenantFiles?: readonly TenantFile[];
  readonly log?: Log;
  /** To receivers on this machine, too, when left out. */
  readonly outbound?: Outbound;
  /** Served beside the API; none when left out. */
  readonly pages?: FastifyPluginAsync;
  /** Who takes orders; nobody when left out. */
  readonly exchanges?: ReadonlyMap<MarketName, Exchange>;
  /** Who balances with units; nobody when left out. */
  readonly operators?: ReadonlyMap<MarketName, SystemOperator>;
  /** Who tells what markets came to; nobody when left out. */
  readonly publishers?: ReadonlyMap<MarketName, Publisher>;
  /** What the tenants' files say of issuers. */
  readonly issuers?: Partial<Record<Slug, NonNullable<TenantFile['issuers']>>>;
}

export async function openWorld({
  at = START,
  recheckSeconds = 30,
  certificateMs = CERTIFICATE_MS,
  issuers = {},
  pages,
  database: given = null,
  tenantFiles: files = TWO_TENANTS,
  log = quietLog,
  outbound = createOutbound({ reach: 'loopback' }),
  exchanges = new Map(),
  operators = new Map(),
  publishers = new Map(),
}: WorldOptions = {}): Promise<World> {
  const database = given ?? (await freshDatabase());
  if (!given) await installQueues(database.ownerUrl, QUEUES);
  const clock = new SettableClock(at);
  // The files are those of the two slugs.
  const tenantFiles = files.map((file) => ({ ...file, issuers: issuers[file.slug as Slug] ?? [] }));
  const { ownerUrl } = database;
  let wallAheadMs = 0;
  const dateNow = (): Date => new Date(Date.now() + wallAheadMs);
  const { authority: first } = await createAuthority(dateNow());
  const authority = createDeviceAuthority({ authorities: [first], lifetimeMs: certificateMs, wallNow: dateNow });
  const archiveFolder = mkdtempSync(path.join(tmpdir(), 'holdfast-archive-'));
  const archive = openArchiveFolder(archiveFolder);
  const wired = await wire({
    exchanges,
    operators,
    publishers,
    ownerUrl,
    redisUrl: null,
    clock,
    wallNow: dateNow,
    log,
    tenantFiles,
    authority,
    archive,
    outbound,
  });
  const { services, authenticate, authenticateCertificate } = wired;
  await applyTenants(services, tenantFiles);
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  const door = await openDoor(services);
  const api = await startApi({
    schema: apiSchema(),
    platform: services,
    authenticate,
    issuers: wired.issuers,
    isReady: async () => true,
    host: '127.0.0.1',
    port: 0,
    ...(pages && { pages }),
    explorer: true,
    socketLimits: { goodbyeSeconds: 0.1, recheckSeconds },
    agents: {
      host: '127.0.0.1',
      publicHost: '127.0.0.1',
      port: 0,
      tls: await authority.serverTls(['127.0.0.1']),
      authenticate: authenticateCertificate,
    },
  });
  const agentUrl = present(api.agentUrl, 'a listener for agents');
  const agentWsUrl = present(api.agentWsUrl, 'a listener for agents');
  const wallNow = performance.now.bind(performance);
  let lapsedMs = 0;
  const issued = credentials(services, { url: api.url, owner });
  const doors = { url: api.url, wsUrl: api.wsUrl, agentUrl, agentWsUrl, certificates: issued.certificates };
  const storeReadings = (place: Place, readings: readonly Partial<Omit<WireReading, 'batteryId'>>[]): Promise<void> =>
    door.deliver(topicOf(place), batchOf(place, clock, readings));
  return {
    clock,
    services,
    owner,
    archiveFolder,
    wsUrl: api.wsUrl,
    receipts: door.receipts,
    commands: door.commands,
    url: api.url,
    agentUrl,
    agentWsUrl,
    authenticateCertificate,
    authority,
    setWallAhead: (aheadMs) => void (wallAheadMs = aheadMs),
    ...issued,
    ask: (credential, document, variables = {}) => ask(doors, { credential, document, variables }),
    follow: (credential, document, variables = {}) => follow(doors, { credential, document, variables }),
    publishPrices: (tenant, date, priceOf = dayAndNight) =>
      publishPrices(services, fileOf(tenant).tenantId, {
        market: 'GB',
        prices: periodsOfDay(date, GB_CALENDAR).map((period) => ({ period, ...priceOf(period) })),
        source: 'test',
      }),
    deliver: door.deliver,
    storeReading: (place, reading = {}) => storeReadings(place, [reading]),
    storeReadings,
    workOff: () => workOff(services, owner),
    async runTimer(name) {
      const timer = timers.find((one) => one.name === name);
      if (!timer) throw new Error(`There is no timer ${name}.`);
      for (const { tenantId } of services.tenants.all()) await timer.run(services, tenantId);
    },
    letTrustLapse() {
      lapsedMs += TRUST_MS;
      vi.spyOn(performance, 'now').mockImplementation(() => wallNow() + lapsedMs);
    },
    async close() {
      vi.restoreAllMocks();
      await api.stop();
      await wired.stop();
      await owner.end();
      await database.drop();
      rmSync(archiveFolder, { recursive: true, force: true });
    },
  };
}

export function fileOf(tenant: Slug): TenantFile {
  const file = TWO_TENANTS.find(({ slug }) => slug === tenant);
  if (!file) throw new Error(`There is no tenant ${tenant}.`);
  return file;
}

export const siteIdOf = ({ tenant, site }: Omit<Place, 'battery'>): SiteId =>
  idOfKey<SiteId>(fileOf(tenant).tenantId, 'site', site);
export const batteryIdOf = ({ tenant, site, battery }: Place): BatteryId =>
  idOfKey<BatteryId>(fileOf(tenant).tenantId, 'battery', site, battery);
const partyIdOf = (tenant: Slug, party: string): PartyId => idOfKey<PartyId>(fileOf(tenant).tenantId, 'party', party);
export const globalSite = (site: Omit<Place, 'battery'>): string => printGlobalId('Site', siteIdOf(site));
export const globalBattery = (place: Place): string => printGlobalId('Battery', batteryIdOf(place));
export const globalParty = (tenant: Slug, party: string): string => printGlobalId('Party', partyIdOf(tenant, party));
/** A well-formed id of a type that nothing has. */
export const nobody = (typeName: string): string => printGlobalId(typeName, randomUUID());
export const topicOf = ({ tenant, ...place }: Place): string =>
  telemetryTopic({ tenantSlug: tenant, siteId: siteIdOf({ tenant, ...place }) });

/** An idempotency key nobody has used. */
export const newKey = (): string => `key-${randomUUID()}`;

/** Cheap until noon, dear in the evening. */
const dayAndNight: PriceOf = ({ periodIndex }) => {
  const price = periodIndex <= 24 ? 30 : periodIndex >= 35 && periodIndex <= 40 ? 200 : 80;
  return { importPricePerMwh: String(price + 2), exportPricePerMwh: String(price) };
};

/** The broker's end of the platform's connection: hands messages over and keeps what is published. */
async function openDoor(services: Services): Promise<Pick<World, 'deliver' | 'receipts' | 'commands'>> {
  const receipts: { topic: string; payload: string }[] = [];
  const commands: { topic: string; payload: Buffer }[] = [];
  const consumers: { readonly filter: string; readonly handle: Parameters<MqttClient['consume']>[2] }[] = [];
  const mqtt: MqttClient = {
    consume: async (filter, _options, handle) => void consumers.push({ filter, handle }),
    publish: async () => undefined,
    tell: (topic, payload) =>
      void (typeof payload === 'string' ? receipts.push({ topic, payload }) : commands.push({ topic, payload })),
    close: async () => undefined,
  };
  await startIngest({ platform: services, connections: [mqtt], sharedGroup: null, spacingMs: 0 });
  return {
    receipts,
    commands,
    async deliver(topic, payload) {
      for (const { filter, handle } of consumers) {
        if (isTopicOf(filter, topic)) await handle(topic, Buffer.from(payload));
      }
    },
  };
}

let batchSequence = 0;

function batchOf(place: Place, clock: SettableClock, readings: readonly Partial<WireReading>[]): string {
  batchSequence += 1;
  return printTelemetryBatch({
    version: 1,
    siteId: siteIdOf(place),
    bootId: 'boot-1',
    batchSequence,
    readings: readings.map((reading) => ({
      batteryId: batteryIdOf(place),
      measuredAtMs: clock.nowMs(),
      activePowerKw: 0,
      socPercent: 50,
      exportedKwh: 1_000,
      importedKwh: 1_000,
      instructionSequence: null,
      ...reading,
    })),
  });
}

interface Issued extends Pick<World, 'key' | 'agent' | 'enrolmentToken' | 'support' | 'openSupport'> {
  readonly certificates: Map<string, Credentials>;
}

function credentials(services: Services, { url, owner }: { url: string; owner: postgres.Sql }): Issued {
  const sessions = new Map<Slug, Promise<Support>>();
  const issued = new Map<string, Promise<string>>();
  const certificates = new Map<string, Credentials>();
  const remembered = (name: string, issue: () => Promise<string | null>): Promise<string> => {
    const known = issued.get(name) ?? issue().then((secret) => secret ?? Promise.reject(new Error(`${name} has no secret`)));
    issued.set(name, known);
    return known;
  };
  const enrolmentToken = async (tenant: Slug, site: string): Promise<string> => {
    const siteId = siteIdOf({ tenant, site });
    const { token } = await services.db.write(fileOf(tenant).tenantId, (tx) => enrolEdgeAgent(services, tx, siteId));
    return present(token, 'a new token to be told');
  };
  const openSupport = (tenant: Slug): Promise<Support> => {
    const { tenantId } = fileOf(tenant);
    const grant = { tenantSlug: tenant, reason: 'a test', grantedTo: 'sam', lengthMinutes: 30 };
    return owner.begin(async (sql) => {
      await sql`select set_config('app.tenant_id', ${tenantId}, true)`;
      return grantSupport({ tenantId, sql, afterCommit: () => undefined }, grant);
    });
  };
  return {
    certificates,
    enrolmentToken,
    openSupport,
    support(tenant) {
      const known = sessions.get(tenant) ?? openSupport(tenant);
      sessions.set(tenant, known);
      return known;
    },
    key: (tenant, role, party) =>
      remembered(`${tenant} ${role} ${party}`, async () => {
        const partyId = party === undefined ? null : partyIdOf(tenant, party);
        const name = `${role} ${party ?? ''}`;
        const made = await services.db.write(fileOf(tenant).tenantId, (tx) =>
          createApiKey(services, tx, { name, role, partyId }),
        );
        return made.__typename === 'ApiKeyCreated' ? made.secret : null;
      }),
    agent: (tenant, site) =>
      remembered(`${tenant} agent ${site}`, async () => {
        const token = await enrolmentToken(tenant, site);
        const name = `certificate of ${tenant} ${site}`;
        certificates.set(
          name,
          await enrolled(url, { token, name: agentName({ tenantSlug: tenant, siteId: siteIdOf({ tenant, site }) }) }),
        );
        return name;
      }),
  };
}

/** What an agent does with its token. */
export async function enrolled(url: string, { token, name }: { token: string; name: string }): Promise<Credentials> {
  const request = await newRequest(name, null);
  const outcome = await sendRequest(request, { url, token, credentials: null, signal: AbortSignal.timeout(NEXT_MS_MAX) });
  if (outcome.__typename !== 'CertificateIssued') throw new Error(outcome.reason);
  const { certificatePem, authoritiesPem } = outcome;
  return { keyPem: request.keyPem, certificatePem, authoritiesPem };
}

/** The addresses of the API, and the certificates that open the second pair of them. */
interface Doors extends Pick<World, 'url' | 'wsUrl' | 'agentUrl' | 'agentWsUrl'> {
  readonly certificates: ReadonlyMap<string, Credentials>;
}

interface Question {
  readonly credential: string | null;
  readonly document: string;
  readonly variables: object;
}

async function ask(doors: Doors, { credential, document, variables }: Question): Promise<Answer> {
  const certificate = doors.certificates.get(credential ?? '');
  const body = JSON.stringify({ query: document, variables });
  if (certificate) return askWithCertificate(doors.agentUrl, { certificate, body });
  const response = await fetch(doors.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // A test asks what it likes, as somebody in the explorer does.
      'x-holdfast-client': 'explorer',
      ...(credential !== null && { authorization: `Bearer ${credential}` }),
    },
    body,
  });
  return answerOf(response.status, await response.text());
}

export function askWithCertificate(
  url: string,
  { certificate, body }: { certificate: Credentials; body: string },
): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', agent: false, headers, ...tlsOf(certificate) }, (response) => {
      text(response).then((answer) => resolve(answerOf(response.statusCode ?? 0, answer)), reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

function answerOf(status: number, text: string): Answer {
  const body = text
    .replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
    .replaceAll(/"remainingPoints":\d+,"resetAt":"[^"]*"/g, '"remainingPoints":0,"resetAt":""');
  // What a GraphQL server answers; the test that reads it asserts the rest.
  // The form in which GraphQL answers; a field that is missing shows in the test that reads it.
  const parsed = JSON.parse(text) as {
    data?: Parsed;
    errors?: { message: string; extensions?: { code?: string; [field: string]: unknown } }[];
  };
  return {
    status,
    body,
    data: parsed.data,
    codes: (parsed.errors ?? []).map(({ extensions }) => extensions?.code ?? 'NONE'),
    messages: (parsed.errors ?? []).map(({ message }) => message),
    extensions: (parsed.errors ?? []).map(({ extensions }) => extensions ?? {}),
  };
}

function follow(
  doors: Doors,
  { credential, document, variables }: { credential: string; document: string; variables: object },
): Followed {
  const certificate = doors.certificates.get(credential);
  const client = createClient({
    url: certificate ? doors.agentWsUrl : doors.wsUrl,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, certificate ? tlsOf(certificate) : {});
      }
    },
    ...(!certificate && { connectionParams: { authorization: `Bearer ${credential}`, client: 'explorer' } }),
    retryAttempts: 0,
  });
  const messages = client.iterate({ query: document, variables: { ...variables } });
  // Asked for at once, so that the subscription stands when the caller goes on; at most one waits.
  let waiting: Promise<Answer> | null = null;
  const pull = (): Promise<Answer> => {
    waiting ??= messages.next().then(
      ({ done, value }) => answerOf(done ? 0 : 200, JSON.stringify(done ? {} : value)),
      (error: unknown) => answerOf(400, JSON.stringify({ errors: Array.isArray(error) ? error : [closed(error)] })),
    );
    return waiting;
  };
  void pull();
  return {
    async next() {
      const answer = await Promise.race([pull(), after(NEXT_MS_MAX)]);
      if (!answer) throw new Error('No message came in time.');
      waiting = null;
      return answer;
    },
    isQuiet: async () => (await Promise.race([pull(), after(QUIET_MS)])) === null,
    end: () => void client.dispose(),
  };
}

function closed(error: unknown): object {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'NONE';
  return { message: String(error), extensions: { code } };
}

function after(durationMs: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, durationMs, null));
}

async function workOff(services: Services, owner: postgres.Sql): Promise<string[]> {
  const ran: string[] = [];
  for (;;) {
    const jobs = await owner<{ name: string; data: { payload: { tenantId: string; batteryId: string } } }[]>`
      delete from pgboss.job where state = 'created' and name = any(${[...QUEUES]}) returning name, data`;
    if (jobs.length === 0) return ran.toSorted();
    for (const { name, data } of jobs) {
      const action = actions.find(({ queue }) => queue === name);
      if (!action) throw new Error(`No module works off ${name}.`);
      await runAction(services, action, [data.payload]);
      ran.push(name);
    }
  }
}
