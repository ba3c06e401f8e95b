import type postgres from 'postgres';
import type { Interval } from '../../kernel/intervals.ts';

/** A span of time in milliseconds, its end excluded; without an end it is infinite. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** When facts may be seen: spans in the order of time that do not touch, or always. */
export type Times = typeof ALWAYS | readonly TimeSpan[];

export const ALWAYS = 'always';

/** The spans as few as they can be, in the order of time. */
export function joined(spans: readonly TimeSpan[]): readonly TimeSpan[] {
  const result: TimeSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const last = result.at(-1);
    if (last && span.fromMs <= last.untilMs) {
      result[result.length - 1] = { fromMs: last.fromMs, untilMs: Math.max(last.untilMs, span.untilMs) };
    } else result.push(span);
  }
  return result;
}

export function covers(times: Times, at: Date): boolean {
  return times === ALWAYS || times.some(({ fromMs, untilMs }) => fromMs <= at.getTime() && at.getTime() < untilMs);
}

/** Whether any instant of a span lies inside; the span is open-ended without an end. */
export function touches(times: Times, { fromAt, untilAt }: { fromAt: Date; untilAt: Date | null }): boolean {
  const endMs = untilAt?.getTime() ?? Infinity;
  return times === ALWAYS || times.some(({ fromMs, untilMs }) => fromMs < endMs && fromAt.getTime() < untilMs);
}

/** Whether the whole of a span lies inside. */
export function coversAll(times: Times, { fromAt, untilAt }: Interval): boolean {
  return times === ALWAYS || times.some(({ fromMs, untilMs }) => fromMs <= fromAt.getTime() && untilAt.getTime() <= untilMs);
}

export function isNever(times: Times): boolean {
  return times.length === 0;
}

/** The rows whose instant lies inside, as a WHERE clause. */
export function timesSql(sql: postgres.TransactionSql, times: Times, column: string): postgres.Fragment {
  if (times === ALWAYS) return sql`true`;
  // As texts: the driver cannot send an infinite instant as a date.
  const instants = times.map(({ fromMs }) => new Date(fromMs).toISOString());
  const ends = times.map(({ untilMs }) => (untilMs === Infinity ? 'infinity' : new Date(untilMs).toISOString()));
  return sql`exists (
    select 1 from unnest(${instants}::text[]::timestamptz[], ${ends}::text[]::timestamptz[]) as allowed (from_at, until_at)
    where ${sql(column)} >= allowed.from_at and ${sql(column)} < allowed.until_at)`;
}
