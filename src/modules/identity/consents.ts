import { randomUUID } from 'node:crypto';
import type { BatteryId, ConsentId, OAuthClientId, UserId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit, type CredentialUse } from '../tenancy/index.ts';
import type { Purpose } from './purposes.ts';
import { type ConsentsOf, readConsent } from './reads.ts';

/** What a person lets a program do: each purpose on batteries of its own. */
export interface Granted {
  readonly userId: UserId;
  readonly clientId: OAuthClientId;
  readonly purposes: ReadonlyMap<Purpose, readonly BatteryId[]>;
}

export interface ConsentRevoked {
  readonly __typename: 'ConsentRevoked';
  readonly consentId: ConsentId;
}

/** Keeps what a person lets an app do. It takes the place of what they let the same app do before. */
export async function saveConsent(tx: Tx, { userId, clientId, purposes }: Granted, at: Date): Promise<ConsentId> {
  const { sql, tenantId } = tx;
  // A UUID just made is a valid id of the consent it will name.
  const consentId = randomUUID() as string as ConsentId;
  const earlier = await sql<{ consentId: ConsentId }[]>`
    update consent set revoked_at = ${at}
    where tenant_id = ${tenantId} and user_id = ${userId} and oauth_client_id = ${clientId} and revoked_at is null
    returning consent_id as "consentId"`;
  for (const one of earlier) await forgetGrant(tx, one.consentId);
  await sql`
    insert into consent (tenant_id, consent_id, user_id, oauth_client_id, granted_at)
    values (${tenantId}, ${consentId}, ${userId}, ${clientId}, ${at})`;
  const rows = [...purposes].flatMap(([purpose, batteryIds]) =>
    batteryIds.map((batteryId) => ({ tenant_id: tenantId, consent_id: consentId, purpose, battery_id: batteryId })),
  );
  if (rows.length > 0) await sql`insert into consent_battery ${sql(rows)}`;
  return consentId;
}

/** A sign-in at the dashboard: it needs no consent and stands beside the person's other sign-ins. */
export async function saveSignIn(
  { sql, tenantId }: Tx,
  { userId, clientId }: Omit<Granted, 'purposes'>,
  at: Date,
): Promise<ConsentId> {
  // A UUID just made is a valid id of the consent it will name.
  const consentId = randomUUID() as string as ConsentId;
  await sql`
    insert into consent (tenant_id, consent_id, user_id, oauth_client_id, granted_at)
    values (${tenantId}, ${consentId}, ${userId}, ${clientId}, ${at})`;
  return consentId;
}

/** Takes a consent back: its tokens end with the commit. Taking it back again changes nothing. */
export async function revokeConsent(
  tx: Tx,
  { consentId, of, at }: { consentId: ConsentId; of: ConsentsOf; at: Date },
): Promise<ConsentRevoked> {
  const before = await readConsent(tx, consentId, of);
  if (!before) throw new Fault('NOT_FOUND', { tell: 'There is no such consent.' });
  const revokedAt = before.revokedAt ?? at;
  await endConsent(tx, { consentId, at });
  audit(tx, { subject: { type: 'Consent', id: consentId }, before: { revokedAt: before.revokedAt }, after: { revokedAt } });
  return { __typename: 'ConsentRevoked', consentId };
}

/** Ends a consent and every code and token that came of it; answers whether it stood until now. */
export async function endConsent(tx: Tx, { consentId, at }: { consentId: ConsentId; at: Date }): Promise<boolean> {
  const ended = await tx.sql`
    update consent set revoked_at = ${at}
    where tenant_id = ${tx.tenantId} and consent_id = ${consentId} and revoked_at is null returning 1`;
  await forgetGrant(tx, consentId);
  return ended.length > 0;
}

/** Keeps when a consent was last used. */
export function writeConsentUse({ sql, tenantId }: Tx, { credentialId, usedAt, since }: CredentialUse): Promise<unknown> {
  return sql`
    update consent set last_used_at = ${usedAt}
    where tenant_id = ${tenantId} and consent_id = ${credentialId} and (last_used_at is null or last_used_at <= ${since})`;
}

async function forgetGrant({ sql, tenantId }: Tx, consentId: ConsentId): Promise<void> {
  await sql`delete from oidc_record where tenant_id = ${tenantId} and grant_id = ${consentId}`;
}
