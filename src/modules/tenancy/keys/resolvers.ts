import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import type { ApiKeyId, PartyId } from '../../../kernel/ids.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { textOf } from '../../../platform/arguments/text.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { tokenPrefix } from '../credential.ts';
import { whatWasMade } from '../made.ts';
import { once } from '../once.ts';
import { demandWithinReach } from '../reach.ts';
import { batteriesArgument, overlapArgument, scopesArgument } from '../credential-arguments.ts';
import { namesOfScopes } from '../scope-names.ts';
import { type ApiKeyRefused, type ApiKeyRevoked, type CreateApiKeyOutcome, createApiKey, revokeApiKey } from './api-keys.ts';
import { type ApiKey, readApiKey, readApiKeys } from './reads.ts';
import { rotateApiKey, type RotateApiKeyOutcome } from './rotate-api-key.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    ApiKey: ApiKey;
    ApiKeyCreated: Extract<CreateApiKeyOutcome, { __typename: 'ApiKeyCreated' }>;
    ApiKeyRotated: Extract<RotateApiKeyOutcome, { __typename: 'ApiKeyRotated' }>;
    ApiKeyRefused: ApiKeyRefused;
    ApiKeyRevoked: ApiKeyRevoked;
  }
}

const CURSOR = { createdAt: 'instant', apiKeyId: 'uuid' } as const;
const NAME_LENGTH_MAX = 100;

export const keysNodes = {
  ApiKey: async (ctx: GraphQLContext, id: string) => {
    const ability = await ctx.ability();
    return ability.may('administer', 'Tenant') ? ctx.read((tx) => readApiKey(tx, id)) : null;
  },
};

export const keysResolvers = {
  Query: {
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
        scopes: input.scopes ? scopesArgument(input.scopes) : null,
        batteryIds: batteriesArgument(input.batteryIds),
        expiresAt: input.expiresAt ?? null,
      };
      demandWithinReach(ctx.actor, wanted);
      return once<CreateApiKeyOutcome>(ctx, { operation: 'createApiKey', input, forget: ['secret'] }, (tx) =>
        createApiKey(ctx.platform, tx, wanted),
      );
    },
    rotateApiKey: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const rotation = {
        apiKeyId: idOf<ApiKeyId>('ApiKey', input.apiKeyId),
        overlapSeconds: overlapArgument(input.overlapSeconds),
        asker: ctx.actor,
      };
      return once<RotateApiKeyOutcome>(ctx, { operation: 'rotateApiKey', input, forget: ['secret'] }, (tx) =>
        rotateApiKey(ctx.platform, tx, rotation),
      );
    },
    revokeApiKey: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const apiKeyId = idOf<ApiKeyId>('ApiKey', input.apiKeyId);
      return once(ctx, { operation: 'revokeApiKey', input }, (tx) => revokeApiKey(ctx.platform, tx, apiKeyId));
    },
  },
  ApiKey: {
    id: (apiKey) => printGlobalId('ApiKey', apiKey.apiKeyId),
    scopes: ({ scopes }) => scopes && namesOfScopes(scopes),
    prefix: ({ apiKeyId }, _args, { actor, platform }) =>
      tokenPrefix({ kind: 'api-key', tenantSlug: platform.tenants.byId(actor.tenantId).slug, credentialId: apiKeyId }),
    previousSecretUntil: ({ previousUntil }) => previousUntil,
  },
  ApiKeyCreated: { apiKey: (outcome, _args, ctx) => apiKeyOf(ctx, outcome.apiKeyId) },
  ApiKeyRotated: { apiKey: (outcome, _args, ctx) => apiKeyOf(ctx, outcome.apiKeyId) },
  ApiKeyRevoked: { apiKey: (outcome, _args, ctx) => apiKeyOf(ctx, outcome.apiKeyId) },
} satisfies ModuleResolvers;

function apiKeyOf(ctx: GraphQLContext, apiKeyId: ApiKeyId): Promise<ApiKey> {
  return whatWasMade(ctx, { read: readApiKey, id: apiKeyId });
}
