import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { Fault } from '../../platform/fault.ts';
import { covers, isNever, type Times } from '../ownership/index.ts';
import { readArchivedReadings } from './archive-file.ts';
import { type FileBeyond, readFilesBeyond } from './archived-days.ts';
import { archivedParts, type Past, withFilesThatStay } from './archived-parts.ts';
import type { Reading } from './reading.ts';
import { readSeries } from './reads.ts';

interface Wanted {
  readonly batteryId: string;
  readonly span: Interval;
  readonly times: Times;
  readonly pointCountMax: number;
  /** Stands for the operation that asks: all that it reads of the archive counts together. */
  readonly operation: object;
}

/** Read for one operation, however many batteries it asks for: about a second's work, measured. Minutes are there for more. */
const ARCHIVED_READINGS_MAX = 100_000;

/** How many readings of the archive an operation has been promised. */
const taken = new WeakMap<object, number>();

/** Readings of a span that lie inside of the times, oldest first, at most one for each of `pointCountMax` equal pieces of it, wherever they are kept. */
export async function readPastReadings(past: Past, wanted: Wanted): Promise<readonly Reading[]> {
  if (isNever(wanted.times)) return [];
  return withFilesThatStay(() => readOnce(past, wanted));
}

async function readOnce({ read, archive }: Past, wanted: Wanted): Promise<readonly Reading[]> {
  // The rows before the manifest: what is forgotten between the two is in a file that the manifest names.
  const { rows, files } = await read(async (tx) => ({
    rows: await readSeries(tx, wanted),
    files: await readFilesBeyond(tx, wanted),
  }));
  if (files.length === 0) return rows;
  take(files, wanted);
  const newest = new NewestOfPieces(wanted);
  for (const row of rows) newest.see(row);
  for await (const readings of archivedParts(archive, files, (file) => readArchivedReadings(file, wanted))) {
    for (const reading of readings) if (covers(wanted.times, reading.measuredAt)) newest.see(reading);
  }
  return newest.inOrder();
}

/** By what the manifest says of each day, as if its readings came evenly: nothing is read for an answer that is not given. */
function take(files: readonly FileBeyond[], { span, operation }: Wanted): void {
  const count = files.reduce((sum, file) => sum + file.rowCount * sharedRatio(file, span), taken.get(operation) ?? 0);
  if (count > ARCHIVED_READINGS_MAX)
    throw new Fault('BAD_USER_INPUT', {
      tell: `About ${Math.round(count)} of the readings asked for are in the archive, and at most ${ARCHIVED_READINGS_MAX} are read for one operation: ask for a shorter span, or for \`series\`.`,
    });
  taken.set(operation, count);
}

function sharedRatio({ firstMeasuredAt, lastMeasuredAt }: FileBeyond, span: Interval): number {
  const fullMs = lastMeasuredAt.getTime() - firstMeasuredAt.getTime();
  const fromMs = Math.max(firstMeasuredAt.getTime(), span.fromAt.getTime());
  const untilMs = Math.min(lastMeasuredAt.getTime(), span.untilAt.getTime());
  return fullMs === 0 ? 1 : Math.max(0, untilMs - fromMs) / fullMs;
}

/** Of each piece of a span the newest reading; of two of one instant either, for they are the same. */
class NewestOfPieces {
  readonly #byPiece = new Map<number, Reading>();
  readonly #fromMs: number;
  readonly #pieceMicroseconds: number;

  constructor({ span, pointCountMax }: Wanted) {
    this.#fromMs = span.fromAt.getTime();
    // As PostgreSQL rounds an interval, so that both draw the pieces alike.
    this.#pieceMicroseconds = Math.round((durationMs(span) / pointCountMax) * 1_000);
  }

  see(reading: Reading): void {
    const piece = Math.floor(((reading.measuredAt.getTime() - this.#fromMs) * 1_000) / this.#pieceMicroseconds);
    const known = this.#byPiece.get(piece);
    if (!known || known.measuredAt < reading.measuredAt) this.#byPiece.set(piece, reading);
  }

  inOrder(): readonly Reading[] {
    return [...this.#byPiece.values()].toSorted((one, other) => one.measuredAt.getTime() - other.measuredAt.getTime());
  }
}
