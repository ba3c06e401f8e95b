import { randomUUID } from 'node:crypto';
import type { TenantId } from '../../kernel/ids.ts';
import type { Live } from '../../platform/live.ts';
import { latestKey, readingsTopic } from './live-readings.ts';
import { printReading, type PrintedReading, type Reading } from './reading.ts';

/** Readings that travel in one message of the live store at most. */
const READINGS_PER_MESSAGE_MAX = 500;

/** Readings on their way to the streams. Whoever hears a jump in the sequences of an origin has missed some. */
export interface ReadingsMessage {
  /** The process that tells, for as long as it runs. */
  readonly origin: string;
  /** How many readings of the tenant it had told before these. */
  readonly sequence: number;
  /** At least one. */
  readonly readings: readonly PrintedReading[];
}

interface Teller {
  readonly origin: string;
  readonly toldCounts: Map<TenantId, number>;
}

const tellers = new WeakMap<Live, Teller>();

/** Makes readings the latest ones, where they are newer, and tells the live streams. A convenience: losing it loses nothing. */
export async function announceReadings(live: Live, tenantId: TenantId, readings: readonly Reading[]): Promise<void> {
  if (readings.length === 0) return;
  const newest = newestOfEach(readings).map((reading) => ({ reading, json: printReading(reading) }));
  // Numbered before anything can fail: what is lost from here on leaves a jump that the streams mark as a gap.
  const messages = numbered(
    live,
    tenantId,
    newest.map(({ json }) => json),
  );
  await live.setLatest(
    newest.map(({ reading, json }) => ({
      key: latestKey(tenantId, reading.batteryId),
      value: { atMs: reading.measuredAt.getTime(), json },
    })),
  );
  await Promise.all(messages.map(async (message) => live.publish(readingsTopic(tenantId), message)));
}

function newestOfEach(readings: readonly Reading[]): Reading[] {
  const newest = new Map<string, Reading>();
  for (const reading of readings) {
    const known = newest.get(reading.batteryId);
    if (!known || known.measuredAt < reading.measuredAt) newest.set(reading.batteryId, reading);
  }
  return [...newest.values()];
}

function numbered(live: Live, tenantId: TenantId, texts: readonly string[]): string[] {
  const teller = tellers.get(live) ?? { origin: randomUUID(), toldCounts: new Map<TenantId, number>() };
  tellers.set(live, teller);
  const messages: string[] = [];
  for (let start = 0; start < texts.length; start += READINGS_PER_MESSAGE_MAX) {
    const sequence = teller.toldCounts.get(tenantId) ?? 0;
    const readings = texts.slice(start, start + READINGS_PER_MESSAGE_MAX);
    teller.toldCounts.set(tenantId, sequence + readings.length);
    // The readings are texts of JSON already.
    messages.push(`{"origin":"${teller.origin}","sequence":${sequence},"readings":[${readings.join(',')}]}`);
  }
  return messages;
}
