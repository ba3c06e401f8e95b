import type { BatteryId, TenantId } from '../../../kernel/ids.ts';
import type { MarketName, SystemOperator } from '../../markets/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Services } from '../../module.ts';
import { idOfKey } from '../../tenancy/index.ts';

/** A battery that is a unit, and who balances with it. */
export interface BalancedUnit {
  readonly unit: string;
  readonly market: MarketName;
  readonly batteryId: BatteryId;
  readonly operator: SystemOperator;
}

/** The tenant's units that can be declared: without a system operator there is none. */
export function unitsOf({ tenants, operators }: Services, tenantId: TenantId): BalancedUnit[] {
  return tenants.byId(tenantId).trading.balancing.flatMap(({ unit, market, site, battery }) => {
    const operator = operators.get(market);
    return operator ? [{ unit, market, operator, batteryId: batteryOf(tenantId, { site, battery }) }] : [];
  });
}

function batteryOf(tenantId: TenantId, { site, battery }: { site: string; battery: string }): BatteryId {
  return idOfKey<BatteryId>(tenantId, 'battery', site, battery);
}

/** The batteries of the tenant's file that are units, whoever they can be declared to. */
export function unitIdsOf({ tenants }: Pick<Platform, 'tenants'>, tenantId: TenantId): ReadonlySet<string> {
  return new Set(tenants.byId(tenantId).trading.balancing.map((balanced) => batteryOf(tenantId, balanced)));
}

/** Null when the battery is none. */
export function unitOf(
  services: Services,
  { tenantId, batteryId }: { tenantId: TenantId; batteryId: string },
): BalancedUnit | null {
  return unitsOf(services, tenantId).find((unit) => unit.batteryId === batteryId) ?? null;
}
