import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { textOf } from '../../platform/arguments/text.ts';
import type { ApiKeyId, PartyId } from '../../kernel/ids.ts';
import { present } from '../../kernel/assert.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { type CreateApiKeyOutcome, createApiKey, revokeApiKey } from './api-keys.ts';
import { once } from './once.ts';
import { type ApiKey, readApiKey, readApiKeys, readTenant, type Tenant } from './reads.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Tenant: Tenant;
    ApiKey: ApiKey;
    Viewer: { readonly role: ApiKey['role']; readonly partyId: PartyId | null };
    ApiKeyCreated: Extract<CreateApiKeyOutcome, { __typename: 'ApiKeyCreated' }>;
    ApiKeyRefused: Extract<CreateApiKeyOutcome, { __typename: 'ApiKeyRefused' }>;
    ApiKeyRevoked: { readonly __typename: 'ApiKeyRevoked'; readonly apiKeyId: ApiKeyId };
  }
}

const CURSOR = { createdAt: 'instant', apiKeyId: 'uuid' } as const;
const NAME_LENGTH_MAX = 100;

export const tenancyNodes = {
  Tenant: async (ctx: GraphQLContext, id: string) => (id === ctx.actor.tenantId ? ctx.read(readTenant) : null),
  ApiKey: async (ctx: GraphQLContext, id: string) => {
    const ability = await ctx.ability();
    return ability.may('administer', 'Tenant') ? ctx.read((tx) => readApiKey(tx, id)) : null;
  },
};

export const tenancyResolvers = {
  Query: {
    viewer: (_root, _args, { actor }) =>
      'role' in actor ? { role: actor.role, partyId: actor.partyId } : { role: 'VIEWER', partyId: null },
    apiKeys: async (_root, args, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const page = parsePage(args, { cursorFields: CURSOR });
      const rows = await ctx.read((tx) => readApiKeys(tx, page));
      return connectionOf(rows, page, (row) => ({ createdAt: row.createdAt.toISOString(), apiKeyId: row.apiKeyId }));
    },
  },
  Mutation: {
    createApiKey: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const wanted = {
        name: textOf({ argument: 'name', text: input.name, lengthMax: NAME_LENGTH_MAX }),
        role: input.role,
        partyId: input.partyId ? idOf<PartyId>('Party', input.partyId) : null,
      };
      return once<CreateApiKeyOutcome>(ctx, { operation: 'createApiKey', input, forget: ['secret'] }, (tx) =>
        createApiKey(ctx.platform, tx, wanted),
      );
    },
    revokeApiKey: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const apiKeyId = idOf<ApiKeyId>('ApiKey', input.apiKeyId);
      return once(ctx, { operation: 'revokeApiKey', input }, (tx) => revokeApiKey(ctx.platform, tx, apiKeyId));
    },
  },
  Tenant: { id: (tenant) => printGlobalId('Tenant', tenant.tenantId) },
  Viewer: { tenant: async (_viewer, _args, ctx) => present(await ctx.read(readTenant), 'the actor’s own tenant to exist') },
  ApiKey: { id: (apiKey) => printGlobalId('ApiKey', apiKey.apiKeyId) },
  ApiKeyCreated: { apiKey: (outcome, _args, ctx) => apiKeyOf(ctx, outcome.apiKeyId) },
  ApiKeyRevoked: { apiKey: (outcome, _args, ctx) => apiKeyOf(ctx, outcome.apiKeyId) },
} satisfies ModuleResolvers;

async function apiKeyOf(ctx: GraphQLContext, apiKeyId: ApiKeyId): Promise<ApiKey> {
  return present(await ctx.read((tx) => readApiKey(tx, apiKeyId)), 'a key that was just changed to exist');
}
