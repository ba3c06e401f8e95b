import type { FastifyPluginAsync } from 'fastify';
import type Provider from 'oidc-provider';
import { Fault } from '../../../platform/fault.ts';
import type { Budget } from '../../../platform/budget.ts';
import type { Platform, TenantEntry } from '../../../platform/platform.ts';
import { issuerPages, type OpenIssuers } from './http.ts';
import { issuerKeys } from './keys.ts';
import { createProvider } from './provider.ts';

/** A provider is made anew this often, so that it comes to know the keys that were added. */
const PROVIDER_MS = 60 * 60_000;

export interface Issuers {
  readonly pages: FastifyPluginAsync;
  /** Says under which address they stand, which may be known only after the port is open. */
  settle(publicOrigin: string): void;
}

export function createIssuers({ platform, budget }: { platform: Platform; budget: Budget }): Issuers {
  let origin: string | null = null;
  const known = new Map<string, { provider: Promise<Provider>; untilMs: number }>();
  const make = async (tenant: TenantEntry): Promise<Provider> => {
    const keys = await platform.db.write(tenant.tenantId, issuerKeys);
    return createProvider({ platform, budget, tenant, keys, publicOrigin: issuers.publicOrigin() });
  };
  const issuers: OpenIssuers = {
    platform,
    budget,
    publicOrigin() {
      if (origin === null) throw new Fault('UNAVAILABLE', { tell: 'The issuer is not open yet; try again in a moment.' });
      return origin;
    },
    of(tenant) {
      const at = known.get(tenant.slug);
      if (at && at.untilMs > performance.now()) return at.provider;
      const provider = make(tenant);
      known.set(tenant.slug, { provider, untilMs: performance.now() + PROVIDER_MS });
      // What failed is tried again by whoever asks next.
      provider.catch(() => known.delete(tenant.slug));
      return provider;
    },
  };
  return {
    pages: issuerPages(issuers),
    settle(publicOrigin) {
      origin = publicOrigin;
      known.clear();
    },
  };
}
