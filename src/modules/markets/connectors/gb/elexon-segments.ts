import type { PowerSegment } from '../../power-profile.ts';
import { INSTANT, numberIn, read, refuse, type SourceRow } from '../../source.ts';

const POWER = numberIn('MW', { least: -100_000, most: 100_000 });

/** A segment of a power profile, with the row it stands in. */
export interface PlacedSegment {
  readonly row: SourceRow;
  readonly segment: PowerSegment;
}

/** The segment that a row of the Insights API tells; one of no length is a step. */
export function segmentOfRow(row: SourceRow): PlacedSegment {
  const segment = {
    fromAt: read(row, 'timeFrom', INSTANT),
    untilAt: read(row, 'timeTo', INSTANT),
    fromPowerMw: read(row, 'levelFrom', POWER),
    untilPowerMw: read(row, 'levelTo', POWER),
  };
  if (segment.untilAt < segment.fromAt) refuse(row, 'timeTo is before timeFrom');
  return { row, segment };
}

/** Segments in the order of time; two that are there at once refuse the file. */
export function inOrder(placed: readonly PlacedSegment[]): PlacedSegment[] {
  const sorted = placed.toSorted(
    ({ segment: one }, { segment: other }) =>
      one.fromAt.getTime() - other.fromAt.getTime() || one.untilAt.getTime() - other.untilAt.getTime(),
  );
  for (const [index, { row, segment }] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before && segment.fromAt < before.segment.untilAt)
      refuse(
        row,
        `timeFrom lies within the segment of ${before.row.at}, which lasts until ${before.segment.untilAt.toISOString()}`,
      );
  }
  return sorted;
}
