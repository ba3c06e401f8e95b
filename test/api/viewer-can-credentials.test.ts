import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityOf } from '../../src/modules/tenancy/index.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { letIn, newApp, newUser, signInToDashboard } from '../harness/oauth.ts';
import { batteryIdOf, fileOf, newKey, openWorld, type World } from '../harness/world.ts';

let world: World;
let admin: string;
const { tenantId } = fileOf('alder');

beforeAll(async () => {
  world = await openWorld();
  admin = await world.key('alder', 'ADMIN');
});
afterAll(() => world.close());

/** What each action is called as a mutation, and the argument that takes the id of its node. */
const CHANGES: Record<string, readonly [mutation: string, argument: string]> = {
  ROTATE_API_KEY: ['rotateApiKey', 'apiKeyId'],
  REVOKE_API_KEY: ['revokeApiKey', 'apiKeyId'],
  DISABLE_USER: ['disableUser', 'userId'],
  ENABLE_USER: ['enableUser', 'userId'],
  RESET_PASSWORD: ['resetPassword', 'userId'],
  ROTATE_CLIENT_SECRET: ['rotateClientSecret', 'oauthClientId'],
  REVOKE_OAUTH_CLIENT: ['revokeOAuthClient', 'oauthClientId'],
  REVOKE_CONSENT: ['revokeConsent', 'consentId'],
  DISABLE_EXTERNAL_IDENTITY: ['disableExternalIdentity', 'externalIdentityId'],
  ENABLE_EXTERNAL_IDENTITY: ['enableExternalIdentity', 'externalIdentityId'],
};

interface Told {
  readonly action: string;
  readonly allowed: boolean;
  readonly reason: string | null;
  readonly missing: string | null;
}

const made = async (mutation: string, gives: string, input: object) => {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${mutation}(input: $input) { ${gives} } }`;
  return (await world.ask(admin, document, { input: { idempotencyKey: newKey(), name: 'made', ...input } })).data[mutation];
};

const newApiKey = (fields: object) =>
  made('createApiKey', '... on ApiKeyCreated { secret apiKey { id } }', { role: 'ADMIN', ...fields });
const newService = (scopes: readonly string[]) =>
  made('createService', '... on ServiceCreated { service { id } }', { role: 'ADMIN', scopes });

const RIGHTS = 'viewerCan { action allowed reason missing }';
const NODE = `query($id: ID!) { node(id: $id) { __typename ... on ApiKey { ${RIGHTS} } ... on User { ${RIGHTS} }
  ... on OAuthClient { ${RIGHTS} } ... on Consent { ${RIGHTS} } ... on ExternalIdentity { ${RIGHTS} } } }`;

/** Asks a node what may be done with it, and does each of these; answers which were allowed. */
async function expectTruth(credential: string, { id, told }: { id: string; told: readonly Told[] }): Promise<string[]> {
  for (const { action, allowed, reason, missing } of told) {
    const [mutation = '', argument = ''] = CHANGES[action] ?? [];
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
    const answer = await world.ask(credential, `mutation($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), [argument]: id },
    });
    expect([action, answer.codes]).toEqual([action, allowed ? [] : ['FORBIDDEN']]);
    expect(answer.extensions.map((said) => said['reason'])).toEqual(allowed ? [] : [reason]);
    expect(missing === null).toBe(allowed);
  }
  return told.flatMap(({ action, allowed }) => (allowed ? [action] : []));
}

async function truthOf(credential: string, id: string): Promise<string[]> {
  const { data } = await world.ask(credential, NODE, { id });
  return expectTruth(credential, { id, told: data.node.viewerCan });
}

async function newConsent() {
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const app = await newApp(world, 'alder');
  const battery = batteryIdOf({ tenant: 'alder', site: 'north', battery: 'one' });
  await letIn(world, 'alder', { app, account, allow: [`MONITORING:${battery}`] });
  const { data } = await world.ask(admin, '{ consents(first: 1) { nodes { id } } }');
  return { account, app, consentId: data.consents.nodes[0].id };
}

async function newIdentity(): Promise<string> {
  const person = { tenantId, issuer: 'https://login.example', subject: newKey() };
  return printGlobalId('ExternalIdentity', (await identityOf(world.services, person)).externalIdentityId);
}

test('an administrator may do everything with every credential, and can', async () => {
  const { account, app, consentId } = await newConsent();
  const { apiKey } = await newApiKey({});
  const { service } = await newService(['LIVE_READ']);
  const ids = [apiKey.id, service.id, consentId, app.id, account.userId, await newIdentity()];
  const done: string[] = [];
  for (const id of ids) done.push(...(await truthOf(admin, id)));
  expect(new Set(done)).toEqual(new Set(Object.keys(CHANGES)));
});

test('who has less is told what they may not give, whatever each of them reaches', async () => {
  const scopes = fc.subarray(['LIVE_READ', 'HISTORY_READ', 'REGISTER']);
  const ending = fc.constantFrom(null, 1, 3);
  const beganMs = Date.now();
  const hence = (hours: number | null): string | null =>
    hours === null ? null : new Date(beganMs + hours * 3_600_000).toISOString();
  const results: boolean[] = [];
  await fc.assert(
    fc.asyncProperty(scopes, ending, scopes, ending, async (mine, myHours, theirs, theirHours) => {
      const { secret } = await newApiKey({ scopes: ['ADMINISTER', ...mine], expiresAt: hence(myHours) });
      const { apiKey } = await newApiKey({ scopes: ['ADMINISTER', ...theirs], expiresAt: hence(theirHours) });
      const { service } = await newService(['ADMINISTER', ...theirs]);
      const { userId } = await newUser(world, 'alder', { role: 'VIEWER' });
      const isWithin = theirs.every((scope) => mine.includes(scope));
      const lasts = myHours === null || (theirHours !== null && theirHours <= myHours);
      expect((await truthOf(secret, apiKey.id)).includes('ROTATE_API_KEY')).toBe(isWithin && lasts);
      expect((await truthOf(secret, service.id)).includes('ROTATE_CLIENT_SECRET')).toBe(isWithin && myHours === null);
      expect((await truthOf(secret, userId)).includes('ENABLE_USER')).toBe(false);
      results.push(isWithin && lasts);
    }),
    {
      numRuns: 6,
      examples: [
        [['LIVE_READ'], null, [], 1],
        [[], 1, ['LIVE_READ'], 1],
      ],
    },
  );
  expect(new Set(results)).toEqual(new Set([true, false]));
}, 60_000);

test('a person sees of themselves that others decide, and takes back what they let apps do', async () => {
  const { account, consentId } = await newConsent();
  const { access } = await signInToDashboard(world, 'alder', account);
  const { data } = await world.ask(access, `{ viewer { user { id ${RIGHTS} } } }`);
  expect(await expectTruth(access, { id: account.userId, told: data.viewer.user.viewerCan })).toEqual([]);
  expect(await truthOf(access, consentId)).toEqual(['REVOKE_CONSENT']);
});
