import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import { present } from '../../../kernel/assert.ts';
import type { ApiKeyId, BatteryId, PartyId } from '../../../kernel/ids.ts';
import type { Scope } from '../../../kernel/scopes.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { numberOf } from '../../../platform/arguments/numbers.ts';
import { textOf } from '../../../platform/arguments/text.ts';
import { Fault } from '../../../platform/fault.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { tokenPrefix } from '../credential.ts';
import { once } from '../once.ts';
import { namesOfScopes, type ScopeName, scopeNamed } from '../scope-names.ts';
import { type ApiKeyRefused, type ApiKeyRevoked, type CreateApiKeyOutcome, createApiKey, revokeApiKey } from './api-keys.ts';
import { demandWithinReach } from './key-reach.ts';
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
const BATTERY_COUNT_MAX = 100;
const OVERLAP_SECONDS_DEFAULT = 86_400;
const OVERLAP_SECONDS_MAX = 7 * 86_400;

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
        scopes: scopesArgument(input.scopes),
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
      const value = input.overlapSeconds ?? OVERLAP_SECONDS_DEFAULT;
      const rotation = {
        apiKeyId: idOf<ApiKeyId>('ApiKey', input.apiKeyId),
        overlapSeconds: numberOf({ argument: 'overlapSeconds', value, min: 0, max: OVERLAP_SECONDS_MAX }),
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

async function apiKeyOf(ctx: GraphQLContext, apiKeyId: ApiKeyId): Promise<ApiKey> {
  return present(await ctx.read((tx) => readApiKey(tx, apiKeyId)), 'a key that was just changed to exist');
}

function scopesArgument(names: readonly ScopeName[] | null | undefined): readonly Scope[] | null {
  if (!names) return null;
  if (names.length === 0) throw new Fault('BAD_USER_INPUT', { tell: 'Name a scope, or leave `scopes` out.' });
  return [...new Set(names)].map(scopeNamed);
}

function batteriesArgument(globalIds: readonly string[] | null | undefined): readonly BatteryId[] | null {
  if (!globalIds) return null;
  if (globalIds.length === 0 || globalIds.length > BATTERY_COUNT_MAX)
    throw new Fault('BAD_USER_INPUT', { tell: `\`batteryIds\` names 1 to ${BATTERY_COUNT_MAX} batteries, or is left out.` });
  return [...new Set(globalIds)].map((globalId) => idOf<BatteryId>('Battery', globalId));
}
