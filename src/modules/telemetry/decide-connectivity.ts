import { MILLISECONDS_PER_SECOND } from '../../kernel/units.ts';

export type ConnectivityState = 'ONLINE' | 'STALE' | 'OFFLINE';

export interface Connectivity {
  readonly state: ConnectivityState;
  readonly sinceAt: Date;
}

interface Given {
  /** How it stood; null for a battery that was never heard. */
  readonly before: ConnectivityState | null;
  /** When its newest reading was measured; null before the first one. */
  readonly newestAt: Date | null;
  readonly now: Date;
  readonly policy: { readonly staleSeconds: number; readonly offlineSeconds: number };
}

/** Whether a battery is heard, where that has changed; null where it has not. A backlog that arrives late makes nothing online. */
export function decideConnectivity({ before, newestAt, now, policy }: Given): Connectivity | null {
  if (newestAt === null) return null;
  const staleAt = new Date(newestAt.getTime() + policy.staleSeconds * MILLISECONDS_PER_SECOND);
  const offlineAt = new Date(newestAt.getTime() + policy.offlineSeconds * MILLISECONDS_PER_SECOND);
  const stands: Connectivity =
    now >= offlineAt
      ? { state: 'OFFLINE', sinceAt: offlineAt }
      : now >= staleAt
        ? { state: 'STALE', sinceAt: staleAt }
        : { state: 'ONLINE', sinceAt: newestAt };
  return stands.state === before ? null : stands;
}
