import type { TenantId } from '../../kernel/ids.ts';
import type { Live } from '../../platform/live.ts';
import type { Platform } from '../../platform/platform.ts';
import { parseReading, printReading, type Reading } from './reading.ts';
import { readNewest } from './reads.ts';

/** The longest queue between a burst of readings and one reader; past it the oldest are dropped, newer ones follow. */
const QUEUE_LENGTH_MAX = 1_000;
/** A reader sees each battery at most this often. */
const SPACING_MS = 1_000;

/** Makes readings the latest ones, where they are newer, and tells the live streams. A convenience: losing it loses nothing. */
export async function announceReadings(live: Live, tenantId: TenantId, readings: readonly Reading[]): Promise<void> {
  if (readings.length === 0) return;
  const newest = new Map<string, Reading>();
  for (const reading of readings) {
    const known = newest.get(reading.batteryId);
    if (!known || known.measuredAt < reading.measuredAt) newest.set(reading.batteryId, reading);
  }
  const entries = [...newest.values()].map((reading) => ({ reading, json: printReading(reading) }));
  await live.setLatest(
    entries.map(({ reading, json }) => ({
      key: latestKey(tenantId, reading.batteryId),
      value: { atMs: reading.measuredAt.getTime(), json },
    })),
  );
  await Promise.all(entries.map(async ({ json }) => live.publish(topicOf(tenantId), json)));
}

/** The latest reading of each battery, by id. */
export async function latestReadings(
  live: Live,
  { tenantId, batteryIds }: { tenantId: TenantId; batteryIds: readonly string[] },
): Promise<Map<string, Reading>> {
  const keys = batteryIds.map((batteryId) => latestKey(tenantId, batteryId));
  const values = await live.getLatest(keys);
  const found = new Map<string, Reading>();
  for (const [index, value] of values.entries()) {
    const [key, batteryId] = [keys[index], batteryIds[index]];
    if (value && key !== undefined && batteryId !== undefined) found.set(batteryId, parsedOnce(key, value.json));
  }
  return found;
}

/** The last text of each key and what it says. A list is asked for far more often than a battery is read. */
const parsed = new Map<string, { readonly json: string; readonly reading: Reading }>();
const PARSED_COUNT_MAX = 200_000;

function parsedOnce(key: string, json: string): Reading {
  const known = parsed.get(key);
  if (known?.json === json) return known.reading;
  const reading = parseReading(json);
  if (parsed.size >= PARSED_COUNT_MAX) parsed.clear();
  parsed.set(key, { json, reading });
  return reading;
}

/** Fills the live store from Postgres after a start. */
export async function restoreLatest(platform: Platform): Promise<void> {
  for (const { tenantId } of platform.tenants.all()) {
    const newest = await platform.db.read(tenantId, readNewest);
    await platform.live.setLatest(
      newest.map((reading) => ({
        key: latestKey(tenantId, reading.batteryId),
        value: { atMs: reading.measuredAt.getTime(), json: printReading(reading) },
      })),
    );
  }
}

/**
 * Readings of a tenant as they arrive, the newest of each battery at most once a second. A slow reader gets the newest,
 * never a growing backlog: at most one reading waits for each battery.
 */
export async function* followReadings(
  live: Live,
  {
    tenantId,
    wants,
    signal,
  }: { tenantId: TenantId; wants: (batteryId: string, measuredAt: Date) => Promise<boolean>; signal: AbortSignal },
): AsyncGenerator<Reading, void, undefined> {
  const waiting = new Map<string, Reading>();
  const sentMs = new Map<string, number>();
  let wake = (): void => undefined;
  const arrivals = live.subscribe(topicOf(tenantId), { queueLengthMax: QUEUE_LENGTH_MAX, signal });
  let ended = false;
  const pump = (async () => {
    for await (const json of arrivals) {
      const reading = parseReading(json);
      if (!(await wants(reading.batteryId, reading.measuredAt))) continue;
      waiting.set(reading.batteryId, reading);
      wake();
    }
  })().finally(() => {
    ended = true;
    wake();
  });
  try {
    while (!ended) {
      for (const [batteryId, reading] of waiting) {
        if ((sentMs.get(batteryId) ?? -Infinity) + SPACING_MS > performance.now()) continue;
        waiting.delete(batteryId);
        sentMs.set(batteryId, performance.now());
        yield reading;
      }
      const pause = waiting.size > 0 ? nextInMs(waiting.keys(), sentMs) : null;
      await new Promise<void>((resolve) => (ended ? resolve() : setWake(resolve, pause)));
    }
  } finally {
    await arrivals.return?.();
    await pump;
  }

  function setWake(resolve: () => void, pauseMs: number | null): void {
    const timer = pauseMs === null ? undefined : setTimeout(resolve, pauseMs);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  }
}

function nextInMs(batteryIds: Iterable<string>, sentMs: ReadonlyMap<string, number>): number {
  const dueMs = [...batteryIds].map((batteryId) => (sentMs.get(batteryId) ?? 0) + SPACING_MS);
  return Math.max(0, Math.min(...dueMs) - performance.now());
}

function latestKey(tenantId: TenantId, batteryId: string): string {
  return `reading:${tenantId}:${batteryId}`;
}

function topicOf(tenantId: TenantId): string {
  return `readings:${tenantId}`;
}
