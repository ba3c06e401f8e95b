import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { addDays, dayBounds, GB_CALENDAR, settlementDateOf } from '../../kernel/periods.ts';
import { readTenantFiles, type TenantFile } from '../../modules/tenancy/index.ts';
import { WorldClock } from '../../platform/clock.ts';
import { claimDataFolder } from '../../platform/data-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { createLog, type Log } from '../../platform/log.ts';
import { type PriceSource, recordedPrices, seededPrices } from '../../sim/market/price-source.ts';
import type { Config, WorldSettings } from '../config.ts';
import { prepareDatabase, ROOT } from '../wiring.ts';
import { runPlatform } from './run-platform.ts';
import { carriesOn, refuseOtherWorld, WorldStore } from './world.ts';

/** Tells the person at the terminal what is going on. */
export type Say = (line: string) => void;

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly say: Say;
}

/** A simulated world begins this much earlier and not too fast, so that every battery follows its plan when it starts to count. */
const WARM_UP_MS = 30 * 60_000;
const WARM_UP_SPEED_MAX = 60;

/** Everything in one process: checks what it was given, opens the database of the world asked for, and runs it. */
export async function runDemo(config: Config, surroundings: Surroundings): Promise<void> {
  const { say } = surroundings;
  // Whatever may be refused is refused before anything is started.
  const tenantFiles = await readTenantFiles(path.join(ROOT, 'tenants'));
  const source = priceSource(config.world);
  await runWith(config, { surroundings, tenantFiles, source });
  say('Stopped. Data is kept; the next start carries on from it.');
}

interface Checked {
  readonly surroundings: Surroundings;
  readonly tenantFiles: readonly TenantFile[];
  readonly source: PriceSource;
}

async function runWith(config: Config, { surroundings, tenantFiles, source }: Checked): Promise<void> {
  await using open = new AsyncDisposableStack();
  const { say } = surroundings;
  const log = createLog({ level: config.logLevel });
  let postgres: EmbeddedPostgres | null = null;
  if (config.databaseUrl === null) {
    postgres = await startPostgres(config, { say, log });
    open.defer(() => postgres?.stop());
  } else {
    // The embedded server claims the folder by itself.
    const claim = claimDataFolder(config.dataDir);
    open.defer(() => claim.release());
  }
  const world = await openWorld(config, { postgres, say });
  open.defer(() => world.store.close());
  await runPlatform(config, { ...surroundings, log, tenantFiles, source, ...world });
}

/** A world that is open: its database, its clock, and the folder of its sites. */
export interface OpenWorld {
  readonly ownerUrl: string;
  readonly store: WorldStore;
  readonly clock: WorldClock;
  readonly folder: string;
  /** What counts for the summary: from the world's start to its end; no end when it runs until stopped. */
  readonly fromAt: Date;
  readonly untilAt: Date | null;
}

async function openWorld(config: Config, { postgres, say }: { postgres: EmbeddedPostgres | null; say: Say }): Promise<OpenWorld> {
  const { world: settings } = config;
  const simulated = settings.fromDate !== null || settings.speed !== 1 || settings.duration !== null;
  const database = simulated ? 'holdfast_world' : 'holdfast';
  const folder = path.join(config.dataDir, simulated ? 'world' : 'live');
  mkdirSync(folder, { recursive: true });
  const ownerUrl = await prepare(config, { postgres, database });
  let store = new WorldStore(ownerUrl);
  const stored = await store.load();
  if (stored && simulated && !carriesOn(stored, settings)) {
    await store.close();
    if (!postgres) refuseOtherWorld();
    say('An earlier simulated world has ended or was another one: starting afresh.');
    await postgres.dropDatabase(database);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    store = new WorldStore(await prepare(config, { postgres, database }));
  }
  const world = await store.load();
  const fromAt = world?.fromAt ?? startOf(settings);
  if (world) say(`Carrying on from ${(simulated ? world.clockAt : new Date()).toISOString()}.`);
  else await store.begin({ settings, fromAt, clockAt: new Date(fromAt.getTime() - WARM_UP_MS) });
  const clock = simulated
    ? WorldClock.start({
        atMs: world ? world.clockAt.getTime() : fromAt.getTime() - WARM_UP_MS,
        speed: Math.min(settings.speed, WARM_UP_SPEED_MAX),
      })
    : WorldClock.start();
  return { ownerUrl, store, clock, folder, fromAt, untilAt: endOf(settings, fromAt) };
}

async function prepare(
  config: Config,
  { postgres, database }: { postgres: EmbeddedPostgres | null; database: string },
): Promise<string> {
  await postgres?.ensureDatabase(database);
  const ownerUrl = postgres ? postgres.ownerUrl(database) : (config.databaseUrl ?? '');
  await prepareDatabase(ownerUrl);
  return ownerUrl;
}

async function startPostgres(config: Config, { say, log }: { say: Say; log: Log }): Promise<EmbeddedPostgres> {
  say(`Starting PostgreSQL in ${config.dataDir} …`);
  return startEmbeddedPostgres({ dataDir: config.dataDir, log });
}

function priceSource({ pricesFile, fromDate }: WorldSettings): PriceSource {
  return pricesFile !== null && fromDate !== null ? recordedPrices({ file: pricesFile, firstDate: fromDate }) : seededPrices();
}

function startOf({ fromDate }: WorldSettings): Date {
  return fromDate === null ? new Date() : dayBounds(fromDate, GB_CALENDAR).fromAt;
}

function endOf({ duration }: WorldSettings, fromAt: Date): Date | null {
  if (duration === null) return null;
  if (duration.unit === 'hours') return new Date(fromAt.getTime() + duration.count * 3_600_000);
  const lastDate = addDays(settlementDateOf(fromAt, GB_CALENDAR), duration.count - 1);
  return dayBounds(lastDate, GB_CALENDAR).untilAt;
}
