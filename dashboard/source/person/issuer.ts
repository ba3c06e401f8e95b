import * as oauth from 'oauth4webapi';

/** What a person holds after signing in. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
  readonly expiresAtMs: number;
}

/** What one sign-in has to bring back, so that nobody else's answer is taken for it. */
export interface Proof {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Under this name every tenant's issuer knows these pages. */
const CLIENT: oauth.Client = { client_id: 'dashboard', [oauth.clockTolerance]: 300 };
const ANSWER_PATH = '/signed-in';
const ANSWER_MS_MAX = 15_000;

/** Where the browser is sent to sign in, and the proof to keep until it comes back. */
export async function askToSignIn(tenantSlug: string): Promise<{ readonly url: string; readonly proof: Proof }> {
  const { authorization_endpoint: endpoint } = await discover(tenantSlug);
  if (endpoint === undefined) throw new Error('The issuer has no page to sign in.');
  const proof = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  const url = new URL(endpoint);
  const asked = {
    client_id: CLIENT.client_id,
    redirect_uri: answerAddress(),
    response_type: 'code',
    scope: 'openid',
    state: proof.state,
    nonce: proof.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(proof.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { url: url.href, proof };
}

/** Turns what came back into tokens; throws where it does not belong to the proof. */
export async function tokensOfAnswer(tenantSlug: string, { answer, proof }: { answer: URL; proof: Proof }): Promise<Tokens> {
  const server = await discover(tenantSlug);
  const parameters = oauth.validateAuthResponse(server, CLIENT, answer, proof.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    CLIENT,
    oauth.None(),
    parameters,
    answerAddress(),
    proof.verifier,
    requestOptions(),
  );
  const nonce = { expectedNonce: proof.nonce, requireIdToken: true };
  return tokensIn(await oauth.processAuthorizationCodeResponse(server, CLIENT, response, nonce), null);
}

/** The next tokens for a refresh token, which works once. */
export async function renewedTokens(tenantSlug: string, held: Tokens): Promise<Tokens> {
  const server = await discover(tenantSlug);
  const response = await oauth.refreshTokenGrantRequest(server, CLIENT, oauth.None(), held.refreshToken, requestOptions());
  return tokensIn(await oauth.processRefreshTokenResponse(server, CLIENT, response), held);
}

/** Ends the tokens, and the session by which the issuer would let the browser in again without asking. */
export async function endAtIssuer(tenantSlug: string, { refreshToken, idToken }: Tokens): Promise<void> {
  const server = await discover(tenantSlug);
  await Promise.all([revoke(server, refreshToken), endSession(server, idToken)]);
}

async function revoke(server: oauth.AuthorizationServer, refreshToken: string): Promise<void> {
  const response = await oauth.revocationRequest(server, CLIENT, oauth.None(), refreshToken, requestOptions());
  await oauth.processRevocationResponse(response);
}

async function endSession({ end_session_endpoint: endpoint }: oauth.AuthorizationServer, idToken: string): Promise<void> {
  if (endpoint === undefined) throw new Error('The issuer has no way to sign out.');
  const url = new URL(endpoint);
  url.searchParams.set('id_token_hint', idToken);
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (!response.ok) throw new Error(`The issuer has not ended the session: ${response.status}.`);
}

/** Whether the issuer itself has refused, so that asking again cannot help. */
export function isRefusal(error: unknown): boolean {
  return error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError;
}

const known = new Map<string, oauth.AuthorizationServer>();

async function discover(tenantSlug: string): Promise<oauth.AuthorizationServer> {
  const found = known.get(tenantSlug);
  if (found) return found;
  const issuer = new URL(`/oidc/${encodeURIComponent(tenantSlug)}`, location.origin);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...requestOptions() });
  if (response.status === 404) throw new NoSuchTenant();
  const server = await oauth.processDiscoveryResponse(issuer, response);
  known.set(tenantSlug, server);
  return server;
}

/** Nobody signs people in under this name. */
export class NoSuchTenant extends Error {}

function answerAddress(): string {
  return `${location.origin}${ANSWER_PATH}`;
}

/** The platform takes an address without TLS for this machine only; everywhere else the browser has no cryptography to begin with. */
function requestOptions() {
  const isPlain = location.protocol === 'http:';
  return { [oauth.allowInsecureRequests]: isPlain, signal: () => AbortSignal.timeout(ANSWER_MS_MAX) };
}

function tokensIn(response: oauth.TokenEndpointResponse, before: Tokens | null): Tokens {
  const refreshToken = response.refresh_token ?? before?.refreshToken;
  const idToken = response.id_token ?? before?.idToken;
  if (refreshToken === undefined || idToken === undefined) throw new Error('The issuer has left a token out.');
  return {
    accessToken: response.access_token,
    refreshToken,
    idToken,
    expiresAtMs: Date.now() + (response.expires_in ?? 0) * 1_000,
  };
}
