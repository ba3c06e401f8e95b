import type { VisibleBattery } from '../assets/index.ts';
import type { Reading } from './reading.ts';

/** What a stream left out, and when the platform had received it. */
export interface ReadingsGap {
  readonly fromAt: Date;
  readonly untilAt: Date;
  /** Null where nobody has counted. */
  readonly readingCount: number | null;
}

/** How a reading stands in the stream that tells it. */
export interface StreamPlace {
  readonly phase: 'SNAPSHOT' | 'MISSED' | 'CHANGE';
  /** Everything received up to then has been told with this reading; null where others of the same moment follow. */
  readonly cursorAt: Date | null;
  /** What was left out just before it. */
  readonly gap: ReadingsGap | null;
}

/** A reading as a stream tells it, with its battery as the reader sees it. */
export interface StreamedReading extends Reading {
  readonly seenBattery: VisibleBattery;
  readonly place: StreamPlace;
}

/** What the field of the subscription resolves from. */
export interface ReadingEvent {
  readonly readings: StreamedReading;
}

/** Which readings a stream tells. */
export interface Selection {
  /** Null for all that the reader sees. */
  readonly batteryIds: ReadonlySet<string> | null;
  readonly siteId: string | null;
}

export function isChosen({ batteryIds, siteId }: Selection, battery: Pick<VisibleBattery, 'batteryId' | 'siteId'>): boolean {
  return (batteryIds === null || batteryIds.has(battery.batteryId)) && (siteId === null || battery.siteId === siteId);
}

export function eventOf(reading: Reading, seenBattery: VisibleBattery, place: StreamPlace): ReadingEvent {
  return { readings: { ...reading, seenBattery, place } };
}

/** One gap that covers both. What nobody has counted in one of them nobody has in both. */
export function joinedGap(one: ReadingsGap | null, other: ReadingsGap | null): ReadingsGap | null {
  if (one === null || other === null) return one ?? other;
  const readingCount = one.readingCount === null || other.readingCount === null ? null : one.readingCount + other.readingCount;
  return {
    fromAt: one.fromAt < other.fromAt ? one.fromAt : other.fromAt,
    untilAt: one.untilAt > other.untilAt ? one.untilAt : other.untilAt,
    readingCount,
  };
}
