import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Actor } from '../modules/tenancy/index.ts';
import type { ApiPolicy } from '../platform/api-policy.ts';
import { type Bucket, type Budget, roomIn, type Standing } from '../platform/budget.ts';
import { Fault } from '../platform/fault.ts';
import { createPricing } from './cost.ts';
import { requireWithinLimits } from './limits.ts';
import { isHeldToDocuments, type TrustedDocuments } from './trusted-documents.ts';

/** What an operation cost and what is left, as answers carry it in `extensions.cost`. */
export interface Cost {
  readonly requestedPoints: number;
  readonly actualPoints: number;
  readonly remainingPoints: number;
  readonly resetAt: string;
}

/** An operation that may run; its price is taken. */
export interface Admitted {
  /** Gives back what the answer did not use. */
  settle(data: unknown): Cost;
}

export interface Request {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly actor: Actor;
  /** The client that it says it is. */
  readonly clientId?: string | null | undefined;
}

/** Decides whether a valid document may run: its size, its client's documents, the policy of its tenant, and the budget. */
export type Admit = (request: Request) => Promise<Admitted>;

interface AdmissionParts {
  readonly schema: GraphQLSchema;
  readonly budget: Budget;
  readonly trusted: TrustedDocuments;
  readonly policyOf: (actor: Actor) => ApiPolicy;
  /** Whether the API explorer is served. */
  readonly explorer: boolean;
}

export function createAdmission({ schema, budget, trusted, policyOf, explorer }: AdmissionParts): Admit {
  const pricing = createPricing(schema);
  // The same text comes as the same object, and its size does not change: it is counted once.
  const withinLimits = new WeakSet<DocumentNode>();
  return async ({ document, operationName, variables, actor, clientId }) => {
    if (!withinLimits.has(document)) {
      requireWithinLimits(document);
      withinLimits.add(document);
    }
    const policy = policyOf(actor);
    if (isHeldToDocuments({ actor, clientId, explores: explorer && policy.introspection })) trusted.demand(document);
    const price = pricing(document, operationName);
    if (price.asksForSchema) demandIntrospection(actor, policy);
    const requestedPoints = price.requestedPoints(variables ?? {});
    const { buckets, standing } = await spend(budget, { actor, policy, points: requestedPoints });
    return {
      settle(data) {
        const actualPoints = Math.min(requestedPoints, price.actualPoints(data));
        const unused = requestedPoints - actualPoints;
        if (unused > 0) void budget.giveBack(unused, buckets);
        const room = roomIn(
          buckets,
          standing.levels.map((level) => level - unused),
        );
        const resetAt = new Date(Date.now() + room.resetSeconds * 1_000).toISOString();
        return { requestedPoints, actualPoints, remainingPoints: room.points, resetAt };
      },
    };
  };
}

interface Spending {
  readonly actor: Actor;
  readonly policy: ApiPolicy;
  readonly points: number;
}

/** Takes points from the buckets of a credential and its tenant; throws when they do not hold so many. */
export async function spend(
  budget: Budget,
  { actor, policy, points }: Spending,
): Promise<{ readonly buckets: readonly Bucket[]; readonly standing: Standing }> {
  const buckets = bucketsOf(actor, policy);
  requireAffordable(points, buckets);
  const standing = await budget.take(points, buckets);
  if (!standing.taken) throw overBudget(standing.waitSeconds);
  return { buckets, standing };
}

/** An agent keeps a site safe: partners of its tenant who spend too much must not silence it, so it has a bucket of its own only. */
function bucketsOf(actor: Actor, policy: ApiPolicy): readonly Bucket[] {
  const own = {
    key: `credential:${actor.credentialId}`,
    points: policy.credentialPoints,
    pointsPerSecond: policy.credentialPointsPerSecond,
  };
  if (actor.kind === 'agent') return [own];
  const { tenantPoints: points, tenantPointsPerSecond: pointsPerSecond } = policy;
  return [own, { key: `tenant:${actor.tenantId}`, points, pointsPerSecond }];
}

function demandIntrospection(actor: Actor, { introspection }: ApiPolicy): void {
  if (introspection && 'role' in actor) return;
  throw new Fault('FORBIDDEN', { tell: 'This credential may not read the schema here; it is in the documentation.' });
}

/** What never fits is no matter of waiting. */
function requireAffordable(requestedPoints: number, buckets: readonly Bucket[]): void {
  const most = Math.min(...buckets.map(({ points }) => points));
  if (requestedPoints <= most) return;
  const tell = `This operation may come to ${requestedPoints} points and at most ${most} can be spent at once: ask for smaller pages or spans.`;
  throw new Fault('QUERY_TOO_LARGE', { tell });
}

export function overBudget(waitSeconds: number): Fault {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitSeconds));
  const tell = `The budget is used up for now; try again in ${retryAfterSeconds} ${retryAfterSeconds === 1 ? 'second' : 'seconds'}.`;
  return new Fault('RATE_LIMITED', { tell, detail: { retryAfterSeconds } });
}
