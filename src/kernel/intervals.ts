/** A half-open span of time: its start belongs to it, its end does not. */
export interface Interval {
  readonly fromAt: Date;
  readonly untilAt: Date;
}

export function durationMs({ fromAt, untilAt }: Interval): number {
  return untilAt.getTime() - fromAt.getTime();
}

export function contains({ fromAt, untilAt }: Interval, instant: Date): boolean {
  return fromAt <= instant && instant < untilAt;
}

/** The pieces of `whole` that the cuts divide it into, in the order of time, without gaps. */
export function splitAt(whole: Interval, cuts: readonly Date[]): Interval[] {
  const inside = cuts.map((cut) => cut.getTime()).filter((ms) => ms > whole.fromAt.getTime() && ms < whole.untilAt.getTime());
  const edges = [...new Set([whole.fromAt.getTime(), ...inside, whole.untilAt.getTime()])].toSorted((a, b) => a - b);
  return edges.slice(1).map((untilMs, index) => ({ fromAt: new Date(edges[index] ?? untilMs), untilAt: new Date(untilMs) }));
}

/** How long two spans run together. */
export function overlapMs(one: Interval, other: Interval): number {
  const fromMs = Math.max(one.fromAt.getTime(), other.fromAt.getTime());
  return Math.max(0, Math.min(one.untilAt.getTime(), other.untilAt.getTime()) - fromMs);
}

/** The parts of spans that lie inside of a whole, without those that do not touch it. */
export function clippedTo<T extends Interval>(whole: Interval, spans: readonly T[]): T[] {
  return spans.flatMap((span) => {
    const fromAt = span.fromAt > whole.fromAt ? span.fromAt : whole.fromAt;
    const untilAt = span.untilAt < whole.untilAt ? span.untilAt : whole.untilAt;
    return fromAt < untilAt ? [{ ...span, fromAt, untilAt }] : [];
  });
}

/** The end of what lasts until somebody ends it. */
export const END_OF_TIME = new Date(8_640_000_000_000_000);
