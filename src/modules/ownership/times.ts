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

/** Whether the whole of a span lies inside: what is told of a period tells of all of it, so a part is not enough. */
export function coversAll(times: Times, { fromAt, untilAt }: Interval): boolean {
  return times === ALWAYS || times.some(({ fromMs, untilMs }) => fromMs <= fromAt.getTime() && untilAt.getTime() <= untilMs);
}

/** When the last of the spans ends: infinite when one does not, and before all time when there is none. */
export function lastEndMs(times: Times): number {
  return times === ALWAYS ? Infinity : (times.at(-1)?.untilMs ?? -Infinity);
}

export function isNever(times: Times): boolean {
  return times.length === 0;
}

/** The rows whose instant lies inside, as a WHERE clause. */
export function timesSql(sql: postgres.TransactionSql, times: Times, column: string): postgres.Fragment {
  if (times === ALWAYS) return sql`true`;
  return sql`exists (
    select 1 from ${spansSql(sql, times)} where ${sql(column)} >= allowed.from_at and ${sql(column)} < allowed.until_at)`;
}

/** The rows of `periodColumns` that lie inside whole, as a WHERE clause: `coversAll` in SQL. */
export function periodsSql(sql: postgres.TransactionSql, times: Times): postgres.Fragment {
  if (times === ALWAYS) return sql`true`;
  return sql`exists (
    select 1 from ${spansSql(sql, times)} where period_start >= allowed.from_at and period_end <= allowed.until_at)`;
}

function spansSql(sql: postgres.TransactionSql, times: readonly TimeSpan[]): postgres.Fragment {
  const starts = times.map(({ fromMs }) => instantText(fromMs));
  const ends = times.map(({ untilMs }) => instantText(untilMs));
  return sql`unnest(${starts}::text[]::timestamptz[], ${ends}::text[]::timestamptz[]) as allowed (from_at, until_at)`;
}

/** As a text: the driver cannot send an infinite instant as a date. */
export function instantText(ms: number): string {
  if (Number.isFinite(ms)) return new Date(ms).toISOString();
  return ms > 0 ? 'infinity' : '-infinity';
}
