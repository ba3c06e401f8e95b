import { randomUUID } from 'node:crypto';
import type { ExternalIdentityId, TenantId } from '../../../kernel/ids.ts';
import { Fault } from '../../../platform/fault.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { audit } from '../audit/audit-change.ts';
import type { CredentialUse } from '../credential-uses.ts';
import { readIdentity } from './reads.ts';

interface Person {
  readonly tenantId: TenantId;
  readonly issuer: string;
  readonly subject: string;
}

interface Seen {
  readonly externalIdentityId: ExternalIdentityId;
  readonly disabledAt: Date | null;
}

/** Who somebody is to us: the same id each time, from the first time on. */
export async function identityOf({ db, wallNow }: Platform, person: Person): Promise<Seen> {
  const known = await db.read(person.tenantId, (tx) => findIdentity(tx, person));
  if (known) return known;
  const seenAt = wallNow();
  return db.write(person.tenantId, async (tx) => {
    await tx.sql`
      insert into external_identity (tenant_id, external_identity_id, issuer, subject, first_seen_at, last_seen_at)
      values (${person.tenantId}, ${randomUUID()}, ${person.issuer}, ${person.subject}, ${seenAt}, ${seenAt})
      on conflict do nothing`;
    const seen = await findIdentity(tx, person);
    if (!seen) throw new Error('Bug: an identity that was just seen is not there');
    return seen;
  });
}

/** Keeps when somebody was last seen. */
export function writeIdentityUse({ sql, tenantId }: Tx, { credentialId, usedAt, since }: CredentialUse): Promise<unknown> {
  return sql`
    update external_identity set last_seen_at = ${usedAt}
    where tenant_id = ${tenantId} and external_identity_id = ${credentialId} and last_seen_at <= ${since}`;
}

async function findIdentity({ sql, tenantId }: Tx, { issuer, subject }: Person): Promise<Seen | null> {
  const [seen] = await sql<Seen[]>`
    select external_identity_id as "externalIdentityId", disabled_at as "disabledAt" from external_identity
    where tenant_id = ${tenantId} and issuer = ${issuer} and subject = ${subject}`;
  return seen ?? null;
}

export interface IdentityChanged {
  readonly externalIdentityId: ExternalIdentityId;
}

/** Shuts somebody out, whatever their issuer says. Doing it again changes nothing. */
export async function disableIdentity(
  platform: Platform,
  tx: Tx,
  externalIdentityId: ExternalIdentityId,
): Promise<IdentityChanged & { readonly __typename: 'ExternalIdentityDisabled' }> {
  const before = await demandIdentity(tx, externalIdentityId);
  const disabledAt = before.disabledAt ?? platform.clock.now();
  await saveDisabled(tx, { externalIdentityId, before: before.disabledAt, disabledAt });
  return { __typename: 'ExternalIdentityDisabled', externalIdentityId };
}

/** Lets somebody in again as far as their issuer says. */
export async function enableIdentity(
  tx: Tx,
  externalIdentityId: ExternalIdentityId,
): Promise<IdentityChanged & { readonly __typename: 'ExternalIdentityEnabled' }> {
  const before = await demandIdentity(tx, externalIdentityId);
  await saveDisabled(tx, { externalIdentityId, before: before.disabledAt, disabledAt: null });
  return { __typename: 'ExternalIdentityEnabled', externalIdentityId };
}

async function demandIdentity(tx: Tx, externalIdentityId: ExternalIdentityId): Promise<Pick<Seen, 'disabledAt'>> {
  const identity = await readIdentity(tx, externalIdentityId);
  if (!identity) throw new Fault('NOT_FOUND', { tell: 'There is no such external identity.' });
  return identity;
}

async function saveDisabled(
  tx: Tx,
  {
    externalIdentityId,
    before,
    disabledAt,
  }: { externalIdentityId: ExternalIdentityId; before: Date | null; disabledAt: Date | null },
): Promise<void> {
  await tx.sql`
    update external_identity set disabled_at = ${disabledAt}
    where tenant_id = ${tx.tenantId} and external_identity_id = ${externalIdentityId}`;
  audit(tx, {
    subject: { type: 'ExternalIdentity', id: externalIdentityId },
    before: { disabledAt: before },
    after: { disabledAt },
  });
}
