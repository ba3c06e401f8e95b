import { newRequest } from '../../../edge/src/certificate-request.ts';
import { agentName } from '../../../src/wire/agent-name.ts';
import { fileOf, globalBattery, globalSite, newKey, siteIdOf } from '../../harness/world.ts';
import { ASKERS } from '../actors.ts';
import { codesOf, normalised, send } from '../send.ts';
import { castShadow, underLocks } from '../shadow.ts';
import { openStreams, pause } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';
import { unchanged } from './works.ts';

/** Of `QUIET_MS` each. */
const WAITS_MAX = 100;

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
  for (const token of [own, ownSupport]) {
    const { body } = await send(world, token, { document: VIEWER, variables: {} });
    twins.judge('an own token', body);
    findings.expect('an own token', body.includes('"slug":"alder"'), `does not sign in: ${body}`);
  }
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
    agentName({ tenantSlug: 'alder', siteId: siteIdOf({ tenant: 'alder', site: 'south' }) }),
    agentName({ tenantSlug: 'birch', siteId: siteIdOf({ tenant: 'birch', site: 'north' }) }),
    agentName({ tenantSlug: 'birch', siteId: siteIdOf({ tenant: 'alder', site: 'north' }) }),
  ];
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
  await askOtherSites(twins, agent);
  await askEndedCertificates(twins);
  await askEndedTokens(twins);
  await askLift(twins, agent);
}

/** The batteries, sites and instructions of A's other site are nobody's of this agent. */
async function askOtherSites(twins: TwinWorld, agent: string): Promise<void> {
  const { world, findings } = twins;
  const south = { tenant: 'alder', site: 'south', battery: 'three' } as const;
  await world.owner`
    insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from, valid_until,
      state, setpoints, limits)
    select tenant_id, gen_random_uuid(), ${siteIdOf(south)}, (select battery_id from battery where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(south)}),
      900, issued_at, valid_from, valid_until, 'ISSUED', setpoints, limits
    from instruction where tenant_id = ${A.tenantId} order by instruction_sequence desc limit 1`;
  const [theirs] = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${A.tenantId} and instruction_sequence = 900`;
  const instructionId = Buffer.from(`Instruction:${theirs?.id}`).toString('base64url');
  const reading = `query($ids: [ID!]!) { nodes(ids: $ids) { id } batteries { nodes { id } } sites { nodes { id } } }`;
  const variables = { ids: [globalBattery(south), globalSite(south), instructionId] };
  const { body } = await send(world, agent, { document: reading, variables });
  twins.judge('an agent', body, variables.ids);
  const isNothing = variables.ids.every((id) => !body.includes(`"${id}"`));
  findings.expect('an agent', isNothing, `sees another site of its tenant: ${body}`);
  findings.expect(
    'an agent',
    body.includes(globalSite({ tenant: 'alder', site: 'north' })),
    `does not see its own site: ${body}`,
  );
  const report = await send(world, agent, {
    document: 'mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }',
    variables: { input: { idempotencyKey: newKey(), instructionId, outcome: 'DELIVERED', happenedAt: '2026-05-12T10:00:01Z' } },
  });
  twins.judge('an agent', report.body, [instructionId]);
  findings.expect('an agent', codesOf(report.body).includes('NOT_FOUND'), `reports for another site: ${report.body}`);
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
    told.includes('Battery one') && !told.includes('Battery three'),
    `tells of another site: ${told}`,
  );
}

/** A certificate that was revoked or is past its time, or whose agent was ended, lets nobody in; one that is good does. */
async function askEndedCertificates({ world, findings }: TwinWorld): Promise<void> {
  const agent = await world.agent('alder', 'south');
  const ofSouth = world.owner`
    tenant_id = ${A.tenantId} and edge_agent_id in (select edge_agent_id from edge_agent
      where tenant_id = ${A.tenantId} and site_id = ${siteIdOf({ tenant: 'alder', site: 'south' })})`;
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
  const name = agentName({ tenantSlug: fileOf('alder').slug, siteId: siteIdOf({ tenant: 'alder', site: 'south' }) });
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
      where tenant_id = ${A.tenantId} and site_id = ${siteIdOf({ tenant: 'alder', site: 'north' })}`;
    const ids = new Set(own.map(({ batteryId }) => batteryId));
    const isOwn = jobs.length > 0 && jobs.every(({ batteryId }) => ids.has(batteryId));
    findings.expect('a stream', isOwn, 'is lifted with jobs for other batteries, or without any');
    const [open] = await world.owner<{ n: number }[]>`
      select count(*)::int as n from instruction where tenant_id = ${A.tenantId} and state = 'ISSUED'
        and site_id = ${siteIdOf({ tenant: 'alder', site: 'north' })} and valid_until > ${world.clock.now()}`;
    findings.expect('a stream', open?.n === 0, 'is lifted while older instructions stand');
  });
}
