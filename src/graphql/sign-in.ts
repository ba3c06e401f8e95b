import { createHash } from 'node:crypto';
import type { Actor, Authenticate } from '../modules/tenancy/index.ts';
import type { Budget } from '../platform/budget.ts';
import { overBudget } from './admission.ts';

/** A source may fail this often at once, and once more in each second. */
const FAILURES = { points: 100, pointsPerSecond: 1 } as const;
/** A credential that worked from a source a while ago is not locked out by what others try from there. */
const PROVED_MS = 10 * 60_000;
const PROVED_COUNT_MAX = 10_000;

/** Answers who is behind a credential; throws RATE_LIMITED where too many have failed from its source. */
export type SignIn = (authorization: string | undefined, address: string) => Promise<Actor | null>;

/** Counts failures by source address: guessing is slow, and looking guesses up does not wear the database out. */
export function createSignIn(authenticate: Authenticate, budget: Budget): SignIn {
  const proved = new Map<string, number>();
  return async (authorization, address) => {
    if (!authorization) return null;
    const buckets = [{ key: `failures:${address}`, ...FAILURES }];
    const name = createHash('sha256').update(`${address} ${authorization}`).digest('base64');
    const provedAtMs = proved.get(name) ?? -Infinity;
    if (performance.now() - provedAtMs > PROVED_MS) {
      // Taken before it is known to fail: many tried at once count as many.
      const standing = await budget.take(1, buckets);
      if (!standing.taken) throw overBudget(standing.waitSeconds);
      const actor = await authenticate(authorization, address).catch(async (error: unknown) => {
        // Nobody knows yet whether it is good: what does not answer must not lock out whoever else asks from there.
        await budget.giveBack(1, buckets);
        throw error;
      });
      if (!actor) return null;
      await budget.giveBack(1, buckets);
      if (proved.size >= PROVED_COUNT_MAX) proved.clear();
      proved.set(name, performance.now());
      return actor;
    }
    const actor = await authenticate(authorization, address);
    if (!actor) {
      proved.delete(name);
      await budget.take(1, buckets);
    }
    return actor;
  };
}
