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

/**
 * Adds an entry to the tenant's chain. It locks the chain's head until the transaction ends, so it comes last in its
 * transaction: whoever waits for it then waits for a commit only, and nothing can wait in a circle.
 */
export async function appendEntry(tx: Tx, happenedAt: Date, content: EntryContent): Promise<void> {
  const { before, after } = differenceOf(content.before ?? null, content.after ?? null);
  const row = {
    audit_entry_id: randomUUID(),
    happened_at: happenedAt,
    actor_kind: content.actorKind,
    credential_id: content.credentialId,
    party_id: content.partyId,
    on_behalf_of: content.onBehalfOf,
    operation: content.operation,
    subject_type: content.subject?.type,
    subject_id: content.subject?.id,
    input: auditText(content.input),
    state_before: before && auditText(before),
    state_after: after && auditText(after),
    decision: content.decision,
    outcome: content.outcome,
    reason: content.reason,
    request_id: content.requestId,
    source_ip: content.sourceIp,
    left_out_count: content.leftOutCount ?? 0,
  };
  // Text in text: the driver would print a parameter of type jsonb as JSON once more.
  await tx.sql`select append_audit_entry(${JSON.stringify(row)}::text::jsonb)`;
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
