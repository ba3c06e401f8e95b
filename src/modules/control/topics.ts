import type { TenantId } from '../../kernel/ids.ts';

/** Wakes the stream of a site; the message is no more than a hint, the stream reads from Postgres by sequence. */
export function siteTopic(tenantId: TenantId, siteId: string): string {
  return `site-instructions:${tenantId}:${siteId}`;
}

/** Ids of a battery's instructions as they are issued and change state. */
export function instructionTopic(tenantId: TenantId, batteryId: string): string {
  return `instructions:${tenantId}:${batteryId}`;
}

/** Ids of alerts as they are raised, seen and cleared: of one battery, or of the whole tenant. */
export function alertTopic(tenantId: TenantId, batteryId: string | null): string {
  return batteryId === null ? `alerts:${tenantId}` : `alerts:${tenantId}:${batteryId}`;
}
