import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { LiveReadingsDocument, type LiveReadingFragment } from '../../generated/operations.ts';
import { sentenceOf } from './failure.ts';
import { WorldTime } from './world-time.ts';

export interface LiveReading {
  readonly reading: LiveReadingFragment;
  readonly measuredAtMs: number;
  /** When it reached this page, by the page's monotonic clock. */
  readonly arrivedAtMs: number;
  /** Not measured while this page watched: the newest one from before. */
  readonly fromBefore: boolean;
}

/** Pages are redrawn at most this often, however fast readings come. */
const REDRAW_INTERVAL_MS = 400;

/** The newest reading of each battery, and the world's time as their timestamps tell it. */
export class LiveReadings {
  readonly world = new WorldTime();
  failure: string | null = null;
  private readonly newest = new Map<string, LiveReading>();
  private readonly watchers = new Set<() => void>();
  private revision = 0;
  private redraw: ReturnType<typeof setTimeout> | undefined;

  of(batteryId: string): LiveReading | undefined {
    return this.newest.get(batteryId);
  }

  take(reading: LiveReadingFragment): void {
    const measuredAtMs = Date.parse(reading.measuredAt);
    const before = this.newest.get(reading.battery.id);
    if (before && before.measuredAtMs >= measuredAtMs) return;
    const arrivedAtMs = performance.now();
    const fromBefore = before === undefined;
    this.newest.set(reading.battery.id, { reading, measuredAtMs, arrivedAtMs, fromBefore });
    if (fromBefore) this.world.noteStored(measuredAtMs, arrivedAtMs);
    else this.world.note(measuredAtMs, arrivedAtMs);
    this.announce();
  }

  /** The platform has told its time. It is the only one there is for those who see no readings. */
  noteAsked(askedAtMs: number): void {
    if (this.newest.size > 0) return;
    this.world.note(askedAtMs, performance.now());
    this.announce();
  }

  fail(sentence: string): void {
    this.failure = sentence;
    this.announce();
  }

  /** How long ago a reading was news, in wall time: the world may run faster than the wall clock. */
  ageMs(live: LiveReading, nowMs: number): number {
    const { speed } = this.world;
    if (!live.fromBefore || speed === null) return nowMs - live.arrivedAtMs;
    return Math.max(nowMs - live.arrivedAtMs, (this.world.at(nowMs) - live.measuredAtMs) / speed);
  }

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  readonly snapshot = (): number => this.revision;

  private announce(): void {
    this.redraw ??= setTimeout(() => {
      this.redraw = undefined;
      this.revision += 1;
      for (const changed of this.watchers) changed();
    }, REDRAW_INTERVAL_MS);
  }
}

/** One stream of readings for as long as the page is open: of one battery, or of all that the viewer may see. */
export function useLiveReadings(batteryId: string | null): LiveReadings {
  const client = useClient();
  const [live, setLive] = useState(() => new LiveReadings());
  useSyncExternalStore(live.watch, live.snapshot);
  useEffect(() => {
    const fresh = new LiveReadings();
    setLive(fresh);
    const variables = batteryId === null ? {} : { batteryIds: [batteryId] };
    const stream = client.subscription(LiveReadingsDocument, variables).subscribe(({ data, error }) => {
      if (data) fresh.take(data.readings);
      if (error) fresh.fail(sentenceOf(error));
    });
    return () => stream.unsubscribe();
  }, [client, batteryId]);
  return live;
}
