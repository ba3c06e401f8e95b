import type { TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Reading } from './reading.ts';

export interface CustomMetric {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

type Tenants = Pick<Platform, 'tenants'>;

/** The names of the metrics that a tenant declares. */
export function declaredMetrics({ tenants }: Tenants, tenantId: TenantId): ReadonlySet<string> {
  return new Set(tenants.byId(tenantId).telemetry.customMetrics.map(({ name }) => name));
}

/** The declared metrics of a reading, in the order of their declaration. One that is declared no longer has no unit and is left out. */
export function customMetricsOf({ tenants }: Tenants, tenantId: TenantId, { customMetrics }: Reading): CustomMetric[] {
  if (customMetrics === null) return [];
  return tenants.byId(tenantId).telemetry.customMetrics.flatMap(({ name, unit }) => {
    const value = customMetrics[name];
    return value === undefined ? [] : [{ name, unit, value }];
  });
}
