import { createHash } from 'node:crypto';
import { issuerKeys } from '../../../src/modules/identity/issuer/keys.ts';
import {
  type Account,
  askToken,
  beginFlow,
  Browser,
  dashboardOf,
  letIn,
  newApp,
  newUser,
  refreshing,
  signInToDashboard,
} from '../../harness/oauth.ts';
import { batteryIdOf, newKey } from '../../harness/world.ts';
import { MONITORING_OF_ONE, TWO } from '../places.ts';
import { codesOf, send } from '../send.ts';
import { castShadow, underLocks } from '../shadow.ts';
import { type TwinWorld, uuidIn } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
import { runTimer } from './own-work.ts';
import { unchanged } from '../unchanged.ts';

/** Who signs in to A, what they let others do, and what A's issuer keeps of it, are A's alone. */
export async function askPeople(twins: TwinWorld): Promise<void> {
  const asking = [
    askPassword,
    askDashboard,
    askEndedApp,
    askService,
    askRefusedConsent,
    askOffer,
    askConsentsOfOthers,
    askKeys,
    askForgottenRecords,
  ];
  for (const ask of asking) await ask(twins);
}

/** A new password ends where else its person is signed in, and nobody's who goes by the same id elsewhere. */
async function askPassword(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const [here, there] = [await signInToDashboard(world, 'alder', account), await signInToDashboard(world, 'alder', account)];
  await castShadow(world.owner);
  // Where the person goes on here has long ended in the shadow, and where it ends here it goes on.
  await world.owner`
    update consent set revoked_at = '2026-01-01' where tenant_id = ${SHADOW_ID} and consent_id = (
      select consent_id from consent where tenant_id = ${A.tenantId} and user_id = ${uuidIn(account.userId)}
      order by granted_at limit 1)`;
  await unchanged(twins, 'a password that is changed', async () => {
    const input = { idempotencyKey: newKey(), currentPassword: account.password, newPassword: 'another one, and longer' };
    const document = 'mutation($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }';
    const { body } = await send(world, here.access, { document, variables: { input } });
    findings.expect('a password', body.includes('PasswordChanged'), `is not changed: ${body}`);
  });
  const goesOn = async ({ refresh }: { refresh: string }): Promise<boolean> =>
    (await askToken(world, 'alder', refreshing(dashboardOf(world), refresh))).status === 200;
  findings.count(3);
  findings.expect('whoever changed their password', await goesOn(here), 'is signed out where they did');
  findings.expect('whoever changed their password', !(await goesOn(there)), 'is still signed in elsewhere');
}

/** People sign in to A's dashboard, though that of the shadow has been ended. */
async function askDashboard({ world, findings }: TwinWorld): Promise<void> {
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const ofShadow = world.owner`tenant_id = ${SHADOW_ID} and kind = 'DASHBOARD'`;
  await castShadow(world.owner);
  await world.owner`update oauth_client set revoked_at = '2026-01-01' where ${ofShadow}`;
  const tokens = await signInToDashboard(world, 'alder', account).catch(() => null);
  await world.owner`update oauth_client set revoked_at = null where ${ofShadow}`;
  findings.count();
  findings.expect('a person', tokens !== null, 'cannot sign in while the dashboard of others has ended');
}

/** With an app goes what it was let do and was given, and nothing of an app that goes by the same id elsewhere. */
async function askEndedApp(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const app = await newApp(world, 'alder');
  const { access } = await letIn(world, 'alder', { app, account, allow: MONITORING_OF_ONE });
  await castShadow(world.owner);
  await unchanged(twins, 'an app that is ended', async () => {
    const document = 'mutation($input: RevokeOAuthClientInput!) { revokeOAuthClient(input: $input) { __typename } }';
    const input = { idempotencyKey: newKey(), oauthClientId: app.id };
    const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, { input });
    findings.expect('an app', body.includes('OAuthClientRevoked'), `is not ended: ${body}`);
  });
  const { body } = await send(world, access, { document: '{ viewer { role } }', variables: {} });
  const left = await world.owner`
    select 1 from oidc_record where tenant_id = ${A.tenantId} and payload ->> 'clientId' = ${app.clientId}`;
  findings.count(3);
  findings.expect('an app that was ended', codesOf(body).includes('UNAUTHENTICATED'), `signs in: ${body}`);
  findings.expect('an app that was ended', left.count === 0, `leaves ${left.count} records`);
}

/** A service shows a secret of its own, and may what A let it do, whatever one of the same id may elsewhere. */
async function askService({ world, findings }: TwinWorld): Promise<void> {
  const { data } = await world.ask(
    await world.key('alder', 'ADMIN'),
    `mutation($input: CreateServiceInput!) { createService(input: $input) { ... on ServiceCreated { service { id clientId } secret } } }`,
    { input: { idempotencyKey: newKey(), name: 'a service', role: 'OPERATOR', scopes: ['LIVE_READ'] } },
  );
  const { service, secret } = data.createService;
  const tokenFor = (shown: string): ReturnType<typeof askToken> =>
    askToken(
      world,
      'alder',
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${Buffer.from(`${service.clientId}:${shown}`).toString('base64')}` },
    );
  const foreign = `${String(secret).slice(0, -1)}${String(secret).endsWith('A') ? 'B' : 'A'}`;
  await castShadow(world.owner);
  await world.owner`
    update oauth_client_secret set secret_hash = ${createHash('sha256').update(foreign).digest()}
    where tenant_id = ${SHADOW_ID} and oauth_client_id = ${service.clientId}`;
  findings.count(3);
  for (const wrong of [foreign, 'of nobody']) {
    const refused = await tokenFor(wrong);
    findings.expect('a service', refused.status === 401, `is let in by ${wrong === foreign ? "another's" : "nobody's"} secret`);
  }
  const { body: given } = await tokenFor(secret);
  await castShadow(world.owner);
  await world.owner`
    update oauth_client set role = 'VIEWER', scopes = '{}' where tenant_id = ${SHADOW_ID} and oauth_client_id = ${service.clientId}`;
  const { body } = await send(world, given.access_token ?? '', { document: '{ viewer { role } }', variables: {} });
  findings.expect('a service', body.includes('"role":"OPERATOR"'), `is taken for another: ${body}`);
}

/** Whoever does not let an app in is in A's trail, and the app is told so. */
async function askRefusedConsent(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const { browser, consent } = await openConsent(twins, account);
  const { leavesTo } = await browser.submit(consent, { step: 'refuse' });
  findings.count(2);
  findings.expect('an app', leavesTo?.searchParams.get('error') === 'access_denied', 'is not told that it is not let in');
  const entries = await world.owner`
    select 1 from audit_entry where tenant_id = ${A.tenantId} and outcome = 'ConsentRefused'
      and on_behalf_of = ${account.email}`;
  findings.expect('a consent that was refused', entries.count > 0, "is not in A's trail");
}

/** People are offered to let an app do what they may themselves, and no more. */
async function askOffer(twins: TwinWorld): Promise<void> {
  const { consent } = await openConsent(twins, await newUser(twins.world, 'alder', { role: 'OWNER', party: 'lessor' }));
  const offered = [...consent.html.matchAll(/value="([A-Z]+):([0-9a-f-]{36})"/g)].map(([, purpose, id]) => `${purpose}:${id}`);
  twins.findings.count();
  const isMeant = offered.join() === `MONITORING:${batteryIdOf(TWO)}`;
  twins.findings.expect('what a lessor may let an app do', isMeant, `is ${offered.join() || consent.html}`);
}

/** The page on which somebody is asked whether an app may watch and plan. */
async function openConsent(
  { world }: TwinWorld,
  { email, password }: Account,
): Promise<{ browser: Browser; consent: Awaited<ReturnType<Browser['open']>> }> {
  const app = await newApp(world, 'alder', { purposes: ['MONITORING', 'PLANNING', 'STEERING'] });
  const browser = new Browser();
  const signIn = await browser.open(beginFlow(world, 'alder', app, { scope: 'openid monitoring planning steering' }).url);
  return { browser, consent: await browser.submit(signIn, { step: 'sign-in', email, password }) };
}

/** What one party's people let apps do is not another party's to see. */
async function askConsentsOfOthers({ world, findings }: TwinWorld): Promise<void> {
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'lessor' });
  const allow = [`MONITORING:${batteryIdOf(TWO)}`];
  await letIn(world, 'alder', { app: await newApp(world, 'alder'), account, allow });
  const idsSeenBy = async (credential: string): Promise<string[]> => {
    const { data } = await world.ask(credential, '{ consents(first: 100) { nodes { user { id } } } }');
    return data.consents.nodes.map(({ user }: { user: { id: string } | null }) => user?.id);
  };
  findings.count(2);
  const seenByAll = await idsSeenBy(await world.key('alder', 'ADMIN'));
  findings.expect('consents', seenByAll.includes(account.userId), 'are not seen by those who administer');
  const seenByOwner = await idsSeenBy(await world.key('alder', 'OWNER', 'owner'));
  findings.expect('consents', !seenByOwner.includes(account.userId), 'are seen by another party');
}

/** The keys of A's issuer are followed by new ones without anybody waiting for others', or ending theirs. */
async function askKeys(twins: TwinWorld): Promise<void> {
  const { owner, services } = twins.world;
  await castShadow(owner);
  await owner`update oidc_key set created_at = '2000-01-01' where tenant_id = ${SHADOW_ID}`;
  await unchanged(twins, "the keys of A's issuer", () =>
    underLocks(twins.ownerUrl, async () => {
      const obstacle = await services.db.write(A.tenantId, issuerKeys).then(() => null, String);
      twins.findings.count();
      twins.findings.expect("the keys of A's issuer", obstacle === null, `wait for those of others: ${obstacle}`);
    }),
  );
}

/** A's issuer forgets what has ended of A's own. */
async function askForgottenRecords(twins: TwinWorld): Promise<void> {
  const { owner, services } = twins.world;
  await owner`
    insert into oidc_record (tenant_id, model, record_hash, payload, expires_at)
    values (${A.tenantId}, 'Session', decode(repeat('11', 32), 'hex'), '{}', '2000-01-01')`;
  await castShadow(owner);
  await unchanged(twins, 'what an issuer forgets', () => runTimer(services, 'forget-issuer-records'));
  const old = await owner`select 1 from oidc_record where tenant_id = ${A.tenantId} and expires_at < '2001-01-01'`;
  twins.findings.count();
  twins.findings.expect('what has ended', old.count === 0, "is remembered by A's issuer");
}
