import type { TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { liveView, type VisibleBattery } from '../assets/index.ts';
import type { Actor } from '../tenancy/index.ts';
import { decideMissed } from './decide-missed.ts';
import type { Wanted } from './follow-readings.ts';
import { latestReadings } from './live-readings.ts';
import type { Reading } from './reading.ts';
import { passes } from './reading-filter.ts';
import { feedReady } from './readings-feed.ts';
import { countReceivedSince, readReceivedSince } from './reads.ts';
import { eventOf, isChosen, type ReadingEvent, type ReadingsGap, type StreamPlace } from './streamed-reading.ts';

/** Whoever was away for longer begins with a snapshot. */
const RESUME_MS_MAX = 3_600_000;
/** Processes tell what they receive at the same time at different times: so much before a cursor is told again. */
const OVERLAP_MS = 10_000;
/** What was measured so long before it might have been told is history: a stream tells what is new. */
const LATE_MS = 600_000;
const MISSED_READINGS_MAX = 5_000;
const COUNTED_MAX = 100_000;
const SNAPSHOT_CHUNK = 500;

interface Begin {
  readonly platform: Platform;
  readonly actor: Actor;
  readonly wanted: Wanted;
  /** Up to when its reader has been told everything; null at the first time. */
  readonly after: Date | null;
}

/** A stream's first readings for one reader: the newest of each battery, or what came after a cursor. */
export async function* beginReadings({ platform, actor, wanted, after }: Begin): AsyncGenerator<ReadingEvent, void, undefined> {
  const { tenantId } = actor;
  const view = liveView(platform, actor);
  try {
    await feedReady(platform.live, tenantId);
    const now = platform.clock.now();
    const batteries = chosenOf(await view.read(), { wanted, now });
    const place = { platform, tenantId, batteries, wanted, now };
    if (after === null) yield* snapshot(place, null);
    else if (now.getTime() - after.getTime() > RESUME_MS_MAX)
      yield* snapshot(place, { fromAt: after, untilAt: now, readingCount: null });
    else yield* missed(place, after);
  } finally {
    view.release();
  }
}

interface Place {
  readonly platform: Platform;
  readonly tenantId: TenantId;
  readonly batteries: ReadonlyMap<string, VisibleBattery>;
  readonly wanted: Wanted;
  readonly now: Date;
}

/** The cursor comes with the last: whoever was interrupted before begins again. */
async function* snapshot(place: Place, gap: ReadingsGap | null): AsyncGenerator<ReadingEvent, void, undefined> {
  const { platform, tenantId, batteries, now } = place;
  const ids = [...batteries.keys()];
  let held: Reading | null = null;
  let owedGap = gap;
  const tell = (reading: Reading, cursorAt: Date | null): ReadingEvent[] => {
    const event = toEvent(place, reading, { phase: 'SNAPSHOT', cursorAt, gap: owedGap });
    owedGap = null;
    return event;
  };
  for (let start = 0; start < ids.length; start += SNAPSHOT_CHUNK) {
    const latest = await latestReadings(platform.live, { tenantId, batteryIds: ids.slice(start, start + SNAPSHOT_CHUNK) });
    for (const reading of latest.values()) {
      if (!shows(place, reading)) continue;
      if (held) yield* tell(held, null);
      held = reading;
    }
  }
  if (held) yield* tell(held, now);
}

async function* missed(place: Place, after: Date): AsyncGenerator<ReadingEvent, void, undefined> {
  const { platform, tenantId, batteries, wanted, now } = place;
  const batteryIds = [...batteries.keys()];
  const range = {
    batteryIds,
    receivedAfter: new Date(after.getTime() - OVERLAP_MS),
    measuredFrom: new Date(after.getTime() - LATE_MS),
  };
  const perBatteryCountMax = Math.max(1, Math.floor(MISSED_READINGS_MAX / Math.max(1, batteryIds.length)));
  const { found, count } = await platform.db.read(tenantId, async (tx) => {
    const readings = await readReceivedSince(tx, { ...range, perBatteryCountMax });
    const isWhole = readings.length < perBatteryCountMax;
    return {
      found: readings,
      count: isWhole ? readings.length : await countReceivedSince(tx, { ...range, countMax: COUNTED_MAX }),
    };
  });
  const gap =
    count > found.length ? gapBefore(found, { after, readingCount: count < COUNTED_MAX ? count - found.length : null }) : null;
  const told = decideMissed(found, wanted.intervalMs).filter((reading) => shows(place, reading));
  for (const [index, reading] of told.entries()) {
    const isLast = index === told.length - 1;
    yield* toEvent(place, reading, { phase: 'MISSED', cursorAt: isLast ? now : null, gap: index === 0 ? gap : null });
  }
}

/** What was left out are the older readings of some batteries. */
function gapBefore(
  found: readonly Reading[],
  { after, readingCount }: { after: Date; readingCount: number | null },
): ReadingsGap {
  const newestMs = Math.max(...found.map(({ receivedAt }) => receivedAt.getTime()));
  return { fromAt: after, untilAt: new Date(newestMs), readingCount };
}

function toEvent({ batteries }: Place, reading: Reading, place: StreamPlace): ReadingEvent[] {
  const battery = batteries.get(reading.batteryId);
  return battery ? [eventOf(reading, battery, place)] : [];
}

function shows({ batteries, wanted }: Place, reading: Reading): boolean {
  const battery = batteries.get(reading.batteryId);
  return battery !== undefined && battery.rights.covers('live:read', reading.measuredAt) && passes(wanted.filter, reading);
}

function chosenOf(
  batteries: ReadonlyMap<string, VisibleBattery>,
  { wanted, now }: { wanted: Wanted; now: Date },
): ReadonlyMap<string, VisibleBattery> {
  // Thousands may follow one battery each of thousands.
  const ids = wanted.batteryIds ?? batteries.keys();
  const candidates = [...ids].flatMap((id) => batteries.get(id) ?? []);
  const chosen = candidates.filter((battery) => isChosen(wanted, battery) && battery.rights.covers('live:read', now));
  return new Map(chosen.map((battery) => [battery.batteryId, battery]));
}
