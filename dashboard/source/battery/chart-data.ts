import uPlot from 'uplot';
import type { DayBounds } from '../site-time.ts';
import type { DayFacts, MeasuredPoint } from './use-day.ts';

/** A hole in the measured line instead of a straight stroke across an outage. */
const OUTAGE_AFTER_MS = 20 * 60_000;

export interface PlannedSpan {
  readonly fromAtMs: number;
  readonly untilAtMs: number;
  readonly powerKw: number | null;
}

/** The plan of a day: what was in force when each past period began, then what the present plan says of those to come. */
function plannedSpans({ outcomes, plan }: DayFacts, bounds: DayBounds): PlannedSpan[] {
  const begun = outcomes.map(({ period, plannedPowerKw }) => span(period, plannedPowerKw));
  const begunUntilMs = begun.at(-1)?.untilAtMs ?? bounds.fromAtMs;
  const ahead = (plan?.periods ?? []).map(({ period, powerKw }) => span(period, powerKw));
  return [...begun, ...ahead.filter(({ fromAtMs }) => fromAtMs >= begunUntilMs && fromAtMs < bounds.untilAtMs)];
}

/** Columns: instant; planned and metered power. */
export function powerColumns(facts: DayFacts | null, measured: readonly MeasuredPoint[], bounds: DayBounds): uPlot.AlignedData {
  const planned = facts ? steps(plannedSpans(facts, bounds).map((one) => [one.fromAtMs, one.untilAtMs, one.powerKw])) : NOTHING;
  return join([planned, line(measured, (point) => point.activePowerKw)]);
}

/** Columns: instant; import and export price. */
export function priceColumns(facts: DayFacts | null): uPlot.AlignedData {
  const columnOf = (valueOf: (price: DayFacts['prices'][number]) => string): Column =>
    facts ? priceSteps(facts, valueOf) : NOTHING;
  return join([columnOf((price) => price.importPricePerMwh), columnOf((price) => price.exportPricePerMwh)]);
}

/** Columns: instant; planned and metered state of charge. */
export function socColumns(facts: DayFacts | null, measured: readonly MeasuredPoint[], bounds: DayBounds): uPlot.AlignedData {
  const planned: Column = [[], []];
  for (const { atMs, socPercent } of facts ? plannedSoc(facts, bounds) : []) {
    planned[0].push(atMs / 1000);
    planned[1].push(socPercent);
  }
  return join([planned, line(measured, (point) => point.socPercent)]);
}

/** At the end of each period: by the plan in force when a past one began, by the present plan for those to come. */
function plannedSoc({ outcomes, plan }: DayFacts, bounds: DayBounds): { atMs: number; socPercent: number | null }[] {
  const begun = outcomes.map(({ period, plannedSocPercent }) => ({
    atMs: Date.parse(period.endAt),
    socPercent: plannedSocPercent,
  }));
  const begunUntilMs = begun.at(-1)?.atMs ?? bounds.fromAtMs;
  const ahead = (plan?.periods ?? []).map(({ period, socPercent }) => ({ atMs: Date.parse(period.endAt), socPercent }));
  return [...begun, ...ahead.filter(({ atMs }) => atMs > begunUntilMs && atMs <= bounds.untilAtMs)];
}

type Column = [number[], (number | null)[]];

const NOTHING: Column = [[], []];

function span(period: { startAt: string; endAt: string }, powerKw: number | null): PlannedSpan {
  return { fromAtMs: Date.parse(period.startAt), untilAtMs: Date.parse(period.endAt), powerKw };
}

function priceSteps({ prices }: DayFacts, valueOf: (price: DayFacts['prices'][number]) => string): Column {
  return steps(prices.map((price) => [Date.parse(price.period.startAt), Date.parse(price.period.endAt), Number(valueOf(price))]));
}

/** Steps hold until the next one; the last one is drawn to its end. */
function steps(spans: readonly (readonly [number, number, number | null])[]): Column {
  const last = spans.at(-1);
  const points = spans.map(([fromAtMs, , value]): [number, number | null] => [fromAtMs / 1000, value]);
  if (last) points.push([last[1] / 1000, last[2]]);
  return [points.map(([at]) => at), points.map(([, value]) => value)];
}

function line(measured: readonly MeasuredPoint[], valueOf: (point: MeasuredPoint) => number): Column {
  const column: Column = [[], []];
  let beforeMs: number | null = null;
  for (const point of measured) {
    if (beforeMs !== null && point.atMs - beforeMs > OUTAGE_AFTER_MS) {
      column[0].push((beforeMs + 1000) / 1000);
      column[1].push(null);
    }
    column[0].push(point.atMs / 1000);
    column[1].push(valueOf(point));
    beforeMs = point.atMs;
  }
  return column;
}

function join(columns: readonly Column[]): uPlot.AlignedData {
  return uPlot.join(columns.map((column): uPlot.AlignedData => column));
}
