import type { GraphQLResolveInfo } from 'graphql';
import { auditDenial, auditSupportUse } from '../modules/tenancy/index.ts';
import { Fault } from '../platform/fault.ts';
import type { GraphQLContext } from './context.ts';
import type { ResolverMap } from './merge.ts';

type Arguments = Readonly<Record<string, unknown>>;
type Run = (root: unknown, args: Arguments, ctx: GraphQLContext, info: GraphQLResolveInfo) => unknown;

/**
 * The root fields with the audit trail around them: a refused change is written down, and everything that support staff
 * reads. What is carried out writes its own entry, in its own transaction (`once`).
 */
export function auditedRoots<Map extends ResolverMap>(resolvers: Map): Map {
  const wrapped: Record<string, object | undefined> = {
    ...resolvers,
    Query: wrapEach(resolvers['Query'], readBySupport),
    Mutation: wrapEach(resolvers['Mutation'], refused),
    Subscription: wrapEach(resolvers['Subscription'], readBySupport),
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

const readBySupport: Wrap = (operation, run) => (root, args, ctx, info) =>
  ctx.actor.kind === 'support'
    ? underAudit(operation, { args, ctx }, async () => run(root, args, ctx, info))
    : run(root, args, ctx, info);

async function underAudit(
  operation: string,
  { args, ctx }: { args: Arguments; ctx: GraphQLContext },
  read: () => Promise<unknown>,
): Promise<unknown> {
  try {
    const found = await read();
    await auditSupportUse(ctx, { operation, input: args });
    return found;
  } catch (error) {
    await auditIfDenied(error, { operation, input: args, ctx });
    throw error;
  }
}

const refused: Wrap = (operation, run) => async (root, args, ctx, info) => {
  const { input } = args;
  try {
    if (ctx.actor.kind === 'support') throw new Fault('FORBIDDEN', { tell: 'Support access reads and changes nothing.' });
    return await run(root, args, ctx, info);
  } catch (error) {
    await auditIfDenied(error, { operation, input, ctx });
    throw error;
  }
};

async function auditIfDenied(
  error: unknown,
  { operation, input, ctx }: { operation: string; input: unknown; ctx: GraphQLContext },
): Promise<void> {
  if (error instanceof Fault && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND'))
    await auditDenial(ctx, { operation, input, outcome: error.code });
}
