import type { Platform } from '../../platform/platform.ts';
import type { Actor } from '../tenancy/index.ts';
import type { AgreementRole, Right } from '../../kernel/ownership-models.ts';
import type { BatteryRightsHolder } from './battery-rights.ts';
import { refusal } from './enforce.ts';
import type { RefusalReason } from './refusal.ts';

/** Whether the viewer may do something with a battery, and what is missing when not. */
export interface ViewerRight {
  readonly action: ViewerAction;
  readonly allowed: boolean;
  readonly reason: RefusalReason | null;
  readonly missingRoles: readonly AgreementRole[];
  readonly missing: string | null;
}

const ACTIONS = {
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
} as const satisfies Record<string, Right>;

type ViewerAction = keyof typeof ACTIONS;

/** Decided by the same rights that the actions themselves demand. */
export function viewerRightsOf(
  caller: { readonly actor: Actor; readonly platform: Pick<Platform, 'tenants'> },
  holder: BatteryRightsHolder,
): ViewerRight[] {
  // The keys of a literal object are its type's keys.
  return (Object.keys(ACTIONS) as ViewerAction[]).map((action) => {
    const right = ACTIONS[action];
    if (holder.rights.has(right)) return { action, allowed: true, reason: null, missingRoles: [], missing: null };
    const { reason, missingRoles, missing } = refusal(caller, holder, right);
    return { action, allowed: false, reason, missingRoles, missing };
  });
}
