// A third party's app, from its first request to its last. It needs Node 20 or later and nothing else.
//
//   node docs/third-party-app.mjs ISSUER CLIENT_ID API
//
// It prints an address to open in a browser, waits there until somebody has signed in and said what it may do, reads the
// batteries, refreshes its tokens, reads again, and gives everything back.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const [issuer, clientId, api] = process.argv.slice(2);
if (!issuer || !clientId || !api) {
  console.error('usage: node docs/third-party-app.mjs ISSUER CLIENT_ID API');
  process.exit(2);
}
const redirectUri = 'http://127.0.0.1:4011/back';
const scope = 'openid monitoring earnings';

// 1. The issuer says where everything is. Whoever answers must be who was asked.
const metadata = await json(await fetch(`${issuer}/.well-known/openid-configuration`));
if (metadata.issuer !== issuer) throw new Error(`${issuer} says it is ${metadata.issuer}`);

// 2. Send the person to the issuer. The verifier stays here; `state` ties the answer to this browser.
const verifier = randomBytes(32).toString('base64url');
const state = randomBytes(16).toString('base64url');
const authorization = new URL(metadata.authorization_endpoint);
authorization.search = new URLSearchParams({
  client_id: clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  scope,
  state,
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
});
const answer = waitForAnswer();
console.log(`Open this in a browser:\n\n  ${authorization}\n`);

// 3. The person is sent back with a code, which is worth nothing without the verifier.
const code = await answer;
let tokens = await token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
console.log(`The person allowed: ${tokens.scope}`);

// 4. Ask the API. What was not allowed is null, and `extensions.withheld` says why.
await show();

// 5. After ten minutes an access token has ended. Each refresh token works once and brings the next one: keep that.
tokens = await token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
await show();

// 6. Give everything back. The person sees in their list that the consent has ended.
await fetch(metadata.revocation_endpoint, { method: 'POST', body: form({ token: tokens.refresh_token }) });
const after = await ask('{ viewer { role } }');
console.log(`After giving it back the API answers ${after.status}.`);

async function show() {
  const query = `{ batteries(first: 10) { nodes { name latestReading { activePowerKw socPercent } } } }`;
  const { status, body } = await ask(query);
  if (status !== 200 || body.errors) throw new Error(`The API answered ${status}: ${JSON.stringify(body)}`);
  for (const { name, latestReading } of body.data.batteries.nodes)
    console.log(
      `${name}: ${latestReading ? `${latestReading.activePowerKw} kW, ${latestReading.socPercent} % charged` : 'no reading'}`,
    );
}

async function ask(query) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.access_token}` };
  const response = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { status: response.status, body: await response.json() };
}

async function token(parameters) {
  return json(await fetch(metadata.token_endpoint, { method: 'POST', body: form(parameters) }));
}

function form(parameters) {
  return new URLSearchParams({ client_id: clientId, ...parameters });
}

async function json(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

/** The code, once the browser comes back with it. */
function waitForAnswer() {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const { searchParams, pathname } = new URL(request.url, redirectUri);
      if (pathname !== new URL(redirectUri).pathname) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/plain' }).end('You can close this window.');
      server.close();
      server.closeAllConnections();
      // Another issuer's answer, or the answer to a question that this app has not asked, is not for it.
      if (searchParams.get('iss') !== issuer || !same(searchParams.get('state'), state))
        reject(new Error('This answer is not for us.'));
      else if (searchParams.has('error')) reject(new Error(`Not allowed: ${searchParams.get('error_description')}`));
      else resolve(searchParams.get('code'));
    });
    server.on('error', reject);
    server.listen(4011, '127.0.0.1');
  });
}

function same(one, other) {
  const [a, b] = [one ?? '', other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a, b);
}
