import type { GraphQLResolveInfo } from 'graphql';
import { auditDenial, auditSupportUse } from '../modules/tenancy/index.ts';
import { Fault, forbidden, lackOf } from '../platform/fault.ts';
import type { GraphQLContext } from './context.ts';
import type { ResolverMap } from './merge.ts';

type Arguments = Readonly<Record<string, unknown>>;
type Run = (root: unknown, args: Arguments, ctx: GraphQLContext, info: GraphQLResolveInfo) => unknown;

/**
 * The root fields with the audit trail around them: what is refused is written down, and everything that support staff
 * reads. What is carried out writes its own entry, in its own transaction (`once`).
 */
export function auditedRoots<Map extends ResolverMap>(resolvers: Map): Map {
  const wrapped: Record<string, object | undefined> = {
    ...resolvers,
    Query: wrapEach(resolvers['Query'], read),
    Mutation: wrapEach(resolvers['Mutation'], changed),
    Subscription: wrapEach(resolvers['Subscription'], read),
  };
  // Every function has become one of the same arguments and the same result.
  return wrapped as Map;
}

type Wrap = (operation: string, run: Run) => Run;

function wrapEach(fields: object | undefined, wrap: Wrap): Readonly<Record<string, unknown>> {
  const entries: readonly [string, unknown][] = Object.entries(fields ?? {});
  return Object.fromEntries(entries.map(([name, resolver]) => [name, wrapResolver(name, resolver, wrap)]));
}

function wrapResolver(name: string, resolver: unknown, wrap: Wrap): unknown {
  if (isRun(resolver)) return wrap(name, resolver);
  if (typeof resolver !== 'object' || resolver === null || !('subscribe' in resolver) || !isRun(resolver.subscribe))
    throw new Error(`${name} at the root has a resolver that the audit trail cannot follow`);
  return { ...resolver, subscribe: wrap(name, resolver.subscribe) };
}

function isRun(value: unknown): value is Run {
  return typeof value === 'function';
}

const read: Wrap = (operation, run) => (root, args, ctx, info) => {
  if (ctx.actor.kind === 'support') return readBySupport({ operation, args, ctx }, async () => run(root, args, ctx, info));
  const asked = { operation, input: args, ctx };
  try {
    const found = run(root, args, ctx, info);
    return found instanceof Promise ? found.catch((error: unknown) => refuse(error, asked)) : found;
  } catch (error) {
    return refuse(error, asked);
  }
};

/** What support staff has read is written before it is given to them. */
async function readBySupport(
  { operation, args, ctx }: { operation: string; args: Arguments; ctx: GraphQLContext },
  found: () => Promise<unknown>,
): Promise<unknown> {
  const asked = { operation, input: args, ctx };
  try {
    const answer = await found();
    await auditSupportUse(ctx, asked);
    return answer;
  } catch (error) {
    return refuse(error, asked);
  }
}

const changed: Wrap = (operation, run) => async (root, args, ctx, info) => {
  const { input } = args;
  try {
    if (ctx.actor.kind === 'support')
      throw forbidden(lackOf({ reason: 'CREDENTIAL_KIND', missing: 'Support access reads and changes nothing.' }));
    return await run(root, args, ctx, info);
  } catch (error) {
    return refuse(error, { operation, input, ctx });
  }
};

interface Asked {
  readonly operation: string;
  readonly input: unknown;
  readonly ctx: GraphQLContext;
}

/** Passes on why somebody gets no answer; a refusal is in the audit trail before it is told. */
export async function refuse(error: unknown, { operation, input, ctx }: Asked): Promise<never> {
  if (error instanceof Fault && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND'))
    await auditDenial(ctx, { operation, input, outcome: error.code });
  throw error;
}
