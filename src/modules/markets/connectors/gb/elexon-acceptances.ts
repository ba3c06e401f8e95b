import { splitAt } from '../../../../kernel/intervals.ts';
import { type Acceptance, type AcceptanceDocument, type InstructedSegment, Remarks } from '../../market-document.ts';
import { breaksOf, partOf, type PowerSegment, segmentOver } from '../../power-profile.ts';
import { FLAG, INSTANT, NAME, read, readIfThere, refuse, type Source, type SourceRow, WHOLE_NUMBER } from '../../source.ts';
import { elexonRows, rowsOfDataset, unitOfRow, withoutRepeated } from './elexon-rows.ts';
import { inOrder, segmentOfRow } from './elexon-segments.ts';

/** The flag of an acceptance as it was first made; every other one is of a change to it. */
const ORIGINAL = 'ORI';

/** Rows of one acceptance as it was published once. */
interface Version {
  readonly rows: readonly [SourceRow, ...SourceRow[]];
  readonly acceptedAtMs: number;
  readonly amendmentFlag: string | null;
}

/**
 * Bid-offer acceptances of the Insights API: each as the absolute power it orders, and the course of each unit that
 * follows from all of them. Of an acceptance that was changed the newest version counts; one that was withdrawn is left out.
 */
export function parseAcceptances(source: Source, { withdrawnFlags }: { withdrawnFlags: readonly string[] }): AcceptanceDocument {
  const remarks = new Remarks();
  const rows = rowsOfDataset(withoutRepeated(elexonRows(source), remarks), { dataset: 'BOALF', remarks });
  const byUnit = Map.groupBy(rows, (row) => unitOfRow(row).unit);
  const units = [...byUnit.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const byNumber = Map.groupBy(members, (row) => read(row, 'acceptanceNumber', WHOLE_NUMBER));
    const acceptances = [...byNumber.values()]
      .map((versions) => newestVersion(versions, remarks))
      .filter((version) => !isWithdrawn(version, { withdrawnFlags, remarks }))
      .map(acceptanceOf)
      .toSorted(asTheyCount);
    return [{ ...unitOfRow(first), acceptances, profile: instructedProfile(acceptances) }];
  });
  return { kind: 'acceptances', units, remarks: remarks.list() };
}

/** The power that acceptances order at every instant that one of them covers: the latest counts, in whichever order they come. */
export function instructedProfile(acceptances: readonly Acceptance[]): InstructedSegment[] {
  const latestFirst = acceptances.toSorted(asTheyCount).toReversed();
  const instants = acceptances
    .flatMap(({ profile }) => breaksOf(profile))
    .toSorted((one, other) => one.getTime() - other.getTime());
  const [fromAt, untilAt] = [instants.at(0), instants.at(-1)];
  if (!fromAt || !untilAt || fromAt >= untilAt) return [];
  const pieces = splitAt({ fromAt, untilAt }, instants).flatMap((span) => {
    for (const { acceptanceNumber, profile } of latestFirst) {
      const segment = segmentOver(profile, span);
      if (segment) return [{ span, acceptanceNumber, segment }];
    }
    return [];
  });
  return joined(pieces).map(({ span, acceptanceNumber, segment }) => ({ ...partOf(segment, span), acceptanceNumber }));
}

interface Piece {
  readonly span: { readonly fromAt: Date; readonly untilAt: Date };
  readonly acceptanceNumber: number;
  readonly segment: PowerSegment;
}

/** Neighbouring pieces of one segment as one: others that were superseded themselves do not show. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const before = whole.at(-1);
    const goesOn = before?.segment === piece.segment && before.span.untilAt.getTime() === piece.span.fromAt.getTime();
    if (goesOn) whole[whole.length - 1] = { ...piece, span: { fromAt: before.span.fromAt, untilAt: piece.span.untilAt } };
    else whole.push(piece);
  }
  return whole;
}

function asTheyCount(one: Acceptance, other: Acceptance): number {
  return one.acceptedAt.getTime() - other.acceptedAt.getTime() || one.acceptanceNumber - other.acceptanceNumber;
}

/** The version that was accepted last; of two at one instant the one that is no longer the original. */
function newestVersion(rows: readonly SourceRow[], remarks: Remarks): Version {
  const versions = [...Map.groupBy(rows, versionKeyOf).values()].flatMap(([first, ...more]) =>
    first ? [{ rows: [first, ...more] as const, acceptedAtMs: acceptedAtMs(first), amendmentFlag: flagOf(first) }] : [],
  );
  const newestMs = Math.max(...versions.map((version) => version.acceptedAtMs));
  const newest = versions.filter((version) => version.acceptedAtMs === newestMs);
  const amended = newest.filter(({ amendmentFlag }) => (amendmentFlag ?? ORIGINAL) !== ORIGINAL);
  const [version, another] = amended.length > 0 ? amended : newest;
  if (!version) throw new Error('Bug: an acceptance without a row');
  if (another)
    refuse(
      another.rows[0],
      `acceptance ${another.rows[0].cells.get('acceptanceNumber')} is changed as ${version.amendmentFlag} (${version.rows[0].at}) and as ${another.amendmentFlag} at the same acceptanceTime; expected one of them`,
    );
  for (const superseded of versions) {
    if (superseded === version) continue;
    for (const row of superseded.rows) remarks.note(row, 'rows of acceptances that were changed later are left out');
  }
  return version;
}

function versionKeyOf(row: SourceRow): string {
  return `${acceptedAtMs(row)} ${flagOf(row)}`;
}

function acceptedAtMs(row: SourceRow): number {
  return read(row, 'acceptanceTime', INSTANT).getTime();
}

function flagOf(row: SourceRow): string | null {
  return readIfThere(row, 'amendmentFlag', NAME);
}

function isWithdrawn(
  { rows, amendmentFlag }: Version,
  { withdrawnFlags, remarks }: { withdrawnFlags: readonly string[]; remarks: Remarks },
): boolean {
  const withdrawn = amendmentFlag !== null && withdrawnFlags.includes(amendmentFlag);
  if (withdrawn)
    for (const row of rows) remarks.note(row, `rows of acceptances that were withdrawn (${amendmentFlag}) are left out`);
  return withdrawn;
}

function acceptanceOf({ rows, acceptedAtMs: atMs, amendmentFlag }: Version): Acceptance {
  const [first] = rows;
  const placed = inOrder(rows.map(segmentOfRow));
  for (const [index, { row, segment }] of placed.entries()) {
    const before = placed[index - 1];
    if (before && before.segment.untilAt < segment.fromAt)
      refuse(
        row,
        `nothing is told from ${before.segment.untilAt.toISOString()}, the end of ${before.row.at}, to timeFrom of the same acceptance`,
      );
  }
  const flag = (column: string): boolean => {
    const value = read(first, column, FLAG);
    const another = rows.find((row) => read(row, column, FLAG) !== value);
    return another ? refuse(another, `${column} is ${!value}, and ${value} in ${first.at} of the same acceptance`) : value;
  };
  return {
    acceptanceNumber: read(first, 'acceptanceNumber', WHOLE_NUMBER),
    acceptedAt: new Date(atMs),
    amendmentFlag,
    flags: { isDeemed: flag('deemedBoFlag'), isSystem: flag('soFlag'), isStor: flag('storFlag'), isReserve: flag('rrFlag') },
    profile: placed.map(({ segment }) => segment),
  };
}
