/** The common name in an agent's certificate. A broker takes it for the user name, and it is the part of the topics that is the site's own. */
import { isUuid } from '../kernel/ids.ts';
import type { SiteAddress } from './topics.ts';

export function agentName({ tenantSlug, siteId }: SiteAddress): string {
  return `${tenantSlug}/${siteId}`;
}

/** The tenant and site of an agent's name, or null when it is none. */
export function parseAgentName(name: string): SiteAddress | null {
  const [tenantSlug, siteId, ...rest] = name.split('/');
  return tenantSlug && siteId && rest.length === 0 && isUuid(siteId) ? { tenantSlug, siteId } : null;
}
