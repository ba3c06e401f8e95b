import type { AllClientMetadata } from 'oidc-provider';
import { unreachable } from '../../../kernel/assert.ts';
import { oauthScopeOf } from '../purposes.ts';
import type { OAuthClient } from '../reads.ts';
import { isOwnScheme } from '../redirect-uri.ts';

/** What the dashboard calls itself at every tenant's issuer. */
export const DASHBOARD_CLIENT = 'dashboard';
const DASHBOARD_CALLBACK = '/signed-in';

/** A client as the issuer's library knows it. */
export function clientMetadata(client: OAuthClient, publicOrigin: string): AllClientMetadata {
  const { clientId, name } = client;
  switch (client.kind) {
    case 'APP':
      return {
        client_id: clientId,
        client_name: name,
        ...PUBLIC_WITH_CODE,
        redirect_uris: client.redirectUris,
        application_type: client.redirectUris.some((uri) => isOwnScheme(new URL(uri).protocol)) ? 'native' : 'web',
        scope: ['openid', ...client.purposes.map(oauthScopeOf)].join(' '),
      };
    case 'DASHBOARD':
      return {
        client_id: DASHBOARD_CLIENT,
        client_name: name,
        ...PUBLIC_WITH_CODE,
        redirect_uris: [`${publicOrigin}${DASHBOARD_CALLBACK}`],
        scope: 'openid',
      };
    case 'SERVICE':
      return {
        client_id: clientId,
        client_name: name,
        token_endpoint_auth_method: 'client_secret_basic',
        // The library wants one to be there; what is compared is a hash (`compareClientSecret`).
        client_secret: 'kept as a hash',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: client.scopes.join(' '),
      };
    default:
      return unreachable(client.kind);
  }
}

const PUBLIC_WITH_CODE = {
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
} as const satisfies AllClientMetadata;
