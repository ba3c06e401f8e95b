import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { newRequest } from '../../../edge/src/certificate-request.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { createConsoleKey, identityOf } from '../../../src/modules/tenancy/index.ts';
import { agentName } from '../../../src/wire/agent-name.ts';
import {
  askToken,
  beginFlow,
  Browser,
  codeOf,
  dashboardOf,
  type Flow,
  issuerOf,
  letIn,
  newUser,
  redeem,
} from '../../harness/oauth.ts';
import { fileOf, globalBattery, globalSite, newKey, siteIdOf } from '../../harness/world.ts';
import { ASKER_NAMES, ASKERS, externalToken, personOf, personOfIssuer } from '../actors.ts';
import { MONITORING_OF_ONE, ONE, THREE } from '../places.ts';
import { codesOf, normalised, send } from '../send.ts';
import { castShadow, underLocks } from '../shadow.ts';
import { openStreams, pause } from '../streams.ts';
import { type TwinWorld, uuidIn } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
import { unchanged } from '../unchanged.ts';

/** Of `QUIET_MS` each. */
const WAITS_MAX = 100;
const USE_WAITS_MAX = 20;
const REPORT_COUNT = 6;

const VIEWER = '{ viewer { role tenant { slug } } }';

/** Tokens that are nobody's, of the past, or put together of two: none signs anybody in, and none is told from another. */
export async function askWithForgedTokens(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const [own, foreign] = [await world.key('alder', 'ADMIN'), await world.key('birch', 'ADMIN')];
  const [ownSupport, foreignSupport] = [(await world.support('alder')).token, (await world.support('birch')).token];
  const enrolments = [await ASKERS.enrolment(world, 'alder'), await ASKERS.enrolment(world, 'birch')] as const;
  const forged = [
    ...mixed(own, foreign),
    ...mixed(ownSupport, foreignSupport),
    ...mixed(enrolments[0], enrolments[1]),
    await revokedKey(twins),
    await endedSession(twins),
    await expiredSession(twins),
  ];
  const refusals = new Set<string>();
  for (const token of forged) {
    const { status, body } = await send(world, token, { document: VIEWER, variables: {} });
    twins.judge('a forged token', body);
    findings.expect('a forged token', codesOf(body).includes('UNAUTHENTICATED'), `signs somebody in: ${body}`);
    refusals.add(`${status} ${normalised(body)}`);
  }
  findings.expect('forged tokens', refusals.size <= 1, 'are told from one another');
  for (const asker of ASKER_NAMES.filter((name) => name !== 'nobody')) {
    await askWithOwn(twins, { whose: asker, token: await ASKERS[asker](world, 'alder') });
  }
  await askWithRotated(twins);
  await askLimited(twins);
  await askUses(twins);
  await askConsole(twins);
  // What the first use has written of somebody has a shadow as well.
  await castShadow(world.owner);
  await askWithOwn(twins, { whose: 'somebody known', token: await externalToken('alder') });
  await askConsentAgain(twins);
  await askGivenBack(twins);
  await askSignedOut(twins);
}

async function askWithOwn(twins: TwinWorld, { whose, token }: { whose: string; token: string | null }): Promise<void> {
  const { body } = await send(twins.world, token, { document: VIEWER, variables: {} });
  twins.judge(`the token of ${whose}`, body);
  twins.findings.expect(`the token of ${whose}`, body.includes('"slug":"alder"'), `does not sign in: ${body}`);
}

const MAKE =
  'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret apiKey { id } } } }';
const ROTATE =
  'mutation($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { __typename ... on ApiKeyRotated { secret } } }';

/** Of a rotated key both secrets sign in for a while, and no other; another tenant's key of the same id keeps its own. */
async function askWithRotated(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const admin = await world.key('alder', 'ADMIN');
  const made = await world.ask(admin, MAKE, { input: { idempotencyKey: newKey(), name: 'to be rotated', role: 'VIEWER' } });
  const { secret, apiKey } = made.data.createApiKey;
  await castShadow(world.owner);
  await unchanged(twins, 'a rotated key', async () => {
    const { data } = await world.ask(admin, ROTATE, { input: { idempotencyKey: newKey(), apiKeyId: apiKey.id } });
    await askWithOwn(twins, { whose: 'a rotated key', token: data.rotateApiKey.secret });
    await askWithOwn(twins, { whose: 'a rotated key, as it was', token: secret });
  });
  const [kind, slug, id] = partsOf(secret);
  const forged = [kind, slug, id, partsOf(admin)[3]].join('_');
  const { body } = await send(world, forged, { document: VIEWER, variables: {} });
  findings.expect('a rotated key', codesOf(body).includes('UNAUTHENTICATED'), `takes the secret of another: ${body}`);
}

/** Whoever is limited to one battery sees that one and its site. */
async function askLimited(twins: TwinWorld): Promise<void> {
  const document = '{ batteries(first: 50) { nodes { id } } sites(first: 50) { nodes { id } } }';
  for (const asker of ['scoped', 'person'] as const) {
    const token = await ASKERS[asker](twins.world, 'alder');
    const { body } = await send(twins.world, token, { document, variables: {} });
    twins.judge(`the batteries of ${asker}`, body);
    const seen = [...body.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    const wanted = [globalBattery(ONE), globalSite(ONE)];
    twins.findings.expect(`the batteries of ${asker}`, isDeepStrictEqual(seen, wanted), `are not one at one site: ${body}`);
  }
  const admin = await ASKERS.ADMIN(twins.world, 'alder');
  const { body } = await send(twins.world, admin, {
    document: '{ apiKeys(first: 100) { nodes { name batteries { id } } } }',
    variables: {},
  });
  const told = `"name":"scoped","batteries":[{"id":"${globalBattery(ONE)}"}]`;
  twins.findings.expect('the batteries of a key', body.includes(told), `are told otherwise: ${body}`);
}

/** When a credential was used is written down of it, and of no other tenant's. */
async function askUses(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const admin = await world.key('alder', 'ADMIN');
  const made = await world.ask(admin, MAKE, { input: { idempotencyKey: newKey(), name: 'to be used', role: 'VIEWER' } });
  const { secret, apiKey } = made.data.createApiKey;
  await identityOf(world.services, { tenantId: A.tenantId, ...personOfIssuer('somebody seldom') });
  await world.owner`
    update external_identity set last_seen_at = '2026-01-01', first_seen_at = '2026-01-01' where subject = 'somebody seldom'`;
  await castShadow(world.owner);
  await unchanged(twins, 'the use of a credential', async () => {
    await askWithOwn(twins, { whose: 'a key that was never used', token: secret });
    await askWithOwn(twins, { whose: 'somebody seldom', token: await externalToken('alder', 'somebody seldom') });
    const isWritten = async (): Promise<boolean> => {
      const key = await world.owner`
        select 1 from api_key where tenant_id = ${A.tenantId} and api_key_id = ${uuidIn(apiKey.id)} and last_used_at is not null`;
      const person = await world.owner`
        select 1 from external_identity
        where tenant_id = ${A.tenantId} and subject = 'somebody seldom' and last_seen_at > '2026-01-01'`;
      return key.count === 1 && person.count === 1;
    };
    for (let waited = 0; waited < USE_WAITS_MAX && !(await isWritten()); waited += 1) await pause();
    findings.expect('the use of a credential', await isWritten(), 'is not written down');
  });
}

/** What a person lets an app do takes the place of what she let it do before, and of nobody else's consent. */
async function askConsentAgain(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const { account, app, access } = await personOf(world, 'alder');
  await castShadow(world.owner);
  await unchanged(twins, 'consent that is given again', async () => {
    const again = await letIn(world, 'alder', {
      app,
      account,
      allow: MONITORING_OF_ONE,
    });
    const signsIn = async (token: string): Promise<boolean> =>
      (await send(world, token, { document: VIEWER, variables: {} })).body.includes('"slug":"alder"');
    findings.expect('the newer consent', await signsIn(again.access), 'does not sign in');
    findings.expect('the earlier consent', !(await signsIn(access)), 'still signs in');
  });
}

/** What an app gives back, or tries to use twice, is gone from the records of its own issuer, and from no other. */
async function askGivenBack(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const { account, app } = await personOf(world, 'alder');
  const allow = MONITORING_OF_ONE;
  const tokens = await letIn(world, 'alder', { app, account, allow });
  await castShadow(world.owner);
  await unchanged(twins, 'what an app gives back', async () => {
    const before = await recordsOfTokens(twins);
    await fetch(`${issuerOf(world, 'alder')}/token/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: app.clientId, token: tokens.access }),
    });
    const { body } = await send(world, tokens.access, { document: VIEWER, variables: {} });
    findings.expect('a token that was given back', codesOf(body).includes('UNAUTHENTICATED'), `signs in: ${body}`);
    // With it go the code that it came of and the token that would renew it.
    const goneCount = before.length - (await recordsOfTokens(twins)).length;
    findings.expect('a token that was given back', goneCount === 3, `takes ${goneCount} records along instead of 3`);
  });
  const known = new Set(await recordsOfTokens(twins));
  const flow = beginFlow(world, 'alder', app);
  const redeemed = redeem(app, { code: await codeOf({ flow, account, allow }), verifier: flow.verifier });
  await castShadow(world.owner);
  await unchanged(twins, 'a code', async () => {
    const first = await askToken(world, 'alder', redeemed);
    findings.expect('a code', first.status === 200, `is not taken: ${JSON.stringify(first.body)}`);
  });
  await castShadow(world.owner);
  await unchanged(twins, 'a code that comes twice', async () => {
    const second = await askToken(world, 'alder', redeemed);
    findings.expect('a code that comes twice', second.status === 400, `is taken: ${JSON.stringify(second.body)}`);
    const left = (await recordsOfTokens(twins)).filter((record) => !known.has(record));
    findings.expect('a code that comes twice', left.length === 0, `leaves ${left.join()}`);
  });
}

/** Who signed in at the issuer is signed in until it signs out there, whoever else is known by the same names elsewhere. */
async function askSignedOut(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const dashboard = dashboardOf(world);
  const begin = (): Flow => beginFlow(world, 'alder', dashboard, { scope: 'openid' });
  const browser = new Browser();
  const flow = begin();
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const { leavesTo } = await browser.submit(await browser.open(flow.url), { step: 'sign-in', ...account });
  const code = leavesTo?.searchParams.get('code') ?? '';
  const { body } = await askToken(world, 'alder', redeem(dashboard, { code, verifier: flow.verifier }));
  await castShadow(world.owner);
  const renewed = await askToken(world, 'alder', {
    grant_type: 'refresh_token',
    client_id: dashboard.clientId,
    refresh_token: body.refresh_token ?? '',
  });
  findings.expect('somebody signed in', renewed.status === 200, `is not any more: ${JSON.stringify(renewed.body)}`);
  const isLetIn = async (): Promise<boolean> => {
    findings.count();
    return (await browser.open(begin().url)).leavesTo !== null;
  };
  findings.expect('somebody signed in', await isLetIn(), 'is asked who it is');
  const { app } = await personOf(world, 'alder');
  const allow = MONITORING_OF_ONE;
  for (const isStillThere of [true, false]) {
    const asked = await browser.open(beginFlow(world, 'alder', app, { prompt: 'consent' }).url);
    await castShadow(world.owner);
    const session = world.owner`tenant_id = ${A.tenantId} and model = 'Session'`;
    if (!isStillThere) await world.owner`update oidc_record set uid = uid || '-gone' where ${session}`;
    const { leavesTo: back, html } = await browser.submit(asked, { step: 'consent', allow });
    if (!isStillThere) await world.owner`update oidc_record set uid = replace(uid, '-gone', '') where ${session}`;
    findings.count();
    findings.expect('a consent', (back !== null) === isStillThere, `is ${back ? '' : 'not '}taken of a session: ${html}`);
  }
  await castShadow(world.owner);
  await unchanged(twins, 'signing out', async () => {
    await browser.open(`${issuerOf(world, 'alder')}/session/end?id_token_hint=${String(body['id_token'])}`);
    findings.expect('somebody signed out', !(await isLetIn()), 'is let in');
  });
}

/** A first key is made for a tenant that the database knows: that it knows others is not enough. */
async function askConsole({ world: { services }, findings }: TwinWorld): Promise<void> {
  const platform = { ...services, tenants: { ...services.tenants, byId: () => services.tenants.byId(A.tenantId) } };
  const key = { name: 'a probe', createdBy: 'a probe' };
  // A UUID is a well-formed id of a tenant, here of none.
  const refused = await services.db
    .write(randomUUID() as TenantId, (tx) => createConsoleKey(platform, tx, key))
    .catch((error: unknown) => String(error));
  findings.count();
  findings.expect('a first key', refused.includes('does not know'), `is not refused to a tenant that is not there: ${refused}`);
}

/** What A's issuer remembers of codes and tokens. */
async function recordsOfTokens({ world, findings }: TwinWorld): Promise<string[]> {
  findings.count();
  const rows = await world.owner<{ record: string }[]>`
    select model || ' ' || encode(record_hash, 'hex') as record from oidc_record
    where tenant_id = ${A.tenantId} and model in ('AccessToken', 'RefreshToken', 'AuthorizationCode')`;
  return rows.map(({ record }) => record);
}

/** The parts of two tokens, each of a kind, a tenant, an id and a secret, in every wrong order. */
function mixed(one: string, other: string): string[] {
  const [kind, slug, id, secret] = partsOf(one);
  const [, otherSlug, otherId, otherSecret] = partsOf(other);
  return [
    [kind, slug, otherId, otherSecret],
    [kind, slug, id, otherSecret],
    [kind, slug, otherId, secret],
    [kind, otherSlug, id, secret],
    [kind, 'nobody', id, secret],
  ].map((parts) => parts.join('_'));
}

/** A secret may hold the sign that the parts are joined with. */
function partsOf(token: string): string[] {
  const [kind = '', slug = '', id = '', ...secret] = token.split('_');
  return [kind, slug, id, secret.join('_')];
}

async function revokedKey({ world }: TwinWorld): Promise<string> {
  const admin = await world.key('alder', 'ADMIN');
  const make =
    'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { secret apiKey { id } } } }';
  const { data } = await world.ask(admin, make, { input: { idempotencyKey: newKey(), name: 'to be revoked', role: 'ADMIN' } });
  const { secret, apiKey } = data.createApiKey;
  const end = 'mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }';
  await world.ask(admin, end, { input: { idempotencyKey: newKey(), apiKeyId: apiKey.id } });
  return String(secret);
}

async function endedSession({ world }: TwinWorld): Promise<string> {
  const { token, supportSessionId } = await world.openSupport('alder');
  await world.owner`update support_session set ended_at = now() where support_session_id = ${supportSessionId}`;
  return token;
}

async function expiredSession({ world }: TwinWorld): Promise<string> {
  const { token, supportSessionId } = await world.openSupport('alder');
  await world.owner`
    update support_session set granted_at = now() - interval '2 hours', expires_at = now() - interval '1 hour'
    where support_session_id = ${supportSessionId}`;
  return token;
}

const CERTIFY = `mutation($input: RequestCertificateInput!) { requestCertificate(input: $input) {
  __typename ... on CertificateRefused { reason } ... on CertificateIssued { serial } } }`;

/** An agent, or whoever holds a site's token, is that site and no other. */
export async function askAsAgent(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const agent = await world.agent('alder', 'north');
  const others = [
    agentName({ tenantSlug: 'alder', siteId: siteIdOf(THREE) }),
    agentName({ tenantSlug: 'birch', siteId: siteIdOf({ tenant: 'birch', site: 'north' }) }),
    agentName({ tenantSlug: 'birch', siteId: siteIdOf(ONE) }),
  ];
  await ASKERS.enrolment(world, 'alder');
  await castShadow(world.owner);
  await askWhoDrives(twins);
  await unchanged(twins, 'asking for certificates of others', async () => {
    const token = await world.enrolmentToken('alder', 'north');
    for (const name of others) {
      for (const credential of [agent, token]) {
        const { csrPem } = await newRequest(name, null);
        const variables = { input: { idempotencyKey: newKey(), csrPem } };
        const { body } = await send(world, credential, { document: CERTIFY, variables });
        twins.judge('a certificate of another site', body);
        findings.expect('a certificate of another site', body.includes('WRONG_SITE'), `is given: ${body}`);
      }
    }
  });
  await castShadow(world.owner);
  await unchanged(twins, 'renewing a certificate', async () => {
    const { csrPem } = await newRequest(agentName({ tenantSlug: 'alder', siteId: siteIdOf(ONE) }), null);
    const variables = { input: { idempotencyKey: newKey(), csrPem } };
    const { body } = await send(world, agent, { document: CERTIFY, variables });
    findings.expect('the own certificate', body.includes('CertificateIssued'), `is not renewed: ${body}`);
  });
  await askTogether(twins, agent);
  await askOtherSites(twins, agent);
  await askEndedCertificates(twins);
  await askEndedTokens(twins);
  await askUpToDate(twins, agent);
  await askLift(twins, agent);
}

/** Agents, and a token that waits, are told of their own site. */
async function askWhoDrives({ world, findings }: TwinWorld): Promise<void> {
  const admin = await world.key('alder', 'ADMIN');
  const document = '{ sites(first: 50) { nodes { id enrolment { createdAt } edgeAgents { id enrolledAt } } } }';
  const { data } = await world.ask(admin, document, {});
  interface Driven {
    readonly id: string;
    readonly enrolment: object | null;
    readonly edgeAgents: readonly { readonly id: string; readonly enrolledAt: string }[];
  }
  const sites: readonly Driven[] = data.sites.nodes;
  const waiting = sites.flatMap(({ id, enrolment }) => (enrolment ? [id] : []));
  const south = globalSite(THREE);
  findings.expect('a token that waits', isDeepStrictEqual(waiting, [south]), `is told of ${waiting.join()}`);
  for (const { id, enrolledAt } of sites.flatMap(({ edgeAgents }) => edgeAgents)) {
    findings.count();
    const byId = await world.ask(admin, 'query($id: ID!) { node(id: $id) { ... on EdgeAgent { enrolledAt } } }', { id });
    findings.expect('an agent by its id', byId.data.node?.enrolledAt === enrolledAt, `is another: ${byId.body}`);
  }
}

/** What a site reports at one moment is A's to store, all of it together. */
async function askTogether(twins: TwinWorld, agent: string): Promise<void> {
  const { world, findings } = twins;
  const newest = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${A.tenantId}
      and site_id = ${siteIdOf(ONE)} order by instruction_sequence desc limit 1`;
  const instructionId = Buffer.from(`Instruction:${newest[0]?.id}`).toString('base64url');
  const document = 'mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }';
  await world.owner`
    insert into alert (tenant_id, alert_id, battery_id, instruction_id, kind, since_at, raised_at)
    select tenant_id, gen_random_uuid(), battery_id, instruction_id, 'NOT_DELIVERED', issued_at, issued_at from instruction
    where tenant_id = ${A.tenantId} and instruction_id = ${newest[0]?.id ?? ''} on conflict do nothing`;
  await unchanged(twins, 'reports that come together', async () => {
    const replies = await Promise.all(
      Array.from({ length: REPORT_COUNT }, async () => {
        const input = { idempotencyKey: newKey(), instructionId, outcome: 'DELIVERED', happenedAt: '2026-05-12T10:00:01Z' };
        return (await send(world, agent, { document, variables: { input } })).body;
      }),
    );
    const isStored = replies.every((body) => body.includes('InstructionAcknowledged'));
    findings.count(REPORT_COUNT);
    findings.expect('reports that come together', isStored, `are not stored: ${replies.join()}`);
  });
  const open = await world.owner`
    select 1 from alert join instruction using (tenant_id, battery_id)
    where tenant_id = ${A.tenantId} and instruction.instruction_id = ${newest[0]?.id ?? ''} and kind = 'NOT_DELIVERED' and cleared_at is null`;
  findings.count();
  findings.expect('an alert', open.count === 0, 'stands although the newest instruction is confirmed');
  const isTogether = !twins.logged().includes('changes could not be saved together');
  findings.expect('reports that come together', isTogether, 'cannot be saved together');
}

/** The batteries, sites and instructions of A's other site are nobody's of this agent. */
async function askOtherSites(twins: TwinWorld, agent: string): Promise<void> {
  const { world, findings } = twins;
  await world.owner`
    insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from, valid_until,
      state, setpoints, limits)
    select tenant_id, gen_random_uuid(), ${siteIdOf(THREE)}, (select battery_id from battery where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(THREE)}),
      900, issued_at, valid_from, valid_until, 'ISSUED', setpoints, limits
    from instruction where tenant_id = ${A.tenantId} order by instruction_sequence desc limit 1`;
  const [theirs] = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${A.tenantId} and instruction_sequence = 900`;
  const instructionId = Buffer.from(`Instruction:${theirs?.id}`).toString('base64url');
  const reading = `query($ids: [ID!]!) { nodes(ids: $ids) { id } batteries { nodes { id } } sites { nodes { id } } }`;
  const variables = { ids: [globalBattery(THREE), globalSite(THREE), instructionId] };
  const { body } = await send(world, agent, { document: reading, variables });
  twins.judge('an agent', body, variables.ids);
  const isNothing = variables.ids.every((id) => !body.includes(`"${id}"`));
  findings.expect('an agent', isNothing, `sees another site of its tenant: ${body}`);
  findings.expect('an agent', body.includes(globalSite(ONE)), `does not see its own site: ${body}`);
  const report = await send(world, agent, {
    document: 'mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }',
    variables: { input: { idempotencyKey: newKey(), instructionId, outcome: 'DELIVERED', happenedAt: '2026-05-12T10:00:01Z' } },
  });
  twins.judge('an agent', report.body, [instructionId]);
  findings.expect('an agent', codesOf(report.body).includes('NOT_FOUND'), `reports for another site: ${report.body}`);
  await world.owner`
    insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from, valid_until,
      state, setpoints, limits)
    select ${SHADOW_ID}, gen_random_uuid(), ${siteIdOf(ONE)}, battery_id, 901, issued_at, valid_from,
      valid_until, 'ISSUED', setpoints, limits
    from instruction where tenant_id = ${A.tenantId} and instruction_sequence = 900`;
  const heard: string[] = [];
  const streams = openStreams(world, agent);
  const document = 'subscription { siteInstructions(afterSequence: 0) { id battery { name } } }';
  streams.follow({ document, variables: {} }, heard);
  for (let waited = 0; waited < WAITS_MAX && heard.length === 0; waited += 1) await pause();
  await pause();
  streams.close();
  const told = heard.join('\n');
  twins.judge('the stream of a site', told);
  findings.expect(
    'the stream of a site',
    told.includes('Battery one') && !/Battery three|"errors"/.test(told),
    `tells of another site: ${told}`,
  );
}

/** A certificate that was revoked or is past its time, or whose agent was ended, lets nobody in; one that is good does. */
async function askEndedCertificates({ world, findings }: TwinWorld): Promise<void> {
  const agent = await world.agent('alder', 'south');
  const ofSouth = world.owner`
    tenant_id = ${A.tenantId} and edge_agent_id in (select edge_agent_id from edge_agent
      where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(THREE)})`;
  const isIn = async (): Promise<boolean> => {
    world.letTrustLapse();
    const { body } = await send(world, agent, { document: VIEWER, variables: {} });
    findings.count();
    return body.includes('"slug":"alder"');
  };
  findings.expect('a certificate', await isIn(), 'lets nobody in');
  const ends = [
    ['device_certificate', 'revoked_at = now()', 'revoked_at = null'],
    ['edge_agent', 'revoked_at = now()', 'revoked_at = null'],
    [
      'device_certificate',
      `not_before = now() - interval '2 days', not_after = now() - interval '1 day'`,
      `not_after = now() + interval '1 day'`,
    ],
  ] as const;
  for (const [table, end, restore] of ends) {
    await world.owner`update ${world.owner(table)} set ${world.owner.unsafe(end)} where ${ofSouth}`;
    findings.expect('a certificate', !(await isIn()), `lets its holder in with ${end}`);
    await world.owner`update ${world.owner(table)} set ${world.owner.unsafe(restore)} where ${ofSouth}`;
  }
}

/** A token that was used, or is past its time, gives no certificate; one that is good ends the agent of its site and no other. */
async function askEndedTokens(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const name = agentName({ tenantSlug: fileOf('alder').slug, siteId: siteIdOf(THREE) });
  const asking = async (token: string): Promise<string> => {
    const { csrPem } = await newRequest(name, null);
    const { body } = await send(world, token, { document: CERTIFY, variables: { input: { idempotencyKey: newKey(), csrPem } } });
    twins.judge('a token', body);
    return body;
  };
  const token = await world.enrolmentToken('alder', 'south');
  await castShadow(world.owner);
  await unchanged(twins, 'a token', () =>
    underLocks(twins.ownerUrl, async () => {
      const [first, second] = [await asking(token), await asking(token)];
      findings.expect('a token', first.includes('CertificateIssued'), `gives no certificate: ${first}`);
      findings.expect('a token', second.includes('TOKEN_USED'), `is good twice: ${second}`);
    }),
  );
  const late = await world.enrolmentToken('alder', 'south');
  await castShadow(world.owner);
  await world.owner`update enrolment set expires_at = created_at where tenant_id = ${A.tenantId} and used_at is null`;
  const third = await asking(late);
  findings.expect('a token', third.includes('TOKEN_EXPIRED'), `is good after its time: ${third}`);
  world.letTrustLapse();
  const { body } = await send(world, await world.agent('alder', 'north'), { document: VIEWER, variables: {} });
  findings.expect('a new agent in the south', body.includes('"slug":"alder"'), 'ends the one in the north');
}

/** A site that has all it was sent is not ahead. */
async function askUpToDate({ world, findings, logged }: TwinWorld, agent: string): Promise<void> {
  const [stream] = await world.owner<{ sequence: number }[]>`
    select last_sequence as sequence from instruction_stream
    where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(ONE)}`;
  const streams = openStreams(world, agent);
  const document = `subscription { siteInstructions(afterSequence: ${stream?.sequence}) { id } }`;
  streams.follow({ document, variables: {} }, []);
  for (let waited = 0; waited < 2; waited += 1) await pause();
  streams.close();
  findings.count();
  findings.expect('a stream', (stream?.sequence ?? 0) > 0, 'has nothing yet');
  findings.expect('a stream', !logged().includes('a site is ahead of its stream'), 'is lifted for a site that is not ahead');
}

/** A site that is ahead of its stream is told everything anew; nobody else's stream moves. */
async function askLift(twins: TwinWorld, agent: string): Promise<void> {
  const { world, findings } = twins;
  await castShadow(world.owner);
  await unchanged(twins, 'a stream that is lifted', async () => {
    const streams = openStreams(world, agent);
    streams.follow({ document: 'subscription { siteInstructions(afterSequence: 5000) { id } }', variables: {} }, []);
    const isLifted = async (): Promise<boolean> =>
      (await world.owner`select 1 from instruction_stream where tenant_id = ${A.tenantId} and last_sequence = 5000`).count === 1;
    for (let waited = 0; waited < WAITS_MAX && !(await isLifted()); waited += 1) await pause();
    await pause();
    streams.close();
    findings.count();
    findings.expect('a stream', await isLifted(), 'is not lifted for the site that is ahead');
    const jobs = await world.owner<{ batteryId: string }[]>`
      select data -> 'payload' ->> 'batteryId' as "batteryId" from pgboss.job where name = 'refresh-setpoint'`;
    const own = await world.owner<{ batteryId: string }[]>`
      select battery_id as "batteryId" from battery
      where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(ONE)}`;
    const ids = new Set(own.map(({ batteryId }) => batteryId));
    const isOwn = jobs.length > 0 && jobs.every(({ batteryId }) => ids.has(batteryId));
    findings.expect('a stream', isOwn, 'is lifted with jobs for other batteries, or without any');
    const [open] = await world.owner<{ n: number }[]>`
      select count(*)::int as n from instruction where tenant_id = ${A.tenantId} and state = 'ISSUED'
        and site_id = ${siteIdOf(ONE)} and valid_until > ${world.clock.now()}`;
    findings.expect('a stream', open?.n === 0, 'is lifted while older instructions stand');
  });
}
