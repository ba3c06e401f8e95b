import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesOfScopes, ROLES_OF_PARTIES, SCOPES_OF_ROLE } from '../../src/modules/tenancy/index.ts';
import { type Answer, batteryIdOf, globalBattery, globalParty, newKey, openWorld, type World } from '../harness/world.ts';
import { ROOT_FIELDS, type Who } from './root-fields.ts';
import { type Ids, stageTenant } from './stage.ts';

let world: World;
let admin: string;
let ids: Ids;
const TWO = { tenant: 'alder', site: 'north', battery: 'two' } as const;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
  ids = await stageTenant(world, 'alder');
});
afterAll(() => world.close());

const CREATE = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename
  ... on ApiKeyCreated { secret apiKey { id } } } }`;

/** Whose keys may be limited to one scope. */
const ROLE_OF = { ADMIN: 'ADMIN', OPERATOR: 'OPERATOR', owner: 'OWNER', optimiser: 'OPTIMISER' } as const satisfies Partial<
  Record<Who, string>
>;
type Keyed = keyof typeof ROLE_OF;
const KEYED = Object.keys(ROLE_OF) as Keyed[];
const keys = new Map<string, Promise<string>>();

async function newScopedKey(who: Keyed, scope: string): Promise<string> {
  const role = ROLE_OF[who];
  const partyId = ROLES_OF_PARTIES.has(role) ? globalParty('alder', who) : undefined;
  const answer = await world.ask(admin, CREATE, {
    input: { idempotencyKey: newKey(), name: scope, role, scopes: [scope], partyId },
  });
  return answer.data.createApiKey.secret;
}

function keyOf(who: Keyed, scope: string): Promise<string> {
  const name = `${who} ${scope}`;
  const known = keys.get(name) ?? newScopedKey(who, scope);
  keys.set(name, known);
  return known;
}

/** The scopes that let a role change something. */
function writeScopesOf(who: Keyed): string[] {
  return namesOfScopes(SCOPES_OF_ROLE[ROLE_OF[who]].filter((scope) => !scope.endsWith(':read')));
}

async function isKept(idempotencyKey: string): Promise<boolean> {
  const rows = await world.owner`select 1 from idempotent_outcome where idempotency_key = ${idempotencyKey}`;
  return rows.length > 0;
}

const MUTATIONS = ROOT_FIELDS.flatMap((root) => {
  const who = KEYED.find((one) => one === root.as);
  return root.field.startsWith('Mutation.') && who ? [[root.field, who, root] as const] : [];
});

/**
 * What was made by somebody else is found by whoever may read it, and nobody gives a secret, an event or a consent that reaches
 * further than they do: a single scope is not enough.
 */
const NEEDS_MORE = new Set([
  'Mutation.createApiKey',
  'Mutation.rotateApiKey',
  'Mutation.createUser',
  'Mutation.enableUser',
  'Mutation.resetPassword',
  'Mutation.createService',
  'Mutation.rotateClientSecret',
  'Mutation.revokeConsent',
  'Mutation.createWebhookEndpoint',
  'Mutation.acknowledgeAlert',
  'Mutation.cancelOverride',
  'Mutation.liftPowerLimit',
  'Mutation.disableResponse',
  'Mutation.resumeDispatch',
]);

describe('a key of a single scope that changes something', () => {
  test.each(MUTATIONS)('%s as %s is refused before anything is kept, or is answered', async (_field, who, root) => {
    const kept: string[] = [];
    for (const scope of writeScopesOf(who)) {
      // Each case knows the shape of its own variables: a mutation takes an input.
      const variables = root.variables(ids) as { input: { idempotencyKey: string } };
      const { codes } = await world.ask(await keyOf(who, scope), root.document, variables);
      if (await isKept(variables.input.idempotencyKey)) kept.push(scope);
      const allowed = kept.at(-1) === scope ? [] : [expect.stringMatching(/^(FORBIDDEN|NOT_FOUND|UNAUTHENTICATED)$/)];
      expect([scope, codes]).toEqual([scope, allowed]);
    }
    if (!NEEDS_MORE.has(root.field)) expect(kept).not.toEqual([]);
  });
});

const HOUR = { fromAt: '2026-05-12T15:00:00Z', untilAt: '2026-05-12T16:00:00Z' };

interface Made {
  readonly make: readonly [mutation: string, outcome: string, object: string];
  readonly takeBack: readonly [mutation: string, argument: string, outcome: string];
  readonly input: object;
}

const OVERRIDE: Made = {
  make: ['overrideBattery', 'BatteryOverridden', 'override'],
  takeBack: ['cancelOverride', 'overrideId', 'OverrideCancelled'],
  input: { powerKw: 1, reason: 'a test', ...HOUR },
};
const STOP: Made = {
  make: ['stopDispatch', 'DispatchStopped', 'stop'],
  takeBack: ['resumeDispatch', 'stopId', 'DispatchResumed'],
  input: { kind: 'VISIT', reason: 'a test' },
};
const RESPONSE: Made = {
  make: ['enableResponse', 'ResponseEnabled', 'response'],
  takeBack: ['disableResponse', 'responseId', 'ResponseDisabled'],
  input: { service: 'DR', direction: 'HIGH', contractedPowerKw: 5, ...HOUR },
};
const limitAs = (role: string): Made => ({
  make: ['setPowerLimit', 'PowerLimitSet', 'limit'],
  takeBack: ['liftPowerLimit', 'limitId', 'PowerLimitLifted'],
  input: { role, chargePowerKwMax: 40, reason: 'a test', ...HOUR },
});

/** Of two offtakers one after the other. */
const SPANS: Readonly<Record<string, object>> = {
  coming: { validFrom: '2025-01-01T00:00:00Z', validUntil: '2025-02-01T00:00:00Z' },
  stranger: { validFrom: '2025-02-01T00:00:00Z' },
};

const change = (credential: string, [mutation, outcome, object]: readonly [string, string, string], input: object) =>
  world.ask(
    credential,
    `mutation($input: ${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { __typename ... on ${outcome} { ${object} { id } } } }`,
    { input: { idempotencyKey: newKey(), ...input } },
  );

/** Makes it, and takes it back; what was made is no node of its maker's, and nobody else with the same scope may take it back. */
async function expectTakenBack(credential: string, { make, takeBack, input }: Made, stranger: string): Promise<void> {
  const [mutation, outcome, object] = make;
  const made = await change(credential, make, { batteryId: globalBattery(TWO), ...input });
  expect(made.codes).toEqual([]);
  expect(made.data[mutation]).toMatchObject({ __typename: outcome });
  const { id } = made.data[mutation][object];
  const node: Answer = await world.ask(credential, 'query($id: ID!) { node(id: $id) { id } }', { id });
  expect(node.data).toEqual({ node: null });
  const [taking, argument, taken] = takeBack;
  const back = [taking, taken, object] as const;
  expect((await change(stranger, back, { [argument]: id })).codes).toEqual(['NOT_FOUND']);
  const answer = await change(credential, back, { [argument]: id });
  expect(answer.codes).toEqual([]);
  expect(answer.data[taking]).toEqual({ __typename: taken, [object]: { id } });
}

describe('whoever made it takes it back, with the right that made it and no other', () => {
  test.each([
    ['an override', 'OVERRIDE_WRITE', OVERRIDE],
    ['a stop', 'OVERRIDE_WRITE', STOP],
    ['a response', 'PLAN_WRITE', RESPONSE],
    ['a limit as the market', 'PLAN_WRITE', limitAs('MARKET')],
    ['a limit as the owner', 'INTENT_WRITE', limitAs('OWNER')],
    ['a limit as the operator', 'OVERRIDE_WRITE', limitAs('OPERATOR')],
  ])('%s, with a key of the scope %s', async (_what, scope, made) => {
    await expectTakenBack(await newScopedKey('OPERATOR', scope), made, await newScopedKey('OPERATOR', scope));
  });

  test('a limit of an offtaker’s, whose agreement lets it hold back and does not show overrides', async () => {
    const batteryId = batteryIdOf(TWO);
    await world.owner`update battery set ownership_model = 'tolling' where battery_id = ${batteryId}`;
    for (const party of ['coming', 'stranger']) {
      const agreed = { partyId: globalParty('alder', party), ...SPANS[party], role: 'OFFTAKER', reason: 'a test' };
      const { data } = await change(admin, ['makeAgreement', 'AgreementMade', 'agreement'], {
        batteryId: globalBattery(TWO),
        ...agreed,
      });
      expect(data.makeAgreement.__typename).toBe('AgreementMade');
    }
    const [maker, former] = [await world.key('alder', 'PARTY', 'stranger'), await world.key('alder', 'PARTY', 'coming')];
    await expectTakenBack(maker, limitAs('OWNER'), former);
  });
});

test.each(['ADMIN', 'ADMINISTER'])(
  'an agreement over a site where nothing stands yet is told to its maker: %s',
  async (scope) => {
    const site = await change(admin, ['registerSite', 'SiteRegistered', 'site'], {
      name: `A bare site for ${scope}`,
      timeZone: 'Europe/London',
      market: 'GB',
      importLimitKw: 10,
      exportLimitKw: 10,
    });
    const credential = scope === 'ADMIN' ? admin : await newScopedKey('ADMIN', scope);
    const agreed = { partyId: globalParty('alder', 'stranger'), role: 'SITE_HOST', reason: 'a test', ...SPANS['stranger'] };
    const made = await change(credential, ['makeAgreement', 'AgreementMade', 'agreement'], {
      siteId: site.data.registerSite.site.id,
      ...agreed,
    });
    expect(made.codes).toEqual([]);
    const agreementId = made.data.makeAgreement.agreement.id;
    const ended = await change(credential, ['endAgreement', 'AgreementEnded', 'agreement'], { agreementId, reason: 'a test' });
    expect(ended.data.endAgreement).toEqual({ __typename: 'AgreementEnded', agreement: { id: agreementId } });
  },
);
