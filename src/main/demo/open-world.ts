import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { addDays, dayBounds, GB_CALENDAR, settlementDateOf } from '../../kernel/periods.ts';
import { WorldClock } from '../../platform/clock.ts';
import type { EmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import type { Config, WorldSettings } from '../config.ts';
import { prepareDatabase } from '../wiring.ts';
import type { Say } from './surroundings.ts';
import { carriesOn, refuseOtherWorld, WorldStore } from './world.ts';

/** A simulated world begins this much earlier and not too fast, so that every battery follows its plan when it starts to count. */
const WARM_UP_MS = 30 * 60_000;
const WARM_UP_SPEED_MAX = 60;

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

/** Opens the world that the settings ask for: the one that was left, or a fresh one. */
export async function openWorld(
  config: Config,
  { postgres, say }: { postgres: EmbeddedPostgres | null; say: Say },
): Promise<OpenWorld> {
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

function startOf({ fromDate }: WorldSettings): Date {
  return fromDate === null ? new Date() : dayBounds(fromDate, GB_CALENDAR).fromAt;
}

function endOf({ duration }: WorldSettings, fromAt: Date): Date | null {
  if (duration === null) return null;
  if (duration.unit === 'hours') return new Date(fromAt.getTime() + duration.count * 3_600_000);
  const lastDate = addDays(settlementDateOf(fromAt, GB_CALENDAR), duration.count - 1);
  return dayBounds(lastDate, GB_CALENDAR).untilAt;
}
