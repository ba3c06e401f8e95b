import type { Tx } from '../../../platform/tenant-db.ts';
import { parseGlobalId } from '../../../wire/global-id.ts';
import { appendEntries, askerOf, type Caller, type Entry, type Subject } from './append-entry.ts';
import type { State } from './audit-text.ts';

/** What a use-case says of its change: the subject, and what it was and is. */
export interface AuditNote {
  readonly subject: Subject;
  /** Null or absent where there was nothing, or where nobody can say. */
  readonly before?: State | null;
  readonly after?: State | null;
}

const noted = new WeakMap<Tx, AuditNote[]>();

/**
 * Says what the change of this transaction did. It is written by `once`, one entry a note, at the end of the transaction;
 * of both states only what differs is kept. A change that says nothing has one entry, about what its input names.
 */
export function audit(tx: Tx, note: AuditNote): void {
  const notes = noted.get(tx);
  if (notes) notes.push(note);
  else noted.set(tx, [note]);
}

/** What the use-case has said of its change so far; each note is handed out once. */
export function notesOf(tx: Tx): readonly AuditNote[] {
  const notes = noted.get(tx) ?? [];
  noted.delete(tx);
  return notes;
}

/** A change that was carried out, or refused as an outcome. */
export interface AuditedChange {
  readonly caller: Caller;
  readonly happenedAt: Date;
  readonly operation: string;
  readonly input: unknown;
  readonly outcome: { readonly __typename: string };
  readonly notes: readonly AuditNote[];
}

/** Writes the entries of the changes of a transaction, in their order. */
export async function auditChanges(tx: Tx, changes: readonly AuditedChange[]): Promise<void> {
  await appendEntries(tx, changes.flatMap(entriesOf));
}

function entriesOf({ caller, happenedAt, operation, input, outcome, notes }: AuditedChange): Entry[] {
  const about: readonly (AuditNote | null)[] = notes.length > 0 ? notes : [null];
  return about.map((note) => ({
    ...askerOf(caller),
    happenedAt,
    operation,
    input,
    subject: note?.subject ?? subjectOf(input) ?? subjectOfOutcome(outcome),
    before: note?.before ?? null,
    after: note?.after ?? null,
    decision: 'ALLOWED',
    outcome: outcome.__typename,
  }));
}

/** What an input is about: the first global id in it. */
export function subjectOf(input: unknown): Subject | null {
  if (typeof input !== 'object' || input === null) return null;
  const fields: readonly [string, unknown][] = Object.entries(input);
  for (const [field, value] of fields) {
    const parsed = /(^id|Id)$/.test(field) && typeof value === 'string' ? parseGlobalId(value) : null;
    if (parsed) return { type: parsed.typeName, id: parsed.id };
  }
  return null;
}

/** What was made, where the input could not name it yet: `siteId` is the id of a `Site`. */
function subjectOfOutcome(outcome: object): Subject | null {
  const fields: readonly [string, unknown][] = Object.entries(outcome);
  const [field, id] = fields.find(([name, value]) => name.endsWith('Id') && typeof value === 'string') ?? [];
  if (field === undefined || typeof id !== 'string') return null;
  return { type: `${field.slice(0, 1).toUpperCase()}${field.slice(1, -2)}`, id };
}
