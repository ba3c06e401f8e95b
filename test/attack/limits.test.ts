import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/graphql/limits.ts';
import { globalBattery, openWorld, type World } from '../harness/world.ts';

/** The limits at their edge, against the real schema: the last that is allowed, and one more. */
let world: World;
let key: string;
beforeAll(async () => {
  world = await openWorld();
  key = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

const battery = globalBattery({ tenant: 'alder', site: 'north', battery: 'one' });
const many = (count: number, field: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => field(index)).join(' ');
/** So many levels below a battery, the last of them a plain value; lists would cost too much before they are too deep. */
const below = (levels: number): string => {
  if (levels === 1) return 'name';
  return levels === 2 ? 'site { name }' : `latestReading { battery { ${below(levels - 2)} } }`;
};

interface Case {
  readonly limit: number;
  readonly query: (count: number) => string;
  readonly stream: (count: number) => string;
}

const inQuery = (inner: string): string => `{ battery(id: "${battery}") { ${inner} } }`;
const inStream = (inner: string): string => `subscription { readings(batteryIds: ["${battery}"]) { battery { ${inner} } } }`;

const CASES: Readonly<Record<string, Case>> = {
  levels: {
    limit: LIMITS.depth,
    query: (count) => inQuery(below(count - 1)),
    stream: (count) => inStream(below(count - 2)),
  },
  'levels through fragments': {
    limit: LIMITS.depth,
    query: (count) =>
      `{ battery(id: "${battery}") { latestReading { ... on Reading { battery { ...F } } } } } fragment F on Battery { ${below(count - 3)} }`,
    stream: (count) => `${inStream('...F')} fragment F on Battery { ...G } fragment G on Battery { ${below(count - 2)} }`,
  },
  aliases: {
    limit: LIMITS.aliases,
    query: (count) => inQuery(many(count, (index) => `a${index}: name`)),
    stream: (count) => inStream(many(count, (index) => `a${index}: name`)),
  },
  'aliases through fragments': {
    limit: LIMITS.aliases,
    // The fragment is spread twice, and counts twice.
    query: (count) =>
      `{ ${many(2, (index) => `b${index}: battery(id: "${battery}") { ...F }`)} viewer { ${many(count % 2, () => 'r: role')} role } } fragment F on Battery { ${many(Math.floor(count / 2) - 1, (index) => `a${index}: name`)} }`,
    stream: (count) => `${inStream('...F')} fragment F on Battery { ${many(count, (index) => `a${index}: name`)} }`,
  },
  directives: {
    limit: LIMITS.directives,
    query: (count) => inQuery(many(count, () => 'name @include(if: true)')),
    stream: (count) => inStream(many(count, () => 'name @skip(if: false)')),
  },
  'directives through fragments': {
    limit: LIMITS.directives,
    query: (count) =>
      `${inQuery('...F @include(if: true)')} fragment F on Battery { ${many(count - 1, () => 'name @include(if: true)')} }`,
    stream: (count) =>
      `${inStream('... @include(if: true) { ...F }')} fragment F on Battery { ${many(count - 1, () => 'name @skip(if: false)')} }`,
  },
};

describe.each(Object.entries(CASES))('%s', (_name, { limit, query, stream }) => {
  test('over HTTP: the limit is accepted, one more is QUERY_TOO_LARGE', async () => {
    for (let time = 0; time < 4; time += 1) {
      expect((await world.ask(key, query(limit))).codes).toEqual([]);
      const over = await world.ask(key, query(limit + 1));
      expect([over.codes, over.data]).toEqual([['QUERY_TOO_LARGE'], undefined]);
    }
  });

  test('over a socket, for queries and subscriptions', async () => {
    await world.storeReading({ tenant: 'alder', site: 'north', battery: 'one' });
    for (const document of [query, stream]) {
      expect(await first(document(limit))).toEqual([]);
      expect(await first(document(limit + 1))).toEqual(['QUERY_TOO_LARGE']);
    }
  });
});

test('tokens: the limit is accepted, one more is QUERY_TOO_LARGE, over HTTP and over a socket', async () => {
  // Twelve tokens stand around the ids.
  const query = (count: number): string => `{ nodes(ids: [${many(count - 12, () => '"x"')}]) { id } }`;
  // A hundred ids at most may be looked up: the size of the document is looked at first.
  expect((await world.ask(key, query(LIMITS.tokens))).codes).toEqual(['BAD_USER_INPUT']);
  expect((await world.ask(key, query(LIMITS.tokens + 1))).codes).toEqual(['QUERY_TOO_LARGE']);
  expect(await first(query(LIMITS.tokens))).toEqual(['BAD_USER_INPUT']);
  expect(await first(query(LIMITS.tokens + 1))).toEqual(['QUERY_TOO_LARGE']);
});

test('root fields: the limit is accepted, one more is QUERY_TOO_LARGE, also through fragments and over a socket', async () => {
  const plain = (count: number): string => `{ ${many(count, () => 'viewer { role }')} }`;
  const spread = (count: number): string =>
    `{ viewer { role } ...F } fragment F on Query { ${many(count - 1, () => '__typename')} }`;
  for (const query of [plain, spread]) {
    expect((await world.ask(key, query(LIMITS.rootFields))).codes).toEqual([]);
    expect((await world.ask(key, query(LIMITS.rootFields + 1))).codes).toEqual(['QUERY_TOO_LARGE']);
    expect(await first(query(LIMITS.rootFields))).toEqual([]);
    expect(await first(query(LIMITS.rootFields + 1))).toEqual(['QUERY_TOO_LARGE']);
  }
});

test.each([
  ['batteries', '{ batteries(first: N) { nodes { id } } }'],
  ['batteries from the end', '{ batteries(last: N) { nodes { id } } }'],
  ['sites', '{ sites(first: N) { nodes { id } } }'],
  ['instructions', `{ battery(id: "${battery}") { instructions(first: N) { nodes { id } } } }`],
  ['dead letters', '{ deadLetters(first: N) { nodes { id } } }'],
])('a page of %s holds 1 to 100, over HTTP and over a socket', async (_what, query) => {
  const fragment = (count: number): string => of(query, count).replace('{ id }', '{ ...I }').concat(' fragment I on Node { id }');
  for (const count of [1, 100]) {
    expect((await world.ask(key, of(query, count))).codes).toEqual([]);
    expect((await world.ask(key, fragment(count))).codes).toEqual([]);
    expect(await first(fragment(count))).toEqual([]);
  }
  for (const count of [0, 101, -1]) {
    expect((await world.ask(key, of(query, count))).codes).toEqual(['BAD_USER_INPUT']);
    expect(await first(fragment(count))).toEqual(['BAD_USER_INPUT']);
  }
});

const of = (query: string, count: number): string => query.replace(': N)', `: ${count})`);

/** The codes of the first answer over a socket. */
async function first(document: string): Promise<readonly string[]> {
  const followed = world.follow(key, document);
  try {
    return (await followed.next()).codes;
  } finally {
    followed.end();
  }
}
