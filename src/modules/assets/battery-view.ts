import { background } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import { abilityOf } from '../ownership/index.ts';
import { type Actor, sharedActor, viewKeyOf } from '../tenancy/index.ts';
import { readBatteriesWith, type VisibleBattery } from './reads.ts';

/** Agreements are made and changed while streams are open: nothing is shown by what was read longer ago. */
const TRUSTED_MS = 10_000;
/** A view in use is read again from this age on, so that no stream has to wait for it. */
const REFRESH_MS = 5_000;

type Batteries = ReadonlyMap<string, VisibleBattery>;

/** The batteries whose live readings a view shows, read once for all streams of all who have that view. */
export interface BatteryView {
  /** What was read lately; null when it has to be read again first. */
  fresh(): Batteries | null;
  /** What is fresh, read now if need be. */
  read(): Promise<Batteries>;
  /** What was read last, however long ago: good for what is checked again. */
  known(): Batteries | null;
  /** Whoever asked for the view needs it no longer. */
  release(): void;
}

interface Entry {
  batteries: Batteries | null;
  untilMs: number;
  reading: Promise<Batteries> | null;
  userCount: number;
}

const entries = new WeakMap<object, Map<string, Entry>>();

/** The view of an actor; the same for all actors of one view. */
export function liveView(platform: Platform, actor: Actor): BatteryView {
  const byView = entries.get(platform) ?? new Map<string, Entry>();
  entries.set(platform, byView);
  const key = viewKeyOf(actor);
  const entry: Entry = byView.get(key) ?? { batteries: null, untilMs: -Infinity, reading: null, userCount: 0 };
  byView.set(key, entry);
  entry.userCount += 1;
  const viewer = sharedActor(actor);
  const readAgain = async (): Promise<Batteries> => {
    const ability = abilityOf({ platform, actor: viewer, now: platform.clock.now() });
    const batteries = await platform.db.read(viewer.tenantId, (tx) => readBatteriesWith(tx, { ability, right: 'live:read' }));
    entry.batteries = batteries;
    entry.untilMs = performance.now() + TRUSTED_MS;
    return batteries;
  };
  const readOnce = (): Promise<Batteries> => {
    if (entry.reading) return entry.reading;
    const reading = readAgain().finally(() => (entry.reading = null));
    entry.reading = reading;
    background(reading, platform.log);
    return reading;
  };
  let released = false;
  return {
    fresh() {
      const leftMs = entry.untilMs - performance.now();
      if (leftMs < TRUSTED_MS - REFRESH_MS) void readOnce();
      return leftMs > 0 ? entry.batteries : null;
    },
    known: () => entry.batteries,
    read: async () => (entry.batteries && entry.untilMs > performance.now() ? entry.batteries : readOnce()),
    release() {
      if (released) return;
      released = true;
      entry.userCount -= 1;
      if (entry.userCount === 0 && byView.get(key) === entry) byView.delete(key);
    },
  };
}
