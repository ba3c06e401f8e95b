import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getIntrospectionQuery } from 'graphql';
import { openWorld, type World } from '../harness/world.ts';

/** The twelve checks of graphql-cop, asked of the real server: by nobody, as the tool asks, and by a partner with a valid key. */
let world: World;
let origin: string;
let key: string;
beforeAll(async () => {
  world = await openWorld();
  origin = world.wsUrl.replace('ws:', 'http:').replace('/graphql', '');
  key = await world.key('alder', 'ADMIN');
});
afterAll(() => world.close());

interface Sent {
  readonly status: number;
  readonly text: string;
  readonly json: ReturnType<typeof JSON.parse>;
}

async function send(path: string, init: RequestInit, credential: string | null): Promise<Sent> {
  const response = await fetch(origin + path, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), ...(credential && { authorization: `Bearer ${credential}` }) },
  });
  const text = await response.text();
  return { status: response.status, text, json: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null };
}

const post = (body: unknown, credential: string | null): Promise<Sent> =>
  send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, credential);
const get = (query: string, credential: string | null): Promise<Sent> =>
  send(`/graphql?query=${encodeURIComponent(query)}`, {}, credential);
const repeat = (count: number, field: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => field(index)).join(' ');
const asPartner = () =>
  [
    ['nobody', null],
    ['a partner', key],
  ] as const;

const CANARY_FREE = /stack|at .*\.ts|node_modules|SQL|postgres/i;

describe('graphql-cop', () => {
  test('1. alias overloading: a hundred and one aliases are refused', async () => {
    for (const [, credential] of asPartner()) {
      const { json } = await post({ query: `{ ${repeat(101, (index) => `alias${index}: __typename`)} }` }, credential);
      expect(json.data?.alias100).toBeUndefined();
      expect(json.errors).toHaveLength(1);
    }
  });

  test('2. array batching: a list of operations is refused whole', async () => {
    for (const [, credential] of asPartner()) {
      const { status, json } = await post(
        Array.from({ length: 10 }, () => ({ query: '{ __typename }' })),
        credential,
      );
      expect(status).toBeGreaterThanOrEqual(400);
      expect(Array.isArray(json)).toBe(false);
      expect(json.data).toBeUndefined();
    }
  });

  test('3. directive overloading: ten directives on a field are refused', async () => {
    for (const [, credential] of asPartner()) {
      const { json } = await post({ query: `{ __typename ${repeat(10, () => '@aa')} }` }, credential);
      // The tool takes ten errors, one for each, as the weakness.
      expect(json.errors.length).toBeLessThanOrEqual(5);
      const known = await post({ query: `{ __typename ${repeat(10, () => '@include(if: true)')} }` }, credential);
      expect(known.json.data).toBeUndefined();
    }
  });

  test('4. circular introspection: types within types within types are refused', async () => {
    const types = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${types(depth - 1)} } }`);
    for (const [, credential] of asPartner()) {
      const { json } = await post({ query: `{ __schema { types { ${types(8)} } } }` }, credential);
      expect(json.data).toBeUndefined();
      expect(json.errors).toHaveLength(1);
    }
  });

  test('5. introspection: nobody and no agent may read the schema, a partner may', async () => {
    const query = getIntrospectionQuery();
    expect((await post({ query }, null)).json.data).toBeUndefined();
    expect((await world.ask(await world.agent('alder', 'north'), query)).codes).toEqual(['FORBIDDEN']);
    expect((await post({ query }, key)).json.data['__schema'].types.length).toBeGreaterThan(50);
  });

  test('6. field suggestions: a mistyped name is not completed', async () => {
    for (const [, credential] of asPartner()) {
      for (const query of ['{ __schema { directive } }', '{ viewe { role } }', '{ battery(idd: "x") { id } }']) {
        expect((await post({ query }, credential)).text).not.toContain('Did you mean');
      }
    }
  });

  test('7. queries by GET: a link of another page asks nothing', async () => {
    for (const sent of [
      await get('{ __typename }', null),
      // What a form of another page can send: without a header of its own, and as a type that needs no leave.
      await send(
        '/graphql',
        { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ __typename }"}' },
        null,
      ),
    ]) {
      expect(sent.status).toBeGreaterThanOrEqual(400);
      expect(sent.json?.data).toBeUndefined();
      expect(sent.text).toContain('Cross-Site Request Forgery');
    }
  });

  test('8. mutations by GET: refused with every credential, and nothing has changed', async () => {
    const keys = async (): Promise<number> =>
      (await post({ query: '{ apiKeys { nodes { id } } }' }, key)).json.data.apiKeys.nodes.length;
    const before = await keys();
    const change = 'mutation { createApiKey(input: {idempotencyKey: "by-get-1", name: "x", role: VIEWER}) { __typename } }';
    for (const [, credential] of asPartner()) {
      const { status, json } = await get(change, credential);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(json.data).toBeUndefined();
    }
    expect(await keys()).toBe(before);
  });

  test('9. url-encoded bodies: what a form of another page can send is refused', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
      for (const [, credential] of asPartner()) {
        const body = type === 'text/plain' ? '{"query":"{ __typename }"}' : 'query=%7B__typename%7D';
        const { status, json } = await send('/graphql', { method: 'POST', headers: { 'content-type': type }, body }, credential);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(json?.data).toBeUndefined();
      }
    }
  });

  test('10. tracing: no answer says how long its parts took', async () => {
    const headers = { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1', 'x-apollo-tracing': '1' };
    const { json } = await send('/graphql', { method: 'POST', headers, body: '{"query":"{ __typename }"}' }, key);
    expect(Object.keys(json.extensions)).toEqual(['cost']);
  });

  test('11. IDE: no landing page and no explorer where none is served', async () => {
    for (const path of ['/', '/graphql', '/graphiql', '/playground', '/console', '/altair', '/voyager']) {
      const { text } = await send(path, { headers: { accept: 'text/html' } }, null);
      expect(text).not.toMatch(/graphiql|playground|altair|apollo sandbox|<html/i);
    }
  });

  test('12. unhandled errors: whatever is sent, nothing of our insides comes back', async () => {
    const odd = [
      {},
      [],
      null,
      1,
      { query: 1 },
      { query: 'queryy { __typename }' },
      { query: '{', variables: 'x' },
      { query: '\u0000' },
      { query: '{ __typename }', variables: [] },
      { query: '{ __typename }', operationName: {} },
      { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    ];
    for (const [, credential] of asPartner()) {
      for (const body of odd) {
        const { status, text } = await post(body, credential);
        expect(status).toBeLessThan(500);
        expect(text).not.toMatch(CANARY_FREE);
      }
    }
  });
});
