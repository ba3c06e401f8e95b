import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import { type BatteryRightsHolder, type FieldPlace, refusal, type Refusal, withhold } from '../../ownership/index.ts';
import type { AuditEntry } from '../../tenancy/index.ts';
import { RIGHT_OF_OPERATION } from './operation-rights.ts';

/** An entry of the trail, as somebody finds it. */
export interface EntrySeen extends AuditEntry {
  /** The batteries through whose trail it was found; left out where the caller reads the tenant's whole trail. */
  readonly through?: readonly BatteryRightsHolder[];
}

/** The parts of an entry that tell more than that something was done; a party has them as far as its agreements go. */
export const entryFields = {
  input: async (entry, _args, ctx, info) => told(ctx, info, { value: entry.input, lack: await lackOfContent(ctx, entry) }),
  before: async (entry, _args, ctx, info) => told(ctx, info, { value: entry.before, lack: await lackOfContent(ctx, entry) }),
  after: async (entry, _args, ctx, info) => told(ctx, info, { value: entry.after, lack: await lackOfContent(ctx, entry) }),
  onBehalfOf: async (entry, _args, ctx, info) =>
    told(ctx, info, { value: entry.onBehalfOf, lack: await lackOfPerson(ctx, entry) }),
  sourceIp: async (entry, _args, ctx, info) => told(ctx, info, { value: entry.sourceIp, lack: await lackOfPerson(ctx, entry) }),
} satisfies ModuleResolvers['AuditEntry'];

function told(
  ctx: GraphQLContext,
  info: FieldPlace,
  { value, lack }: { value: string | null; lack: Refusal | null },
): string | null {
  if (lack === null || value === null) return value;
  withhold(ctx, info, lack);
  return null;
}

/** What is missing to see what was asked for and what it changed. */
async function lackOfContent(ctx: GraphQLContext, { operation, happenedAt, through = [] }: EntrySeen): Promise<Refusal | null> {
  const lack = await lackOfTrail(ctx);
  const right = RIGHT_OF_OPERATION[operation] ?? null;
  if (lack === null || right === null) return lack;
  if (through.some(({ rights }) => rights.covers(right, happenedAt))) return null;
  const holder = through.find(({ rights }) => !rights.has(right));
  if (holder) return refusal(ctx, holder, right);
  const [first] = through;
  if (!first) return lack;
  return {
    ...refusal(ctx, first, right),
    reason: 'OUTSIDE_AGREEMENT',
    missing: 'The entry lies outside of the agreement.',
  };
}

/** What is missing to see who and where another caller is. */
async function lackOfPerson(ctx: GraphQLContext, { credentialId }: AuditEntry): Promise<Refusal | null> {
  return credentialId === ctx.actor.credentialId ? null : lackOfTrail(ctx);
}

async function lackOfTrail(ctx: GraphQLContext): Promise<Refusal | null> {
  const lack = (await ctx.ability()).lack('read-audit', 'Tenant');
  return lack && { ...lack, group: 'audit', right: 'audit:read' };
}
