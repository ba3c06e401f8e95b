import { randomUUID } from 'node:crypto';
import type { PartyId, UserId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type ApiKeyRole, audit, type Bound } from '../tenancy/index.ts';
import { hashPassword, newPassword } from './passwords.ts';
import { readUser } from './reads.ts';
import { endSignIns } from './sign-ins.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
}

export type UserRefusalReason = 'EMAIL_TAKEN' | 'PARTY_REQUIRED' | 'PARTY_NOT_ALLOWED' | 'REACHES_FURTHER';

export interface UserRefused {
  readonly __typename: 'UserRefused';
  readonly reason: UserRefusalReason;
  readonly message: string;
}

export type CreateUserOutcome =
  | { readonly __typename: 'UserCreated'; readonly userId: UserId; readonly password: string | null }
  | UserRefused;

export interface UserDisabled {
  readonly __typename: 'UserDisabled';
  readonly userId: UserId;
}

export type EnableUserOutcome = { readonly __typename: 'UserEnabled'; readonly userId: UserId } | UserRefused;

export type ResetPasswordOutcome =
  | { readonly __typename: 'PasswordReset'; readonly userId: UserId; readonly password: string | null }
  | UserRefused;

const ROLES_OF_PARTIES: ReadonlySet<ApiKeyRole> = new Set(['OWNER', 'OPTIMISER', 'PARTY']);

/** Creates a person who can sign in; the password to begin with is in the outcome and nowhere else. */
export async function createUser(
  platform: Platform,
  tx: Tx,
  { wanted, bounds }: { wanted: NewUser; bounds: readonly Bound[] | null },
): Promise<CreateUserOutcome> {
  const refusal = refuseReach(bounds) ?? refuseParty(wanted);
  if (refusal) return refusal;
  if (wanted.partyId && !(await partyExists(tx, wanted.partyId)))
    throw new Fault('NOT_FOUND', { tell: 'There is no such party.' });
  // A UUID just made is a valid id of the user it will name.
  const userId = randomUUID() as string as UserId;
  const password = newPassword();
  const now = platform.clock.now();
  const made = await tx.sql`
    insert into tenant_user (tenant_id, user_id, email, name, role, party_id, password_hash, created_at, password_changed_at)
    values (${tx.tenantId}, ${userId}, ${wanted.email}, ${wanted.name}, ${wanted.role}, ${wanted.partyId},
      ${await hashPassword(password)}, ${now}, ${now})
    on conflict (tenant_id, email) do nothing returning 1`;
  if (made.length === 0) return refused('EMAIL_TAKEN', 'Somebody with this e-mail address is there already.');
  audit(tx, { subject: { type: 'User', id: userId }, after: { ...wanted } });
  return { __typename: 'UserCreated', userId, password };
}

/** Lets nobody sign in as this person, and ends what is open in their name, until they are enabled again. */
export async function disableUser(platform: Platform, tx: Tx, userId: UserId): Promise<UserDisabled> {
  const before = await present(tx, userId);
  const disabledAt = before.disabledAt ?? platform.clock.now();
  await tx.sql`
    update tenant_user set disabled_at = ${disabledAt} where tenant_id = ${tx.tenantId} and user_id = ${userId}`;
  await endSignIns(tx, { userId, at: platform.clock.now() });
  audit(tx, { subject: { type: 'User', id: userId }, before: { disabledAt: before.disabledAt }, after: { disabledAt } });
  return { __typename: 'UserDisabled', userId };
}

/** Lets a person sign in again; what they had let apps do holds again. */
export async function enableUser(
  tx: Tx,
  { userId, bounds }: { userId: UserId; bounds: readonly Bound[] | null },
): Promise<EnableUserOutcome> {
  const refusal = refuseReach(bounds);
  if (refusal) return refusal;
  const before = await present(tx, userId);
  await tx.sql`update tenant_user set disabled_at = null where tenant_id = ${tx.tenantId} and user_id = ${userId}`;
  audit(tx, { subject: { type: 'User', id: userId }, before: { disabledAt: before.disabledAt }, after: { disabledAt: null } });
  return { __typename: 'UserEnabled', userId };
}

/** Gives a person a new password and ends where they are signed in; apps they have let in go on. */
export async function resetPassword(
  platform: Platform,
  tx: Tx,
  { userId, bounds }: { userId: UserId; bounds: readonly Bound[] | null },
): Promise<ResetPasswordOutcome> {
  const refusal = refuseReach(bounds);
  if (refusal) return refusal;
  const before = await present(tx, userId);
  const password = newPassword();
  const changedAt = platform.clock.now();
  await tx.sql`
    update tenant_user set password_hash = ${await hashPassword(password)}, password_changed_at = ${changedAt}
    where tenant_id = ${tx.tenantId} and user_id = ${userId}`;
  await endSignIns(tx, { userId, at: changedAt });
  const change = { before: { changedAt: before.passwordChangedAt }, after: { changedAt } };
  audit(tx, { subject: { type: 'User', id: userId }, ...change });
  return { __typename: 'PasswordReset', userId, password };
}

async function present(tx: Tx, userId: UserId) {
  const user = await readUser(tx, userId);
  if (!user) throw new Fault('NOT_FOUND', { tell: 'There is no such user.' });
  return user;
}

/** A person reaches as far as their role, which may be further than a credential with bounds. */
function refuseReach(bounds: readonly Bound[] | null): UserRefused | null {
  if (bounds === null) return null;
  return refused('REACHES_FURTHER', 'A person reaches further than this credential, whose scopes are limited.');
}

function refuseParty({ role, partyId }: NewUser): UserRefused | null {
  const actsForParty = ROLES_OF_PARTIES.has(role);
  if (actsForParty && !partyId) return refused('PARTY_REQUIRED', `The role ${role} acts for a party; say which.`);
  if (!actsForParty && partyId)
    return refused('PARTY_NOT_ALLOWED', `The role ${role} acts for the tenant itself; leave the party out.`);
  return null;
}

async function partyExists({ sql, tenantId }: Tx, partyId: PartyId): Promise<boolean> {
  return (await sql`select 1 from party where tenant_id = ${tenantId} and party_id = ${partyId}`).length === 1;
}

function refused(reason: UserRefusalReason, message: string): UserRefused {
  return { __typename: 'UserRefused', reason, message };
}
