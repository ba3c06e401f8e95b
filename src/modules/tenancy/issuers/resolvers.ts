import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import type { ExternalIdentityId } from '../../../kernel/ids.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { whatWasMade } from '../made.ts';
import { once } from '../once.ts';
import { disableIdentity, enableIdentity, type IdentityChanged } from './identities.ts';
import { type ExternalIdentity, readIdentities, readIdentity } from './reads.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    ExternalIdentity: ExternalIdentity;
    ExternalIdentityDisabled: IdentityChanged & { readonly __typename: 'ExternalIdentityDisabled' };
    ExternalIdentityEnabled: IdentityChanged & { readonly __typename: 'ExternalIdentityEnabled' };
  }
}

export const issuersNodes = {
  ExternalIdentity: async (ctx: GraphQLContext, id: string) => {
    const ability = await ctx.ability();
    return ability.may('administer', 'Tenant') ? ctx.read((tx) => readIdentity(tx, id)) : null;
  },
};

export const issuersResolvers = {
  Query: {
    externalIdentities: async (_root, args, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const page = parsePage(args, { cursorFields: { firstSeenAt: 'instant', externalIdentityId: 'uuid' } });
      const rows = await ctx.read((tx) => readIdentities(tx, page));
      return connectionOf(rows, page, ({ firstSeenAt, externalIdentityId }) => ({
        firstSeenAt: firstSeenAt.toISOString(),
        externalIdentityId,
      }));
    },
  },
  Mutation: {
    disableExternalIdentity: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const id = idOf<ExternalIdentityId>('ExternalIdentity', input.externalIdentityId);
      return once(ctx, { operation: 'disableExternalIdentity', input }, (tx) => disableIdentity(ctx.platform, tx, id));
    },
    enableExternalIdentity: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const id = idOf<ExternalIdentityId>('ExternalIdentity', input.externalIdentityId);
      return once(ctx, { operation: 'enableExternalIdentity', input }, (tx) => enableIdentity(tx, id));
    },
  },
  ExternalIdentity: { id: (identity) => printGlobalId('ExternalIdentity', identity.externalIdentityId) },
  ExternalIdentityDisabled: { externalIdentity: (outcome, _args, ctx) => identityOfOutcome(ctx, outcome) },
  ExternalIdentityEnabled: { externalIdentity: (outcome, _args, ctx) => identityOfOutcome(ctx, outcome) },
} satisfies ModuleResolvers;

function identityOfOutcome(ctx: GraphQLContext, { externalIdentityId }: IdentityChanged): Promise<ExternalIdentity> {
  return whatWasMade(ctx, { read: readIdentity, id: externalIdentityId });
}
