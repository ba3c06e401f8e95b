import { getNamedType, type GraphQLField, isCompositeType, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { termsOf } from '../../src/graphql/price-list.ts';
import { apiSchema } from '../../src/graphql/resolvers.ts';
import { globalBattery, newKey, openWorld, type World } from '../harness/world.ts';

type Field = GraphQLField<unknown, unknown>;

const SPAN = { from: '2026-05-11T00:00:00Z', until: '2026-05-12T00:00:00Z' };
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
/** It cannot be null: an error takes the whole battery with it. */
const REFUSED = 'intent';

const schema = apiSchema();
let world: World;
let key: string;

beforeAll(async () => {
  world = await openWorld();
  const { data } = await world.ask(
    await world.key('alder', 'ADMIN'),
    'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret } } }',
    { input: { idempotencyKey: newKey(), name: 'identity alone', role: 'ADMIN', scopes: ['IDENTITY_READ'] } },
  );
  key = data.createApiKey.secret;
});
afterAll(() => world.close());

function fieldsOf(typeName: string): readonly Field[] {
  const type = schema.getType(typeName);
  return isObjectType(type) ? Object.values(type.getFields()).filter(({ name }) => name !== REFUSED) : [];
}

const selectionOf = ({ name, args, type }: Field): string => {
  const isSpan = args.some((one) => one.name === 'from');
  return `${name}${isSpan ? '(from: $from, until: $until)' : ''}${isCompositeType(getNamedType(type)) ? ' { __typename }' : ''}`;
};

/** `address LOCATION`, for each field of a battery and its site, and each group that it tells of. */
function toldBy(typeName: string): string[] {
  return fieldsOf(typeName).flatMap((field) =>
    termsOf(field, typeName).groups.map((group) => `${typeName}.${field.name} ${group}`),
  );
}

test('what an answer leaves out is what its fields say they tell of, group by group', async () => {
  const document = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
    ${fieldsOf('Battery')
      .filter(({ name }) => name !== 'site')
      .map(selectionOf)
      .join(' ')}
    site { ${fieldsOf('Site').map(selectionOf).join(' ')} } } }`;
  const { body, codes } = await world.ask(key, document, { id: globalBattery(ONE), ...SPAN });
  expect(codes).toEqual([]);
  const withheld: readonly { readonly path: readonly string[]; readonly group: string }[] = JSON.parse(body).extensions.withheld;
  const found = withheld.map(({ path, group }) => `${path.includes('site') ? 'Site' : 'Battery'}.${path.at(-1)} ${group}`);
  expect(found.toSorted()).toEqual([...toldBy('Battery'), ...toldBy('Site')].toSorted());
});

test('a field that cannot be null is refused for the group that it tells of', async () => {
  const { codes, extensions } = await world.ask(key, 'query($id: ID!) { battery(id: $id) { intent { versionSequence } } }', {
    id: globalBattery(ONE),
  });
  expect(codes).toEqual(['FORBIDDEN']);
  expect(extensions).toMatchObject([{ reason: 'CREDENTIAL_SCOPE' }]);
  const type = schema.getType('Battery');
  const intent = isObjectType(type) ? type.getFields()[REFUSED] : undefined;
  expect(intent && termsOf(intent, 'Battery')).toMatchObject({ groups: ['INTENT'], errors: ['FORBIDDEN'] });
});
