import { MEASURED_POINTS, READINGS_PER_BATCH_MAX, STATED_POINTS } from '../../../wire/telemetry.ts';
import type { DeviceReading } from './device-state.ts';

interface Of {
  readonly siteId: string;
  readonly batteryId: string;
  /** The message's, by which a dead letter is told from others. */
  readonly sequence: number | null;
}

/**
 * What a gateway told of one battery, as the documents of an agent: they are read, judged and kept as dead letters like those,
 * so nothing here looks at whether a value can be one.
 */
export function printBatches(readings: readonly DeviceReading[], { siteId, batteryId, sequence }: Of): Buffer[] {
  const batches: Buffer[] = [];
  for (let start = 0; start < readings.length; start += READINGS_PER_BATCH_MAX) {
    const some = readings.slice(start, start + READINGS_PER_BATCH_MAX);
    const batch = {
      version: 1,
      siteId,
      bootId: 'sparkplug',
      batchSequence: (sequence ?? 0) + 1,
      readings: some.map((reading) => documentOf(batteryId, reading)),
    };
    batches.push(Buffer.from(JSON.stringify(batch)));
  }
  return batches;
}

const POINTS_OF_READINGS: ReadonlySet<string> = new Set([...Object.keys(MEASURED_POINTS), ...STATED_POINTS]);

function documentOf(batteryId: string, { measuredAtMs, values }: DeviceReading): object {
  const points = [...values].filter(([point]) => POINTS_OF_READINGS.has(point));
  const custom = [...values].filter(([point]) => !POINTS_OF_READINGS.has(point));
  return {
    batteryId,
    measuredAtMs,
    instructionSequence: null,
    ...Object.fromEntries(points),
    ...(custom.length > 0 && { customMetrics: Object.fromEntries(custom) }),
  };
}
