import type postgres from 'postgres';
import type { PartyId, SupportSessionId } from '../../../kernel/ids.ts';
import { type KeysetPage, keyset, pageOf } from '../../../platform/keyset.ts';
import type { Tx } from '../../../platform/tenant-db.ts';

export interface AuditEntry {
  readonly auditEntryId: string;
  readonly entrySequence: number;
  readonly happenedAt: Date;
  readonly actorKind: string;
  readonly credentialId: string | null;
  readonly partyId: PartyId | null;
  readonly onBehalfOf: string | null;
  readonly operation: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly input: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly decision: 'ALLOWED' | 'DENIED';
  readonly outcome: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly sourceIp: string | null;
  readonly leftOutCount: number;
  readonly entryHash: string;
}

export interface SupportSession {
  readonly supportSessionId: SupportSessionId;
  readonly reason: string;
  readonly grantedTo: string;
  readonly grantedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

/** When the entries happened; null leaves an end open. */
export interface AuditSpan {
  readonly from: Date | null;
  /** Excluded. */
  readonly until: Date | null;
}

/** Which entries to read; null leaves a condition out. */
export interface AuditFilter extends AuditSpan {
  readonly operation: string | null;
  readonly credentialId: string | null;
  readonly subjectId: string | null;
  readonly decision: AuditEntry['decision'] | null;
}

/** Newest first. */
export async function readAuditEntries(
  tx: Tx,
  { filter, page }: { filter: AuditFilter; page: KeysetPage },
): Promise<AuditEntry[]> {
  const { sql, tenantId } = tx;
  const { bounds, ordering } = keyset(sql, page, { columns: { entrySequence: 'entry_sequence' }, descending: true });
  const { operation, credentialId, subjectId, decision } = filter;
  return sql<AuditEntry[]>`
    select ${entryColumns(tx)} from audit_entry where tenant_id = ${tenantId} and ${during(tx, filter)}
      ${operation === null ? sql`` : sql`and operation = ${operation}`}
      ${credentialId === null ? sql`` : sql`and credential_id = ${credentialId}`}
      ${subjectId === null ? sql`` : sql`and subject_id = ${subjectId}`}
      ${decision ? sql`and decision = ${decision}` : sql``} and ${bounds} ${ordering}`;
}

/** The entries about objects that a query names by their ids, inside a condition over `happened_at`, newest first. */
export async function readEntriesAbout(
  tx: Tx,
  {
    subjectIds,
    within,
    span,
    page,
  }: { subjectIds: postgres.Fragment; within: postgres.Fragment; span: AuditSpan; page: KeysetPage },
): Promise<AuditEntry[]> {
  const { sql, tenantId } = tx;
  // As an array: each id is looked up in the index, however long the trail is.
  const rows = sql`
    select ${entryColumns(tx)} from audit_entry
    where tenant_id = ${tenantId} and subject_id = any(array(${subjectIds})) and ${within} and ${during(tx, span)}`;
  return sql<AuditEntry[]>`${pageOf(sql, page, { columns: { entrySequence: 'entry_sequence' }, descending: true, rows })}`;
}

export async function readAuditEntry(tx: Tx, auditEntryId: string): Promise<AuditEntry | null> {
  const [entry] = await tx.sql<AuditEntry[]>`
    select ${entryColumns(tx)} from audit_entry where tenant_id = ${tx.tenantId} and audit_entry_id = ${auditEntryId}`;
  return entry ?? null;
}

/** Newest first. */
export async function readSupportSessions(tx: Tx, page: KeysetPage): Promise<SupportSession[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { grantedAt: 'granted_at', supportSessionId: 'support_session_id' },
    descending: true,
  });
  return tx.sql<SupportSession[]>`
    select ${sessionColumns(tx)} from support_session where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

export async function readSupportSession(tx: Tx, supportSessionId: string): Promise<SupportSession | null> {
  const [session] = await tx.sql<SupportSession[]>`
    select ${sessionColumns(tx)} from support_session
    where tenant_id = ${tx.tenantId} and support_session_id = ${supportSessionId}`;
  return session ?? null;
}

function during({ sql }: Tx, { from, until }: AuditSpan): postgres.Fragment {
  return sql`${from ? sql`happened_at >= ${from}` : sql`true`} and ${until ? sql`happened_at < ${until}` : sql`true`}`;
}

function entryColumns({ sql }: Tx) {
  return sql`audit_entry_id as "auditEntryId", entry_sequence as "entrySequence", happened_at as "happenedAt",
    actor_kind as "actorKind", credential_id as "credentialId", party_id as "partyId", on_behalf_of as "onBehalfOf", operation,
    subject_type as "subjectType", subject_id as "subjectId", input::text as input, state_before::text as before,
    state_after::text as after, decision, outcome, reason, request_id as "requestId", source_ip as "sourceIp",
    left_out_count as "leftOutCount", encode(entry_hash, 'hex') as "entryHash"`;
}

function sessionColumns({ sql }: Tx) {
  return sql`support_session_id as "supportSessionId", reason, granted_to as "grantedTo", granted_at as "grantedAt",
    expires_at as "expiresAt", ended_at as "endedAt"`;
}
