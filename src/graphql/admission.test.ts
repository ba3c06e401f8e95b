import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ExampleApi, startExampleApi } from '../../test/api/example-api.ts';
import { CANARY } from '../../test/api/example-schema.ts';
import type { Actor } from '../modules/tenancy/index.ts';
import type { ApiPolicy } from '../platform/api-policy.ts';
import { trustDocuments } from './trusted-documents.ts';

const opened: ExampleApi[] = [];
afterEach(async () => {
  for (const api of opened.splice(0)) await api.stop();
});

async function start(options: Parameters<typeof startExampleApi>[0] = {}): Promise<ExampleApi> {
  const api = await startExampleApi(options);
  opened.push(api);
  const [first] = api.credentials.values();
  if (!first) throw new Error('the example has credentials');
  api.credentials.set('Bearer other', { ...first, credentialId: 'other' } as Actor);
  api.credentials.set('Bearer agent', {
    kind: 'agent',
    tenantId: 'one',
    credentialId: 'agent',
    siteId: 'site',
  } as unknown as Actor);
  return api;
}

/** Nothing comes back while a test runs. */
const tight = (policy: Partial<ApiPolicy>): Partial<ApiPolicy> => ({
  tenantPointsPerSecond: 0.01,
  credentialPointsPerSecond: 0.01,
  ...policy,
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: unknown;
    errors?: { message: string; extensions: Record<string, unknown> }[];
    extensions?: { cost?: object };
  };
  readonly code: unknown;
}

async function ask(api: ExampleApi, query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer one', ...headers },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as Answer['body'];
  return { status: response.status, headers: response.headers, body, code: body.errors?.[0]?.extensions['code'] };
}

const as = (authorization: string): Record<string, string> => ({ authorization });

async function askOverSocket(api: ExampleApi, query: string, connectionParams: object = as('Bearer one')): Promise<unknown[]> {
  const client = createClient({
    url: api.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: { ...connectionParams },
    retryAttempts: 0,
  });
  const answers: unknown[] = [];
  try {
    for await (const answer of client.iterate({ query })) answers.push(answer);
  } catch (error) {
    answers.push(Array.isArray(error) ? { errors: error } : { code: (error as CloseEvent).code });
  } finally {
    await client.dispose();
  }
  return JSON.parse(JSON.stringify(answers));
}

describe('the budget', () => {
  test('an answer says what it cost and what is left, in its body and its headers', async () => {
    const api = await start({ policy: tight({ credentialPoints: 100 }) });
    const { body, headers } = await ask(api, '{ cat { name } node(id: "x") { id } }');
    expect(body.extensions?.cost).toMatchObject({ requestedPoints: 2, remainingPoints: 99 });
    expect(headers.get('x-cost-requested-points')).toBe('2');
    expect(headers.get('x-cost-remaining-points')).toBe('99');
    expect(Date.parse(headers.get('x-cost-reset-at') ?? '')).toBeGreaterThan(Date.now());
    // There is no such node: its point came back.
    expect(body.extensions?.cost).toMatchObject({ actualPoints: 1 });
  });

  test('over budget is RATE_LIMITED with the time to wait, and nothing has run', async () => {
    const api = await start({ policy: tight({ credentialPoints: 3 }) });
    for (let time = 0; time < 3; time += 1) expect((await ask(api, 'mutation { append(text: "a") }')).status).toBe(200);
    const refused = await ask(api, 'mutation { append(text: "b") }');
    expect([refused.status, refused.code, refused.body.data]).toEqual([429, 'RATE_LIMITED', undefined]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused.body.errors?.[0]?.extensions['retryAfterSeconds']).toBe(Number(refused.headers.get('retry-after')));
    expect((await ask(api, 'mutation { append(text: "c") }', as('Bearer other'))).body.data).toEqual({
      append: ['a', 'a', 'a', 'c'],
    });
  });

  test('ten times the budget at once gets the budget and no more', async () => {
    const api = await start({ policy: tight({ credentialPoints: 10 }) });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(api, '{ who }')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(90);
  });

  test('the credentials of a tenant share its budget, and another tenant does not notice', async () => {
    const api = await start({ policy: tight({ tenantPoints: 4, credentialPoints: 3 }) });
    for (let time = 0; time < 5; time += 1) await ask(api, '{ who }');
    expect((await ask(api, '{ who }', as('Bearer other'))).status).toBe(200);
    expect((await ask(api, '{ who }', as('Bearer other'))).status).toBe(429);
    expect((await ask(api, '{ who }', as('Bearer two'))).status).toBe(200);
  });

  test('a tenant that has spent everything does not silence its agents', async () => {
    const api = await start({ policy: tight({ tenantPoints: 1 }) });
    await ask(api, '{ who }');
    expect((await ask(api, '{ who }')).status).toBe(429);
    expect((await ask(api, '{ who }', as('Bearer agent'))).status).toBe(200);
  });

  test('what can never fit is too large, however long one waits', async () => {
    const api = await start({ policy: tight({ credentialPoints: 5 }) });
    const { status, code } = await ask(api, '{ cats(count: 1) { name } }');
    expect([status, code]).toEqual([200, 'QUERY_TOO_LARGE']);
  });

  test('time gives the budget back', async () => {
    const api = await start({ policy: { credentialPoints: 1, credentialPointsPerSecond: 20 } });
    expect((await ask(api, '{ who }')).status).toBe(200);
    expect((await ask(api, '{ who }')).status).toBe(429);
    await expect.poll(async () => (await ask(api, '{ who }')).status).toBe(200);
  });

  test('it is the same budget over a socket, where queries and first events say what they cost', async () => {
    const api = await start({ policy: tight({ credentialPoints: 3 }) });
    expect(await askOverSocket(api, '{ who }')).toMatchObject([{ extensions: { cost: { remainingPoints: 2 } } }]);
    const events = await askOverSocket(api, 'subscription { count(until: 3) }');
    expect(events).toMatchObject([
      { extensions: { cost: { remainingPoints: 1 } } },
      { data: { count: 2 } },
      { data: { count: 3 } },
    ]);
    await ask(api, '{ who }');
    for (const query of ['{ who }', 'subscription { count(until: 3) }']) {
      expect(await askOverSocket(api, query)).toMatchObject([{ errors: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    }
  });
});

describe('failed sign-ins', () => {
  test('a source that fails too often waits, while what worked from there before goes on', async () => {
    const api = await start();
    expect((await ask(api, '{ who }')).status).toBe(200);
    const guesses = await Promise.all(
      Array.from({ length: 120 }, (_, index) => ask(api, '{ who }', as(`Bearer guess-${index}`))),
    );
    expect(guesses.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(105);
    const refused = guesses.find(({ status }) => status === 429);
    expect(refused?.code).toBe('RATE_LIMITED');
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect((await ask(api, '{ who }')).status).toBe(200);
    expect(await askOverSocket(api, '{ who }', as('Bearer three'))).toMatchObject([{ code: expect.any(Number) }]);
    expect(await askOverSocket(api, '{ who }')).toMatchObject([{ data: { who: 'one' } }]);
  });
});

describe('the schema', () => {
  const OFF = 'FORBIDDEN';
  test.each([
    ['the whole of it', getIntrospectionQuery()],
    ['one type', '{ __type(name: "Query") { name } }'],
    ['behind a fragment', '{ ...F } fragment F on Query { ... on Query { s: __schema { types { name } } } }'],
    ['beside a query', '{ who __schema { queryType { name } } }'],
  ])('%s is for partners whose tenant allows it, and never for agents', async (_what, query) => {
    const open = await start();
    expect((await ask(open, query)).body.errors).toBeUndefined();
    expect((await ask(open, query, as('Bearer agent'))).code).toBe(OFF);
    expect(await askOverSocket(open, query, as('Bearer agent'))).toMatchObject([{ errors: [{ extensions: { code: OFF } }] }]);
    const closed = await start({ policy: { introspection: false } });
    expect((await ask(closed, query)).code).toBe(OFF);
    expect(JSON.stringify(await askOverSocket(closed, query))).not.toContain('queryType');
    expect((await ask(closed, '{ __typename }')).body.data).toEqual({ __typename: 'Query' });
    expect((await ask(closed, query, as('Bearer two'))).body.errors).toBeUndefined();
  });
});

describe('documents of our own pages', () => {
  const trusted = trustDocuments(
    'query Own { cat { ...Name } } fragment Name on Cat { name ...More } fragment More on Cat { id }',
  );
  const client = { 'x-holdfast-client': 'dashboard' };
  const own = 'fragment More on Cat {id} fragment Name on Cat { name, ...More }\nquery Own { cat { ...Name } }';

  test('a page may send its own documents, however they are printed, and nothing else', async () => {
    const api = await start({ trusted });
    expect(trusted.manifest.size).toBe(1);
    expect([...trusted.manifest.keys()][0]).toMatch(/^[0-9a-f]{64}$/);
    for (let time = 0; time < 4; time += 1) expect((await ask(api, own, client)).body.errors).toBeUndefined();
    for (const query of ['{ who }', own.replace('id', 'id bornAt'), 'mutation { append(text: "x") }']) {
      expect((await ask(api, query, client)).code).toBe('FORBIDDEN');
      // A key is nobody's page.
      expect((await ask(api, query)).code).not.toBe('FORBIDDEN');
    }
  });

  const person = (isDashboard: boolean): Actor =>
    ({ kind: 'user', tenantId: 'one', credentialId: `of-${isDashboard}`, role: 'ADMIN', isDashboard }) as unknown as Actor;
  const signedIn = async (options: Parameters<typeof start>[0]): Promise<ExampleApi> => {
    const api = await start({ trusted, ...options });
    api.credentials.set('Bearer page', person(true)).set('Bearer app', person(false));
    return api;
  };
  const SAID: readonly Record<string, string>[] = [
    {},
    client,
    { 'x-holdfast-client': 'explorer' },
    { 'x-holdfast-client': 'app' },
  ];

  test('a token of the dashboard sends its documents only, whatever the request says of itself; an app asks what it likes', async () => {
    for (const options of [{}, { explorer: true, policy: { introspection: false } }]) {
      const api = await signedIn(options);
      for (const said of SAID) {
        expect((await ask(api, own, { ...said, ...as('Bearer page') })).body.errors).toBeUndefined();
        expect((await ask(api, '{ who }', { ...said, ...as('Bearer page') })).code).toBe('FORBIDDEN');
        const params = { ...as('Bearer page'), client: said['x-holdfast-client'] };
        expect(JSON.stringify(await askOverSocket(api, '{ who }', params))).toContain('FORBIDDEN');
      }
      expect((await ask(api, '{ who }', as('Bearer app'))).body.errors).toBeUndefined();
    }
  });

  test('where the explorer is served, and the schema may be read, a person there asks what they like', async () => {
    const api = await signedIn({ explorer: true });
    for (const said of SAID) {
      const { code } = await ask(api, '{ who }', { ...said, ...as('Bearer page') });
      expect(code).toBe(said['x-holdfast-client'] === 'explorer' ? undefined : 'FORBIDDEN');
    }
    expect(await askOverSocket(api, '{ who }', { ...as('Bearer page'), client: 'explorer' })).toMatchObject([{ data: {} }]);
  });

  test('nor over its socket', async () => {
    const api = await start({ trusted });
    const params = { ...as('Bearer one'), client: 'dashboard' };
    expect(await askOverSocket(api, own, params)).toMatchObject([{ data: { cat: { name: 'Mia' } } }]);
    expect(await askOverSocket(api, 'subscription { count(until: 1) }', params)).toMatchObject([
      { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
    ]);
  });
});

describe('caps', () => {
  const waiting = 'subscription { waiting }';

  test('sockets of one credential are capped, those of another go on', async () => {
    const api = await start({ policy: { credentialSocketCount: 1 } });
    const first = createClient({ url: api.wsUrl, webSocketImpl: WebSocket, connectionParams: as('Bearer one'), lazy: false });
    await new Promise<void>((resolve) => void first.on('connected', () => resolve()));
    expect(await askOverSocket(api, '{ who }')).toMatchObject([{ code: 4429 }]);
    expect(await askOverSocket(api, '{ who }', as('Bearer other'))).toMatchObject([{ data: { who: 'one' } }]);
    await first.dispose();
    await expect.poll(async () => JSON.stringify(await askOverSocket(api, '{ who }'))).toContain('"one"');
  });

  test('subscriptions of a tenant are capped over all of its sockets; one that ends makes room; agents have their own', async () => {
    const api = await start({ policy: { tenantSubscriptionCount: 3, credentialSubscriptionCount: 2 } });
    const clients = ['Bearer one', 'Bearer other'].map((authorization) =>
      createClient({ url: api.wsUrl, webSocketImpl: WebSocket, connectionParams: as(authorization), retryAttempts: 0 }),
    );
    const ignore = { next: () => undefined, error: () => undefined, complete: () => undefined };
    const [leave] = clients.flatMap((one, index) =>
      Array.from({ length: 2 - index }, () => one.subscribe({ query: waiting }, ignore)),
    );
    await expect.poll(() => api.example.waiting.begun).toBe(3);
    const cap = async (authorization: string) =>
      JSON.stringify(await askOverSocket(api, 'subscription { count(until: 1) }', as(authorization)));
    expect(await cap('Bearer one')).toContain('At most 2 subscriptions of one credential at a time.');
    expect(await cap('Bearer other')).toContain('At most 3 subscriptions of one tenant at a time.');
    expect(await cap('Bearer agent')).toContain('"count":1');
    expect(await cap('Bearer two')).toContain('"count":1');
    leave?.();
    await expect.poll(() => cap('Bearer one')).toContain('"count":1');
    for (const one of clients) await one.dispose();
    await expect.poll(() => api.example.waiting.ended).toBe(3);
    expect(await cap('Bearer other')).toContain('"count":1');
  });

  test('an exception in the middle of a stream tells nothing and gives its place back', async () => {
    const api = await start({ policy: { credentialSubscriptionCount: 1 } });
    for (let time = 0; time < 3; time += 1) {
      for (const query of ['subscription { brokenAt(index: 2) }', 'subscription { brokenStart }']) {
        const seen = JSON.stringify(await askOverSocket(api, query));
        expect(seen).toContain('INTERNAL');
        expect(seen).not.toContain('canary');
      }
    }
    expect(api.logged()).toContain(CANARY);
  });
});
