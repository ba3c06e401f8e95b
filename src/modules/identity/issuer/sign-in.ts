import type { TenantId, UserId } from '../../../kernel/ids.ts';
import type { Budget } from '../../../platform/budget.ts';
import type { Platform } from '../../../platform/platform.ts';
import { auditFailedPassword, auditSignIn } from '../../tenancy/index.ts';
import { countAttempt } from '../password-attempts.ts';
import { isPassword } from '../passwords.ts';
import { readUserByEmail } from '../reads.ts';
import type { SignInProblem } from './pages/sign-in-page.ts';

/** What was typed, and where it came from. */
export interface Attempt {
  readonly tenantId: TenantId;
  readonly email: string;
  readonly password: string;
  readonly address: string;
  /** What they sign in to, as people know it. */
  readonly through: string;
}

interface SignedIn {
  readonly userId: UserId;
  readonly problem: null;
}

interface NotSignedIn {
  readonly userId: null;
  readonly problem: SignInProblem;
}

/** Whether the two belong together. Somebody unknown, somebody disabled and a wrong password are told and timed alike. */
export async function signIn(
  { platform, budget }: { platform: Platform; budget: Budget },
  attempt: Attempt,
): Promise<SignedIn | NotSignedIn> {
  const { tenantId, email, password, address, through } = attempt;
  const count = await countAttempt(budget, attempt);
  if (!count) return { userId: null, problem: 'TOO_MANY' };
  const user = await platform.db.read(tenantId, (tx) => readUserByEmail(tx, email));
  const fits = await isPassword(password, user?.passwordHash ?? null);
  if (!user || !fits || user.disabledAt !== null) {
    await auditFailedPassword(platform, { tenantId, email, sourceIp: address });
    return { userId: null, problem: 'WRONG' };
  }
  await count.wasRight();
  await auditSignIn(platform, { tenantId, user, through, sourceIp: address });
  return { userId: user.userId, problem: null };
}
