import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/tenant-db.ts';

/** Where a chain stood when somebody wrote it down outside of the database. */
export interface Anchor {
  readonly entrySequence: number;
  /** Hexadecimal. */
  readonly entryHash: string;
}

/** One place at which a chain is not what it was. */
export interface ChainProblem {
  readonly entrySequence: number;
  /** Null where the row is gone. */
  readonly auditEntryId: string | null;
  readonly finding: string;
}

export interface ChainReport {
  readonly entryCount: number;
  readonly head: Anchor | null;
  /** In the order of the chain; empty when nothing was tampered with. */
  readonly problems: readonly ChainProblem[];
}

interface Row {
  readonly entrySequence: number;
  readonly auditEntryId: string;
  readonly entryHash: Buffer;
  readonly parts: readonly (string | null)[];
}

const BATCH_COUNT = 1_000;
const PROBLEM_COUNT_MAX = 100;

/** Computes a tenant's whole chain again, from its first entry to its head, and says where it does not fit. */
export async function verifyChain(tx: Tx, anchors: readonly Anchor[] = []): Promise<ChainReport> {
  const walk = new ChainWalk(tx.tenantId, anchors);
  for (;;) {
    const rows = await readRows(tx, walk.lastSequence);
    for (const row of rows) walk.take(row);
    if (rows.length > 0) continue;
    const { head, newestSequence } = await readEnd(tx);
    // Entries that were added meanwhile are walked as well.
    if ((newestSequence ?? walk.lastSequence) > walk.lastSequence) continue;
    walk.end(head);
    return { entryCount: walk.entryCount, head, problems: walk.problems.slice(0, PROBLEM_COUNT_MAX) };
  }
}

/** The head of a tenant's chain, to be kept elsewhere; null before the first entry. */
export async function readAnchor(tx: Tx): Promise<Anchor | null> {
  return (await readEnd(tx)).head;
}

/** Goes along a chain entry by entry. */
class ChainWalk {
  readonly problems: ChainProblem[] = [];
  entryCount = 0;
  lastSequence = Number.MIN_SAFE_INTEGER;
  private expectedSequence = 1;
  /** What the next entry may be chained to: more than one after an entry that does not fit, none after a gap. */
  private previous: readonly Buffer[];
  private newest: Row[] = [];
  private readonly anchors: Map<number, string>;

  constructor(tenantId: string, anchors: readonly Anchor[]) {
    this.previous = [createHash('sha256').update(`holdfast audit ${tenantId}`).digest()];
    this.anchors = new Map(anchors.map(({ entrySequence, entryHash }) => [entrySequence, entryHash]));
  }

  take(row: Row): void {
    this.entryCount += 1;
    this.lastSequence = row.entrySequence;
    if (row.entrySequence > this.expectedSequence) this.gap(row.entrySequence - 1);
    if (row.entrySequence < this.expectedSequence) this.find(row, 'was put before the first entry');
    const computed = this.previous.map((hash) => hashAfter(hash, row.parts));
    const fits = computed.length === 0 || computed.some((hash) => hash.equals(row.entryHash));
    if (!fits) this.find(row, 'was changed, put here, or follows an entry that was rewritten');
    const anchored = this.anchors.get(row.entrySequence);
    this.anchors.delete(row.entrySequence);
    if (anchored !== undefined && anchored !== row.entryHash.toString('hex')) this.find(row, 'is not the one that was anchored');
    // The next entry says whether the content or the hash of this one was changed.
    this.previous = fits ? [row.entryHash] : [row.entryHash, ...computed];
    this.expectedSequence = row.entrySequence + 1;
    this.newest = [...this.newest.slice(-PROBLEM_COUNT_MAX), row];
  }

  end(head: Anchor | null): void {
    const last = this.newest.at(-1);
    if (!head) {
      if (last) this.find(last, 'is the last entry, and the head of the chain is gone');
    } else if (head.entrySequence >= this.expectedSequence) {
      this.gap(head.entrySequence);
    } else if (head.entrySequence < this.expectedSequence - 1) {
      for (const row of this.newest.filter(({ entrySequence }) => entrySequence > head.entrySequence))
        this.find(row, 'lies beyond the head of the chain');
    } else if (last && this.previous.every((hash) => hash.toString('hex') !== head.entryHash)) {
      this.find(last, 'is the last entry, and not the one that the head of the chain names');
    }
    for (const [entrySequence] of this.anchors) {
      if (entrySequence >= this.expectedSequence)
        this.problems.push({ entrySequence, auditEntryId: null, finding: 'was anchored and is missing' });
    }
  }

  private gap(untilSequence: number): void {
    const finding = untilSequence > this.expectedSequence ? `and those up to ${untilSequence} are missing` : 'is missing';
    this.problems.push({ entrySequence: this.expectedSequence, auditEntryId: null, finding });
    this.previous = [];
  }

  private find({ entrySequence, auditEntryId }: Row, finding: string): void {
    this.problems.push({ entrySequence, auditEntryId, finding });
  }
}

/** The same bytes as `append_audit_entries` in the database hashes, made a second time from what is stored. */
function hashAfter(previous: Buffer, parts: readonly (string | null)[]): Buffer {
  const text = parts.map((part) => (part === null ? '-' : `${Buffer.byteLength(part)}:${part}`)).join(',');
  return createHash('sha256').update(previous).update(text).digest();
}

/** As JSON: the driver cannot tell a null in a text array from the text `NULL`. */
function readRows({ sql, tenantId }: Tx, afterSequence: number): Promise<Row[]> {
  return sql<Row[]>`
    select entry_sequence as "entrySequence", audit_entry_id as "auditEntryId", entry_hash as "entryHash", to_json(array[
      tenant_id::text, entry_sequence::text, audit_entry_id::text, (extract(epoch from happened_at) * 1000000)::bigint::text,
      actor_kind, credential_id::text, party_id::text, on_behalf_of, operation, subject_type, subject_id::text, input::text,
      state_before::text, state_after::text, decision, outcome, reason, request_id::text, source_ip, left_out_count::text
    ]) as parts
    from audit_entry where tenant_id = ${tenantId} and entry_sequence > ${afterSequence}
    order by entry_sequence limit ${BATCH_COUNT}`;
}

/** Head and newest entry in one statement, so that they belong together. */
async function readEnd({ sql, tenantId }: Tx): Promise<{ head: Anchor | null; newestSequence: number | null }> {
  const [end] = await sql<{ entrySequence: number | null; entryHash: string | null; newestSequence: number | null }[]>`
    select head.entry_sequence as "entrySequence", encode(head.entry_hash, 'hex') as "entryHash",
      (select max(entry_sequence) from audit_entry where tenant_id = ${tenantId}) as "newestSequence"
    from (select 1) as one left join audit_head head on head.tenant_id = ${tenantId}`;
  const { entrySequence = null, entryHash = null, newestSequence = null } = end ?? {};
  return { head: entrySequence === null || entryHash === null ? null : { entrySequence, entryHash }, newestSequence };
}
