import type { BatteryId, PartyId } from '../../kernel/ids.ts';
import { type Scope, TENANT_ACTIONS } from '../../kernel/scopes.ts';
import { Fault, forbidden, type Lack, lackOf } from '../../platform/fault.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Actor, ApiKeyRole, Bound } from './actor.ts';
import { ROLES_OF_PARTIES, SCOPES_OF_ROLE } from './role-scopes.ts';
import { namesOfScopes } from './scope-names.ts';

/** How far a key, a service or a person reaches, and how long. */
export interface Reach {
  readonly role: ApiKeyRole;
  /** The party it acts for; null when it acts for the tenant itself. */
  readonly partyId: PartyId | null;
  /** Null gives whatever the role gives. */
  readonly scopes: readonly Scope[] | null;
  /** Null for all of the tenant. */
  readonly batteryIds: readonly BatteryId[] | null;
  /** Null when it does not end by itself. */
  readonly expiresAt: Date | null;
}

export interface ReachRefusal<Reason extends string> {
  readonly reason: Reason;
  readonly message: string;
}

export type PartyRefusal = ReachRefusal<'PARTY_REQUIRED' | 'PARTY_NOT_ALLOWED'>;
export type ScopeRefusal = ReachRefusal<'SCOPE_NOT_OF_ROLE' | 'SCOPE_OF_WHOLE_TENANT'>;

/** The reach of whoever has all that a role gives, for as long as they like. */
export function reachOfRole({ role, partyId }: Pick<Reach, 'role' | 'partyId'>): Reach {
  return { role, partyId, scopes: null, batteryIds: null, expiresAt: null };
}

/** What contradicts itself between a role and a party. */
export function refusalOfParty({ role, partyId }: Pick<Reach, 'role' | 'partyId'>): PartyRefusal | null {
  const actsForParty = ROLES_OF_PARTIES.has(role);
  if (actsForParty && !partyId) return { reason: 'PARTY_REQUIRED', message: `The role ${role} acts for a party; say which.` };
  if (!actsForParty && partyId)
    return { reason: 'PARTY_NOT_ALLOWED', message: `The role ${role} acts for the tenant itself; leave the party out.` };
  return null;
}

/** What contradicts itself between a role, its scopes and the batteries they are limited to. */
export function refusalOfScopes({ role, scopes, batteryIds }: Reach): ScopeRefusal | null {
  const foreign = (scopes ?? []).filter((scope) => !SCOPES_OF_ROLE[role].includes(scope));
  if (foreign.length > 0) {
    const message = `The role ${role} never gives ${namesOfScopes(foreign).join(', ')}.`;
    return { reason: 'SCOPE_NOT_OF_ROLE', message };
  }
  const whole = batteryIds ? (scopes ?? []).filter(isOfTenant) : [];
  if (whole.length === 0) return null;
  const message = `What is limited to batteries cannot have ${namesOfScopes(whole).join(', ')}.`;
  return { reason: 'SCOPE_OF_WHOLE_TENANT', message };
}

/** Refuses a party or batteries that the tenant does not have. */
export async function demandThere(
  { sql, tenantId }: Tx,
  { partyId, batteryIds }: Pick<Reach, 'partyId' | 'batteryIds'>,
): Promise<void> {
  const parties = partyId === null ? [] : await sql`select 1 from party where tenant_id = ${tenantId} and party_id = ${partyId}`;
  if (partyId !== null && parties.length === 0) throw new Fault('NOT_FOUND', { tell: 'There is no such party.' });
  if (batteryIds === null) return;
  const found = await sql`select 1 from battery where tenant_id = ${tenantId} and battery_id = any(${[...batteryIds]}::uuid[])`;
  if (found.length < batteryIds.length) throw new Fault('NOT_FOUND', { tell: 'There is no such battery.' });
}

/** Why a credential may not give a secret of this reach to anybody: nobody gives what they do not have. Null when it may. */
export function lackOfReach(asker: Actor, reach: Reach): Lack | null {
  const beyond = 'bounds' in asker && asker.bounds ? namesOfScopes(scopesBeyond(asker.bounds, reach)) : [];
  if (beyond.length > 0) {
    const missing = `This credential lacks ${beyond.join(', ')}, and cannot give what it does not have.`;
    return lackOf({ reason: 'CREDENTIAL_SCOPE', missingScopes: beyond, missing });
  }
  // The tokens of people and services end soon; who they stand for does not.
  if (asker.kind !== 'api-key' || asker.expiresAt === null) return null;
  if (reach.expiresAt !== null && reach.expiresAt <= asker.expiresAt) return null;
  const missing = `This credential ends at ${asker.expiresAt.toISOString()}, and cannot give one that lasts longer.`;
  return lackOf({ reason: 'CREDENTIAL_ENDS', missing });
}

/** Refuses a secret that reaches further, or lasts longer, than the credential that asks for it. */
export function demandWithinReach(asker: Actor, reach: Reach): void {
  const lack = lackOfReach(asker, reach);
  if (lack) throw forbidden(lack);
}

/** What a credential of this reach could do, somewhere, and one of these bounds cannot. */
export function scopesBeyond(
  bounds: readonly Bound[],
  { role, scopes, batteryIds }: Pick<Reach, 'role' | 'scopes' | 'batteryIds'>,
): readonly Scope[] {
  const isCovered = (scope: Scope): boolean => {
    const having = bounds.filter((bound) => bound.scopes.includes(scope)).map(({ places }) => places);
    if (having.includes(null)) return true;
    const isThere = (batteryId: BatteryId): boolean => having.some((places) => places?.batteryIds.includes(batteryId));
    return batteryIds !== null && having.length > 0 && batteryIds.every(isThere);
  };
  // That something exists is told to every credential.
  return (scopes ?? SCOPES_OF_ROLE[role]).filter((scope) => scope !== 'identity:read' && !isCovered(scope));
}

function isOfTenant(scope: Scope): boolean {
  return TENANT_ACTIONS.some((action) => action === scope);
}
