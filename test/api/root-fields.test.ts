import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiSchema } from '../../src/graphql/resolvers.ts';
import { endDenialWindows } from '../../src/modules/tenancy/index.ts';
import { newUser, signInToDashboard } from '../harness/oauth.ts';
import type { Slug } from '../harness/two-tenants.ts';
import { type Answer, nobody, openWorld, type World } from '../harness/world.ts';
import { ROOT_FIELDS, type RootField, type Who } from './root-fields.ts';
import { type Ids, stageTenant } from './stage.ts';

let world: World;
let person: Promise<string> | null = null;
let ids: Readonly<Record<Slug, Ids>>;

beforeAll(async () => {
  world = await openWorld();
  ids = { alder: await stageTenant(world, 'alder'), birch: await stageTenant(world, 'birch') };
});
// Each test begins with none of its denials counted: all of them are written.
beforeEach(() => endDenialWindows(world.services));
afterAll(() => world.close());

test('every field at the root of the schema stands in the table', () => {
  const schema = apiSchema();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}).map((name) => `${root?.name}.${name}`));
  expect(ROOT_FIELDS.map(({ field }) => field).toSorted()).toEqual(fields.toSorted());
});

describe.each(ROOT_FIELDS.map((root) => [root.field, root] as const))('%s', (_field, root) => {
  const name = root.field.slice(root.field.indexOf('.') + 1);
  const isChange = root.field.startsWith('Mutation.');

  if (root.badInput.length > 0) {
    test.each(root.badInput.map(([what, change, code]) => [what, code, change] as const))(
      '%s: %s',
      async (_what, code, change) => {
        const answer = await run(root, await credentialOf(root.as), change(root.variables(ids.alder)));
        expect(answer.codes).toEqual([code]);
        expect(answer.messages[0]).toMatch(/[.`]/);
      },
    );
  }

  test('nobody who is signed out', async () => {
    for (const credential of [null, 'hfk_alder_00000000000000000000000000000000_0000000000000000000000000000000000000000000']) {
      const answer = await run(root, credential, root.variables(ids.alder));
      expect(answer.data).toBeUndefined();
      expect(answer.codes).toEqual([root.field.startsWith('Subscription.') ? '4403' : 'UNAUTHENTICATED']);
    }
  });

  if (root.refused.length > 0) {
    test.each(root.refused)('not %s, who may not', async (who) => {
      const credential = await credentialOf(who);
      const before = await contents('alder');
      const answer = await run(root, credential, root.variables(ids.alder));
      expect(answer.codes).toEqual(['FORBIDDEN']);
      expectToNameWhatIsMissing(answer);
      expect(await contents('alder')).toEqual(before);
      expect(await newestEntry('alder')).toMatchObject({ operation: name, decision: 'DENIED', outcome: 'FORBIDDEN' });
    });
  }

  if (isChange) {
    test('not the platform’s own staff, who change nothing', async () => {
      const answer = await run(root, await credentialOf('support'), root.variables(ids.alder));
      expect(answer.codes).toEqual(['FORBIDDEN']);
      expect(await newestEntry('alder')).toMatchObject({ operation: name, decision: 'DENIED', outcome: 'FORBIDDEN' });
    });
  }

  const { withId } = root;
  if (withId) {
    test('another tenant’s id gives the answer of an id that nothing has, and changes nothing', async () => {
      const before = await contents('birch');
      const credential = await credentialOf(root.as);
      const theirs = await run(root, credential, withId.variables(ids.birch[withId.type], ids.alder));
      const nothings = await run(root, credential, withId.variables(nobody(withId.type), ids.alder));
      expect(theirs.body).toBe(nothings.body);
      expect(theirs.status).toBe(nothings.status);
      expect(theirs.body).not.toContain('birch');
      if (isChange) expect(theirs.codes).toEqual(['NOT_FOUND']);
      if (theirs.codes.includes('NOT_FOUND')) {
        expect(await newestEntry('alder')).toMatchObject({ operation: name, decision: 'DENIED', outcome: 'NOT_FOUND' });
      }
      expect(await contents('birch')).toEqual(before);
    });

    test('what a party has no agreement over gives the answer of an id that nothing has', async () => {
      const credential = await credentialOf('stranger');
      const unseen = await run(root, credential, withId.variables(ids.alder[withId.type], ids.alder));
      const nothings = await run(root, credential, withId.variables(nobody(withId.type), ids.alder));
      expect(unseen.body).toBe(nothings.body);
    });
  }

  // Last, for it may change what the others ask about.
  test('works', async () => {
    const answer = await run(root, await credentialOf(root.as), root.variables(ids.alder));
    expect(answer.codes).toEqual([]);
    if (root.gives) expect(answer.data[name]).toMatchObject(root.gives);
  });
});

/** Which role, scope or agreement would do; of another kind of credential there is none to name. */
function expectToNameWhatIsMissing({ extensions: [said] }: Answer): void {
  expect(said).toMatchObject({ reason: expect.stringMatching(/^[A-Z_]+$/) });
  const { reason, missingRoles, missingCredentialRoles, missingScopes } = said ?? {};
  const named = [missingRoles, missingCredentialRoles, missingScopes].flat();
  if (reason === 'CREDENTIAL_KIND') expect(named).toEqual([]);
  else expect(named).toContainEqual(expect.any(String));
}

async function run(root: RootField, credential: string | null, variables: object): Promise<Answer> {
  if (!root.field.startsWith('Subscription.')) return world.ask(credential, root.document, variables);
  const followed = world.follow(credential ?? 'nobody', root.document, variables);
  try {
    return await followed.next();
  } finally {
    followed.end();
  }
}

/** Somebody who is signed in to the dashboard. */
async function signedInPerson(): Promise<string> {
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  return (await signInToDashboard(world, 'alder', account)).access;
}

function credentialOf(who: Who): Promise<string> {
  switch (who) {
    case 'ADMIN':
    case 'OPERATOR':
    case 'VIEWER':
      return world.key('alder', who);
    case 'owner':
    case 'stranger':
      return world.key('alder', 'OWNER', who);
    case 'optimiser':
      return world.key('alder', 'OPTIMISER', who);
    case 'support':
      return world.support('alder').then(({ token }) => token);
    case 'agent':
      return world.agent('alder', 'north');
    case 'signedIn':
      return (person ??= signedInPerson());
    case 'enrolment':
      return world.enrolmentToken('alder', 'south');
    default:
      throw new Error(`Nobody is called ${String(who satisfies never)}.`);
  }
}

/** The trail is not among them: a refusal adds to its own tenant's, which is looked at by itself. */
const TENANT_TABLES = [
  'support_session',
  'api_key',
  'api_key_battery',
  'external_identity',
  'tenant_user',
  'oauth_client',
  'oauth_client_secret',
  'consent',
  'oidc_record',
  'site',
  'battery',
  'edge_agent',
  'enrolment',
  'device_certificate',
  'intent',
  'battery_override',
  'instruction',
  'alert',
  'power_limit',
  'enabled_response',
  'acceptance',
  'dead_letter',
  'idempotent_outcome',
];

/** Every row of a tenant that a mutation could touch, as text. */
async function contents(tenant: Slug): Promise<string[]> {
  const { tenantId } = world.services.tenants.bySlug(tenant) ?? {};
  const rows: string[] = [];
  for (const table of TENANT_TABLES) {
    // A use is noted beside the request that it comes with.
    const found = await world.owner<{ row: string }[]>`
      select (to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text as row from ${world.owner(table)} t where tenant_id = ${tenantId ?? ''} order by 1`;
    rows.push(...found.map(({ row }) => `${table} ${row}`));
  }
  return rows;
}

async function newestEntry(tenant: Slug): Promise<object | undefined> {
  const { tenantId } = world.services.tenants.bySlug(tenant) ?? {};
  const [entry] = await world.owner`
    select operation, decision, outcome from audit_entry where tenant_id = ${tenantId ?? ''} order by entry_sequence desc limit 1`;
  return entry;
}
