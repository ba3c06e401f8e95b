import path from 'node:path';
import { dashboardPages } from '../../graphql/pages.ts';
import { apiSchema } from '../../graphql/resolvers.ts';
import { startApi } from '../../graphql/server.ts';
import { present } from '../../kernel/assert.ts';
import { GB_CALENDAR, settlementDateOf } from '../../kernel/periods.ts';
import { connectorOf, readMarketTerms, settleTenant } from '../../modules/markets/index.ts';
import type { Services } from '../../modules/module.ts';
import { startIngest } from '../../modules/telemetry/index.ts';
import type { TenantFile } from '../../modules/tenancy/index.ts';
import { trustProxies } from '../../platform/client-address.ts';
import type { ArchiveStore } from '../../platform/archive-store.ts';
import { background, convenience, type Log } from '../../platform/log.ts';
import { createOutbound } from '../../platform/outbound.ts';
import { openMetricsListener } from '../../platform/metrics-listener.ts';
import { publishDay, runMarket } from '../../sim/market/run-market.ts';
import type { PriceSource } from '../../sim/market/price-source.ts';
import { startSites } from '../../sim/sites/run-sites.ts';
import { agentDoor, openAuthority } from '../open-authority.ts';
import { openArchive, ownArchive } from '../open-archive.ts';
import { openNamedBroker, openOwnBroker } from '../open-broker.ts';
import type { Config } from '../config.ts';
import { runWorker } from '../run-worker.ts';
import { asked } from '../run-process.ts';
import { applyTenants, isReady, ROOT, wire } from '../wiring.ts';
import { type DemoTenant, demoTenant, type DemoFile, readDemoFile, writeDemoFile } from './credentials.ts';
import { type DemoApp, demoApp } from './demo-app.ts';
import { openDemoExchange } from './demo-exchange.ts';
import { publishPastResponsePrices } from './demo-response-prices.ts';
import { openDemoOperator } from './demo-operator.ts';
import { perspectiveOfApp } from './perspectives.ts';
import { demoUsers } from './demo-people.ts';
import { demoPages } from './demo-pages.ts';
import { everyReadingUntil, everySiteFollows, type Simulated } from './progress.ts';
import { greeting } from './greeting.ts';
import type { OpenWorld } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { siteSetups } from './sites.ts';
import { summarise, type Summary } from './summary.ts';

/** A loss of power loses at most this much of the world's clock, and the readings make up for it. */
const REMEMBER_CLOCK_WALL_MS = 500;

interface Parts extends OpenWorld, Surroundings {
  readonly log: Log;
  readonly tenantFiles: readonly TenantFile[];
  readonly source: PriceSource;
}

/**
 * Opens every part in order, runs the world until its end or the signal, and closes the parts in reverse. Answers the
 * summary of a world that came to its end, null for one that was stopped.
 */
export async function runPlatform(config: Config, parts: Parts): Promise<Summary | null> {
  await using running = new AsyncDisposableStack();
  const { say, tenantFiles } = parts;
  const { host, devices: settings, redisUrl } = config;
  const authority = present(await openAuthority(settings, config.dataDir), 'a data folder to keep an authority');
  const wired = await wire({
    ...parts,
    ...(await tradePartnersOf(parts, running)),
    redisUrl,
    authority,
    archive: archiveOf(config, parts),
    outbound: createOutbound({ reach: config.webhookReach }),
  });
  running.defer(wired.stop);
  const { services, authenticate, authenticateCertificate, budget, issuers } = wired;
  const metrics = await openMetricsListener(config.metrics, services);
  running.defer(() => metrics.stop());
  await applyTenants(services, tenantFiles);
  say(`Loaded ${tenantFiles.length} tenants.`);

  const ending = abortedAtEnd(running);
  const earlier = readDemoFile(demoFilePath(config));
  const keyed = await keysOf({ services, authenticate }, { tenantFiles, earlier });
  const demoTenants = new Map<string, DemoTenant>(keyed.map((tenant) => [tenant.slug, { ...tenant, users: [], app: null }]));
  const door = await agentDoor({ authority, host, settings, authenticate: authenticateCertificate });
  const broker = config.mqttUrl === null ? await openOwnBroker(services, door) : await openNamedBroker(config.mqttUrl, services);
  running.defer(() => broker.stop());
  const sharedGroup = config.mqttUrl === null ? null : 'ingest';
  await startIngest({ platform: services, connections: broker.connections, sharedGroup });
  await runWorker(services, ending.signal);
  const api = await startApi({
    schema: apiSchema(),
    platform: services,
    authenticate,
    budget,
    issuers,
    publicOrigin: config.publicUrl,
    trusts: trustProxies(config.trustedProxies),
    isReady: () => isReady(services),
    host,
    port: config.port,
    pages: pagesOf(host, demoTenants),
    explorer: true,
    agents: { ...door, port: settings.agentPort },
  });
  running.defer(() => api.stop());
  const publicOrigin = config.publicUrl ?? new URL(api.url).origin;
  const demoFile = (): DemoFile => ({
    url: api.url,
    wsUrl: api.wsUrl,
    agentUrl: present(api.agentUrl, 'a listener for agents'),
    agentWsUrl: present(api.agentWsUrl, 'a listener for agents'),
    dashboardUrl: `${new URL(api.url).origin}/#key=${keyed[0]?.apiKeys['OPERATOR'] ?? ''}`,
    graphiqlUrl: `${new URL(api.url).origin}/graphiql`,
    mqttUrl: broker.siteUrl,
    metricsUrl: metrics.url,
    tenants: [...demoTenants.values()],
  });

  const batteryIds = await startWorld(parts, { services, config, demo: demoFile(), running, ending: ending.signal });
  // A world that ends by itself is timed, and nobody signs in to it.
  if (parts.untilAt === null)
    await openToPeople({ services, config, tenantFiles, publicOrigin, ending: ending.signal, earlier, demoTenants, demoFile });
  writeDemoFile(demoFilePath(config), demoFile());
  say(greeting(demoFile(), { dataDir: config.dataDir }));
  // Awaited here: the parts are closed when this function ends.
  return await runUntilEnd(parts, { services, batteryIds });
}

/** Of each tenant the keys that it had before, or new ones. */
async function keysOf(
  platform: Parameters<typeof demoTenant>[0],
  { tenantFiles, earlier }: { tenantFiles: readonly TenantFile[]; earlier: DemoFile | null },
): Promise<Awaited<ReturnType<typeof demoTenant>>[]> {
  const knownOf = ({ slug }: TenantFile): DemoTenant | null => earlier?.tenants.find((tenant) => tenant.slug === slug) ?? null;
  return Promise.all(tenantFiles.map(async (file) => demoTenant(platform, { file, earlier: knownOf(file) })));
}

/** A world that ends by itself shows what batteries earn by the prices alone. */
async function tradePartnersOf(
  parts: Parts,
  running: AsyncDisposableStack,
): Promise<Pick<Services, 'exchanges' | 'operators'> | null> {
  if (parts.untilAt !== null) return null;
  const terms = await readMarketTerms(path.join(ROOT, 'markets'));
  const withTerms = { ...parts, connector: connectorOf('GB', terms.GB) };
  const [exchange, operator] = [await openDemoExchange(withTerms), await openDemoOperator(withTerms)];
  running.defer(() => exchange.close());
  running.defer(() => operator.close());
  return { exchanges: exchange.exchanges, operators: operator.operators };
}

function archiveOf({ archive }: Config, { folder }: OpenWorld): ArchiveStore {
  return openArchive(archive ?? ownArchive(folder));
}

function abortedAtEnd(running: AsyncDisposableStack): AbortController {
  const ending = new AbortController();
  running.defer(() => ending.abort());
  return ending;
}

interface People extends Pick<Begun, 'services' | 'config' | 'ending'> {
  readonly tenantFiles: readonly TenantFile[];
  readonly publicOrigin: string;
  readonly earlier: DemoFile | null;
  readonly demoTenants: Map<string, DemoTenant>;
  readonly demoFile: () => DemoFile;
}

/** People who can sign in, and for each tenant a third party's app that one of them lets in. */
async function openToPeople(people: People): Promise<void> {
  const { services, config, tenantFiles, publicOrigin, ending, earlier, demoTenants, demoFile } = people;
  for (const file of tenantFiles) {
    const known = earlier?.tenants.find(({ slug }) => slug === file.slug)?.users ?? [];
    const users = await demoUsers(services, { file, earlier: known });
    const tenant = { ...present(demoTenants.get(file.slug), 'a tenant that was made ready'), users };
    const keep = (app: DemoApp | null): void => {
      const perspectives = [...tenant.perspectives, ...(app ? [perspectiveOfApp(app)] : [])];
      demoTenants.set(file.slug, { ...tenant, app, perspectives });
    };
    keep(null);
    // Behind another name the demo cannot know whether the issuer's address leads here.
    if (config.publicUrl !== null) continue;
    const onToken = (app: DemoApp): void => {
      keep(app);
      writeDemoFile(demoFilePath(config), demoFile());
    };
    const app = demoApp(services, { file, users, publicOrigin, ending, onToken });
    // In a world that begins before anybody's agreement there is nothing to let it in to.
    keep(await convenience(app, { otherwise: null, log: services.log }));
  }
}

interface Begun {
  readonly services: Services;
  readonly config: Config;
  readonly demo: DemoFile;
  readonly running: AsyncDisposableStack;
  readonly ending: AbortSignal;
}

/** Prices first, then the sites; the world speeds up when every battery follows its first instruction. Answers which batteries it simulates. */
async function startWorld(
  { clock, folder, source, say, signal, log, tenantFiles, store, fromAt }: Parts,
  { services, config, demo, running, ending }: Begun,
): Promise<ReadonlySet<string>> {
  const { speed } = config.world;
  const firstDate = settlementDateOf(fromAt > clock.now() ? fromAt : clock.now(), GB_CALENDAR);
  await publishDay(services, { source, date: firstDate });
  if (services.exchanges.has('GB')) await publishPastResponsePrices(services, firstDate);
  const addresses = { enrolUrl: demo.url, wsUrl: demo.agentWsUrl, mqttUrl: demo.mqttUrl };
  const sites = (await Promise.all(tenantFiles.map((file) => siteSetups(services, { file, addresses, speed })))).flat();
  say(`Starting ${sites.length} sites, each with its edge agent and a simulated battery on Modbus TCP …`);
  const started = await startSites({ sites, clockState: clock.state, dataDir: folder, logLevel: config.logLevel });
  running.defer(() => started.stop());
  background(
    started.failed.then((error) => log.fatal({ err: error }, 'the simulated sites have stopped')),
    log,
  );
  background(runMarket(services, { source, firstDate, signal: ending }), log);
  background(rememberClock(), log);
  const batteryIds = new Set(sites.flatMap((site) => site.batteries.map((battery) => battery.batteryId)));
  await everySiteFollows({ services, batteryIds }, { say, signal });
  clock.changeSpeed(speed);
  if (speed !== 1) say(`Every battery follows its plan; the world now runs ${speed} times faster than the wall clock.`);
  return batteryIds;

  async function rememberClock(): Promise<void> {
    while (!ending.aborted) {
      await store.remember(clock.now());
      await new Promise((resolve) => setTimeout(resolve, REMEMBER_CLOCK_WALL_MS));
    }
  }
}

async function runUntilEnd({ clock, fromAt, untilAt, signal, store }: Parts, simulated: Simulated): Promise<Summary | null> {
  if (untilAt === null) {
    await asked(signal);
    return null;
  }
  if (!(await clock.sleepUntil(untilAt.getTime(), signal))) return null;
  const { services } = simulated;
  await everyReadingUntil(simulated, untilAt);
  for (const { tenantId } of services.tenants.all()) await settleTenant(services, tenantId);
  const summary = await summarise(services, { fromAt, untilAt });
  await store.finish(untilAt);
  return summary;
}

function pagesOf(host: string, demoTenants: ReadonlyMap<string, DemoTenant>): ReturnType<typeof demoPages> {
  return demoPages({
    pages: dashboardPages(path.join(ROOT, 'dashboard/dist'), { explorer: true }),
    tenants: isLoopback(host) ? () => [...demoTenants.values()] : null,
  });
}

/** Whether only this machine can reach the address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function demoFilePath(config: Config): string {
  return path.join(config.dataDir, 'demo.json');
}
