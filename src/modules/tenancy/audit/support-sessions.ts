import { randomUUID } from 'node:crypto';
import type { SupportSessionId } from '../../../kernel/ids.ts';
import { Fault } from '../../../platform/fault.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { SupportActor } from '../actor.ts';
import { type Credential, issueToken, sameHash } from '../credential.ts';
import { appendEntry } from './append-entry.ts';
import { audit } from './audit-change.ts';
import { readSupportSession } from './reads.ts';

export const SUPPORT_MINUTES_MAX = 60;

export interface SupportSessionEnded {
  readonly __typename: 'SupportSessionEnded';
  readonly supportSessionId: SupportSessionId;
}

interface Grant {
  readonly tenantSlug: string;
  readonly reason: string;
  readonly grantedTo: string;
  readonly lengthMinutes: number;
}

/**
 * Opens a support session and says so in the tenant's own trail. Only the owner of the tables may: the runtime role cannot
 * insert sessions, so nothing that asks over the API can open one.
 */
export async function grantSupport(tx: Tx, grant: Grant): Promise<{ token: string; supportSessionId: string; expiresAt: Date }> {
  const supportSessionId = randomUUID();
  const { token, secretHash } = issueToken({ kind: 'support', tenantSlug: grant.tenantSlug, credentialId: supportSessionId });
  const [granted] = await tx.sql<{ grantedAt: Date; expiresAt: Date }[]>`
    insert into support_session (tenant_id, support_session_id, reason, granted_to, secret_hash, granted_at, expires_at)
    values (${tx.tenantId}, ${supportSessionId}, ${grant.reason}, ${grant.grantedTo}, ${secretHash},
      date_trunc('milliseconds', now()), date_trunc('milliseconds', now()) + make_interval(mins => ${grant.lengthMinutes}))
    returning granted_at as "grantedAt", expires_at as "expiresAt"`;
  if (!granted) throw new Error('PostgreSQL answers an insert with its row.');
  await appendEntry(tx, granted.grantedAt, {
    actorKind: 'console',
    credentialId: null,
    onBehalfOf: grant.grantedTo,
    operation: 'grantSupport',
    subject: { type: 'SupportSession', id: supportSessionId },
    input: { lengthMinutes: grant.lengthMinutes },
    after: { expiresAt: granted.expiresAt },
    decision: 'ALLOWED',
    outcome: 'SupportGranted',
    reason: grant.reason,
  });
  return { token, supportSessionId, expiresAt: granted.expiresAt };
}

interface SupportRow {
  readonly credentialId: SupportSessionId;
  readonly secretHash: Buffer;
  readonly reason: string;
  readonly onBehalfOf: string;
  readonly expiresAt: Date;
}

/** The actor behind a support token; null when it is unknown, wrong, ended or past its time. The server's clock decides. */
export async function authenticateSupport(tx: Tx, credential: Credential): Promise<SupportActor | null> {
  const [row] = await tx.sql<SupportRow[]>`
    select support_session_id as "credentialId", secret_hash as "secretHash", reason, granted_to as "onBehalfOf",
      expires_at as "expiresAt"
    from support_session
    where tenant_id = ${tx.tenantId} and support_session_id = ${credential.credentialId} and ended_at is null and expires_at > now()`;
  if (!row || !sameHash(row.secretHash, credential.secretHash)) return null;
  const { credentialId, reason, onBehalfOf, expiresAt } = row;
  return {
    kind: 'support',
    tenantId: tx.tenantId,
    credentialId,
    role: 'VIEWER',
    partyId: null,
    bounds: null,
    expiresAt,
    onBehalfOf,
    reason,
  };
}

/** Ends a session. Ending it again changes nothing. */
export async function endSupportSession(tx: Tx, supportSessionId: SupportSessionId): Promise<SupportSessionEnded> {
  const before = await readSupportSession(tx, supportSessionId);
  if (!before) throw new Fault('NOT_FOUND', { tell: 'There is no such support session.' });
  await tx.sql`
    update support_session set ended_at = now()
    where tenant_id = ${tx.tenantId} and support_session_id = ${supportSessionId} and ended_at is null`;
  const after = await readSupportSession(tx, supportSessionId);
  audit(tx, {
    subject: { type: 'SupportSession', id: supportSessionId },
    before: { endedAt: before.endedAt },
    after: { endedAt: after?.endedAt ?? null },
  });
  return { __typename: 'SupportSessionEnded', supportSessionId };
}
