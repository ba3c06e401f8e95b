import type Provider from 'oidc-provider';
import type { ConsentId, UserId } from '../../../kernel/ids.ts';

interface Given {
  readonly consentId: ConsentId;
  readonly userId: UserId;
  readonly clientId: string;
  /** OAuth scopes. */
  readonly granted: readonly string[];
  readonly refused: readonly string[];
}

/** The library's own note of a consent, under the same id: whoever ends the one ends the other. */
export async function saveGrant(provider: Provider, { consentId, userId, clientId, granted, refused }: Given) {
  const grant = Object.assign(new provider.Grant({ accountId: userId, clientId }), { jti: consentId });
  grant.addOIDCScope(['openid', ...granted].join(' '));
  // What was refused is not asked again at once.
  if (refused.length > 0) grant.rejectOIDCScope(refused.join(' '));
  await grant.save();
  return grant;
}
