import { createHash } from 'node:crypto';
import type { TenantId } from '../../kernel/ids.ts';
import type { Bucket, Budget } from '../../platform/budget.ts';

/** For whom a password is tried, and from where. */
interface Attempt {
  readonly tenantId: TenantId;
  readonly email: string;
  readonly address: string;
}

interface CountedAttempt {
  /** The password was the right one: the attempt counts no more. */
  wasRight(): Promise<void>;
}

/** Wrong attempts that are free at once, and how fast they come back. */
const OF_ADDRESS = { points: 50, pointsPerSecond: 0.5 } as const;
const OF_NAME_AT_ADDRESS = { points: 10, pointsPerSecond: 1 / 30 } as const;
/** Many addresses guess at one name: wide enough that they do not lock its owner out for long. */
const OF_NAME = { points: 100, pointsPerSecond: 1 / 5 } as const;

/** A program asks again with the right secret, and many of its parts at once. */
const SECRETS_OF_CLIENT_AT_ADDRESS = { points: 20, pointsPerSecond: 1 / 10 } as const;

/** For which client a secret is tried, and from where. */
interface SecretAttempt {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly address: string;
}

/** Counts a client's secret that is tried; says how long to wait where too many were wrong. */
export async function countSecret(
  budget: Budget,
  { tenantId, name, address }: SecretAttempt,
): Promise<CountedAttempt | { readonly waitSeconds: number }> {
  const client = `${tenantId} ${name}`;
  const buckets = [
    { key: `secrets:${address}`, ...OF_ADDRESS },
    { key: `secrets:${address}:${client}`, ...SECRETS_OF_CLIENT_AT_ADDRESS },
    { key: `secrets::${client}`, ...OF_NAME },
  ];
  const { taken, waitSeconds } = await budget.take(1, buckets);
  return taken ? { wasRight: async () => budget.giveBack(1, buckets) } : { waitSeconds };
}

/** Counts an attempt, at sign-in and wherever else a password is asked; null where there were too many. */
export async function countAttempt(budget: Budget, attempt: Attempt): Promise<CountedAttempt | null> {
  const buckets = bucketsOf(attempt);
  // Taken before it is known to fail: many tried at once count as many.
  const { taken } = await budget.take(1, buckets);
  return taken ? { wasRight: async () => budget.giveBack(1, buckets) } : null;
}

function bucketsOf({ tenantId, email, address }: Attempt): Bucket[] {
  const name = createHash('sha256').update(`${tenantId} ${email}`).digest('base64url');
  return [
    { key: `passwords:${address}`, ...OF_ADDRESS },
    { key: `passwords:${address}:${name}`, ...OF_NAME_AT_ADDRESS },
    { key: `passwords::${name}`, ...OF_NAME },
  ];
}
