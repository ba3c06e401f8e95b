/** What a party can be to a battery or a site. */
export const AGREEMENT_ROLES = [
  'OWNER',
  'LESSOR',
  'LESSEE',
  'OPERATOR',
  'OPTIMISER',
  'OFFTAKER',
  'SITE_HOST',
  'AUDITOR',
] as const;
export type AgreementRole = (typeof AGREEMENT_ROLES)[number];

/**
 * The groups of facts about a battery that rights are given for. `current` ones need an agreement in force now; `dated`
 * ones give exactly the facts dated inside the agreement, also after it has ended; `begun` stays once it has begun.
 */
export const FIELD_GROUPS = {
  identity: 'begun',
  location: 'current',
  live: 'current',
  history: 'dated',
  intent: 'current',
  plan: 'dated',
  override: 'current',
  instructions: 'dated',
  revenue: 'dated',
  contracts: 'dated',
  deviceCredentials: 'current',
  audit: 'dated',
} as const satisfies Record<string, 'begun' | 'current' | 'dated'>;
export type FieldGroup = keyof typeof FIELD_GROUPS;

/** To read or to change what a group holds. Whoever may change it may read it. */
export type Right = `${FieldGroup}:${'read' | 'write'}`;

/** Groups that can be changed at all; the rest only tell. */
export const WRITABLE_GROUPS = ['intent', 'plan', 'override', 'deviceCredentials'] as const satisfies readonly FieldGroup[];

// The keys of a literal object are its type's keys.
const GROUP_NAMES = Object.keys(FIELD_GROUPS) as FieldGroup[];

/** Every right there is, in the order in which it is shown. */
export const RIGHTS: readonly Right[] = GROUP_NAMES.flatMap((group): Right[] =>
  isWritable(group) ? [`${group}:read`, `${group}:write`] : [`${group}:read`],
);

/** What one role may do under one model. */
export interface RoleRights {
  readonly read: readonly FieldGroup[];
  readonly write: readonly (typeof WRITABLE_GROUPS)[number][];
}

/** What each role may do to a battery of this model; a role that is not named may do nothing. */
export type OwnershipModel = { readonly [Role in AgreementRole]?: RoleRights };

/** A tenant's models by name; the first is that of batteries that name none. */
export type OwnershipModels = Readonly<Record<string, OwnershipModel>>;

/** The group a right is about. */
export function groupOf(right: Right): FieldGroup {
  // A right is made of its group and what may be done with it.
  return right.slice(0, right.indexOf(':')) as FieldGroup;
}

/** Whether a right lasts for facts of the past, or only while an agreement is in force. */
export function lastsAfterEnd(right: Right): boolean {
  return right.endsWith(':read') && FIELD_GROUPS[groupOf(right)] !== 'current';
}

function isWritable(group: FieldGroup): group is (typeof WRITABLE_GROUPS)[number] {
  return WRITABLE_GROUPS.some((one) => one === group);
}

/** The roles that have a right under a model. */
export function rolesWith(model: OwnershipModel | undefined, right: Right): readonly AgreementRole[] {
  const group = groupOf(right);
  return AGREEMENT_ROLES.filter((role) => {
    const rights = model?.[role];
    const writes = rights !== undefined && isWritable(group) && rights.write.includes(group);
    return right.endsWith(':write') ? writes : writes || rights?.read.includes(group);
  });
}

const EVERYTHING: readonly FieldGroup[] = GROUP_NAMES;

/** The models every tenant can choose from; a tenant may define others. */
export const STANDARD_MODELS = {
  merchant: {
    OWNER: { read: EVERYTHING, write: ['intent'] },
    LESSOR: { read: ['identity', 'location', 'history', 'contracts'], write: [] },
    LESSEE: { read: EVERYTHING, write: ['intent'] },
    OPERATOR: {
      read: ['identity', 'location', 'live', 'history', 'intent', 'plan', 'instructions'],
      write: ['override', 'deviceCredentials'],
    },
    OPTIMISER: {
      read: ['identity', 'live', 'history', 'override', 'instructions', 'revenue', 'contracts'],
      write: ['intent', 'plan'],
    },
    OFFTAKER: { read: ['identity', 'history', 'revenue'], write: [] },
    SITE_HOST: { read: ['identity', 'location', 'live'], write: [] },
    AUDITOR: { read: ['identity', 'history', 'plan', 'instructions', 'revenue', 'contracts', 'audit'], write: [] },
  },
  tolling: {
    OWNER: { read: ['identity', 'location', 'live', 'history', 'instructions', 'contracts', 'audit'], write: [] },
    OPERATOR: {
      read: ['identity', 'location', 'live', 'history', 'intent', 'plan', 'instructions'],
      write: ['override', 'deviceCredentials'],
    },
    OPTIMISER: { read: ['identity', 'live', 'history', 'override', 'instructions', 'revenue'], write: ['intent', 'plan'] },
    OFFTAKER: {
      read: ['identity', 'live', 'history', 'intent', 'plan', 'instructions', 'revenue', 'contracts'],
      write: ['intent'],
    },
    SITE_HOST: { read: ['identity', 'location', 'live'], write: [] },
    AUDITOR: { read: ['identity', 'history', 'plan', 'instructions', 'revenue', 'contracts', 'audit'], write: [] },
  },
  lease: {
    OWNER: { read: ['identity', 'location', 'history', 'contracts', 'audit'], write: [] },
    LESSOR: { read: ['identity', 'location', 'history', 'contracts'], write: [] },
    LESSEE: { read: EVERYTHING, write: ['intent', 'override'] },
    OPERATOR: {
      read: ['identity', 'location', 'live', 'history', 'intent', 'plan', 'instructions'],
      write: ['override', 'deviceCredentials'],
    },
    OPTIMISER: { read: ['identity', 'live', 'history', 'override', 'instructions', 'revenue'], write: ['intent', 'plan'] },
    OFFTAKER: { read: ['identity', 'history', 'revenue'], write: [] },
    SITE_HOST: { read: ['identity', 'location', 'live'], write: [] },
    AUDITOR: { read: ['identity', 'history', 'plan', 'instructions', 'revenue', 'contracts', 'audit'], write: [] },
  },
  home: {
    OWNER: { read: EVERYTHING, write: ['intent', 'override'] },
    LESSEE: { read: EVERYTHING, write: ['intent', 'override'] },
    LESSOR: { read: ['identity', 'contracts'], write: [] },
    OPERATOR: { read: ['identity', 'live', 'instructions'], write: ['deviceCredentials'] },
    OPTIMISER: { read: ['identity', 'live', 'history', 'override', 'instructions', 'revenue'], write: ['intent', 'plan'] },
    AUDITOR: { read: ['identity', 'history', 'instructions', 'revenue', 'contracts', 'audit'], write: [] },
  },
} as const satisfies OwnershipModels;
