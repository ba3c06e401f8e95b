import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { present } from '../../kernel/assert.ts';
import type { ConsentId, OAuthClientId, PartyId, UserId } from '../../kernel/ids.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { defineLoader } from '../../platform/loader.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { loadBattery, type VisibleBattery } from '../assets/index.ts';
import { secretRightOf, tenantRightOf, viewerRight } from '../ownership/index.ts';
import {
  batteriesArgument,
  namesOfScopes,
  once,
  overlapArgument,
  reachOfRole,
  scopesArgument,
  whatWasMade,
} from '../tenancy/index.ts';
import { emailOf, newPasswordOf, purposesOf, redirectUrisOf } from './arguments.ts';
import {
  changePassword,
  type ChangePasswordOutcome,
  demandOwnPassword,
  type PasswordChanged,
  type PasswordRefused,
  passwordRefused,
} from './change-password.ts';
import {
  type AppRegistered,
  type ClientRefused,
  type ClientRevoked,
  createService,
  reachOfClient,
  registerApp,
  revokeClient,
  rotateSecret,
  type SecretRotated,
  type ServiceCreated,
} from './clients.ts';
import { consentsOf, demandConsents, LACK_OF_CONSENTS } from './consents-of.ts';
import { type ConsentRevoked, revokeConsent } from './consents.ts';
import { countAttempt } from './password-attempts.ts';
import {
  type Consent,
  type OAuthClient,
  readConsent,
  readConsents,
  readOAuthClient,
  readOAuthClients,
  readUser,
  readUsers,
  type User,
} from './reads.ts';
import {
  createUser,
  type CreateUserOutcome,
  disableUser,
  enableUser,
  type PasswordReset,
  resetPassword,
  type UserDisabled,
  type UserEnabled,
  type UserRefused,
} from './users.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    User: User;
    OAuthClient: OAuthClient;
    Consent: Consent;
    ConsentPurpose: Consent['purposes'][number];
    UserCreated: Extract<CreateUserOutcome, { __typename: 'UserCreated' }>;
    UserDisabled: UserDisabled;
    UserEnabled: UserEnabled;
    PasswordReset: PasswordReset;
    UserRefused: UserRefused;
    PasswordChanged: PasswordChanged;
    PasswordRefused: PasswordRefused;
    AppRegistered: AppRegistered;
    ServiceCreated: ServiceCreated;
    OAuthClientRefused: ClientRefused;
    OAuthClientRevoked: ClientRevoked;
    ClientSecretRotated: SecretRotated;
    ConsentRevoked: ConsentRevoked;
  }
}

const NAME_LENGTH_MAX = 100;
const CONSENT_CURSOR = { grantedAt: 'instant', consentId: 'uuid' } as const;
const CLIENT_CURSOR = { createdAt: 'instant', clientId: 'uuid' } as const;
const USER_CURSOR = { email: 'text', userId: 'uuid' } as const;

async function mayAdminister(ctx: GraphQLContext): Promise<boolean> {
  return (await ctx.ability()).may('administer', 'Tenant');
}

async function demandAdminister(ctx: GraphQLContext): Promise<void> {
  (await ctx.ability()).demand('administer', 'Tenant');
}

const clientById = defineLoader(
  async (ctx: GraphQLContext, clientIds: readonly OAuthClientId[]) =>
    new Map(await ctx.read((tx) => Promise.all(clientIds.map(async (id) => [id, await readOAuthClient(tx, id)] as const)))),
);
const userById = defineLoader(
  async (ctx: GraphQLContext, userIds: readonly UserId[]) =>
    new Map(await ctx.read((tx) => Promise.all(userIds.map(async (id) => [id, await readUser(tx, id)] as const)))),
);

export const identityNodes = {
  User: async (ctx: GraphQLContext, id: string) => ((await mayAdminister(ctx)) ? ctx.read((tx) => readUser(tx, id)) : null),
  OAuthClient: async (ctx: GraphQLContext, id: string) =>
    (await mayAdminister(ctx)) ? ctx.read((tx) => readOAuthClient(tx, id)) : null,
  Consent: async (ctx: GraphQLContext, id: string) => {
    const of = consentsOf(ctx.actor, await ctx.ability());
    return of === null ? null : ctx.read((tx) => readConsent(tx, id, of));
  },
};

export const identityResolvers = {
  Query: {
    users: async (_root, args, ctx) => {
      await demandAdminister(ctx);
      const page = parsePage(args, { cursorFields: USER_CURSOR });
      return connectionOf(await ctx.read((tx) => readUsers(tx, page)), page, ({ email, userId }) => ({ email, userId }));
    },
    oauthClients: async (_root, args, ctx) => {
      await demandAdminister(ctx);
      const page = parsePage(args, { cursorFields: CLIENT_CURSOR });
      const rows = await ctx.read((tx) => readOAuthClients(tx, page));
      return connectionOf(rows, page, ({ createdAt, clientId }) => ({ createdAt: createdAt.toISOString(), clientId }));
    },
    consents: async (_root, args, ctx) => {
      const of = demandConsents(ctx.actor, await ctx.ability());
      const page = parsePage(args, { cursorFields: CONSENT_CURSOR });
      const rows = await ctx.read((tx) => readConsents(tx, { of, page }));
      return connectionOf(rows, page, ({ grantedAt, consentId }) => ({ grantedAt: grantedAt.toISOString(), consentId }));
    },
  },
  Mutation: {
    createUser: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const wanted = {
        email: emailOf(input.email),
        name: textOf({ argument: 'name', text: input.name, lengthMax: NAME_LENGTH_MAX }),
        role: input.role,
        partyId: input.partyId ? idOf<PartyId>('Party', input.partyId) : null,
      };
      return once<CreateUserOutcome>(ctx, { operation: 'createUser', input, forget: ['password'] }, (tx) =>
        createUser(ctx.platform, tx, { wanted, asker: ctx.actor }),
      );
    },
    disableUser: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const userId = idOf<UserId>('User', input.userId);
      return once(ctx, { operation: 'disableUser', input }, (tx) => disableUser(ctx.platform, tx, userId));
    },
    enableUser: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const wanted = { userId: idOf<UserId>('User', input.userId), asker: ctx.actor };
      return once(ctx, { operation: 'enableUser', input }, (tx) => enableUser(tx, wanted));
    },
    resetPassword: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const wanted = { userId: idOf<UserId>('User', input.userId), asker: ctx.actor };
      return once(ctx, { operation: 'resetPassword', input, forget: ['password'] }, (tx) =>
        resetPassword(ctx.platform, tx, wanted),
      );
    },
    changePassword: async (_root, { input }, ctx) => {
      const { userId, credentialId: consentId } = demandOwnPassword(ctx.actor);
      const { idempotencyKey, currentPassword } = input;
      const wanted = { userId, consentId, currentPassword, newPassword: newPasswordOf(input.newPassword) };
      const { platform, actor, sourceIp } = ctx;
      const { email } = present(await ctx.load(userById, userId), 'a person who is signed in to exist');
      const count = await countAttempt(platform.budget, { tenantId: actor.tenantId, email, address: sourceIp ?? '' });
      if (!count) return passwordRefused('TOO_MANY', 'Too many wrong passwords. Wait some minutes, then try again.');
      // Without the passwords: what is kept to know a repeated change again would be a fast hash of them.
      const outcome = await once<ChangePasswordOutcome>(ctx, { operation: 'changePassword', input: { idempotencyKey } }, (tx) =>
        changePassword(platform, tx, wanted),
      );
      if (outcome.__typename === 'PasswordChanged' || outcome.reason !== 'WRONG_PASSWORD') await count.wasRight();
      return outcome;
    },
    registerApp: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const wanted = {
        name: textOf({ argument: 'name', text: input.name, lengthMax: NAME_LENGTH_MAX }),
        redirectUris: redirectUrisOf(input.redirectUris),
        purposes: purposesOf(input.purposes),
      };
      return once<AppRegistered | ClientRefused>(ctx, { operation: 'registerApp', input }, (tx) =>
        registerApp(ctx.platform, tx, wanted),
      );
    },
    createService: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const wanted = {
        name: textOf({ argument: 'name', text: input.name, lengthMax: NAME_LENGTH_MAX }),
        role: input.role,
        partyId: input.partyId ? idOf<PartyId>('Party', input.partyId) : null,
        scopes: scopesArgument(input.scopes),
        batteryIds: batteriesArgument(input.batteryIds),
      };
      return once<ServiceCreated | ClientRefused>(ctx, { operation: 'createService', input, forget: ['secret'] }, (tx) =>
        createService(ctx.platform, tx, { wanted, asker: ctx.actor }),
      );
    },
    rotateClientSecret: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const wanted = {
        clientId: idOf<OAuthClientId>('OAuthClient', input.oauthClientId),
        overlapSeconds: overlapArgument(input.overlapSeconds),
        asker: ctx.actor,
      };
      return once<SecretRotated | ClientRefused>(ctx, { operation: 'rotateClientSecret', input, forget: ['secret'] }, (tx) =>
        rotateSecret(ctx.platform, tx, wanted),
      );
    },
    revokeOAuthClient: async (_root, { input }, ctx) => {
      await demandAdminister(ctx);
      const clientId = idOf<OAuthClientId>('OAuthClient', input.oauthClientId);
      return once(ctx, { operation: 'revokeOAuthClient', input }, (tx) => revokeClient(ctx.platform, tx, clientId));
    },
    revokeConsent: async (_root, { input }, ctx) => {
      const of = demandConsents(ctx.actor, await ctx.ability());
      const consentId = idOf<ConsentId>('Consent', input.consentId);
      const at = ctx.platform.clock.now();
      return once(ctx, { operation: 'revokeConsent', input }, (tx) => revokeConsent(tx, { consentId, of, at }));
    },
  },
  Viewer: { user: (_viewer, _args, ctx) => (ctx.actor.kind === 'user' ? userOf(ctx, ctx.actor) : null) },
  User: {
    id: (user) => printGlobalId('User', user.userId),
    viewerCan: async (user, _args, ctx) => {
      const caller = { actor: ctx.actor, ability: await ctx.ability() };
      const reach = reachOfRole(user);
      return [
        tenantRightOf(caller.ability, 'DISABLE_USER'),
        secretRightOf(caller, { action: 'ENABLE_USER', reach }),
        secretRightOf(caller, { action: 'RESET_PASSWORD', reach }),
      ];
    },
  },
  OAuthClient: {
    id: (client) => printGlobalId('OAuthClient', client.clientId),
    scopes: ({ scopes }) => namesOfScopes(scopes),
    batteries: (client, _args, ctx) => (client.batteryIds === null ? null : visible(ctx, client.batteryIds)),
    viewerCan: async (client, _args, ctx) => {
      const caller = { actor: ctx.actor, ability: await ctx.ability() };
      const reach = reachOfClient(client);
      const rotating = reach ? [secretRightOf(caller, { action: 'ROTATE_CLIENT_SECRET', reach })] : [];
      return [...rotating, tenantRightOf(caller.ability, 'REVOKE_OAUTH_CLIENT')];
    },
  },
  Consent: {
    id: (consent) => printGlobalId('Consent', consent.consentId),
    app: (consent, _args, ctx) => clientOf(ctx, consent),
    user: (consent, _args, ctx) => userOf(ctx, consent),
    viewerCan: async (_consent, _args, ctx) => [
      viewerRight('REVOKE_CONSENT', consentsOf(ctx.actor, await ctx.ability()) ? null : LACK_OF_CONSENTS),
    ],
  },
  ConsentPurpose: { batteries: ({ batteryIds }, _args, ctx) => visible(ctx, batteryIds) },
  UserCreated: { user: (outcome, _args, ctx) => userOf(ctx, outcome) },
  UserDisabled: { user: (outcome, _args, ctx) => userOf(ctx, outcome) },
  UserEnabled: { user: (outcome, _args, ctx) => userOf(ctx, outcome) },
  PasswordReset: { user: (outcome, _args, ctx) => userOf(ctx, outcome) },
  PasswordChanged: { changedAt: ({ changedAt }) => new Date(changedAt) },
  AppRegistered: { app: (outcome, _args, ctx) => clientOf(ctx, outcome) },
  ServiceCreated: { service: (outcome, _args, ctx) => clientOf(ctx, outcome) },
  OAuthClientRevoked: { client: (outcome, _args, ctx) => clientOf(ctx, outcome) },
  ClientSecretRotated: {
    client: (outcome, _args, ctx) => clientOf(ctx, outcome),
    previousUntil: ({ previousUntil }) => new Date(previousUntil),
  },
  ConsentRevoked: {
    consent: ({ consentId }, _args, ctx) => whatWasMade(ctx, { read: readConsent, id: consentId }),
  },
} satisfies ModuleResolvers;

async function clientOf(ctx: GraphQLContext, { clientId }: { readonly clientId: OAuthClientId }): Promise<OAuthClient> {
  return present(await ctx.load(clientById, clientId), 'a client that something hangs on to exist');
}

async function userOf(ctx: GraphQLContext, { userId }: { readonly userId: UserId }): Promise<User> {
  return present(await ctx.load(userById, userId), 'a user that something hangs on to exist');
}

/** Those of the batteries that the caller may see. */
async function visible(ctx: GraphQLContext, batteryIds: readonly string[]): Promise<VisibleBattery[]> {
  const batteries = await Promise.all(batteryIds.map((batteryId) => loadBattery(ctx, batteryId)));
  return batteries.filter((battery) => battery !== null);
}
