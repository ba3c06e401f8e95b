import type { AgreementRole, Right } from '../../kernel/ownership-models.ts';
import type { TenantAction } from '../../kernel/scopes.ts';
import type { Lack, RefusalReason } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Actor, lackOfReach, type Reach } from '../tenancy/index.ts';
import type { Ability } from './ability.ts';
import type { BatteryRightsHolder } from './battery-rights.ts';
import { refusal } from './enforce.ts';
import { lackOfAll } from './tenant-lack.ts';

/** Whether the viewer may do something with an object, and what is missing when not. */
export interface ViewerRight {
  readonly action: ViewerAction;
  readonly allowed: boolean;
  readonly reason: RefusalReason | null;
  readonly missingRoles: readonly AgreementRole[];
  readonly missing: string | null;
}

const ON_BATTERY = {
  READ_LOCATION: 'location:read',
  READ_LIVE: 'live:read',
  READ_HISTORY: 'history:read',
  READ_INTENT: 'intent:read',
  SET_INTENT: 'intent:write',
  READ_PLAN: 'plan:read',
  REQUEST_PLAN: 'plan:write',
  READ_OVERRIDE: 'override:read',
  OVERRIDE: 'override:write',
  READ_INSTRUCTIONS: 'instructions:read',
  READ_REVENUE: 'revenue:read',
  READ_CONTRACTS: 'contracts:read',
  READ_AUDIT: 'audit:read',
} as const satisfies Record<string, Right>;

/** What is demanded of the tenant as a whole, whichever object it is done to. */
const ON_TENANT = {
  REGISTER_SITE: 'register',
  REGISTER_PARTY: 'administer',
  REGISTER_BATTERY: 'register',
  MAKE_AGREEMENT: 'administer',
  END_AGREEMENT: 'administer',
  REVOKE_API_KEY: 'administer',
  DISABLE_USER: 'administer',
  REVOKE_OAUTH_CLIENT: 'administer',
  DISABLE_EXTERNAL_IDENTITY: 'administer',
  ENABLE_EXTERNAL_IDENTITY: 'administer',
  END_SUPPORT_SESSION: 'administer',
  CREATE_API_KEY: 'administer',
  READ_DEAD_LETTERS: 'read-dead-letters',
  REPLAY_DEAD_LETTER: 'read-dead-letters',
  READ_AUDIT_TRAIL: 'read-audit',
  MANAGE_WEBHOOKS: 'manage-webhooks',
} as const satisfies Record<string, TenantAction>;

type ViewerAction =
  | keyof typeof ON_BATTERY
  | keyof typeof ON_TENANT
  | SecretAction
  | 'REVOKE_CONSENT'
  | 'CANCEL_OVERRIDE'
  | 'STOP_DISPATCH'
  | 'RESUME_DISPATCH'
  | 'ACKNOWLEDGE_ALERT'
  | 'LIFT_POWER_LIMIT'
  | 'DISABLE_RESPONSE'
  | 'READ_DEVICE_CREDENTIALS'
  | 'ENROL_EDGE_AGENT'
  | 'REVOKE_EDGE_AGENT';

/** What gives somebody a secret: it takes a credential that reaches as far itself. */
type SecretAction = 'ROTATE_API_KEY' | 'ENABLE_USER' | 'RESET_PASSWORD' | 'ROTATE_CLIENT_SECRET';

interface Caller {
  readonly actor: Actor;
  readonly platform: Pick<Platform, 'tenants'>;
}

/** Decided by the same rights that the actions themselves demand. */
export function viewerRightsOf(caller: Caller, holder: BatteryRightsHolder): ViewerRight[] {
  // The keys of a literal object are its type's keys.
  return (Object.keys(ON_BATTERY) as (keyof typeof ON_BATTERY)[]).map((action) =>
    batteryRightOf(caller, { action, holder, right: ON_BATTERY[action] }),
  );
}

/** Whether something may be done that a right to a battery decides. */
export function batteryRightOf(
  caller: Caller,
  { action, holder, right }: { action: ViewerAction; holder: BatteryRightsHolder; right: Right },
): ViewerRight {
  return viewerRight(action, holder.rights.has(right) ? null : refusal(caller, holder, right));
}

/** Whether something may be done that the credential's role alone decides. */
export function tenantRightOf(ability: Ability, action: keyof typeof ON_TENANT): ViewerRight {
  return viewerRight(action, ability.lack(ON_TENANT[action], 'Tenant'));
}

/** Whether a secret that reaches so far may be given to somebody. */
export function secretRightOf(
  { actor, ability }: { readonly actor: Actor; readonly ability: Ability },
  { action, reach }: { action: SecretAction; reach: Reach },
): ViewerRight {
  return viewerRight(action, ability.lack('administer', 'Tenant') ?? lackOfReach(actor, reach));
}

/** Whether something may be done that takes a right to every battery of the tenant. */
export function everywhereRightOf(
  ability: Ability,
  { action, right }: { action: ViewerAction; right: 'override:write' },
): ViewerRight {
  return viewerRight(action, ability.hasEverywhere(right) ? null : lackOfAll(right));
}

/** What may be done with the tenant itself. */
export function tenantRightsOf(ability: Ability): ViewerRight[] {
  const actions = [
    'REGISTER_SITE',
    'REGISTER_PARTY',
    'CREATE_API_KEY',
    'READ_DEAD_LETTERS',
    'READ_AUDIT_TRAIL',
    'MANAGE_WEBHOOKS',
  ] as const;
  return [
    ...actions.map((action) => tenantRightOf(ability, action)),
    everywhereRightOf(ability, { action: 'STOP_DISPATCH', right: 'override:write' }),
  ];
}

export function viewerRight(action: ViewerAction, refused: Lack | null): ViewerRight {
  if (!refused) return { action, allowed: true, reason: null, missingRoles: [], missing: null };
  const { reason, missingRoles, missing } = refused;
  return { action, allowed: false, reason, missingRoles, missing };
}
