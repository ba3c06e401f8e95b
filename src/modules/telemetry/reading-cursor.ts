import { Fault } from '../../platform/fault.ts';

/** Cursors of another making would be told apart by this. */
const VERSION = 'r1';
const CURSOR = /^r1:([0-9a-z]{1,9})$/;
/** Processes agree on the time to within this. */
const AHEAD_MS_MAX = 120_000;

/** Where a stream of readings stands: everything that the platform had received by an instant has been told. */
export function printReadingCursor(at: Date): string {
  return Buffer.from(`${VERSION}:${at.getTime().toString(36)}`).toString('base64url');
}

/** The instant of a cursor that a stream gave. It says nothing that its reader may not say: what they see is decided by their rights. */
export function parseReadingCursor(cursor: string, now: Date): Date {
  const [, digits] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const at = new Date(digits === undefined ? Number.NaN : Number.parseInt(digits, 36));
  if (!Number.isNaN(at.getTime()) && printReadingCursor(at) === cursor && at.getTime() <= now.getTime() + AHEAD_MS_MAX) return at;
  throw new Fault('BAD_USER_INPUT', { tell: '`after` is not a cursor of this stream; pass on one that it gave you, unchanged.' });
}
