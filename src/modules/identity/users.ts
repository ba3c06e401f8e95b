import { randomUUID } from 'node:crypto';
import type { PartyId, UserId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import {
  type Actor,
  type ApiKeyRole,
  audit,
  demandThere,
  demandWithinReach,
  type PartyRefusal,
  reachOfRole,
  refusalOfParty,
} from '../tenancy/index.ts';
import { hashPassword, newPassword } from './passwords.ts';
import { readUser } from './reads.ts';
import { endSignIns } from './sign-ins.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
}

export type UserRefusalReason = 'EMAIL_TAKEN' | PartyRefusal['reason'];

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

export interface UserEnabled {
  readonly __typename: 'UserEnabled';
  readonly userId: UserId;
}

export interface PasswordReset {
  readonly __typename: 'PasswordReset';
  readonly userId: UserId;
  readonly password: string | null;
}

/** Whose change of a person it is; null for the installation itself, whose reach has no bounds. */
type Asker = Actor | null;

/** Creates a person who can sign in; the password to begin with is in the outcome and nowhere else. */
export async function createUser(
  platform: Platform,
  tx: Tx,
  { wanted, asker }: { wanted: NewUser; asker: Asker },
): Promise<CreateUserOutcome> {
  demandMayMake(asker, wanted);
  const refusal = refusalOfParty(wanted);
  if (refusal) return { __typename: 'UserRefused', ...refusal };
  await demandThere(tx, { ...wanted, batteryIds: null });
  // A UUID just made is a valid id of the user it will name.
  const userId = randomUUID() as string as UserId;
  const password = newPassword();
  const now = platform.clock.now();
  const made = await tx.sql`
    insert into tenant_user (tenant_id, user_id, email, name, role, party_id, password_hash, created_at, password_changed_at)
    values (${tx.tenantId}, ${userId}, ${wanted.email}, ${wanted.name}, ${wanted.role}, ${wanted.partyId},
      ${await hashPassword(password)}, ${now}, ${now})
    on conflict (tenant_id, email) do nothing returning 1`;
  if (made.length === 0) {
    const message = 'Somebody with this e-mail address is there already.';
    return { __typename: 'UserRefused', reason: 'EMAIL_TAKEN', message };
  }
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
export async function enableUser(tx: Tx, { userId, asker }: { userId: UserId; asker: Asker }): Promise<UserEnabled> {
  const before = await present(tx, userId);
  demandMayMake(asker, before);
  await tx.sql`update tenant_user set disabled_at = null where tenant_id = ${tx.tenantId} and user_id = ${userId}`;
  audit(tx, { subject: { type: 'User', id: userId }, before: { disabledAt: before.disabledAt }, after: { disabledAt: null } });
  return { __typename: 'UserEnabled', userId };
}

/** Gives a person a new password and ends where they are signed in; apps they have let in go on. */
export async function resetPassword(
  platform: Platform,
  tx: Tx,
  { userId, asker }: { userId: UserId; asker: Asker },
): Promise<PasswordReset> {
  const before = await present(tx, userId);
  demandMayMake(asker, before);
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

/** Whoever lets a person in gives them all that their role gives. */
function demandMayMake(asker: Asker, person: Pick<NewUser, 'role' | 'partyId'>): void {
  if (asker) demandWithinReach(asker, reachOfRole(person));
}
