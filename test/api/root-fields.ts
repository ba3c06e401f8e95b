import { newKey } from '../harness/world.ts';
import type { Ids } from './stage.ts';

/** Whose credential asks. `stranger` acts for a party without any agreement. */
export type Who =
  | 'ADMIN'
  | 'OPERATOR'
  | 'VIEWER'
  | 'owner'
  | 'optimiser'
  | 'stranger'
  | 'agent'
  | 'enrolment'
  | 'support'
  | 'signedIn';

export interface RootField {
  readonly field: `${'Query' | 'Mutation' | 'Subscription'}.${string}`;
  readonly document: string;
  /** Who asks where it works. */
  readonly as: Who;
  /** What the field gives, in part; null where another test looks at it. */
  readonly gives: object | null;
  readonly variables: (ids: Ids) => Record<string, unknown>;
  /** Changes to the variables, each with the code of its refusal. */
  readonly badInput: readonly (readonly [what: string, change: (variables: Variables) => object, code: string])[];
  /** Who may not, although the object is theirs to see. */
  readonly refused: readonly Who[];
  /** The variables with the id in question replaced, where one is taken. */
  readonly withId?: { readonly type: keyof Ids; readonly variables: (id: string, ids: Ids) => object };
}

// Each case knows the shape of its own variables.
type Variables = ReturnType<typeof JSON.parse>;

const input = (fields: object): { input: object } => ({ input: { idempotencyKey: newKey(), ...fields } });
const changed =
  (fields: object) =>
  (variables: Variables): object => ({
    input: { ...variables.input, ...fields, ...('idempotencyKey' in fields ? {} : { idempotencyKey: newKey() }) },
  });
const within =
  (fields: object) =>
  (variables: Variables): object => ({ input: { ...variables.input, ...fields } });
const replaced =
  (fields: object) =>
  (variables: Variables): object => ({ ...variables, ...fields });
const ODD_PAGES = [
  ['no page at all', replaced({ first: 0 }), 'BAD_USER_INPUT'],
  ['too large a page', replaced({ first: 101 }), 'BAD_USER_INPUT'],
  ['a forged cursor', replaced({ after: 'Zm9v' }), 'BAD_USER_INPUT'],
] as const;
const BOTH_WAYS = ['first and last', replaced({ first: 1, last: 1 }), 'BAD_USER_INPUT'] as const;
const NO_KEY = ['a short idempotency key', changed({ idempotencyKey: 'short' }), 'BAD_USER_INPUT'] as const;
const LONG_KEY = ['a long idempotency key', changed({ idempotencyKey: 'k'.repeat(101) }), 'BAD_USER_INPUT'] as const;

const NOT_ADMIN: readonly Who[] = ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment', 'support'];

const NEW_SITE = { name: 'A new site', timeZone: 'Europe/London', market: 'GB', importLimitKw: 10, exportLimitKw: 10 };
const NEW_BATTERY = {
  name: 'A new battery',
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 10,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const OVERRIDE = { powerKw: 10, fromAt: '2026-05-12T13:00:00Z', untilAt: '2026-05-12T14:00:00Z', reason: 'a test' };
const LIMIT = { role: 'OPERATOR', chargePowerKwMax: 50, untilAt: '2026-05-12T14:00:00Z', reason: 'a test' };
const RESPONSE = { service: 'DM', direction: 'HIGH', contractedPowerKw: 5, untilAt: '2026-05-12T14:00:00Z' };
const ACCEPTANCE = {
  acceptanceNumber: 7,
  acceptedAt: '2026-05-12T09:59:00Z',
  points: [
    { at: '2026-05-12T12:30:00Z', powerKw: 0 },
    { at: '2026-05-12T12:40:00Z', powerKw: 5 },
  ],
};
const NEW_AGREEMENT = { role: 'SITE_HOST', reason: 'a test' };
const NEW_ENDPOINT = { name: 'new', url: 'https://partner.example/hooks', eventTypes: ['PLAN_MADE'] };
/** Long ago: a replay changes nothing. */
const REPLAYED = { from: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' };
let dayCount = 0;
/** A day of its own for each agreement: two of one role and party at a time would contradict one another. */
function nextDay(): { validFrom: string; validUntil: string } {
  dayCount += 1;
  const at = (day: number): string => new Date(Date.UTC(2020, 0, day)).toISOString();
  return { validFrom: at(dayCount), validUntil: at(dayCount + 1) };
}
const INTENT = { socPercentMin: 20, socPercentMax: 80, reservePercent: 10, cyclesPerDayCountMax: 1.5, wearCostPerMwh: '7.50' };

/** One entry for each field at the root of the schema. */
export const ROOT_FIELDS: readonly RootField[] = [
  {
    field: 'Query.node',
    document: 'query($id: ID!) { node(id: $id) { __typename id } }',
    as: 'VIEWER',
    gives: { __typename: 'Battery' },
    variables: (ids) => ({ id: ids.Battery }),
    badInput: [['no id', replaced({ id: null }), 'BAD_USER_INPUT']],
    refused: [],
    withId: { type: 'Battery', variables: (id) => ({ id }) },
  },
  {
    field: 'Query.nodes',
    document: 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
    as: 'VIEWER',
    gives: [{ __typename: 'Battery' }, { __typename: 'Site' }],
    variables: (ids) => ({ ids: [ids.Battery, ids.Site] }),
    badInput: [['more than 100 ids', replaced({ ids: Array.from({ length: 101 }, () => 'x') }), 'BAD_USER_INPUT']],
    refused: [],
    withId: { type: 'Battery', variables: (id) => ({ ids: [id] }) },
  },
  {
    field: 'Query.viewer',
    document: '{ viewer { role tenant { slug name } party { id } } }',
    as: 'owner',
    gives: { role: 'OWNER', tenant: { slug: 'alder', name: 'Alder Power' } },
    variables: () => ({}),
    badInput: [],
    refused: [],
  },
  {
    field: 'Query.apiKeys',
    document: 'query($first: Int, $after: String) { apiKeys(first: $first, after: $after) { nodes { name } } }',
    as: 'ADMIN',
    gives: { nodes: [{}] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
  },
  {
    field: 'Query.externalIdentities',
    document:
      'query($first: Int, $after: String) { externalIdentities(first: $first, after: $after) { nodes { issuer subject disabledAt } } }',
    as: 'ADMIN',
    gives: { nodes: [{ issuer: 'https://login.example', subject: 'somebody', disabledAt: null }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment', 'support'],
  },
  {
    field: 'Query.users',
    document: 'query($first: Int, $after: String) { users(first: $first, after: $after) { nodes { email name role } } }',
    as: 'ADMIN',
    gives: { nodes: [{ role: 'OWNER' }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: NOT_ADMIN,
  },
  {
    field: 'Query.oauthClients',
    document: 'query($first: Int, $after: String) { oauthClients(first: $first, after: $after) { nodes { kind name } } }',
    as: 'ADMIN',
    gives: { nodes: [{}] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: NOT_ADMIN,
  },
  {
    field: 'Query.consents',
    document: 'query($first: Int, $after: String) { consents(first: $first, after: $after) { nodes { purposes { purpose } } } }',
    as: 'owner',
    gives: { nodes: [{ purposes: [{ purpose: 'MONITORING' }] }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['OPERATOR', 'VIEWER', 'agent', 'enrolment', 'support'],
  },
  {
    field: 'Query.auditEntries',
    document:
      'query($first: Int, $after: String, $from: DateTime, $until: DateTime, $operation: String, $credentialId: ID, $subjectId: ID) { auditEntries(first: $first, after: $after, from: $from, until: $until, operation: $operation, credentialId: $credentialId, subjectId: $subjectId) { nodes { operation outcome decision actorKind party { id } } } }',
    as: 'ADMIN',
    gives: { nodes: [{ operation: 'overrideBattery', decision: 'ALLOWED', outcome: 'BatteryOverridden', actorKind: 'api-key' }] },
    variables: (ids) => ({ first: 1, operation: 'overrideBattery', subjectId: ids.Battery, until: '2026-05-12T10:00:01Z' }),
    badInput: [
      ...ODD_PAGES,
      ['no global id', replaced({ credentialId: 'nonsense' }), 'NOT_FOUND'],
      ['an end before the start', replaced({ from: '2026-05-12T10:00:02Z' }), 'BAD_USER_INPUT'],
    ],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment', 'support'],
    withId: { type: 'ApiKey', variables: (credentialId) => ({ credentialId }) },
  },
  {
    field: 'Query.supportSessions',
    document:
      'query($first: Int, $after: String) { supportSessions(first: $first, after: $after) { nodes { reason grantedTo endedAt } } }',
    as: 'ADMIN',
    gives: { nodes: [{ reason: 'a test', grantedTo: 'sam', endedAt: null }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment', 'support'],
  },
  {
    field: 'Query.batteries',
    document:
      'query($first: Int, $after: String, $last: Int, $siteId: ID) { batteries(first: $first, after: $after, last: $last, siteId: $siteId) { nodes { name } } }',
    as: 'VIEWER',
    gives: { nodes: [{ name: 'Battery one' }] },
    variables: () => ({ first: 1 }),
    badInput: [...ODD_PAGES, BOTH_WAYS, ['the id of another type', replaced({ siteId: 'QmF0dGVyeTox' }), 'NOT_FOUND']],
    refused: [],
    withId: { type: 'Site', variables: (siteId) => ({ first: 5, siteId }) },
  },
  {
    field: 'Query.battery',
    document:
      'query($id: ID!) { battery(id: $id) { name site { name } latestReading { socPercent } plan { id } intent { socPercentMin } } }',
    as: 'owner',
    gives: { name: 'Battery one', site: { name: 'Alder Power north' }, latestReading: { socPercent: 50 } },
    variables: (ids) => ({ id: ids.Battery }),
    badInput: [['no global id', replaced({ id: 'nonsense' }), 'NOT_FOUND']],
    refused: [],
    withId: { type: 'Battery', variables: (id) => ({ id }) },
  },
  {
    field: 'Query.sites',
    document:
      'query($first: Int, $after: String, $last: Int) { sites(first: $first, after: $after, last: $last) { nodes { name } } }',
    as: 'VIEWER',
    gives: { nodes: [{ name: 'Alder Power north' }, { name: 'Alder Power south' }] },
    variables: () => ({ first: 2 }),
    badInput: [...ODD_PAGES, BOTH_WAYS],
    refused: [],
  },
  {
    field: 'Query.site',
    document: 'query($id: ID!) { site(id: $id) { name timeZone market importLimitKw exportLimitKw batteries { name } } }',
    as: 'VIEWER',
    gives: { name: 'Alder Power north', timeZone: 'Europe/London', market: 'GB', importLimitKw: 150, exportLimitKw: 120 },
    variables: (ids) => ({ id: ids.Site }),
    badInput: [['no global id', replaced({ id: 'nonsense' }), 'NOT_FOUND']],
    refused: [],
    withId: { type: 'Site', variables: (id) => ({ id }) },
  },
  {
    field: 'Query.ownershipModels',
    document: '{ ownershipModels { name roles { role reads writes } } }',
    as: 'VIEWER',
    gives: [{ name: 'merchant' }, { name: 'tolling' }, { name: 'lease' }, { name: 'home' }],
    variables: () => ({}),
    badInput: [],
    refused: [],
  },
  {
    field: 'Query.deadLetters',
    document: 'query($first: Int, $after: String) { deadLetters(first: $first, after: $after) { nodes { payload } } }',
    as: 'OPERATOR',
    gives: { nodes: [{ payload: 'not a batch' }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
  },
  {
    field: 'Query.archivedDays',
    document:
      'query($from: Date!, $until: Date!) { archivedDays(fromDate: $from, untilDate: $until) { measuredDate rowCount batteryCount } }',
    as: 'OPERATOR',
    gives: [{ measuredDate: '2024-12-01', rowCount: 2, batteryCount: 1 }],
    variables: () => ({ from: '2024-12-01', until: '2024-12-02' }),
    badInput: [
      ['an empty span', replaced({ until: '2024-12-01' }), 'BAD_USER_INPUT'],
      ['too long a span', replaced({ until: '2026-01-06' }), 'BAD_USER_INPUT'],
      ['a day that no year has', replaced({ from: '2024-02-30' }), 'BAD_USER_INPUT'],
    ],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
  },
  {
    field: 'Query.marketPrices',
    document:
      'query($from: DateTime!, $until: DateTime!) { marketPrices(market: GB, from: $from, until: $until) { period { periodIndex } importPricePerMwh } }',
    as: 'VIEWER',
    gives: [{ period: { periodIndex: 23 } }],
    variables: () => ({ from: '2026-05-12T10:00:00Z', until: '2026-05-12T10:30:00Z' }),
    badInput: [
      ['an end before the start', replaced({ until: '2026-05-12T09:00:00Z' }), 'BAD_USER_INPUT'],
      ['a span too long', replaced({ until: '2026-05-23T10:00:00Z' }), 'BAD_USER_INPUT'],
      ['no instant', replaced({ from: 'yesterday' }), 'BAD_USER_INPUT'],
    ],
    refused: [],
  },
  {
    field: 'Query.forecasts',
    document:
      'query($from: DateTime!, $until: DateTime!, $knownAt: DateTime, $method: String) { forecasts(market: GB, kind: IMPORT_PRICE, from: $from, until: $until, knownAt: $knownAt, method: $method) { period { periodIndex } method source quantiles { levelRatio pricePerMwh } why } }',
    as: 'VIEWER',
    gives: [
      {
        period: { periodIndex: 23 },
        source: 'holdfast',
        quantiles: [{ levelRatio: 0.1 }, { levelRatio: 0.5 }, { levelRatio: 0.9 }],
      },
    ],
    variables: () => ({ from: '2026-05-12T10:00:00Z', until: '2026-05-12T10:30:00Z' }),
    badInput: [
      ['an end before the start', replaced({ until: '2026-05-12T09:00:00Z' }), 'BAD_USER_INPUT'],
      ['a span too long', replaced({ until: '2026-05-23T10:00:00Z' }), 'BAD_USER_INPUT'],
      ['what will be known one day', replaced({ knownAt: '2036-05-12T10:00:00Z' }), 'BAD_USER_INPUT'],
    ],
    refused: [],
  },
  {
    field: 'Query.forecastScores',
    document:
      'query($kind: ForecastKind = IMPORT_PRICE) { forecastScores(market: GB, kind: $kind) { method leadHoursMin leadHoursMax periodCount pinballLossPerMwh coveredRatio why } }',
    as: 'VIEWER',
    gives: [{ leadHoursMin: 12, leadHoursMax: 24, periodCount: 41 }],
    variables: () => ({}),
    badInput: [['a price there is not', replaced({ kind: 'WEATHER' }), 'BAD_USER_INPUT']],
    refused: [],
  },
  {
    field: 'Mutation.createApiKey',
    document:
      'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename ... on ApiKeyCreated { apiKey { name role } } ... on ApiKeyRefused { reason } } }',
    as: 'ADMIN',
    gives: { __typename: 'ApiKeyCreated', apiKey: { name: 'for a test', role: 'VIEWER' } },
    variables: () => input({ name: 'for a test', role: 'VIEWER' }),
    badInput: [
      NO_KEY,
      LONG_KEY,
      ['an empty name', changed({ name: '  ' }), 'BAD_USER_INPUT'],
      ['a long name', changed({ name: 'n'.repeat(101) }), 'BAD_USER_INPUT'],
      ['a role there is not', changed({ role: 'EMPEROR' }), 'BAD_USER_INPUT'],
      ['a scope there is not', changed({ scopes: ['EVERYTHING'] }), 'BAD_USER_INPUT'],
      ['no scope', changed({ scopes: [] }), 'BAD_USER_INPUT'],
      ['no battery', changed({ batteryIds: [] }), 'BAD_USER_INPUT'],
      ['more than 100 batteries', changed({ batteryIds: Array.from({ length: 101 }, () => 'x') }), 'BAD_USER_INPUT'],
    ],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Party', variables: (partyId) => input({ name: 'for a test', role: 'OWNER', partyId }) },
  },
  {
    field: 'Mutation.rotateApiKey',
    document:
      'mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { __typename ... on ApiKeyRotated { apiKey { name } } } }',
    as: 'ADMIN',
    gives: { __typename: 'ApiKeyRotated', apiKey: { name: 'spare' } },
    variables: (ids) => input({ apiKeyId: ids.ApiKey }),
    badInput: [
      NO_KEY,
      ['an overlap of more than a week', changed({ overlapSeconds: 604_801 }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ apiKeyId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'ApiKey', variables: (apiKeyId) => input({ apiKeyId }) },
  },
  {
    field: 'Mutation.createUser',
    document:
      'mutation($input: CreateUserInput!) { createUser(input: $input) { ... on UserCreated { user { role party { id } } } ... on UserRefused { reason message } } }',
    as: 'ADMIN',
    gives: { user: { role: 'OWNER' } },
    variables: (ids) => input({ email: `${newKey()}@alder.example`, name: 'A person', role: 'OWNER', partyId: ids.Party }),
    badInput: [
      NO_KEY,
      LONG_KEY,
      ['no e-mail address', changed({ email: 'nobody' }), 'BAD_USER_INPUT'],
      ['no name', changed({ name: ' ' }), 'BAD_USER_INPUT'],
    ],
    refused: NOT_ADMIN,
    withId: { type: 'Party', variables: (partyId) => input({ email: 'a@b.example', name: 'x', role: 'OWNER', partyId }) },
  },
  ...(
    [
      ['disableUser', 'DisableUserInput', '... on UserDisabled { user { id } }'],
      ['enableUser', 'EnableUserInput', '... on UserEnabled { user { id } }'],
      ['resetPassword', 'ResetPasswordInput', '... on PasswordReset { user { id } password }'],
    ] as const
  ).map(([name, type, gives]): RootField => ({
    field: `Mutation.${name}`,
    document: `mutation($input: ${type}!) { ${name}(input: $input) { ${gives} } }`,
    as: 'ADMIN',
    gives: { user: {} },
    variables: (ids) => input({ userId: ids.User }),
    badInput: [NO_KEY, LONG_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'User', variables: (userId) => input({ userId }) },
  })),
  {
    field: 'Mutation.changePassword',
    document:
      'mutation($input: ChangePasswordInput!) { changePassword(input: $input) { __typename ... on PasswordRefused { reason } } }',
    as: 'signedIn',
    // A change that is made: test/identity/change-password.test.ts.
    gives: { __typename: 'PasswordRefused', reason: 'WRONG_PASSWORD' },
    variables: () => input({ currentPassword: 'not the one', newPassword: 'a new one, long enough' }),
    badInput: [
      NO_KEY,
      LONG_KEY,
      ['too short a password', changed({ newPassword: 'short' }), 'BAD_USER_INPUT'],
      ['too long a password', changed({ newPassword: 'p'.repeat(201) }), 'BAD_USER_INPUT'],
    ],
    refused: ['ADMIN', ...NOT_ADMIN],
  },
  {
    field: 'Mutation.registerApp',
    document:
      'mutation($input: RegisterAppInput!) { registerApp(input: $input) { ... on AppRegistered { app { kind purposes } } } }',
    as: 'ADMIN',
    gives: { app: { kind: 'APP', purposes: ['MONITORING'] } },
    variables: () => input({ name: 'An app', redirectUris: ['https://app.example/back'], purposes: ['MONITORING'] }),
    badInput: [
      NO_KEY,
      LONG_KEY,
      ['no name', changed({ name: ' ' }), 'BAD_USER_INPUT'],
      ['no address', changed({ redirectUris: [] }), 'BAD_USER_INPUT'],
      ['no purpose', changed({ purposes: [] }), 'BAD_USER_INPUT'],
    ],
    refused: NOT_ADMIN,
  },
  {
    field: 'Mutation.createService',
    document:
      'mutation($input: CreateServiceInput!) { createService(input: $input) { ... on ServiceCreated { service { kind role scopes } } } }',
    as: 'ADMIN',
    gives: { service: { kind: 'SERVICE', role: 'OPERATOR', scopes: ['LIVE_READ'] } },
    variables: (ids) => input({ name: 'A service', role: 'OPERATOR', scopes: ['LIVE_READ'], batteryIds: [ids.Battery] }),
    badInput: [
      NO_KEY,
      LONG_KEY,
      ['no scope', changed({ scopes: [] }), 'BAD_USER_INPUT'],
      ['an unknown scope', changed({ scopes: ['EVERYTHING'] }), 'BAD_USER_INPUT'],
      ['no battery', changed({ batteryIds: [] }), 'BAD_USER_INPUT'],
    ],
    refused: NOT_ADMIN,
    withId: {
      type: 'Battery',
      variables: (id) => input({ name: 'A service', role: 'OPERATOR', scopes: ['LIVE_READ'], batteryIds: [id] }),
    },
  },
  {
    field: 'Mutation.rotateClientSecret',
    document:
      'mutation($input: RotateClientSecretInput!) { rotateClientSecret(input: $input) { ... on ClientSecretRotated { client { kind } } } }',
    as: 'ADMIN',
    gives: { client: { kind: 'SERVICE' } },
    variables: (ids) => input({ oauthClientId: ids.OAuthClient, overlapSeconds: 3_600 }),
    badInput: [NO_KEY, LONG_KEY, ['too long an overlap', changed({ overlapSeconds: 604_801 }), 'BAD_USER_INPUT']],
    refused: NOT_ADMIN,
    withId: { type: 'OAuthClient', variables: (oauthClientId) => input({ oauthClientId }) },
  },
  {
    field: 'Mutation.revokeConsent',
    document:
      'mutation($input: RevokeConsentInput!) { revokeConsent(input: $input) { ... on ConsentRevoked { consent { id } } } }',
    as: 'owner',
    gives: { consent: {} },
    variables: (ids) => input({ consentId: ids.Consent }),
    badInput: [NO_KEY, LONG_KEY],
    refused: ['OPERATOR', 'VIEWER', 'agent', 'enrolment', 'support'],
    withId: { type: 'Consent', variables: (consentId) => input({ consentId }) },
  },
  {
    field: 'Mutation.revokeOAuthClient',
    document:
      'mutation($input: RevokeOAuthClientInput!) { revokeOAuthClient(input: $input) { ... on OAuthClientRevoked { client { id } } } }',
    as: 'ADMIN',
    gives: { client: {} },
    variables: (ids) => input({ oauthClientId: ids.OAuthClient }),
    badInput: [NO_KEY, LONG_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'OAuthClient', variables: (oauthClientId) => input({ oauthClientId }) },
  },
  {
    field: 'Mutation.revokeApiKey',
    document:
      'mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { ... on ApiKeyRevoked { apiKey { revokedAt } } } }',
    as: 'ADMIN',
    gives: { apiKey: { revokedAt: '2026-05-12T10:00:00Z' } },
    variables: (ids) => input({ apiKeyId: ids.ApiKey }),
    badInput: [NO_KEY, ['the id of another type', changed({ apiKeyId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'ApiKey', variables: (apiKeyId) => input({ apiKeyId }) },
  },
  {
    field: 'Mutation.disableExternalIdentity',
    document:
      'mutation($input: DisableExternalIdentityInput!) { disableExternalIdentity(input: $input) { ... on ExternalIdentityDisabled { externalIdentity { subject disabledAt } } } }',
    as: 'ADMIN',
    gives: { externalIdentity: { subject: 'somebody', disabledAt: '2026-05-12T10:00:00Z' } },
    variables: (ids) => input({ externalIdentityId: ids.ExternalIdentity }),
    badInput: [NO_KEY, ['the id of another type', changed({ externalIdentityId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment'],
    withId: { type: 'ExternalIdentity', variables: (externalIdentityId) => input({ externalIdentityId }) },
  },
  {
    field: 'Mutation.enableExternalIdentity',
    document:
      'mutation($input: EnableExternalIdentityInput!) { enableExternalIdentity(input: $input) { ... on ExternalIdentityEnabled { externalIdentity { subject disabledAt } } } }',
    as: 'ADMIN',
    gives: { externalIdentity: { subject: 'somebody', disabledAt: null } },
    variables: (ids) => input({ externalIdentityId: ids.ExternalIdentity }),
    badInput: [NO_KEY, ['the id of another type', changed({ externalIdentityId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment'],
    withId: { type: 'ExternalIdentity', variables: (externalIdentityId) => input({ externalIdentityId }) },
  },
  {
    field: 'Mutation.endSupportSession',
    document:
      'mutation($input: EndSupportSessionInput!) { endSupportSession(input: $input) { __typename ... on SupportSessionEnded { supportSession { reason } } } }',
    as: 'ADMIN',
    gives: { __typename: 'SupportSessionEnded', supportSession: { reason: 'a test' } },
    variables: (ids) => input({ supportSessionId: ids.SupportSession }),
    badInput: [NO_KEY, ['the id of another type', changed({ supportSessionId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent', 'enrolment', 'support'],
    withId: { type: 'SupportSession', variables: (supportSessionId) => input({ supportSessionId }) },
  },
  {
    field: 'Mutation.registerSite',
    document:
      'mutation($input: RegisterSiteInput!) { registerSite(input: $input) { __typename ... on SiteRegistered { site { name timeZone } } } }',
    as: 'OPERATOR',
    gives: { __typename: 'SiteRegistered', site: { name: 'A new site', timeZone: 'Europe/London' } },
    variables: () => input(NEW_SITE),
    badInput: [
      NO_KEY,
      ['a time zone there is not', changed({ timeZone: 'Europe/Atlantis' }), 'BAD_USER_INPUT'],
      ['a negative limit', changed({ importLimitKw: -1 }), 'BAD_USER_INPUT'],
      ['a limit beyond any connection', changed({ exportLimitKw: 1e9 }), 'BAD_USER_INPUT'],
      ['an empty name', changed({ name: '' }), 'BAD_USER_INPUT'],
    ],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
  },
  {
    field: 'Mutation.registerBattery',
    document:
      'mutation($input: RegisterBatteryInput!) { registerBattery(input: $input) { __typename ... on BatteryRegistered { battery { name site { name } } } } }',
    as: 'OPERATOR',
    gives: { __typename: 'BatteryRegistered', battery: { name: 'A new battery', site: { name: 'Alder Power north' } } },
    variables: (ids) => input({ ...NEW_BATTERY, siteId: ids.Site }),
    badInput: [
      NO_KEY,
      ['no power', changed({ chargePowerKwMax: 0 }), 'BAD_USER_INPUT'],
      ['more out than in', changed({ dischargeEfficiencyPercent: 100.1 }), 'BAD_USER_INPUT'],
      ['no energy', changed({ energyCapacityKwh: 0 }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ siteId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Site', variables: (siteId) => input({ ...NEW_BATTERY, siteId }) },
  },
  {
    field: 'Mutation.enrolEdgeAgent',
    document:
      'mutation($input: EnrolEdgeAgentInput!) { enrolEdgeAgent(input: $input) { ... on EdgeAgentEnrolled { site { name } } } }',
    as: 'OPERATOR',
    gives: { site: { name: 'Alder Power south' } },
    // The token of this site’s agent is used by no other test.
    variables: (ids) => input({ siteId: ids.SpareSite }),
    badInput: [NO_KEY, ['the id of another type', changed({ siteId: 'nonsense' }), 'NOT_FOUND']],
    // Nobody but the tenant sees this site; parties and agents are looked at in rights-in-time and edge-agents.
    refused: ['VIEWER'],
    withId: { type: 'Site', variables: (siteId) => input({ siteId }) },
  },
  {
    field: 'Mutation.revokeEdgeAgent',
    document:
      'mutation($input: RevokeEdgeAgentInput!) { revokeEdgeAgent(input: $input) { ... on EdgeAgentRevoked { site { name } } } }',
    as: 'OPERATOR',
    gives: { site: { name: 'Alder Power south' } },
    variables: (ids) => input({ siteId: ids.SpareSite }),
    badInput: [NO_KEY, ['the id of another type', changed({ siteId: 'nonsense' }), 'NOT_FOUND']],
    // Nobody but the tenant sees this site; parties and agents are looked at in rights-in-time and edge-agents.
    refused: ['VIEWER'],
    withId: { type: 'Site', variables: (siteId) => input({ siteId }) },
  },
  {
    field: 'Mutation.requestCertificate',
    document:
      'mutation($input: RequestCertificateInput!) { requestCertificate(input: $input) { __typename ... on CertificateRefused { reason } } }',
    as: 'enrolment',
    gives: { __typename: 'CertificateRefused', reason: 'REQUEST_INVALID' },
    variables: () => input({ csrPem: 'no request' }),
    badInput: [
      NO_KEY,
      ['no request', changed({ csrPem: ' ' }), 'BAD_USER_INPUT'],
      ['a request too long', changed({ csrPem: 'r'.repeat(4_001) }), 'BAD_USER_INPUT'],
    ],
    refused: ['ADMIN', 'OPERATOR', 'VIEWER', 'owner', 'optimiser', 'support'],
  },
  {
    field: 'Query.parties',
    document: 'query($first: Int, $after: String) { parties(first: $first, after: $after) { nodes { name kind } } }',
    as: 'VIEWER',
    gives: { nodes: [{ name: 'The coming of Alder Power', kind: 'COMPANY' }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['owner', 'optimiser', 'agent'],
  },
  {
    field: 'Mutation.registerParty',
    document:
      'mutation($input: RegisterPartyInput!) { registerParty(input: $input) { ... on PartyRegistered { party { name kind } } } }',
    as: 'ADMIN',
    gives: { party: { name: 'The Muir family', kind: 'PERSON' } },
    variables: () => input({ name: 'The Muir family', kind: 'PERSON' }),
    badInput: [
      NO_KEY,
      ['an empty name', changed({ name: ' ' }), 'BAD_USER_INPUT'],
      ['a name without end', changed({ name: 'n'.repeat(101) }), 'BAD_USER_INPUT'],
      ['a kind there is not', changed({ kind: 'GHOST' }), 'BAD_USER_INPUT'],
    ],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
  },
  {
    field: 'Mutation.makeAgreement',
    document:
      'mutation($input: MakeAgreementInput!) { makeAgreement(input: $input) { __typename ... on AgreementMade { agreement { role party { id } versionSequence history { changeReason } } } ... on AgreementRefused { reason } } }',
    as: 'ADMIN',
    gives: {
      __typename: 'AgreementMade',
      agreement: { role: 'SITE_HOST', versionSequence: 1, history: [{ changeReason: 'a test' }] },
    },
    variables: (ids) => input({ ...NEW_AGREEMENT, partyId: ids.Party, batteryId: ids.Battery, ...nextDay() }),
    badInput: [
      NO_KEY,
      ['no reason', changed({ reason: ' ' }), 'BAD_USER_INPUT'],
      ['neither battery nor site', changed({ batteryId: null }), 'BAD_USER_INPUT'],
      ['a share above the whole', changed({ sharePercent: 101 }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
      ['a role there is not', changed({ role: 'EMPEROR' }), 'BAD_USER_INPUT'],
    ],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
    withId: {
      type: 'Battery',
      variables: (batteryId, ids) => input({ ...NEW_AGREEMENT, partyId: ids.Party, batteryId, ...nextDay() }),
    },
  },
  {
    field: 'Mutation.endAgreement',
    document:
      'mutation($input: EndAgreementInput!) { endAgreement(input: $input) { __typename ... on AgreementEnded { agreement { validUntil versionSequence } } ... on AgreementRefused { reason } } }',
    as: 'ADMIN',
    gives: null,
    variables: (ids) => input({ agreementId: ids.Agreement, endsAt: '2046-01-01T00:00:00Z', reason: 'a test' }),
    badInput: [
      NO_KEY,
      ['no reason', changed({ reason: '' }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ agreementId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['OPERATOR', 'VIEWER', 'owner', 'optimiser', 'agent'],
    withId: {
      type: 'Agreement',
      variables: (agreementId) => input({ agreementId, endsAt: '2046-01-01T00:00:00Z', reason: 'a test' }),
    },
  },
  {
    field: 'Query.checkIntent',
    document:
      'query($input: CheckIntentInput!) { checkIntent(input: $input) { __typename ... on IntentNotChecked { obstacle message } } }',
    as: 'owner',
    gives: null,
    variables: (ids) => ({ input: { ...INTENT, batteryId: ids.Battery } }),
    badInput: [
      ['a cost that is no decimal', within({ wearCostPerMwh: 'cheap' }), 'BAD_USER_INPUT'],
      ['the id of another type', within({ batteryId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'agent', 'support'],
    withId: { type: 'Battery', variables: (batteryId) => ({ input: { ...INTENT, batteryId } }) },
  },
  {
    field: 'Mutation.setIntent',
    document:
      'mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename ... on IntentSet { battery { currentIntent { socPercentMin socPercentMax reservePercent cyclesPerDayCountMax wearCostPerMwh } } } } }',
    as: 'owner',
    gives: { __typename: 'IntentSet', battery: { currentIntent: { ...INTENT, wearCostPerMwh: '7.500000' } } },
    variables: (ids) => input({ ...INTENT, batteryId: ids.Battery }),
    badInput: [
      NO_KEY,
      ['a cost that is no decimal', changed({ wearCostPerMwh: 'cheap' }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ ...INTENT, batteryId }) },
  },
  {
    field: 'Mutation.requestPlan',
    document: 'mutation($input: RequestPlanInput!) { requestPlan(input: $input) { ... on PlanRequested { battery { name } } } }',
    as: 'optimiser',
    gives: { battery: { name: 'Battery one' } },
    variables: (ids) => input({ batteryId: ids.Battery }),
    badInput: [NO_KEY, ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ batteryId }) },
  },
  {
    field: 'Mutation.overrideBattery',
    document:
      'mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename ... on BatteryOverridden { override { powerKw fromAt untilAt reason cancelledAt } } } }',
    as: 'OPERATOR',
    gives: { __typename: 'BatteryOverridden', override: { ...OVERRIDE, cancelledAt: null } },
    variables: (ids) => input({ ...OVERRIDE, batteryId: ids.Battery }),
    badInput: [
      NO_KEY,
      ['no reason', changed({ reason: ' ' }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ ...OVERRIDE, batteryId }) },
  },
  {
    field: 'Mutation.cancelOverride',
    document:
      'mutation($input: CancelOverrideInput!) { cancelOverride(input: $input) { ... on OverrideCancelled { override { cancelledAt } } } }',
    as: 'OPERATOR',
    gives: { override: { cancelledAt: '2026-05-12T10:00:00Z' } },
    variables: (ids) => input({ overrideId: ids.Override }),
    badInput: [NO_KEY, ['the id of another type', changed({ overrideId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Override', variables: (overrideId) => input({ overrideId }) },
  },
  {
    field: 'Query.alerts',
    document:
      'query($first: Int, $after: String, $openOnly: Boolean) { alerts(first: $first, after: $after, openOnly: $openOnly) { nodes { kind battery { name } instruction { id } clearedAt } } }',
    as: 'VIEWER',
    gives: { nodes: [{ kind: 'OUT_OF_TOLERANCE' }] },
    variables: () => ({ first: 1, openOnly: false }),
    badInput: ODD_PAGES,
    refused: ['owner', 'optimiser', 'agent'],
  },
  {
    field: 'Mutation.acknowledgeAlert',
    document:
      'mutation($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { ... on AlertAcknowledged { alert { kind acknowledgedAt } } } }',
    as: 'OPERATOR',
    gives: { alert: { kind: 'OUT_OF_TOLERANCE', acknowledgedAt: '2026-05-12T10:00:00Z' } },
    variables: (ids) => input({ alertId: ids.Alert }),
    badInput: [NO_KEY, ['the id of another type', changed({ alertId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Alert', variables: (alertId) => input({ alertId }) },
  },
  {
    field: 'Query.powerLimits',
    document:
      'query($first: Int, $after: String) { powerLimits(first: $first, after: $after) { nodes { role reason chargePowerKwMax } } }',
    as: 'VIEWER',
    gives: { nodes: [{ role: 'OPERATOR' }] },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['owner', 'optimiser', 'agent'],
  },
  {
    field: 'Query.marketRuns',
    document:
      'query($first: Int, $after: String) { marketRuns(first: $first, after: $after) { nodes { product state facts { step } orders { state award { volumeKw } } } } }',
    as: 'VIEWER',
    gives: {
      nodes: [
        {
          product: 'day-ahead hourly',
          state: 'AWARDED',
          facts: [{ step: 'FETCH' }, { step: 'BID' }, { step: 'SUBMIT' }, { step: 'AWARD' }],
          orders: [{ state: 'ACCEPTED', award: { volumeKw: 100 } }],
        },
      ],
    },
    variables: () => ({ first: 1 }),
    badInput: ODD_PAGES,
    refused: ['owner', 'optimiser', 'agent'],
  },
  {
    field: 'Mutation.setPowerLimit',
    document:
      'mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { __typename ... on PowerLimitSet { limit { role chargePowerKwMax dischargePowerKwMax untilAt battery { id } } } ... on PowerLimitRefused { reason } } }',
    as: 'OPERATOR',
    gives: { __typename: 'PowerLimitSet', limit: { role: 'OPERATOR', chargePowerKwMax: 50, dischargePowerKwMax: null } },
    variables: (ids) => input({ ...LIMIT, batteryId: ids.Battery }),
    badInput: [
      NO_KEY,
      ['no reason', changed({ reason: ' ' }), 'BAD_USER_INPUT'],
      ['a power below nothing', changed({ chargePowerKwMax: -1 }), 'BAD_USER_INPUT'],
      ['a battery and a site', changed({ siteId: 'nonsense' }), 'BAD_USER_INPUT'],
      ['neither a battery nor a site', changed({ batteryId: null }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ ...LIMIT, batteryId }) },
  },
  {
    field: 'Mutation.liftPowerLimit',
    document:
      'mutation($input: LiftPowerLimitInput!) { liftPowerLimit(input: $input) { ... on PowerLimitLifted { limit { liftedAt } } } }',
    as: 'OPERATOR',
    gives: { limit: { liftedAt: '2026-05-12T10:00:00Z' } },
    variables: (ids) => input({ limitId: ids.PowerLimit }),
    badInput: [NO_KEY, ['the id of another type', changed({ limitId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'PowerLimit', variables: (limitId) => input({ limitId }) },
  },
  {
    field: 'Mutation.enableResponse',
    document:
      'mutation($input: EnableResponseInput!) { enableResponse(input: $input) { __typename ... on ResponseEnabled { response { service state battery { id } } } ... on ResponseRefused { reason } } }',
    as: 'optimiser',
    gives: { __typename: 'ResponseEnabled', response: { service: 'DM', state: 'WAITING' } },
    variables: (ids) => input({ ...RESPONSE, batteryId: ids.Battery }),
    badInput: [
      NO_KEY,
      ['no power', changed({ contractedPowerKw: 0 }), 'BAD_USER_INPUT'],
      ['a service there is not', changed({ service: 'FFR' }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'owner', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ ...RESPONSE, batteryId }) },
  },
  {
    field: 'Mutation.takeAcceptances',
    document:
      'mutation($input: TakeAcceptancesInput!) { takeAcceptances(input: $input) { ... on AcceptancesTaken { answers { acceptanceNumber outcome reason } } } }',
    as: 'optimiser',
    gives: { answers: [{ acceptanceNumber: 7, outcome: 'TAKEN', reason: null }] },
    variables: (ids) => input({ acceptances: [ACCEPTANCE], batteryId: ids.Battery }),
    badInput: [
      NO_KEY,
      ['too many', changed({ acceptances: Array.from({ length: 101 }, () => ACCEPTANCE) }), 'BAD_USER_INPUT'],
      ['a number below nothing', changed({ acceptances: [{ ...ACCEPTANCE, acceptanceNumber: -1 }] }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['VIEWER', 'owner', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ acceptances: [ACCEPTANCE], batteryId }) },
  },
  {
    field: 'Mutation.disableResponse',
    document:
      'mutation($input: DisableResponseInput!) { disableResponse(input: $input) { ... on ResponseDisabled { response { state } } } }',
    as: 'OPERATOR',
    gives: { response: { state: 'DISABLED' } },
    variables: (ids) => input({ responseId: ids.EnabledResponse }),
    badInput: [NO_KEY, ['the id of another type', changed({ responseId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'agent'],
    withId: { type: 'EnabledResponse', variables: (responseId) => input({ responseId }) },
  },
  {
    field: 'Query.dispatchStops',
    document:
      'query($first: Int, $after: String) { dispatchStops(first: $first, after: $after) { nodes { kind site { name } } } }',
    as: 'VIEWER',
    gives: { nodes: [{ kind: 'VISIT', site: { name: 'Alder Power south' } }] },
    variables: () => ({ first: 5 }),
    badInput: [
      ['a page too large', (variables) => ({ ...variables, first: 101 }), 'BAD_USER_INPUT'],
      ['a cursor of nobody', (variables) => ({ ...variables, after: 'nonsense' }), 'BAD_USER_INPUT'],
    ],
    refused: ['owner', 'optimiser', 'agent'],
  },
  {
    field: 'Mutation.stopDispatch',
    document:
      'mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { __typename ... on DispatchStopped { stop { kind site { id } battery { id } liftedAt } } ... on StopRefused { reason } } }',
    as: 'OPERATOR',
    gives: { __typename: 'DispatchStopped', stop: { kind: 'VISIT', site: null, liftedAt: null } },
    variables: (ids) => input({ kind: 'VISIT', batteryId: ids.Battery, reason: 'a test' }),
    badInput: [
      NO_KEY,
      ['no reason', changed({ reason: ' ' }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ batteryId: 'nonsense' }), 'NOT_FOUND'],
      ['a battery and a site', changed({ siteId: 'nonsense' }), 'BAD_USER_INPUT'],
      ['a kind there is not', changed({ kind: 'HOLIDAY' }), 'BAD_USER_INPUT'],
    ],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'Battery', variables: (batteryId) => input({ kind: 'VISIT', batteryId, reason: 'a test' }) },
  },
  {
    field: 'Mutation.resumeDispatch',
    document:
      'mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { ... on DispatchResumed { stop { liftedAt } } } }',
    as: 'OPERATOR',
    gives: { stop: { liftedAt: '2026-05-12T10:00:00Z' } },
    variables: (ids) => input({ stopId: ids.DispatchStop }),
    badInput: [NO_KEY, ['the id of another type', changed({ stopId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'DispatchStop', variables: (stopId) => input({ stopId }) },
  },
  {
    field: 'Mutation.acknowledgeInstruction',
    document:
      'mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { ... on InstructionAcknowledged { instruction { state deliveredAt } } } }',
    as: 'agent',
    gives: { instruction: { state: 'DELIVERED', deliveredAt: '2026-05-12T10:00:01Z' } },
    variables: (ids) => input({ instructionId: ids.Instruction, outcome: 'DELIVERED', happenedAt: '2026-05-12T10:00:01Z' }),
    badInput: [
      NO_KEY,
      ['a reason too long', changed({ outcome: 'REFUSED', refusalReason: 'r'.repeat(201) }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ instructionId: 'nonsense' }), 'NOT_FOUND'],
    ],
    refused: ['ADMIN', 'OPERATOR', 'VIEWER', 'owner', 'optimiser', 'support'],
    withId: {
      type: 'Instruction',
      variables: (instructionId) => input({ instructionId, outcome: 'DELIVERED', happenedAt: '2026-05-12T10:00:01Z' }),
    },
  },
  {
    field: 'Mutation.replayDeadLetter',
    document:
      'mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { __typename ... on DeadLetterRefused { deadLetter { replayedAt } } } }',
    as: 'OPERATOR',
    gives: { __typename: 'DeadLetterRefused', deadLetter: { replayedAt: null } },
    variables: (ids) => input({ deadLetterId: ids.DeadLetter }),
    badInput: [NO_KEY, ['the id of another type', changed({ deadLetterId: 'nonsense' }), 'NOT_FOUND']],
    refused: ['VIEWER', 'owner', 'optimiser', 'agent'],
    withId: { type: 'DeadLetter', variables: (deadLetterId) => input({ deadLetterId }) },
  },
  {
    field: 'Subscription.readings',
    document:
      'subscription($batteryIds: [ID!], $siteId: ID, $intervalSeconds: Float, $after: String) { readings(batteryIds: $batteryIds, siteId: $siteId, intervalSeconds: $intervalSeconds, after: $after) { socPercent battery { name } } }',
    as: 'owner',
    gives: { socPercent: 50, battery: { name: 'Battery one' } },
    variables: (ids) => ({ batteryIds: [ids.Battery] }),
    badInput: [
      ['more than 100 batteries', replaced({ batteryIds: Array.from({ length: 101 }, () => 'x') }), 'BAD_USER_INPUT'],
      ['a rate beyond its limits', replaced({ intervalSeconds: 0 }), 'BAD_USER_INPUT'],
      ['a cursor that is none', replaced({ after: 'x' }), 'BAD_USER_INPUT'],
      ['a site that is none', replaced({ siteId: 'x' }), 'NOT_FOUND'],
      ['the id of another type', replaced({ batteryIds: ['nonsense'] }), 'NOT_FOUND'],
    ],
    refused: [],
    withId: { type: 'Battery', variables: (id) => ({ batteryIds: [id] }) },
  },
  {
    field: 'Subscription.plans',
    document: 'subscription($batteryId: ID!) { plans(batteryId: $batteryId) { status battery { name } } }',
    as: 'owner',
    gives: { status: 'OPTIMAL', battery: { name: 'Battery one' } },
    variables: (ids) => ({ batteryId: ids.Battery }),
    badInput: [['the id of another type', replaced({ batteryId: 'nonsense' }), 'NOT_FOUND']],
    refused: [],
    withId: { type: 'Battery', variables: (batteryId) => ({ batteryId }) },
  },
  {
    field: 'Subscription.instructions',
    document: 'subscription($batteryId: ID!) { instructions(batteryId: $batteryId) { instructionSequence battery { name } } }',
    as: 'owner',
    gives: { instructionSequence: 1, battery: { name: 'Battery one' } },
    variables: (ids) => ({ batteryId: ids.Battery }),
    badInput: [['the id of another type', replaced({ batteryId: 'nonsense' }), 'NOT_FOUND']],
    refused: [],
    withId: { type: 'Battery', variables: (batteryId) => ({ batteryId }) },
  },
  {
    field: 'Subscription.alerts',
    document: 'subscription($batteryId: ID) { alerts(batteryId: $batteryId) { kind battery { name } } }',
    as: 'owner',
    gives: { kind: 'OUT_OF_TOLERANCE', battery: { name: 'Battery one' } },
    variables: (ids) => ({ batteryId: ids.Battery }),
    badInput: [['the id of another type', replaced({ batteryId: 'nonsense' }), 'NOT_FOUND']],
    refused: [],
    withId: { type: 'Battery', variables: (batteryId) => ({ batteryId }) },
  },
  {
    field: 'Subscription.siteInstructions',
    document:
      'subscription($afterSequence: Int!) { siteInstructions(afterSequence: $afterSequence) { instructionSequence battery { name } } }',
    as: 'agent',
    gives: { instructionSequence: 1, battery: { name: 'Battery one' } },
    variables: () => ({ afterSequence: 0 }),
    badInput: [['no sequence', replaced({ afterSequence: null }), 'BAD_USER_INPUT']],
    refused: ['ADMIN', 'OPERATOR', 'VIEWER', 'owner', 'optimiser', 'support'],
  },
  {
    field: 'Query.webhookEndpoints',
    document:
      'query($first: Int, $after: String) { webhookEndpoints(first: $first, after: $after) { nodes { name url disabledReason } } }',
    as: 'ADMIN',
    gives: { nodes: [{ name: 'spare' }, { name: 'a partner', url: 'http://127.0.0.1:9/hooks', disabledReason: null }] },
    variables: () => ({ first: 5 }),
    badInput: ODD_PAGES,
    refused: NOT_ADMIN,
  },
  {
    field: 'Mutation.createWebhookEndpoint',
    document:
      'mutation($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { ... on WebhookEndpointCreated { endpoint { name eventTypes batteries { name } sites { name } } } ... on WebhookEndpointRefused { reason } } }',
    as: 'ADMIN',
    gives: { endpoint: { name: 'new', eventTypes: ['PLAN_MADE'], sites: [] } },
    variables: (ids) => input({ ...NEW_ENDPOINT, batteryIds: [ids.Battery] }),
    badInput: [
      NO_KEY,
      ['no name', changed({ name: ' ' }), 'BAD_USER_INPUT'],
      ['nothing to tell', changed({ eventTypes: [] }), 'BAD_USER_INPUT'],
      ['no place at all', changed({ batteryIds: [] }), 'BAD_USER_INPUT'],
      ['no days at all', changed({ failingDaysCountMax: 0 }), 'BAD_USER_INPUT'],
      ['the id of another type', changed({ siteIds: ['nonsense'] }), 'NOT_FOUND'],
    ],
    refused: NOT_ADMIN,
    withId: { type: 'Battery', variables: (batteryId) => input({ ...NEW_ENDPOINT, batteryIds: [batteryId] }) },
  },
  {
    field: 'Mutation.updateWebhookEndpoint',
    document:
      'mutation($input: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(input: $input) { ... on WebhookEndpointUpdated { endpoint { name url eventTypes failingDaysCountMax } } ... on WebhookEndpointRefused { reason } } }',
    as: 'ADMIN',
    gives: { endpoint: { name: 'spare', failingDaysCountMax: 7 } },
    variables: (ids) => input({ endpointId: ids.SpareWebhookEndpoint, failingDaysCountMax: 7 }),
    badInput: [
      NO_KEY,
      ['no name', changed({ name: ' ' }), 'BAD_USER_INPUT'],
      ['nothing to tell', changed({ eventTypes: [] }), 'BAD_USER_INPUT'],
      ['no days at all', changed({ failingDaysCountMax: 0 }), 'BAD_USER_INPUT'],
    ],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId, name: 'taken over' }) },
  },
  {
    field: 'Mutation.rotateWebhookSecret',
    document:
      'mutation($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) { ... on WebhookSecretRotated { endpoint { name } } } }',
    as: 'ADMIN',
    gives: { endpoint: { name: 'a partner' } },
    variables: (ids) => input({ endpointId: ids.WebhookEndpoint }),
    badInput: [NO_KEY, ['an overlap too long', changed({ overlapSeconds: 604_801 }), 'BAD_USER_INPUT']],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId }) },
  },
  {
    field: 'Mutation.disableWebhookEndpoint',
    document:
      'mutation($input: DisableWebhookEndpointInput!) { disableWebhookEndpoint(input: $input) { ... on WebhookEndpointDisabled { endpoint { disabledReason } } } }',
    as: 'ADMIN',
    gives: { endpoint: { disabledReason: 'ASKED' } },
    variables: (ids) => input({ endpointId: ids.SpareWebhookEndpoint }),
    badInput: [NO_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId }) },
  },
  {
    field: 'Mutation.enableWebhookEndpoint',
    document:
      'mutation($input: EnableWebhookEndpointInput!) { enableWebhookEndpoint(input: $input) { ... on WebhookEndpointEnabled { endpoint { disabledReason } } } }',
    as: 'ADMIN',
    gives: { endpoint: { disabledReason: null } },
    variables: (ids) => input({ endpointId: ids.SpareWebhookEndpoint }),
    badInput: [NO_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId }) },
  },
  {
    field: 'Mutation.sendTestWebhook',
    document:
      'mutation($input: SendTestWebhookInput!) { sendTestWebhook(input: $input) { ... on WebhookTestSent { message { eventType state attempts { failure } } } } }',
    as: 'ADMIN',
    gives: { message: { eventType: null, state: 'PENDING', attempts: [] } },
    variables: (ids) => input({ endpointId: ids.WebhookEndpoint }),
    badInput: [NO_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId }) },
  },
  {
    field: 'Mutation.replayWebhook',
    document:
      'mutation($input: ReplayWebhookInput!) { replayWebhook(input: $input) { ... on WebhookReplayed { message { state } } } }',
    as: 'ADMIN',
    gives: { message: { state: 'PENDING' } },
    variables: (ids) => input({ messageId: ids.WebhookMessage }),
    badInput: [NO_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookMessage', variables: (messageId) => input({ messageId }) },
  },
  {
    field: 'Mutation.replayWebhooks',
    document:
      'mutation($input: ReplayWebhooksInput!) { replayWebhooks(input: $input) { ... on WebhooksReplayed { messageCount hasMore } } }',
    as: 'ADMIN',
    gives: { messageCount: 0, hasMore: false },
    variables: (ids) => input({ endpointId: ids.WebhookEndpoint, ...REPLAYED }),
    badInput: [
      NO_KEY,
      ['a span of no length', changed({ until: REPLAYED.from }), 'BAD_USER_INPUT'],
      ['a span too long', changed({ until: '2026-05-01T00:00:00Z' }), 'BAD_USER_INPUT'],
    ],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId, ...REPLAYED }) },
  },
  {
    field: 'Mutation.deleteWebhookEndpoint',
    document:
      'mutation($input: DeleteWebhookEndpointInput!) { deleteWebhookEndpoint(input: $input) { __typename ... on WebhookEndpointDeleted { endpointId } } }',
    as: 'ADMIN',
    gives: { __typename: 'WebhookEndpointDeleted' },
    variables: (ids) => input({ endpointId: ids.SpareWebhookEndpoint }),
    badInput: [NO_KEY],
    refused: NOT_ADMIN,
    withId: { type: 'WebhookEndpoint', variables: (endpointId) => input({ endpointId }) },
  },
];
