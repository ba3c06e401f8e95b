import type { TenantId } from '../../kernel/ids.ts';
import type { Live } from '../../platform/live.ts';
import type { Platform } from '../../platform/platform.ts';
import { parseReading, printReading, type Reading } from './reading.ts';
import { readNewest } from './reads.ts';

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

export function latestKey(tenantId: TenantId, batteryId: string): string {
  return `reading:${tenantId}:${batteryId}`;
}

/** Where the live store tells of a tenant's readings. */
export function readingsTopic(tenantId: TenantId): string {
  return `readings:${tenantId}`;
}
