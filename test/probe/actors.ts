import { present } from '../../src/kernel/assert.ts';
import { askToken, letIn, newApp, newUser, signInToDashboard } from '../harness/oauth.ts';
import { TestIssuer } from '../harness/test-issuer.ts';
import type { Slug } from '../harness/two-tenants.ts';
import { batteryIdOf, globalBattery, newKey, type openWorld, type World } from '../harness/world.ts';

/** The credential of somebody who asks; null for nobody. */
type Asker = (world: World, tenant: Slug) => Promise<string | null>;
type Issuers = NonNullable<NonNullable<Parameters<typeof openWorld>[0]>['issuers']>;

const key =
  (role: Parameters<World['key']>[1], party?: string): Asker =>
  (world, tenant) =>
    world.key(tenant, role, party);

/** Everybody who asks. Another kind of credential is one more entry. */
export const ASKERS = {
  nobody: async () => null,
  ADMIN: key('ADMIN'),
  OPERATOR: key('OPERATOR'),
  VIEWER: key('VIEWER'),
  owner: key('OWNER', 'owner'),
  optimiser: key('OPTIMISER', 'optimiser'),
  stranger: key('OWNER', 'stranger'),
  former: key('OWNER', 'former'),
  coming: key('OWNER', 'coming'),
  supplier: key('PARTY', 'supplier'),
  lessee: key('PARTY', 'lessee'),
  agent: (world, tenant) => world.agent(tenant, 'north'),
  // A new token of a site ends the one before it.
  enrolment: onceEach((world, tenant) => world.enrolmentToken(tenant, 'south')),
  support: async (world, tenant) => (await world.support(tenant)).token,
  scoped: onceEach(scopedKey),
  service: onceEach(serviceToken),
  person: async (world, tenant) => (await personOf(world, tenant)).access,
  signedIn: onceEach(dashboardToken),
  external: onceEach((_world, tenant) => externalToken(tenant)),
} as const satisfies Record<string, Asker>;

export type AskerName = keyof typeof ASKERS;
// The keys of a literal object are its type's keys.
export const ASKER_NAMES = Object.keys(ASKERS) as AskerName[];

/** One for each world and tenant. */
function onceEach<Made>(make: (world: World, tenant: Slug) => Promise<Made>): typeof make {
  const made = new WeakMap<World, Map<Slug, Promise<Made>>>();
  return (world, tenant) => {
    const known = made.get(world) ?? new Map<Slug, Promise<Made>>();
    made.set(world, known);
    const one = known.get(tenant) ?? make(world, tenant);
    known.set(tenant, one);
    return one;
  };
}

/** An administrator's key that may read one battery and nothing else. */
function scopedKey(world: World, tenant: Slug): Promise<string> {
  const batteryIds = [globalBattery({ tenant, site: 'north', battery: 'one' })];
  return administratorsKey(world, tenant, { scopes: ['LIVE_READ', 'HISTORY_READ'], batteryIds });
}

/** Of what an administrator may do so much, for all batteries or for some. */
export async function administratorsKey(
  world: World,
  tenant: Slug,
  bounds: { readonly scopes: readonly string[]; readonly batteryIds?: readonly string[] },
): Promise<string> {
  const { data } = await world.ask(
    await world.key(tenant, 'ADMIN'),
    `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret } } }`,
    { input: { idempotencyKey: newKey(), name: 'scoped', role: 'ADMIN', ...bounds } },
  );
  return data.createApiKey.secret;
}

async function serviceToken(world: World, tenant: Slug): Promise<string> {
  const { data } = await world.ask(
    await world.key(tenant, 'ADMIN'),
    `mutation($input: CreateServiceInput!) { createService(input: $input) { ... on ServiceCreated { service { clientId } secret } } }`,
    { input: { idempotencyKey: newKey(), name: 'a service', role: 'OPERATOR', scopes: ['LIVE_READ', 'OVERRIDE_READ'] } },
  );
  const { service, secret } = data.createService;
  const authorization = `Basic ${Buffer.from(`${service.clientId}:${secret}`).toString('base64')}`;
  const { body } = await askToken(world, tenant, { grant_type: 'client_credentials' }, { authorization });
  return present(body.access_token, `a token, not ${JSON.stringify(body)}`);
}

/** The owner, by way of an app that she let see one battery. */
export const personOf = onceEach(async (world, tenant) => {
  const account = await newUser(world, tenant, { role: 'OWNER', party: 'owner' });
  const app = await newApp(world, tenant);
  const place = { tenant, site: 'north', battery: 'one' } as const;
  const { access } = await letIn(world, tenant, { app, account, allow: [`MONITORING:${batteryIdOf(place)}`] });
  return { account, app, access };
});

/** Of somebody who is signed in to the dashboard. */
async function dashboardToken(world: World, tenant: Slug): Promise<string> {
  const account = await newUser(world, tenant, { role: 'OWNER', party: 'owner' });
  return (await signInToDashboard(world, tenant, account)).access;
}

/** An issuer of one's own that both tenants trust, each for itself. */
const issuer = await TestIssuer.open();
const audienceOf = (tenant: Slug): string => `https://api.${tenant}.example`;

/** What the tenants' files say of it. */
export const ISSUERS: Issuers = { alder: [trusted('alder')], birch: [trusted('birch')] };

function trusted(tenant: Slug): NonNullable<Issuers[Slug]>[number] {
  return {
    issuer: issuer.url,
    audience: audienceOf(tenant),
    algorithms: ['ES256'],
    clockToleranceSeconds: 0,
    role: { claim: 'role', values: { owner: 'OWNER' } },
    party: { claim: 'customer', values: { '4711': 'owner' } },
  };
}

/** Who somebody is to the issuer. */
export const personOfIssuer = (subject: string): { issuer: string; subject: string } => ({ issuer: issuer.url, subject });

/** A token of its own each time. */
export function externalToken(tenant: Slug, subject = 'somebody'): Promise<string> {
  return issuer.sign({ sub: subject, aud: audienceOf(tenant), role: 'owner', customer: '4711' });
}
