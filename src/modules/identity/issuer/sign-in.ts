import { createHash } from 'node:crypto';
import type { TenantId, UserId } from '../../../kernel/ids.ts';
import type { Bucket, Budget } from '../../../platform/budget.ts';
import type { Platform } from '../../../platform/platform.ts';
import { auditFailedPassword } from '../../tenancy/index.ts';
import { isPassword } from '../passwords.ts';
import { readUserByEmail } from '../reads.ts';
import type { SignInProblem } from './pages/sign-in-page.ts';

/** What was typed, and where it came from. */
export interface Attempt {
  readonly tenantId: TenantId;
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

interface SignedIn {
  readonly userId: UserId;
  readonly problem: null;
}

interface NotSignedIn {
  readonly userId: null;
  readonly problem: SignInProblem;
}

/** Wrong attempts that are free at once, and how fast they come back. */
const OF_ADDRESS = { points: 50, pointsPerSecond: 0.5 } as const;
const OF_NAME_AT_ADDRESS = { points: 10, pointsPerSecond: 1 / 30 } as const;
/** Many addresses guess at one name: wide enough that they do not lock its owner out for long. */
const OF_NAME = { points: 100, pointsPerSecond: 1 / 5 } as const;

/** Whether the two belong together. Somebody unknown, somebody disabled and a wrong password are told and timed alike. */
export async function signIn(
  { platform, budget }: { platform: Platform; budget: Budget },
  attempt: Attempt,
): Promise<SignedIn | NotSignedIn> {
  const { tenantId, email, password, address } = attempt;
  const buckets = bucketsOf(attempt);
  // Taken before it is known to fail: many tried at once count as many.
  const { taken } = await budget.take(1, buckets);
  if (!taken) return { userId: null, problem: 'TOO_MANY' };
  const user = await platform.db.read(tenantId, (tx) => readUserByEmail(tx, email));
  const fits = await isPassword(password, user?.passwordHash ?? null);
  if (!user || !fits || user.disabledAt !== null) {
    await auditFailedPassword(platform, { tenantId, email, sourceIp: address });
    return { userId: null, problem: 'WRONG' };
  }
  await budget.giveBack(1, buckets);
  return { userId: user.userId, problem: null };
}

function bucketsOf({ tenantId, email, address }: Attempt): Bucket[] {
  const name = createHash('sha256').update(`${tenantId} ${email}`).digest('base64url');
  return [
    { key: `passwords:${address}`, ...OF_ADDRESS },
    { key: `passwords:${address}:${name}`, ...OF_NAME_AT_ADDRESS },
    { key: `passwords::${name}`, ...OF_NAME },
  ];
}
