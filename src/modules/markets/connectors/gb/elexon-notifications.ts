import { type NotificationDocument, Remarks } from '../../market-document.ts';
import type { Source, SourceRow } from '../../source.ts';
import { elexonRows, periodOfRow, rowsOfDataset, unitOfRow, withoutRepeated } from './elexon-rows.ts';
import { inOrder, type PlacedSegment, segmentOfRow } from './elexon-segments.ts';

/** What the curated answer about physical data holds beside notifications. */
const SIBLINGS = ['QPN', 'MELS', 'MILS'];

/** Physical notifications of the Insights API: the course of each unit, in the order of time. */
export function parsePhysicalNotifications(source: Source): NotificationDocument {
  const remarks = new Remarks();
  const rows = rowsOfDataset(withoutRepeated(elexonRows(source), remarks), { dataset: 'PN', siblings: SIBLINGS, remarks });
  const byUnit = Map.groupBy(rows, (row) => unitOfRow(row).unit);
  const units = [...byUnit.values()].flatMap((members) => {
    const [first] = members;
    const placed = inOrder(members.map((row) => notedSegment(row, remarks)));
    return first ? [{ ...unitOfRow(first), profile: placed.map(({ segment }) => segment) }] : [];
  });
  return { kind: 'physical-notifications', units, remarks: remarks.list() };
}

/** The instants count; a settlement period that says otherwise is remarked. */
function notedSegment(row: SourceRow, remarks: Remarks): PlacedSegment {
  const placed = segmentOfRow(row);
  const { fromAt, untilAt } = periodOfRow(row);
  if (placed.segment.fromAt < fromAt || placed.segment.untilAt > untilAt)
    remarks.note(row, 'rows reach beyond the settlement period that they name; their instants count');
  return placed;
}
