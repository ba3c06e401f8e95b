import { randomUUID } from 'node:crypto';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { Actor } from '../actor.ts';
import { auditText, differenceOf, type State } from './audit-text.ts';

/** Who asked, and from where, as far as it is known. */
export interface Caller {
  readonly platform: Platform;
  readonly actor: Actor;
  readonly requestId?: string;
  readonly sourceIp?: string | null;
}

export interface Subject {
  readonly type: string;
  readonly id: string;
}

/** What one entry says beyond its instant and its place in the chain. */
export interface EntryContent {
  readonly actorKind: string;
  readonly credentialId: string | null;
  readonly partyId?: string | null;
  readonly onBehalfOf?: string | null;
  readonly operation: string;
  readonly subject: Subject | null;
  readonly input: unknown;
  readonly before?: State | null;
  readonly after?: State | null;
  readonly decision: 'ALLOWED' | 'DENIED';
  readonly outcome: string;
  readonly reason?: string | null;
  readonly requestId?: string | null;
  readonly sourceIp?: string | null;
  readonly leftOutCount?: number;
}

/** An entry with its instant. */
export type Entry = EntryContent & { readonly happenedAt: Date };

/**
 * Adds entries to the tenant's chain, in their order. It locks the chain's head until the transaction ends, so it comes last in
 * its transaction: whoever waits for it then waits for a commit only, and nothing can wait in a circle.
 */
export async function appendEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  // Text in text: the driver would print a parameter of type jsonb as JSON once more.
  await tx.sql`select append_audit_entries(${JSON.stringify(entries.map(rowOf))}::text::jsonb)`;
}

/** Adds one entry to the tenant's chain; the last statement of its transaction. */
export async function appendEntry(tx: Tx, happenedAt: Date, content: EntryContent): Promise<void> {
  await appendEntries(tx, [{ happenedAt, ...content }]);
}

function rowOf(entry: Entry): object {
  const { before, after } = differenceOf(entry.before ?? null, entry.after ?? null);
  return {
    audit_entry_id: randomUUID(),
    happened_at: entry.happenedAt,
    actor_kind: entry.actorKind,
    credential_id: entry.credentialId,
    party_id: entry.partyId,
    on_behalf_of: entry.onBehalfOf,
    operation: entry.operation,
    subject_type: entry.subject?.type,
    subject_id: entry.subject?.id,
    input: auditText(entry.input),
    state_before: before && auditText(before),
    state_after: after && auditText(after),
    decision: entry.decision,
    outcome: entry.outcome,
    reason: entry.reason,
    request_id: entry.requestId,
    source_ip: entry.sourceIp,
    left_out_count: entry.leftOutCount ?? 0,
  };
}

/** The part of an entry that says who asked. */
export function askerOf({
  actor,
  requestId,
  sourceIp,
}: Caller): Pick<EntryContent, 'actorKind' | 'credentialId' | 'partyId' | 'onBehalfOf' | 'reason' | 'requestId' | 'sourceIp'> {
  return {
    actorKind: actor.kind,
    credentialId: actor.credentialId,
    partyId: 'partyId' in actor ? actor.partyId : null,
    onBehalfOf: 'onBehalfOf' in actor ? actor.onBehalfOf : null,
    reason: 'reason' in actor ? actor.reason : null,
    requestId: requestId ?? null,
    sourceIp: sourceIp ?? null,
  };
}
