import type { TenantId } from '../../kernel/ids.ts';
import type { Live, LiveSubscription } from '../../platform/live.ts';
import { background } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ReadingsMessage } from './announce-readings.ts';
import { readingsTopic } from './live-readings.ts';
import { type PrintedReading, type Reading, revived } from './reading.ts';
import type { ReadingsGap } from './streamed-reading.ts';

/** Messages of up to 500 readings that may wait; past it the oldest are dropped, and a gap is told. */
const QUEUE_LENGTH_MAX = 100;
/** How often those who may not tell yet are asked again. */
const LOOK_MS = 50;
const ORIGIN_COUNT_MAX = 1_000;

export interface FeedListener {
  /** The batteries it wants to hear of; null for all. */
  readonly batteryIds: ReadonlySet<string> | null;
  offer(reading: Reading): void;
  /** Readings were lost on their way here. */
  lose(gap: ReadingsGap): void;
  /** Tells what waits if it is time; answers whether something still waits. */
  flush(nowMs: number): boolean;
}

/** The readings of one tenant as they reach this process: parsed once, whoever follows them. */
export class ReadingsFeed {
  /** Resolves when readings announced anywhere arrive here. */
  readonly ready: Promise<void>;
  /** The newest instant at which the platform had received what was heard. */
  heardAt: Date;
  readonly #arrivals: LiveSubscription;
  readonly #byBattery = new Map<string, Set<FeedListener>>();
  readonly #ofAll = new Set<FeedListener>();
  readonly #waiting = new Set<FeedListener>();
  readonly #nextSequences = new Map<string, number>();
  #look: NodeJS.Timeout | null = null;

  constructor(platform: Pick<Platform, 'live' | 'clock' | 'log'>, tenantId: TenantId) {
    this.heardAt = platform.clock.now();
    this.#arrivals = platform.live.subscribe(readingsTopic(tenantId), { queueLengthMax: QUEUE_LENGTH_MAX });
    // A live store that is away is no reason to fail: what is missed meanwhile is told as a gap.
    this.ready = this.#arrivals.ready.catch(() => undefined);
    background(this.#listen(), platform.log);
  }

  get isHeard(): boolean {
    return this.#ofAll.size > 0 || this.#byBattery.size > 0;
  }

  add(listener: FeedListener): void {
    if (listener.batteryIds === null) this.#ofAll.add(listener);
    for (const batteryId of listener.batteryIds ?? []) {
      const listeners = this.#byBattery.get(batteryId);
      if (listeners) listeners.add(listener);
      else this.#byBattery.set(batteryId, new Set([listener]));
    }
  }

  remove(listener: FeedListener): void {
    this.#ofAll.delete(listener);
    this.#waiting.delete(listener);
    for (const batteryId of listener.batteryIds ?? []) {
      const listeners = this.#byBattery.get(batteryId);
      listeners?.delete(listener);
      if (listeners?.size === 0) this.#byBattery.delete(batteryId);
    }
  }

  close(): void {
    if (this.#look) clearTimeout(this.#look);
    this.#look = null;
    void this.#arrivals.return?.();
  }

  async #listen(): Promise<void> {
    for await (const text of this.#arrivals) {
      // Only `announceReadings` writes these texts.
      this.#hear(JSON.parse(text) as ReadingsMessage);
      this.#flushDue();
    }
  }

  #hear({ origin, sequence, readings }: ReadingsMessage): void {
    const before = this.heardAt;
    const newest = new Date(newestReceipt(readings));
    if (newest > this.heardAt) this.heardAt = newest;
    const expected = this.#nextSequences.get(origin) ?? sequence;
    if (this.#nextSequences.size >= ORIGIN_COUNT_MAX) this.#nextSequences.clear();
    this.#nextSequences.set(origin, sequence + readings.length);
    if (sequence > expected) this.#lose({ fromAt: before, untilAt: newest, readingCount: sequence - expected });
    for (const printed of readings) this.#offer(printed);
  }

  #offer(printed: PrintedReading): void {
    const ofBattery = this.#byBattery.get(printed.batteryId);
    if (!ofBattery && this.#ofAll.size === 0) return;
    const reading = revived(printed);
    for (const listener of ofBattery ?? []) this.#hand(listener, reading);
    for (const listener of this.#ofAll) this.#hand(listener, reading);
  }

  #hand(listener: FeedListener, reading: Reading): void {
    listener.offer(reading);
    this.#waiting.add(listener);
  }

  #lose(gap: ReadingsGap): void {
    for (const listener of this.#ofAll) listener.lose(gap);
    // Whose they were nobody knows.
    const some = { ...gap, readingCount: null };
    for (const listener of new Set([...this.#byBattery.values()].flatMap((listeners) => [...listeners]))) listener.lose(some);
  }

  #flushDue(): void {
    const nowMs = performance.now();
    for (const listener of this.#waiting) if (!listener.flush(nowMs)) this.#waiting.delete(listener);
    if (this.#waiting.size === 0 || this.#look) return;
    this.#look = setTimeout(() => {
      this.#look = null;
      this.#flushDue();
    }, LOOK_MS);
  }
}

const feeds = new WeakMap<Live, Map<TenantId, ReadingsFeed>>();

/** The feed of a tenant while anybody follows it. */
export function openFeed(platform: Pick<Platform, 'live' | 'clock' | 'log'>, tenantId: TenantId): ReadingsFeed {
  const byTenant = feeds.get(platform.live) ?? new Map<TenantId, ReadingsFeed>();
  feeds.set(platform.live, byTenant);
  const feed = byTenant.get(tenantId) ?? new ReadingsFeed(platform, tenantId);
  byTenant.set(tenantId, feed);
  return feed;
}

/** Resolves when the feed that others have opened hears everything that is announced from now on. */
export async function feedReady(live: Live, tenantId: TenantId): Promise<void> {
  await feeds.get(live)?.get(tenantId)?.ready;
}

export function leaveFeed({ live, tenantId }: { live: Live; tenantId: TenantId }, listener: FeedListener): void {
  const feed = feeds.get(live)?.get(tenantId);
  feed?.remove(listener);
  if (!feed || feed.isHeard) return;
  feeds.get(live)?.delete(tenantId);
  feed.close();
}

/** Printed instants sort as they follow one another. */
function newestReceipt(readings: readonly PrintedReading[]): string {
  let newest = '';
  for (const { receivedAt } of readings) if (receivedAt > newest) newest = receivedAt;
  return newest;
}
