import type { TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Follower, StreamPosition, Tell } from '../../platform/shared-stream.ts';
import { type BatteryView, liveView, type VisibleBattery } from '../assets/index.ts';
import type { Actor } from '../tenancy/index.ts';
import type { Reading } from './reading.ts';
import { passes, type ReadingFilter } from './reading-filter.ts';
import { type FeedListener, leaveFeed, openFeed, type ReadingsFeed } from './readings-feed.ts';
import { eventOf, isChosen, joinedGap, type ReadingEvent, type ReadingsGap, type Selection } from './streamed-reading.ts';

export interface Wanted extends Selection {
  readonly filter: ReadingFilter | null;
  /** Each battery is told of at most this often. */
  readonly intervalMs: number;
}

interface Parts {
  readonly platform: Platform;
  readonly actor: Actor;
  readonly wanted: Wanted;
  readonly tell: Tell<ReadingEvent>;
}

interface Told {
  readonly reading: Reading;
  readonly sequence: number;
}

/**
 * The newest readings of a selection at a stated rate, for all who have one view. Of each battery at most one reading waits and
 * one is remembered, however fast they come and however slow those are who read them.
 */
export class ReadingsFollower implements Follower<ReadingEvent>, FeedListener {
  position: StreamPosition;
  readonly batteryIds: ReadonlySet<string> | null;
  readonly #platform: Platform;
  readonly #tenantId: TenantId;
  readonly #wanted: Wanted;
  readonly #tell: Tell<ReadingEvent>;
  readonly #view: BatteryView;
  readonly #feed: ReadingsFeed;
  readonly #waiting = new Map<string, Reading>();
  readonly #told = new Map<string, Told>();
  #gap: ReadingsGap | null = null;
  #dueMs = -Infinity;
  #isTelling = false;

  constructor({ platform, actor, wanted, tell }: Parts) {
    this.#platform = platform;
    this.#tenantId = actor.tenantId;
    this.#wanted = wanted;
    this.#tell = tell;
    this.batteryIds = wanted.batteryIds;
    this.#view = liveView(platform, actor);
    this.#feed = openFeed(platform, actor.tenantId);
    this.position = { sequence: 0, at: this.#feed.heardAt };
    this.#feed.add(this);
  }

  offer(reading: Reading): void {
    const seen = this.#view.known()?.get(reading.batteryId);
    if (seen && !isChosen(this.#wanted, seen)) return;
    const known = this.#waiting.get(reading.batteryId) ?? this.#told.get(reading.batteryId)?.reading;
    if (!known || known.measuredAt < reading.measuredAt) this.#waiting.set(reading.batteryId, reading);
  }

  lose(gap: ReadingsGap): void {
    const isWhole = this.batteryIds === null && this.#wanted.siteId === null && this.#wanted.filter === null;
    this.#gap = joinedGap(this.#gap, isWhole ? gap : { ...gap, readingCount: null });
  }

  flush(nowMs: number): boolean {
    if (this.#waiting.size === 0) return false;
    if (this.#isTelling || nowMs < this.#dueMs) return true;
    const batteries = this.#view.fresh();
    // It is being read; nothing is told meanwhile, and it is asked for again at the next look.
    if (batteries === null) return true;
    const readings = this.#take(batteries);
    if (readings.length > 0) {
      this.#dueMs = nowMs + this.#wanted.intervalMs;
      this.#tellAll(readings, batteries);
    }
    return false;
  }

  async since({ sequence, at }: StreamPosition): Promise<readonly ReadingEvent[]> {
    const batteries = await this.#view.read();
    const newer = [...this.#told.values()].filter((told) => told.sequence > sequence);
    const shown = newer.filter(({ reading }) => this.#shows(reading, batteries.get(reading.batteryId)));
    const droppedCount = this.position.sequence - sequence - newer.length;
    const gap = droppedCount > 0 ? { fromAt: at, untilAt: this.position.at, readingCount: droppedCount } : null;
    const inOrder = shown.toSorted((one, other) => one.sequence - other.sequence);
    return this.#events(
      inOrder.map(({ reading }) => reading),
      { batteries, gap },
    );
  }

  stop(): void {
    leaveFeed({ live: this.#platform.live, tenantId: this.#tenantId }, this);
    this.#view.release();
    this.#waiting.clear();
  }

  #take(batteries: ReadonlyMap<string, VisibleBattery>): Reading[] {
    const readings: Reading[] = [];
    for (const reading of this.#waiting.values())
      if (this.#shows(reading, batteries.get(reading.batteryId)) && passes(this.#wanted.filter, reading)) readings.push(reading);
    this.#waiting.clear();
    return readings;
  }

  /** Whether the readers may see it: they have the right now, and the reading is dated inside of an agreement that gives it. */
  #shows({ measuredAt }: Reading, battery: VisibleBattery | undefined): boolean {
    if (!battery || !isChosen(this.#wanted, battery)) return false;
    const { rights } = battery;
    if (rights.ability.hasEverywhere('live:read')) return true;
    return rights.covers('live:read', this.#platform.clock.now()) && rights.covers('live:read', measuredAt);
  }

  #tellAll(readings: readonly Reading[], batteries: ReadonlyMap<string, VisibleBattery>): void {
    let { sequence } = this.position;
    for (const reading of readings) this.#told.set(reading.batteryId, { reading, sequence: (sequence += 1) });
    this.position = { sequence, at: this.#feed.heardAt };
    const gap = this.#gap;
    this.#gap = null;
    const telling = this.#tell(this.#events(readings, { batteries, gap }), this.position);
    if (!telling) return;
    this.#isTelling = true;
    void telling.finally(() => (this.#isTelling = false));
  }

  #events(
    readings: readonly Reading[],
    { batteries, gap }: { batteries: ReadonlyMap<string, VisibleBattery>; gap: ReadingsGap | null },
  ): ReadingEvent[] {
    const last = readings.length - 1;
    return readings.flatMap((reading, index) => {
      const battery = batteries.get(reading.batteryId);
      if (!battery) return [];
      const cursorAt = index === last ? this.position.at : null;
      return [eventOf(reading, battery, { phase: 'CHANGE', cursorAt, gap: index === 0 ? gap : null })];
    });
  }
}
