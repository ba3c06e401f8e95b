import type { Reading } from './reading.ts';

/**
 * What a stream would have told of readings that its reader missed: of each battery the newest of every interval, never one that was
 * measured before another that was told, in the order in which the platform received them.
 */
export function decideMissed(readings: readonly Reading[], intervalMs: number): Reading[] {
  const told: Reading[] = [];
  const byReceipt = readings.toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
  for (const ofBattery of Map.groupBy(byReceipt, ({ batteryId }) => batteryId).values())
    told.push(...newestOfIntervals(ofBattery, intervalMs));
  return told.toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
}

function newestOfIntervals(readings: readonly Reading[], intervalMs: number): Reading[] {
  const told: Reading[] = [];
  let newestMs = -Infinity;
  for (const reading of readings) {
    const measuredAtMs = reading.measuredAt.getTime();
    if (measuredAtMs <= newestMs) continue;
    newestMs = measuredAtMs;
    const last = told.at(-1);
    const isSameInterval = last && intervalOf(last, intervalMs) === intervalOf(reading, intervalMs);
    if (isSameInterval) told[told.length - 1] = reading;
    else told.push(reading);
  }
  return told;
}

function intervalOf({ receivedAt }: Reading, intervalMs: number): number {
  return Math.floor(receivedAt.getTime() / intervalMs);
}
