import type { BatteryId } from '../../../kernel/ids.ts';
import { type Scope, TENANT_ACTIONS } from '../../../kernel/scopes.ts';
import { Fault } from '../../../platform/fault.ts';
import type { Actor, ApiKeyRole, Bound } from '../actor.ts';
import { SCOPES_OF_ROLE } from '../role-scopes.ts';
import { namesOfScopes } from '../scope-names.ts';

/** How far a key reaches, and how long. */
export interface KeyReach {
  readonly role: ApiKeyRole;
  /** Null gives whatever the role gives. */
  readonly scopes: readonly Scope[] | null;
  /** Null for all of the tenant. */
  readonly batteryIds: readonly BatteryId[] | null;
  readonly expiresAt: Date | null;
}

export interface ReachRefusal {
  readonly reason: 'SCOPE_NOT_OF_ROLE' | 'SCOPE_OF_WHOLE_TENANT' | 'EXPIRY_PASSED';
  readonly message: string;
}

/** What contradicts itself in the reach of a new key. */
export function refusalOfReach(reach: KeyReach, wallNow: Date): ReachRefusal | null {
  const foreign = (reach.scopes ?? []).filter((scope) => !SCOPES_OF_ROLE[reach.role].includes(scope));
  if (foreign.length > 0) {
    const message = `The role ${reach.role} never gives ${namesOfScopes(foreign).join(', ')}.`;
    return { reason: 'SCOPE_NOT_OF_ROLE', message };
  }
  const whole = reach.batteryIds ? (reach.scopes ?? []).filter(isOfTenant) : [];
  if (whole.length > 0) {
    const message = `A key that is limited to batteries cannot have ${namesOfScopes(whole).join(', ')}.`;
    return { reason: 'SCOPE_OF_WHOLE_TENANT', message };
  }
  if (reach.expiresAt && reach.expiresAt <= wallNow)
    return { reason: 'EXPIRY_PASSED', message: 'The key would have ended already; choose a later `expiresAt`.' };
  return null;
}

/** Refuses to give away a secret that reaches further, or lasts longer, than the credential that asks for it. */
export function demandWithinReach(asker: Actor, reach: KeyReach): void {
  const beyond = 'bounds' in asker && asker.bounds ? scopesBeyond(asker.bounds, reach) : [];
  if (beyond.length > 0) {
    const tell = `This credential lacks ${namesOfScopes(beyond).join(', ')}, and cannot give what it does not have.`;
    throw new Fault('FORBIDDEN', { tell, detail: { missingScopes: beyond } });
  }
  if (asker.kind !== 'api-key' || asker.expiresAt === null) return;
  if (reach.expiresAt === null || reach.expiresAt > asker.expiresAt) {
    const tell = `This credential ends at ${asker.expiresAt.toISOString()}, and cannot give one that lasts longer.`;
    throw new Fault('FORBIDDEN', { tell });
  }
}

/** What a key of this reach could do and a credential of these bounds cannot. */
function scopesBeyond(bounds: readonly Bound[], { role, scopes, batteryIds }: KeyReach): readonly Scope[] {
  const covers = ({ places }: Bound): boolean =>
    places === null || (batteryIds?.every((batteryId) => places.batteryIds.includes(batteryId)) ?? false);
  const covering = bounds.filter(covers);
  // That something exists is told to every credential.
  return (scopes ?? SCOPES_OF_ROLE[role]).filter(
    (scope) => scope !== 'identity:read' && !covering.some((bound) => bound.scopes.includes(scope)),
  );
}

function isOfTenant(scope: Scope): boolean {
  return TENANT_ACTIONS.some((action) => action === scope);
}
