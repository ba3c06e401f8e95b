import type { SparkplugMetric, SparkplugPayload } from '../../../wire/sparkplug.ts';
import { AHEAD_MS_MAX } from '../judge-reading.ts';
import { type MetricDefinition, type MetricRules, type PointReading, type PointValue, readPoint } from './metric-points.ts';

/** What a device measured at an instant, in the fields of a reading that have a value; judged like any other batch. */
export interface DeviceReading {
  readonly measuredAtMs: number;
  readonly values: ReadonlyMap<string, PointValue>;
}

/** What a payload gave: readings, and why others could not be made of it. */
export interface Translated {
  readonly readings: readonly DeviceReading[];
  readonly refusals: readonly string[];
}

/** Metrics that were announced by nobody: what the device means is not known until it announces itself anew. */
export interface NotAnnounced {
  readonly notAnnounced: string;
}

/** A reading cannot do without. */
const REQUIRED_POINTS = ['activePowerKw', 'socPercent', 'exportedKwh', 'importedKwh'];

/** What a birth announced: names, aliases and kinds of metrics. */
export class Announced {
  readonly #definitions = new Map<string, MetricDefinition>();
  readonly #names = new Map<string, string>();

  constructor({ metrics }: SparkplugPayload) {
    for (const { name, alias, datatype, engineeringUnit } of metrics) {
      if (name === null) continue;
      this.#definitions.set(name, { datatype, engineeringUnit });
      if (alias !== null) this.#names.set(alias, name);
    }
  }

  /** By the name that is sent, or the alias that stands for one. */
  nameOf({ name, alias }: Pick<SparkplugMetric, 'name' | 'alias'>): string | null {
    const known = name ?? (alias === null ? null : (this.#names.get(alias) ?? null));
    return known !== null && this.#definitions.has(known) ? known : null;
  }

  definitionOf(name: string): MetricDefinition {
    return this.#definitions.get(name) ?? { datatype: null, engineeringUnit: null };
  }

  /** The first metric that is not among these, as it was sent; null when all are. */
  strangerAmong({ metrics }: SparkplugPayload): string | null {
    const stranger = metrics.find((metric) => this.nameOf(metric) === null);
    if (!stranger) return null;
    return stranger.name === null ? `the alias ${stranger.alias ?? 'that is missing'}` : `the metric ${stranger.name}`;
  }
}

/** What a payload is read by. */
export interface ReadBy {
  readonly rules: MetricRules;
  readonly receivedAtMs: number;
}

interface Known {
  readonly reading: PointReading;
  readonly atMs: number;
}

interface Update extends Known {
  readonly point: string;
  readonly isHistorical: boolean;
}

/**
 * What is known of a device between its births. A gateway sends what has changed, so a reading is what the newest message says
 * and, of all else, what was said before it. Historical values are put together by themselves: they are older than what is known.
 */
export class DeviceState {
  readonly announced: Announced;
  readonly #present = new Map<string, Known>();
  readonly #historical = new Map<string, Known>();
  #toldUntilMs = -Infinity;

  constructor(announced: Announced) {
    this.announced = announced;
  }

  /** The state of everything at the instant of the birth. */
  static born(payload: SparkplugPayload, by: ReadBy): { device: DeviceState } & Translated {
    const device = new DeviceState(new Announced(payload));
    const { updates, refusals } = device.#updatesOf(payload, by);
    const present = updates.filter(({ isHistorical }) => !isHistorical);
    for (const update of present) device.#present.set(update.point, update);
    const atMs = payload.timestampMs ?? present.reduce((newest, { atMs: one }) => Math.max(newest, one), 0);
    const told = isAhead(atMs, by) ? { readings: [], refusals: ['a birth from the future'] } : device.#tellUntil(atMs);
    return { device, ...together([told, { readings: [], refusals }]) };
  }

  data(payload: SparkplugPayload, by: ReadBy): Translated | NotAnnounced {
    const notAnnounced = this.announced.strangerAmong(payload);
    if (notAnnounced !== null) return { notAnnounced };
    const { updates, refusals } = this.#updatesOf(payload, by);
    const told: Translated[] = [{ readings: [], refusals }];
    for (const group of byInstant(updates.filter(({ isHistorical }) => isHistorical))) {
      for (const update of group) this.#historical.set(update.point, update);
      told.push(this.#tell(this.#historical, group[0].atMs));
    }
    const { timestampMs } = payload;
    told.push(...this.#tellPresent(updates, timestampMs === null || isAhead(timestampMs, by) ? -Infinity : timestampMs));
    return together(told);
  }

  #tellPresent(updates: readonly Update[], sentAtMs: number): Translated[] {
    const told: Translated[] = [];
    let isLate = false;
    for (const group of byInstant(updates.filter(({ isHistorical }) => !isHistorical))) {
      const [{ atMs }] = group;
      for (const update of group) {
        if ((this.#present.get(update.point)?.atMs ?? -Infinity) <= atMs) this.#present.set(update.point, update);
      }
      // Values of a later instant were told already: together with them it makes no reading of its own instant.
      if (atMs <= this.#toldUntilMs) isLate = true;
      else told.push(this.#tellUntil(atMs));
    }
    if (isLate && sentAtMs > this.#toldUntilMs) told.push(this.#tellUntil(sentAtMs));
    return told;
  }

  #tellUntil(atMs: number): Translated {
    this.#toldUntilMs = atMs;
    return this.#tell(this.#present, atMs);
  }

  #updatesOf(payload: SparkplugPayload, by: ReadBy): { updates: Update[]; refusals: string[] } {
    const updates: Update[] = [];
    const refusals: string[] = [];
    for (const metric of payload.metrics) {
      const name = this.announced.nameOf(metric);
      const rule = name === null ? undefined : by.rules.get(name);
      if (name === null || !rule) continue;
      const atMs = metric.timestampMs ?? payload.timestampMs;
      if (atMs === null) {
        refusals.push(`${rule.point} has no timestamp`);
        continue;
      }
      // It would be the newest for as long as that, and nothing after it would count.
      if (isAhead(atMs, by)) {
        refusals.push(`${rule.point} is measured in the future`);
        continue;
      }
      const reading = readPoint(metric, this.announced.definitionOf(name), rule);
      if (reading.verdict === 'wrong') refusals.push(reading.reason);
      updates.push({ point: rule.point, reading, atMs, isHistorical: metric.isHistorical });
    }
    return { updates, refusals };
  }

  #tell(known: ReadonlyMap<string, Known>, measuredAtMs: number): Translated {
    const refusals = REQUIRED_POINTS.flatMap((point) => {
      const reading = known.get(point)?.reading;
      if (!reading) return [`nothing is known of ${point}`];
      return reading.verdict === 'known' ? [] : [reading.reason];
    });
    if (refusals.length > 0) return { readings: [], refusals };
    const values = new Map<string, PointValue>();
    for (const [point, { reading }] of known) if (reading.verdict === 'known') values.set(point, reading.value);
    return { readings: [{ measuredAtMs, values }], refusals: [] };
  }
}

function isAhead(atMs: number, { receivedAtMs }: ReadBy): boolean {
  return atMs - receivedAtMs > AHEAD_MS_MAX;
}

/** Oldest first. */
function byInstant(updates: readonly Update[]): [Update, ...Update[]][] {
  const groups = new Map<number, [Update, ...Update[]]>();
  for (const update of updates) {
    const group = groups.get(update.atMs);
    if (group) group.push(update);
    else groups.set(update.atMs, [update]);
  }
  return [...groups].toSorted(([one], [other]) => one - other).map(([, group]) => group);
}

function together(parts: readonly Translated[]): Translated {
  return {
    readings: parts.flatMap(({ readings }) => readings),
    refusals: [...new Set(parts.flatMap(({ refusals }) => refusals))],
  };
}
