import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import type { SupportSessionId } from '../../../kernel/ids.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { Fault } from '../../../platform/fault.ts';
import { parseGlobalId, printGlobalId } from '../../../wire/global-id.ts';
import { auditSpanOf, type SpanArguments } from './audit-span.ts';
import { nodeTypeOf } from '../credential-names.ts';
import { whatWasMade } from '../made.ts';
import { once } from '../once.ts';
import { type AuditFilter, readAuditEntries, readSupportSession, readSupportSessions, type SupportSession } from './reads.ts';
import { endSupportSession, type SupportSessionEnded } from './support-sessions.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    SupportSession: SupportSession;
    SupportSessionEnded: SupportSessionEnded;
  }
}

async function mayReadAudit(ctx: GraphQLContext): Promise<boolean> {
  return (await ctx.ability()).may('read-audit', 'Tenant');
}

export const auditNodes = {
  SupportSession: async (ctx: GraphQLContext, id: string) =>
    (await mayReadAudit(ctx)) ? ctx.read((tx) => readSupportSession(tx, id)) : null,
};

export const auditResolvers = {
  Query: {
    auditEntries: async (_root, args, ctx) => {
      (await ctx.ability()).demand('read-audit', 'Tenant');
      const page = parsePage(args, { cursorFields: { entrySequence: 'integer' } });
      const filter = filterOf(args);
      const rows = await ctx.read((tx) => readAuditEntries(tx, { filter, page }));
      return connectionOf(rows, page, (row) => ({ entrySequence: String(row.entrySequence) }));
    },
    supportSessions: async (_root, args, ctx) => {
      (await ctx.ability()).demand('read-audit', 'Tenant');
      const page = parsePage(args, { cursorFields: { grantedAt: 'instant', supportSessionId: 'uuid' } });
      const rows = await ctx.read((tx) => readSupportSessions(tx, page));
      return connectionOf(rows, page, (row) => ({
        grantedAt: row.grantedAt.toISOString(),
        supportSessionId: row.supportSessionId,
      }));
    },
  },
  Mutation: {
    endSupportSession: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const supportSessionId = idOf<SupportSessionId>('SupportSession', input.supportSessionId);
      return once(ctx, { operation: 'endSupportSession', input }, (tx) => endSupportSession(tx, supportSessionId));
    },
  },
  AuditEntry: {
    id: (entry) => printGlobalId('AuditEntry', entry.auditEntryId),
    credentialId: ({ credentialId, actorKind }) => credentialId && printGlobalId(nodeTypeOf(actorKind), credentialId),
    subjectId: ({ subjectType, subjectId }) => (subjectType && subjectId ? printGlobalId(subjectType, subjectId) : null),
  },
  SupportSession: { id: (session) => printGlobalId('SupportSession', session.supportSessionId) },
  SupportSessionEnded: {
    supportSession: ({ supportSessionId }, _args, ctx) => whatWasMade(ctx, { read: readSupportSession, id: supportSessionId }),
  },
} satisfies ModuleResolvers;

interface FilterArguments extends SpanArguments {
  readonly operation?: string | null;
  readonly credentialId?: string | null;
  readonly subjectId?: string | null;
  readonly decision?: AuditFilter['decision'];
}

function filterOf({ operation, credentialId, subjectId, decision, ...span }: FilterArguments): AuditFilter {
  return {
    ...auditSpanOf(span),
    operation: operation ?? null,
    credentialId: uuidOf(credentialId, 'credential'),
    subjectId: uuidOf(subjectId, 'subject'),
    decision: decision ?? null,
  };
}

/** An entry outlives what it speaks of, so that the id need not name anything that is still there. */
function uuidOf(globalId: string | null | undefined, what: string): string | null {
  if (globalId === null || globalId === undefined) return null;
  const parsed = parseGlobalId(globalId);
  if (!parsed) throw new Fault('NOT_FOUND', { tell: `There is no such ${what}.` });
  return parsed.id;
}
