import { auditServer } from 'graphql-http';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleApi, startExampleApi } from '../../test/api/example-api.ts';
import { CANARY } from '../../test/api/example-schema.ts';
import { LIMITS } from './limits.ts';

let api: ExampleApi;
beforeAll(async () => {
  api = await startExampleApi();
});
afterAll(() => api.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: { code: string; requestId: string } }[];
}

const MODERN = 'application/graphql-response+json';

async function send(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: MODERN, authorization: 'Bearer one', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, ...(JSON.parse(text) as object) };
}

const codesOf = ({ errors = [] }: Answer): readonly string[] => errors.map(({ extensions }) => extensions.code);

test('every audit of GraphQL over HTTP is passed, without a warning', async () => {
  const results = await auditServer({
    url: api.url,
    fetchFn: (url: string, init?: RequestInit) =>
      fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), authorization: 'Bearer one' } }),
  });
  expect(results.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(results).toHaveLength(61);
});

describe('who asks', () => {
  test.each([
    ['without a credential', { authorization: '' }],
    ['with a wrong one', { authorization: 'Bearer three' }],
    ['with a wrong one, in the legacy media type', { authorization: 'Bearer three', accept: 'application/json' }],
  ])('%s nothing is answered but 401 UNAUTHENTICATED', async (_case, headers) => {
    for (const query of ['{ who }', '{ __typename }', getIntrospectionQuery(), '{ nonsense', '']) {
      const answer = await send({ query }, headers);
      expect([answer.status, codesOf(answer), answer.data]).toEqual([401, ['UNAUTHENTICATED'], undefined]);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('each credential is its own tenant', async () => {
    expect((await send({ query: '{ who }' })).data).toEqual({ who: 'one' });
    expect((await send({ query: '{ who }' }, { authorization: 'Bearer two' })).data).toEqual({ who: 'two' });
  });

  test('a valid credential may read the schema', async () => {
    expect((await send({ query: getIntrospectionQuery() })).errors).toBeUndefined();
  });

  test('a form of another origin is refused before anything runs', async () => {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{ who }"}',
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    const get = await fetch(`${api.url}?query=%7Bwho%7D`);
    expect(get.status).toBe(400);
  });
});

describe('what an error says', () => {
  test('an exception reaches the log in full and the customer as INTERNAL with the id to find it', async () => {
    for (const query of [
      '{ broken }',
      '{ brokenNeeded }',
      '{ brokenLater { deep } }',
      '{ badInstant }',
      'mutation { failing }',
    ]) {
      for (let time = 0; time < 4; time += 1) {
        const answer = await send({ query });
        expect(codesOf(answer).every((code) => code === 'INTERNAL')).toBe(true);
        expect(answer.text).not.toContain('canary');
        expect(answer.text).not.toMatch(/stack|at Object|\.ts/);
        const [error] = answer.errors ?? [];
        expect(error?.extensions.requestId).toBe(answer.headers.get('x-request-id'));
        expect(api.logged()).toContain(error?.extensions.requestId);
      }
    }
    expect(api.logged()).toContain(CANARY);
  });

  test('a fault tells its sentence and its code, and keeps its detail', async () => {
    const answer = await send({ query: '{ refused who }' });
    expect(answer.data).toEqual({ refused: null, who: 'one' });
    expect(answer.errors).toMatchObject([{ message: 'Ask an operator.', path: ['refused'], extensions: { code: 'FORBIDDEN' } }]);
    expect(answer.text).not.toContain('canary');
  });

  test.each([
    ['a syntax error', { query: '{ who' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ whom }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation', { query: 'query A { who } query B { who }', operationName: 'C' }, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'a variable of the wrong kind',
      { query: 'query ($at: DateTime) { echo(at: $at) }', variables: { at: 1 } },
      'BAD_USER_INPUT',
    ],
    ['a literal of the wrong kind', { query: '{ echo(at: "x") }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a body without a query', {}, 'BAD_REQUEST'],
    ['a body that is not JSON', '{', 'BAD_REQUEST'],
    ['a body that is too long', JSON.stringify({ query: ' '.repeat(LIMITS.bodyBytes) }), 'QUERY_TOO_LARGE'],
  ])('%s keeps its standard code', async (_case, body, code) => {
    const answer = await send(body);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.errors?.[0]?.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a null in a required argument is bad input of that field', async () => {
    const answer = await send({ query: 'query ($id: ID = "x") { needed(id: $id) }', variables: { id: null } });
    expect([answer.status, codesOf(answer)]).toEqual([200, ['BAD_USER_INPUT']]);
  });

  test('names of the schema are not suggested', async () => {
    for (const query of ['{ whoo }', '{ echo(tex: 1) }', '{ echo(mood: CALMM) }', '{ node(id: 1) { ... on Catt { id } } }']) {
      expect((await send({ query })).text).not.toContain('Did you mean');
    }
  });

  test('at most five errors are listed', async () => {
    const query = `{ ${Array.from({ length: 50 }, (_, index) => `no${index}`).join(' ')} }`;
    expect((await send({ query })).errors).toHaveLength(5);
  });
});

test('the legacy media type gets 200 for a refused document, the modern one 400', async () => {
  expect((await send({ query: '{ whom }' }, { accept: 'application/json' })).status).toBe(200);
  expect((await send({ query: '{ whom }' })).status).toBe(400);
});

test('a subscription over HTTP is refused with the place where it is answered', async () => {
  const { status, errors } = await send({ query: 'subscription { who }' });
  expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(errors?.[0]?.message).toContain('graphql-transport-ws');
});

test('a response is not stored by caches and no landing page exists', async () => {
  expect((await send({ query: '{ who }' })).headers.get('cache-control')).toBe('no-store');
  const page = await fetch(api.url, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-type')).toContain('json');
});

test('the health endpoints need no credential', async () => {
  const origin = new URL(api.url).origin;
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
});

test('a port in use is said in one sentence', async () => {
  await expect(startExampleApi({ port: api.port })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: `Port ${api.port} on 127.0.0.1 is in use by another program; stop it or choose another port.`,
  });
});

describe('limits', () => {
  const friends = (depth: number): string => (depth === 1 ? 'name' : `friend { ${friends(depth - 1)} }`);
  const types = (depth: number): string => (depth === 1 ? 'name' : `ofType { ${types(depth - 1)} }`);
  const many = (count: number, field: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => field(index)).join(' ');

  test.each([
    ['levels', LIMITS.depth, (count: number) => `{ cat { ${friends(count - 1)} } }`],
    [
      'levels through fragments',
      LIMITS.depth,
      (count: number) => `{ cat { friend { ...F } } } fragment F on Cat { ${friends(count - 2)} }`,
    ],
    [
      'levels of introspection',
      LIMITS.introspectionDepth,
      (count: number) => `{ __schema { queryType { ${types(count - 2)} } } }`,
    ],
    ['aliases', LIMITS.aliases, (count: number) => `{ cat { ${many(count, (index) => `a${index}: name`)} } }`],
    [
      'aliases through fragments',
      LIMITS.aliases,
      (count: number) =>
        `{ cat { ${many(count / 10, (index) => `c${index}: friend { ...F }`)} ${count % 10 ? 'z: name' : ''} } } fragment F on Cat { ${many(9, (index) => `a${index}: name`)} }`,
    ],
    ['directives', LIMITS.directives, (count: number) => `{ cat { ${many(count, () => 'name @include(if: true)')} } }`],
    ['fields at the root', LIMITS.rootFields, (count: number) => `{ ${many(count, () => 'who')} }`],
    ['tokens', LIMITS.tokens, (count: number) => `{ echo(ids: [${many(count - 9, () => '1')}]) }`],
  ])('the limit of %s is accepted, and one more is QUERY_TOO_LARGE', async (_name, limit, queryOf) => {
    for (let time = 0; time < 4; time += 1) {
      expect((await send({ query: queryOf(limit) })).errors).toBeUndefined();
      const answer = await send({ query: queryOf(limit + 1) });
      expect([answer.status, codesOf(answer), answer.data]).toEqual([400, ['QUERY_TOO_LARGE'], undefined]);
    }
  });

  test('100 ids are looked up at once, and 101 are bad input', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect((await send({ query, variables: { ids: Array(100).fill('x') } })).data?.['nodes']).toHaveLength(100);
    expect(codesOf(await send({ query, variables: { ids: Array(101).fill('x') } }))).toEqual(['BAD_USER_INPUT']);
  });

  test('a field repeated without end is given up', async () => {
    expect(codesOf(await send({ query: `{ cat { ${many(1_990, () => 'name')} } }` }))).toEqual(['QUERY_TOO_LARGE']);
  });

  test('fragments that double again and again are measured without trouble', async () => {
    const doubling = many(60, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`);
    const answer = await send({ query: `{ ...F0 } ${doubling} fragment F60 on Query { who }` });
    expect(codesOf(answer)).toEqual(['QUERY_TOO_LARGE']);
  });
});
