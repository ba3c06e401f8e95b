import { type Right, RIGHTS } from './ownership-models.ts';

/** What can be done with a tenant as a whole. */
export const TENANT_ACTIONS = [
  'register',
  'read-dead-letters',
  'send-telemetry',
  'read-archive',
  'read-audit',
  'manage-webhooks',
  'administer',
] as const;
export type TenantAction = (typeof TENANT_ACTIONS)[number];

/** What a credential can be limited to: a right to a group of facts, or an action on the tenant as a whole. */
export type Scope = Right | TenantAction;

/** Every scope there is, in the order in which it is shown. */
export const SCOPES: readonly Scope[] = [...RIGHTS, ...TENANT_ACTIONS];
