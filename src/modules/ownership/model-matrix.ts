import {
  AGREEMENT_ROLES,
  type AgreementRole,
  FIELD_GROUPS,
  type FieldGroup,
  type OwnershipModels,
  rolesWith,
  WRITABLE_GROUPS,
} from '../../kernel/ownership-models.ts';

/** What one role may do under one model, as the API tells it. */
export interface ModelRole {
  readonly role: AgreementRole;
  readonly reads: readonly GroupName[];
  readonly writes: readonly GroupName[];
}

export interface ModelMatrix {
  readonly name: string;
  readonly roles: readonly ModelRole[];
}

/** The effective matrix of a tenant's models: asked of the same function that the rules are made with. */
export function matrixOf(models: OwnershipModels): ModelMatrix[] {
  // The keys of a literal object are its type's keys.
  const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
  return Object.entries(models).map(([name, model]) => {
    const roles = AGREEMENT_ROLES.map((role) => ({
      role,
      reads: groups.filter((group) => rolesWith(model, `${group}:read`).includes(role)).map(nameOf),
      writes: WRITABLE_GROUPS.filter((group) => rolesWith(model, `${group}:write`).includes(role)).map(nameOf),
    }));
    return { name, roles: roles.filter(({ reads, writes }) => reads.length + writes.length > 0) };
  });
}

const NAMES = {
  identity: 'IDENTITY',
  location: 'LOCATION',
  live: 'LIVE',
  history: 'HISTORY',
  intent: 'INTENT',
  plan: 'PLAN',
  override: 'OVERRIDE',
  instructions: 'INSTRUCTIONS',
  revenue: 'REVENUE',
  contracts: 'CONTRACTS',
  deviceCredentials: 'DEVICE_CREDENTIALS',
  audit: 'AUDIT',
} as const satisfies Record<FieldGroup, string>;

/** A field group by its name in the API. */
export type GroupName = (typeof NAMES)[FieldGroup];

export function nameOf(group: FieldGroup): GroupName {
  return NAMES[group];
}
