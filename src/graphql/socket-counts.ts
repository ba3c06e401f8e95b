import type { Actor } from '../modules/tenancy/index.ts';
import { Fault } from '../platform/fault.ts';
import type { Level } from '../platform/metrics.ts';

/** How many of something each tenant and each credential has open in this process. */
export class SocketCounts {
  readonly #what: string;
  readonly #level: Level;
  readonly #counts = new Map<string, number>();

  constructor(what: string, level: Level) {
    this.#what = what;
    this.#level = level;
  }

  /** Counts one more; returns how to count it no longer, which counts once. Throws RATE_LIMITED where there are too many. */
  enter(actor: Actor, most: { readonly tenant: number; readonly credential: number }): () => void {
    const own = `credential ${actor.credentialId}`;
    // As with the budget: a tenant's partners cannot keep its agents out.
    const all = actor.kind === 'agent' ? null : `tenant ${actor.tenantId}`;
    this.#requireRoom(own, most.credential, 'credential');
    if (all) this.#requireRoom(all, most.tenant, 'tenant');
    const keys = all ? [own, all] : [own];
    for (const key of keys) this.#change(key, 1);
    this.#level.inc();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      for (const key of keys) this.#change(key, -1);
      this.#level.dec();
    };
  }

  #requireRoom(key: string, most: number, whose: string): void {
    if ((this.#counts.get(key) ?? 0) < most) return;
    const tell = `At most ${most} ${this.#what} of one ${whose} at a time.`;
    throw new Fault('RATE_LIMITED', { tell, detail: { retryAfterSeconds: 1 } });
  }

  #change(key: string, by: 1 | -1): void {
    const count = (this.#counts.get(key) ?? 0) + by;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }
}
