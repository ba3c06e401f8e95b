/** A small schema with one of everything that the transport must treat right. */
import type { GraphQLSchema } from 'graphql';
import type { GraphQLContext } from '../../src/graphql/context.ts';
import { mergeResolvers } from '../../src/graphql/merge.ts';
import { nodeResolvers } from '../../src/graphql/nodes.ts';
import { scalars } from '../../src/graphql/scalars.ts';
import { executableSchema } from '../../src/graphql/schema.ts';
import { Fault } from '../../src/platform/fault.ts';
import { ExampleStream } from './example-stream.ts';

export const CANARY = 'password=canary-7f3a';
export const CAT_ID = '00000000-0000-4000-8000-000000000001';
export const DOG_ID = '00000000-0000-4000-8000-000000000002';

interface Pet {
  readonly name: string;
  readonly bornAt: Date;
}

const cat: Pet = { name: 'Mia', bornAt: new Date('2020-02-29T12:00:00Z') };
const dog: Pet = { name: 'Rex', bornAt: new Date('2021-01-01T00:00:00.5Z') };

const typeDefs = `
  scalar DateTime scalar Date scalar Decimal scalar CurrencyCode
  interface Node { id: ID! }
  type Cat implements Node { id: ID! name: String! bornAt: DateTime! friend: Cat lives(first: Int = 9): Int! }
  type Dog implements Node { id: ID! name: String! bornAt: DateTime! }
  union Found = Cat | Missing
  type Missing { message: String! }
  enum Mood { CALM CROSS }
  input Order { text: String! = "x" weight: Decimal mood: Mood = CALM tags: [String!] inner: Inner }
  input Inner { text: String! = "x" weight: Decimal mood: Mood = CALM }
  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    cat: Cat!
    cats(count: Int!): [Cat!]!
    maybe(found: Boolean!): Found!
    echo(text: String, at: DateTime, date: Date, amount: Decimal, currency: CurrencyCode, order: Order, mood: Mood = CROSS, ids: [ID!]): String!
    instant: DateTime
    money: Decimal
    badInstant: DateTime
    needed(id: ID!): String
    broken: String
    brokenNeeded: String!
    brokenLater: [Hole!]
    refused: String
    slow: String
    who: String!
  }
  type Hole { deep: String! fine: String }
  type Mutation { append(text: String!): [String!]! failing: String }
  type Subscription { count(until: Int!): Int! who: String! waiting: Int brokenStart: Int brokenAt(index: Int!): Int flood: String! ticks(after: Int, note: String): Tick! }
  type Tick { value: Int! text: String! missedCount: Int! who: String! credential: String }
`;

export interface Example {
  readonly schema: GraphQLSchema;
  /** How many waiting subscriptions have begun and ended. */
  readonly waiting: { begun: number; ended: number };
  /** How many messages of a kibibyte the floods have made. */
  readonly flood: { made: number };
  readonly ticks: ExampleStream;
}

export function exampleSchema(): Example {
  const lines: string[] = [];
  const waiting = { begun: 0, ended: 0 };
  const flood = { made: 0 };
  const ticks = new ExampleStream();
  const nodes = nodeResolvers({
    pets: {
      nodes: { Cat: async (_ctx, id) => (id === CAT_ID ? cat : null), Dog: async (_ctx, id) => (id === DOG_ID ? dog : null) },
    },
  });
  const resolvers = mergeResolvers([
    scalars,
    nodes.resolvers,
    {
      Query: queries(),
      Mutation: mutations(lines),
      Subscription: { ...subscriptions({ waiting, flood }), ticks: { subscribe: tickSource(ticks) } },
    },
    { Tick: tickFields(ticks) },
    {
      Cat: { id: () => 'cat', friend: async () => cat, lives: (_cat: Pet, { first }: { first: number }) => first },
      Dog: { id: () => 'dog' },
    },
    { Hole: { deep: failLater, fine: async () => 'fine' } },
  ]);
  return { schema: executableSchema({ typeDefs: [typeDefs], resolvers }), waiting, flood, ticks };
}

function tickSource(ticks: ExampleStream) {
  return (_root: unknown, args: { after?: number | null }) => ticks.source(args);
}

function tickFields(ticks: ExampleStream) {
  return {
    value: ({ value }: { value: number }) => {
      ticks.executedCount += 1;
      return value;
    },
    who: (_tick: unknown, _args: unknown, { actor }: GraphQLContext) => actor.tenantId,
    credential: (_tick: unknown, _args: unknown, { actor }: GraphQLContext) => actor.credentialId,
  };
}

function queries() {
  return {
    cat: () => cat,
    cats: async (_root: unknown, { count }: { count: number }) => Array.from({ length: count }, () => cat),
    maybe: (_root: unknown, { found }: { found: boolean }) =>
      found ? { __typename: 'Cat', ...cat } : { __typename: 'Missing', message: 'gone' },
    // In one order: the compiler puts arguments that come from variables last.
    echo: (_root: unknown, args: Record<string, unknown>) =>
      JSON.stringify(Object.fromEntries(Object.entries(args).toSorted(([left], [right]) => (left < right ? -1 : 1)))),
    instant: () => new Date('2024-11-04T00:30:00Z'),
    money: () => '-185.33',
    badInstant: () => CANARY,
    needed: (_root: unknown, { id }: { id: string }) => id,
    broken: fail,
    brokenNeeded: fail,
    brokenLater: () => [{}, {}],
    refused: () => {
      throw new Fault('FORBIDDEN', { tell: 'Ask an operator.', detail: { secret: CANARY } });
    },
    slow: () => new Promise(() => undefined),
    who: (_root: unknown, _args: unknown, { actor }: GraphQLContext) => actor.tenantId,
  };
}

function mutations(lines: string[]) {
  return {
    append: async (_root: unknown, { text }: { text: string }) => {
      const before = [...lines];
      await Promise.resolve();
      lines.splice(0, lines.length, ...before, text);
      return lines.slice();
    },
    failing: fail,
  };
}

function subscriptions({ waiting, flood }: Pick<Example, 'waiting' | 'flood'>) {
  return {
    count: {
      async *subscribe(_root: unknown, { until }: { until: number }) {
        for (let count = 1; count <= until; count += 1) yield { count };
      },
    },
    who: {
      async *subscribe() {
        yield {};
        yield {};
      },
      resolve: (_event: unknown, _args: unknown, { actor, requestId }: GraphQLContext) => `${actor.tenantId} ${requestId}`,
    },
    waiting: { subscribe: () => new Waiting(waiting), resolve: () => 1 },
    flood: {
      async *subscribe() {
        for (;;) {
          flood.made += 1;
          yield { flood: 'x'.repeat(1_024) };
        }
      },
    },
    brokenStart: { subscribe: fail },
    brokenAt: {
      async *subscribe(_root: unknown, { index }: { index: number }) {
        for (let count = 0; count < index; count += 1) yield { brokenAt: count };
        fail();
      },
    },
  };
}

/** A source that never has an event, and knows whether it was let go. */
class Waiting implements AsyncIterableIterator<never> {
  private readonly counts: Example['waiting'];
  constructor(counts: Example['waiting']) {
    this.counts = counts;
    counts.begun += 1;
  }
  next(): Promise<IteratorResult<never>> {
    return new Promise(() => undefined);
  }
  async return(): Promise<IteratorResult<never>> {
    this.counts.ended += 1;
    return { done: true, value: undefined };
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
}

function fail(): never {
  throw new Error(CANARY);
}

async function failLater(): Promise<never> {
  return fail();
}
