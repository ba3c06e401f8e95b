import { present } from '../../kernel/assert.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';

const NAMES = {
  'identity:read': 'IDENTITY_READ',
  'location:read': 'LOCATION_READ',
  'live:read': 'LIVE_READ',
  'history:read': 'HISTORY_READ',
  'intent:read': 'INTENT_READ',
  'intent:write': 'INTENT_WRITE',
  'plan:read': 'PLAN_READ',
  'plan:write': 'PLAN_WRITE',
  'override:read': 'OVERRIDE_READ',
  'override:write': 'OVERRIDE_WRITE',
  'instructions:read': 'INSTRUCTIONS_READ',
  'revenue:read': 'REVENUE_READ',
  'contracts:read': 'CONTRACTS_READ',
  'deviceCredentials:read': 'DEVICE_CREDENTIALS_READ',
  'deviceCredentials:write': 'DEVICE_CREDENTIALS_WRITE',
  'audit:read': 'AUDIT_READ',
  register: 'REGISTER',
  'read-dead-letters': 'READ_DEAD_LETTERS',
  'send-telemetry': 'SEND_TELEMETRY',
  'read-archive': 'READ_ARCHIVE',
  'read-audit': 'READ_AUDIT',
  'manage-webhooks': 'MANAGE_WEBHOOKS',
  administer: 'ADMINISTER',
} as const satisfies Partial<Record<Scope, string>>;

/** A scope by its name in the API. */
export type ScopeName = (typeof NAMES)[keyof typeof NAMES];

const NAME_OF_SCOPE: Partial<Record<Scope, ScopeName>> = NAMES;
// The entries of a literal object are of its type's keys and values.
const SCOPE_BY_NAME = new Map((Object.entries(NAMES) as [Scope, ScopeName][]).map(([scope, name]) => [name, scope]));

export function nameOfScope(scope: Scope): ScopeName {
  return present(NAME_OF_SCOPE[scope], `the scope ${scope} to have a name in the API`);
}

export function scopeNamed(name: ScopeName): Scope {
  return present(SCOPE_BY_NAME.get(name), `a scope to be called ${name}`);
}

/** Every name, in the order in which scopes are shown. */
export const SCOPE_NAMES: readonly ScopeName[] = SCOPES.map(nameOfScope);

/** Scopes as the API shows them: each once, in the order in which they are always shown. */
export function namesOfScopes(scopes: readonly Scope[]): ScopeName[] {
  return SCOPES.filter((scope) => scopes.includes(scope)).map(nameOfScope);
}
