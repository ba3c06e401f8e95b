import type { ConsentId, UserId } from '../../kernel/ids.ts';
import { forbidden, lackOf } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Actor, audit, type UserActor } from '../tenancy/index.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { readUser, readUserByEmail } from './reads.ts';
import { endSignIns } from './sign-ins.ts';

export type PasswordRefusalReason = 'WRONG_PASSWORD' | 'TOO_MANY' | 'SAME_PASSWORD';

export interface PasswordChanged {
  readonly __typename: 'PasswordChanged';
  /** The id of whoever it is, for the audit trail. */
  readonly userId: UserId;
  readonly changedAt: string;
}

export interface PasswordRefused {
  readonly __typename: 'PasswordRefused';
  readonly reason: PasswordRefusalReason;
  readonly message: string;
}

export type ChangePasswordOutcome = PasswordChanged | PasswordRefused;

interface Wanted {
  readonly userId: UserId;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The sign-in that asks goes on. */
  readonly consentId: ConsentId;
}

/** Only the person, signed in with the password themselves: an app that was let in, or a key, has none to change. */
export function demandOwnPassword(actor: Actor): UserActor {
  if (actor.kind === 'user' && actor.bounds === null) return actor;
  const missing = 'Only a person who is signed in to the dashboard changes their password.';
  throw forbidden(lackOf({ reason: 'CREDENTIAL_KIND', missing }));
}

/** Changes a person's password and ends where else they are signed in; apps they have let in go on. */
export async function changePassword(
  platform: Platform,
  tx: Tx,
  { userId, currentPassword, newPassword, consentId }: Wanted,
): Promise<ChangePasswordOutcome> {
  // Two changes at a time: the second is measured against what the first has left.
  await tx.sql`select 1 from tenant_user where tenant_id = ${tx.tenantId} and user_id = ${userId} for no key update`;
  const person = await readUser(tx, userId);
  const kept = person && (await readUserByEmail(tx, person.email));
  audit(tx, { subject: { type: 'User', id: userId } });
  if (!kept || !(await isPassword(currentPassword, kept.passwordHash)))
    return passwordRefused('WRONG_PASSWORD', 'The password you have now is another one.');
  if (await isPassword(newPassword, kept.passwordHash))
    return passwordRefused('SAME_PASSWORD', 'The new password is the one you have; choose another.');
  const changedAt = platform.clock.now();
  await tx.sql`
    update tenant_user set password_hash = ${await hashPassword(newPassword)}, password_changed_at = ${changedAt}
    where tenant_id = ${tx.tenantId} and user_id = ${userId}`;
  await endSignIns(tx, { userId, at: changedAt, exceptConsentId: consentId });
  return { __typename: 'PasswordChanged', userId, changedAt: changedAt.toISOString() };
}

export function passwordRefused(reason: PasswordRefusalReason, message: string): PasswordRefused {
  return { __typename: 'PasswordRefused', reason, message };
}
