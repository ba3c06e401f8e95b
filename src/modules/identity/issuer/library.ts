/**
 * The library by its parts: its front door writes a warning to the terminal where Node does not call itself LTS, which the
 * builds that npm brings never do.
 */
export { InvalidGrant, OIDCProviderError, SessionNotFound } from 'oidc-provider/lib/helpers/errors.js';
export { base as basePolicy, Check } from 'oidc-provider/lib/helpers/interaction_policy/index.js';
export { Provider } from 'oidc-provider/lib/provider.js';
