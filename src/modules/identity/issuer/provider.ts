import { randomBytes } from 'node:crypto';
import type { Adapter, Client, Configuration, interactionPolicy } from 'oidc-provider';
import type { Budget } from '../../../platform/budget.ts';
import type { Platform, TenantEntry } from '../../../platform/platform.ts';
import { present } from '../../../kernel/assert.ts';
import { isUuid, type OAuthClientId, type UserId } from '../../../kernel/ids.ts';
import { issueToken } from '../../tenancy/index.ts';
import { saveSignIn } from '../consents.ts';
import { OAUTH_SCOPES } from '../purposes.ts';
import { readDashboardClient, readOAuthClient, readUser } from '../reads.ts';
import { clientMetadata, DASHBOARD_CLIENT } from './client-metadata.ts';
import type { IssuerKeys } from './keys.ts';
import { basePolicy, Check, Provider } from './library.ts';
import { errorPage, signedOutPage, signOutPage } from './pages/other-pages.ts';
import { proveClient } from './prove-client.ts';
import { recordsOf } from './records.ts';
import { saveGrant } from './save-grant.ts';

interface Parts {
  readonly platform: Platform;
  /** Counts wrong secrets. */
  readonly budget: Budget;
  readonly tenant: TenantEntry;
  readonly keys: IssuerKeys;
  readonly publicOrigin: string;
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** How long each thing lasts by itself, in seconds; all of them end earlier when they are revoked. */
const LIFETIMES = {
  AccessToken: 10 * MINUTE,
  ClientCredentials: 10 * MINUTE,
  AuthorizationCode: MINUTE,
  IdToken: 10 * MINUTE,
  Interaction: 15 * MINUTE,
  Session: DAY / 2,
  // A consent stands until it is taken back.
  Grant: 3_650 * DAY,
} as const;
/** A refresh token that is not used for so long ends; each use brings a new one. */
const REFRESH_SECONDS = { app: 30 * DAY, dashboard: DAY / 2 } as const;
const REFRESH_TOKEN_BYTES = 32;

export function mountOf({ slug }: Pick<TenantEntry, 'slug'>): string {
  return `/oidc/${slug}`;
}

/** The issuer of one tenant. Its clients, people, sessions and tokens are that tenant's and no other's. */
export function createProvider(parts: Parts): Provider {
  const { platform, tenant, publicOrigin } = parts;
  const provider = new Provider(`${publicOrigin}${mountOf(tenant)}`, configuration(parts));
  // The request names host and protocol as configured, whoever asks (`http.ts`).
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => platform.log.error({ err: error, tenant: tenant.slug }, 'the issuer failed'));
  nameTokens(provider, tenant);
  Object.assign(provider.Client.prototype, {
    compareClientSecret(this: Client, secret: string): Promise<boolean> {
      const address = present(Provider.ctx, 'the library to ask for a secret within a request').ip;
      // Clients with secrets are rows of the platform, found by their ids.
      return proveClient(parts, { clientId: this.clientId as OAuthClientId, secret, address });
    },
  });
  return provider;
}

/** Tokens are opaque: they name their tenant and what they hang on, as every bearer token of the platform does. */
function nameTokens({ AccessToken, ClientCredentials, RefreshToken }: Provider, { slug }: TenantEntry): void {
  const access = (credentialId: string): string => issueToken({ kind: 'access', tenantSlug: slug, credentialId }).token;
  nameBy<{ grantId: string }>(AccessToken.prototype, ({ grantId }) => access(grantId));
  nameBy<{ clientId: string }>(ClientCredentials.prototype, ({ clientId }) => access(clientId));
  nameBy(RefreshToken.prototype, () => `hfr_${slug}_${randomBytes(REFRESH_TOKEN_BYTES).toString('base64url')}`);
}

/** The library notes the format of a token where it names it, so it is let name each one first. */
function nameBy<Token>(prototype: object, name: (token: Token) => string): void {
  if (!('generateTokenId' in prototype) || typeof prototype.generateTokenId !== 'function')
    throw new Error('Bug: tokens of the issuer are named in another way');
  const { generateTokenId } = prototype;
  Object.assign(prototype, {
    generateTokenId(this: Token): string {
      generateTokenId.call(this);
      return name(this);
    },
  });
}

function configuration(parts: Parts): Configuration {
  const { platform, tenant, keys } = parts;
  const mount = mountOf(tenant);
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true } as const;
  return {
    adapter: adapterOf(parts),
    jwks: { keys: keys.signing },
    cookies: {
      keys: [...keys.cookies],
      names: { session: 'holdfast_session', interaction: 'holdfast_interaction', resume: 'holdfast_resume' },
      long: { ...cookie, path: mount },
      short: cookie,
    },
    scopes: OAUTH_SCOPES,
    claims: { openid: ['sub'] },
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    ttl: {
      ...LIFETIMES,
      RefreshToken: (_ctx, _token, client) =>
        client.clientId === DASHBOARD_CLIENT ? REFRESH_SECONDS.dashboard : REFRESH_SECONDS.app,
    },
    features: FEATURES,
    interactions: { url: (_ctx, { uid }) => `${mount}/interaction/${uid}`, policy: policy() },
    findAccount: async (_ctx, userId) => {
      const user = await platform.db.read(tenant.tenantId, (tx) => readUser(tx, userId));
      return user && user.disabledAt === null ? { accountId: userId, claims: async () => ({ sub: userId }) } : undefined;
    },
    loadExistingGrant: (ctx) => existingGrant(ctx, parts),
    // A page of an app may talk to the token endpoint from where the app is answered.
    clientBasedCORS: (_ctx, origin, client) => (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    renderError: async (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = errorPage({ tenantName: tenant.name, error, description: description ?? null });
    },
  };
}

const FEATURES = {
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
  introspection: { enabled: false },
  userinfo: { enabled: false },
  resourceIndicators: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  // The API takes bearer tokens: a token bound to a key would be taken without the key.
  dPoP: { enabled: false },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: async (ctx, form) => {
      const { session, entities, client } = ctx.oidc;
      // Only the dashboard has an identity token of this person: whoever shows it need not be asked whether they mean it.
      const isOwn = client?.clientId === DASHBOARD_CLIENT && entities.IdTokenHint?.payload['sub'] === session?.accountId;
      if (isOwn) await session?.destroy();
      ctx.body = isOwn ? signedOutPage() : signOutPage(form);
    },
    postLogoutSuccessSource: async (ctx) => {
      ctx.body = signedOutPage();
    },
  },
} satisfies Configuration['features'];

/** The library's own, and one thing more: somebody who may no longer sign in is asked to, whatever their browser holds. */
function policy(): interactionPolicy.DefaultPolicy {
  const own = basePolicy();
  own
    .get('login')
    ?.checks.add(
      new Check(
        'account_gone',
        'the account may not sign in',
        ({ oidc }) => oidc.session?.accountId !== undefined && !oidc.account,
      ),
    );
  return own;
}

/** Clients are rows of the platform; everything else the library keeps is a record. */
function adapterOf({ platform, tenant, publicOrigin }: Parts): (model: string) => Adapter {
  const records = recordsOf(platform, tenant.tenantId);
  return (model) => {
    const adapter = records(model);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      async find(id) {
        const client = await platform.db.read(tenant.tenantId, (tx) =>
          id === DASHBOARD_CLIENT ? readDashboardClient(tx) : isUuid(id) ? readOAuthClient(tx, id) : Promise.resolve(null),
        );
        if (!client || client.revokedAt || (client.kind === 'DASHBOARD') !== (id === DASHBOARD_CLIENT)) return undefined;
        return clientMetadata(client, publicOrigin);
      },
    };
  };
}

/** The grant behind the consent that was given. The dashboard needs none: signing in is enough. */
async function existingGrant(
  { oidc }: Parameters<NonNullable<Configuration['loadExistingGrant']>>[0],
  { platform, tenant }: Parts,
) {
  const { client, session, provider, account, result } = oidc;
  if (!client) return undefined;
  const grantId = result?.consent?.grantId ?? session?.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (known || client.clientId !== DASHBOARD_CLIENT || !account) return known;
  // An account of this issuer is a user of its tenant.
  const userId = account.accountId as UserId;
  const consentId = await platform.db.write(tenant.tenantId, async (tx) => {
    const { clientId } = present(await readDashboardClient(tx), 'a tenant to have its dashboard');
    return saveSignIn(tx, { userId, clientId }, platform.clock.now());
  });
  return saveGrant(provider, { consentId, userId, clientId: client.clientId, granted: [], refused: [] });
}
