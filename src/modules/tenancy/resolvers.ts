import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { present } from '../../kernel/assert.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import type { Bound } from './actor.ts';
import { readTenant, type Tenant } from './reads.ts';
import { namesOfScopes } from './scope-names.ts';
import { type Viewer, viewerOf } from './viewer.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Tenant: Tenant;
    Viewer: Viewer;
    CredentialBound: Bound;
  }
}

export const tenancyNodes = {
  Tenant: async (ctx: GraphQLContext, id: string) => (id === ctx.actor.tenantId ? ctx.read(readTenant) : null),
};

export const tenancyResolvers = {
  Query: { viewer: (_root, _args, { actor }) => viewerOf(actor) },
  Tenant: { id: (tenant) => printGlobalId('Tenant', tenant.tenantId) },
  Viewer: {
    tenant: async (_viewer, _args, ctx) => present(await ctx.read(readTenant), 'the actor’s own tenant to exist'),
    askedAt: (_viewer, _args, ctx) => ctx.now,
  },
  CredentialBound: { scopes: ({ scopes }) => namesOfScopes(scopes) },
} satisfies ModuleResolvers;
