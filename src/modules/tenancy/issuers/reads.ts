import type { ExternalIdentityId } from '../../../kernel/ids.ts';
import { type KeysetPage, keyset } from '../../../platform/keyset.ts';
import type { Tx } from '../../../platform/tenant-db.ts';

export interface ExternalIdentity {
  readonly externalIdentityId: ExternalIdentityId;
  readonly issuer: string;
  readonly subject: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly disabledAt: Date | null;
}

export async function readIdentity(tx: Tx, externalIdentityId: string): Promise<ExternalIdentity | null> {
  const [identity] = await tx.sql<ExternalIdentity[]>`
    select ${columns(tx)} from external_identity
    where tenant_id = ${tx.tenantId} and external_identity_id = ${externalIdentityId}`;
  return identity ?? null;
}

/** Those seen last for the first time come first. */
export async function readIdentities(tx: Tx, page: KeysetPage): Promise<ExternalIdentity[]> {
  const { bounds, ordering } = keyset(tx.sql, page, {
    columns: { firstSeenAt: 'first_seen_at', externalIdentityId: 'external_identity_id' },
    descending: true,
  });
  return tx.sql<ExternalIdentity[]>`
    select ${columns(tx)} from external_identity where tenant_id = ${tx.tenantId} and ${bounds} ${ordering}`;
}

function columns({ sql }: Tx) {
  return sql`external_identity_id as "externalIdentityId", issuer, subject, first_seen_at as "firstSeenAt",
    last_seen_at as "lastSeenAt", disabled_at as "disabledAt"`;
}
