import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { newRequest, sendRequest } from '../../edge/src/certificate-request.ts';
import type { CertificateRequest, Credentials } from '../../edge/src/identity-file.ts';
import { createAuthority } from '../../src/platform/authority-files.ts';
import { endDenialWindows } from '../../src/modules/tenancy/index.ts';
import { createDeviceAuthority, readCertificateRequest } from '../../src/platform/device-authority.ts';
import { agentName } from '../../src/wire/agent-name.ts';
import { printTelemetryBatch } from '../../src/wire/telemetry.ts';
import {
  askWithCertificate,
  batteryIdOf,
  enrolled,
  fileOf,
  globalSite,
  newKey,
  openWorld,
  siteIdOf,
  topicOf,
  type World,
} from '../harness/world.ts';

const ENROL = `mutation($input: EnrolEdgeAgentInput!) { enrolEdgeAgent(input: $input) {
  ... on EdgeAgentEnrolled { site { id } token expiresAt } } }`;
const REVOKE = `mutation($input: RevokeEdgeAgentInput!) { revokeEdgeAgent(input: $input) { ... on EdgeAgentRevoked { site { id } } } }`;
const SITES = '{ sites(first: 9) { nodes { name } } }';
const SOUTH = { tenant: 'alder', site: 'south' } as const;
const NAME = agentName({ tenantSlug: 'alder', siteId: siteIdOf(SOUTH) });

let world: World;
let operator: string;

beforeAll(async () => {
  world = await openWorld({ recheckSeconds: 0.1 });
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());
afterEach(() => {
  vi.restoreAllMocks();
  world.setWallAhead(0);
});

const enrol = async (): Promise<string> => {
  const input = { idempotencyKey: newKey(), siteId: globalSite(SOUTH) };
  return (await world.ask(operator, ENROL, { input })).data.enrolEdgeAgent.token;
};
const revoke = () => world.ask(operator, REVOKE, { input: { idempotencyKey: newKey(), siteId: globalSite(SOUTH) } });
const certify = async (): Promise<Credentials> => enrolled(world.url, { token: await enrol(), name: NAME });
const send = (request: CertificateRequest, token: string) =>
  sendRequest(request, { url: world.url, token, credentials: null, signal: AbortSignal.timeout(5_000) });
const askAs = (certificate: Credentials, document = SITES) =>
  askWithCertificate(world.agentUrl, { certificate, body: JSON.stringify({ query: document }) });

describe('an enrolment token', () => {
  test('is told once, is good for 15 minutes by the wall clock, and reads nothing', async () => {
    const input = { idempotencyKey: newKey(), siteId: globalSite(SOUTH) };
    const first = (await world.ask(operator, ENROL, { input })).data.enrolEdgeAgent;
    expect(first.token).toMatch(/^hfa_alder_/);
    const minutes = (Date.parse(first.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14.5);
    expect(minutes).toBeLessThanOrEqual(15);
    expect((await world.ask(operator, ENROL, { input })).data.enrolEdgeAgent).toEqual({ ...first, token: null });
    expect((await world.ask(first.token, SITES)).data.sites.nodes).toEqual([]);
    const followed = world.follow(first.token, 'subscription { siteInstructions(afterSequence: 0) { id } }');
    expect((await followed.next()).codes).toEqual(['FORBIDDEN']);
    followed.end();
  });

  test('becomes a certificate that speaks for its site and no other', async () => {
    const certificate = await certify();
    expect((await askAs(certificate)).data.sites.nodes).toEqual([{ name: 'Alder Power south' }]);
  });

  test('is good once, however many use it at a time', async () => {
    const token = await enrol();
    const outcomes = await Promise.all(Array.from({ length: 5 }, async () => send(await newRequest(NAME, null), token)));
    expect(outcomes.filter(({ __typename }) => __typename === 'CertificateIssued')).toHaveLength(1);
    expect(outcomes.filter((outcome) => 'reason' in outcome && outcome.reason === 'TOKEN_USED')).toHaveLength(4);
  });

  test('gives the same certificate again when its answer was lost', async () => {
    const [token, request] = [await enrol(), await newRequest(NAME, null)];
    const first = await send(request, token);
    expect(first.__typename).toBe('CertificateIssued');
    expect(await send(request, token)).toEqual(first);
  });

  test('ends after 15 minutes, with a newer one, and with the revocation of the agent', async () => {
    const [late, newer] = [await enrol(), await enrol()];
    expect(await send(await newRequest(NAME, null), late)).toMatchObject({ reason: 'TOKEN_EXPIRED' });
    await revoke();
    expect(await send(await newRequest(NAME, null), newer)).toMatchObject({ reason: 'TOKEN_EXPIRED' });
    const last = await enrol();
    world.setWallAhead(15 * 60_000);
    expect(await send(await newRequest(NAME, null), last)).toMatchObject({ reason: 'TOKEN_EXPIRED' });
  });

  test.each([
    [
      'for another site',
      () => newRequest(agentName({ tenantSlug: 'alder', siteId: siteIdOf({ ...SOUTH, site: 'north' }) }), null),
      'WRONG_SITE',
    ],
    ['for another tenant', () => newRequest(agentName({ tenantSlug: 'birch', siteId: siteIdOf(SOUTH) }), null), 'WRONG_SITE'],
    ['that is none', async () => ({ ...(await newRequest(NAME, null)), csrPem: 'nothing' }), 'REQUEST_INVALID'],
  ])('refuses a request %s and stays good', async (_what, make, reason) => {
    const token = await enrol();
    expect(await send(await make(), token)).toMatchObject({ reason });
    expect(await send(await newRequest(NAME, null), token)).toMatchObject({ __typename: 'CertificateIssued' });
  });
});

test('a request whose signature is not by the key it names is none', async () => {
  const { csrPem } = await newRequest(NAME, null);
  const other = (await newRequest(NAME, null)).csrPem;
  const [one, two] = [csrPem, other].map((pem) => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
  if (!one || !two) throw new Error('two requests');
  // The signature stands at the end; its last bytes are those of another key.
  const forged = Buffer.concat([one.subarray(0, -16), two.subarray(-16)]);
  const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${forged.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
  expect(await readCertificateRequest(csrPem)).toMatchObject({ commonName: NAME });
  expect(await readCertificateRequest(pem)).toBeNull();
});

describe('a certificate', () => {
  test('is renewed over its own connection; the earlier one stays good to its end', async () => {
    const first = await certify();
    const request = await newRequest(NAME, null);
    const outcome = await sendRequest(request, {
      url: world.agentUrl,
      token: null,
      credentials: first,
      signal: AbortSignal.timeout(5_000),
    });
    if (outcome.__typename !== 'CertificateIssued') throw new Error(outcome.reason);
    const second = { keyPem: request.keyPem, certificatePem: outcome.certificatePem, authoritiesPem: outcome.authoritiesPem };
    for (const certificate of [first, second]) expect((await askAs(certificate)).codes).toEqual([]);
    const rows = await world.owner<{ isReplaced: boolean }[]>`
      select replaced_by is not null as "isReplaced" from device_certificate
      join edge_agent using (tenant_id, edge_agent_id)
      where edge_agent.site_id = ${siteIdOf(SOUTH)} and edge_agent.revoked_at is null order by issued_at`;
    expect(rows.map(({ isReplaced }) => isReplaced)).toEqual([true, false]);
  });

  test('reads what its site does and is told, and nothing of what that is worth to whom', async () => {
    const document = `{ batteries(first: 1) { nodes { latestReading { socPercent } instructions(first: 1) { nodes { id } }
      currentIntent { socPercentMin } agreements { id } auditEntries(first: 1) { nodes { id } }
      settledPeriods(from: "2026-05-11T00:00:00Z", until: "2026-05-12T00:00:00Z") { exportedKwh } } } }`;
    const answer: { readonly extensions: { readonly withheld: readonly { readonly group: string }[] } } = JSON.parse(
      (await askAs(await certify(), document)).body,
    );
    expect(answer).toMatchObject({ data: { batteries: { nodes: [{ currentIntent: null, agreements: [] }] } } });
    expect(answer.extensions.withheld.map(({ group }) => group).toSorted()).toEqual(['AUDIT', 'INTENT', 'REVENUE']);
  });
  test('goes on while a new agent is being enrolled, and ends when that one has its own', async () => {
    const first = await certify();
    const token = await enrol();
    world.letTrustLapse();
    expect((await askAs(first)).codes).toEqual([]);
    const second = await enrolled(world.url, { token, name: NAME });
    world.letTrustLapse();
    expect((await askAs(first)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await askAs(second)).codes).toEqual([]);
  });

  test('that is revoked opens nothing, and the streams that are open on it end', async () => {
    await world.agent('alder', 'south');
    const followed = world.follow(
      await world.agent('alder', 'south'),
      'subscription { siteInstructions(afterSequence: 0) { id } }',
    );
    expect(await followed.isQuiet()).toBe(true);
    await revoke();
    world.letTrustLapse();
    expect((await followed.next()).codes).toEqual(['4403']);
    expect((await world.ask(await world.agent('alder', 'south'), SITES)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await revoke()).codes).toEqual([]);
  });

  test('ends by the wall clock, whatever instant the world has', async () => {
    const certificate = await certify();
    world.clock.advance({ hours: 20 * 24 });
    world.letTrustLapse();
    expect((await askAs(certificate)).codes).toEqual([]);
    world.setWallAhead(14 * 86_400_000);
    world.letTrustLapse();
    expect((await askAs(certificate)).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('of another authority, or of none, does not get through the handshake', async () => {
    const { authority } = await createAuthority(new Date());
    const stranger = createDeviceAuthority({ authorities: [authority], lifetimeMs: 60_000, wallNow: () => new Date() });
    const request = await newRequest(NAME, null);
    const read = await readCertificateRequest(request.csrPem);
    if (!read) throw new Error('a request that is one');
    const { pem } = await stranger.issue({ commonName: NAME, uris: [], publicKey: read.publicKey });
    const { authoritiesPem } = world.authority;
    const forged = { keyPem: request.keyPem, certificatePem: pem, authoritiesPem: [...authoritiesPem] };
    await expect(askAs(forged)).rejects.toThrow(/alert|socket|ECONNRESET/i);
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    await expect(askAs({ ...forged, keyPem: key })).rejects.toThrow(/mismatch/);
  });

  test('in a header instead of the connection proves nothing', async () => {
    const response = await fetch(world.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Certificate ${NAME}` },
      body: JSON.stringify({ query: SITES }),
    });
    expect(response.status).toBe(401);
  });
});

const readingOf = (batteryId: string) => ({
  batteryId,
  measuredAtMs: world.clock.nowMs(),
  activePowerKw: 0,
  socPercent: 50,
  exportedKwh: 1,
  importedKwh: 1,
  instructionSequence: null,
});

describe('a refused certificate', () => {
  const { tenantId } = fileOf('alder');
  const signIns = () => world.owner<
    { credentialId: string | null; kind: string; siteId: string; sourceIp: string | null; leftOut: number }[]
  >`
    select credential_id as "credentialId", actor_kind as kind, subject_id as "siteId", source_ip as "sourceIp", left_out_count as "leftOut"
    from audit_entry where tenant_id = ${tenantId} and operation = 'signIn' and decision = 'DENIED' order by entry_sequence`;

  test('that was revoked is in the audit trail with its agent, its site and where it came from', async () => {
    const certificate = await certify();
    const [agent] = await world.owner<{ id: string }[]>`
      select edge_agent_id as id from edge_agent where site_id = ${siteIdOf(SOUTH)} and revoked_at is null`;
    await revoke();
    await endDenialWindows(world.services);
    const before = (await signIns()).length;
    expect((await askAs(certificate)).codes).toEqual(['UNAUTHENTICATED']);
    const entries = await signIns();
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toEqual({
      credentialId: agent?.id,
      kind: 'agent',
      siteId: siteIdOf(SOUTH),
      sourceIp: '127.0.0.1',
      leftOut: 0,
    });
  });

  test('that nobody here was given is there too, as nobody’s, and fills no disk', async () => {
    await endDenialWindows(world.services);
    const before = (await signIns()).length;
    const stranger = { commonName: NAME, fingerprint256: 'AA:BB' };
    for (let attempt = 0; attempt < 27; attempt += 1) expect(await world.authenticateCertificate(stranger)).toBeNull();
    const entries = await signIns();
    expect(entries).toHaveLength(before + 20);
    expect(entries.at(-1)).toMatchObject({ credentialId: null, kind: 'unknown', siteId: siteIdOf(SOUTH) });
    await endDenialWindows(world.services);
    expect((await signIns()).at(-1)).toMatchObject({ leftOut: 6 });
  });
});

test('a site that claims to be another without end fills no disk: twenty entries a minute, a count of the rest, every message kept', async () => {
  const { tenantId } = fileOf('alder');
  await endDenialWindows(world.services);
  const counts = async () =>
    (
      await world.owner<{ audited: number; leftOut: number; dead: number }[]>`
        select count(*)::int as audited, coalesce(sum(left_out_count), 0)::int as "leftOut",
          (select count(*)::int from dead_letter where tenant_id = ${tenantId}) as dead
        from audit_entry where tenant_id = ${tenantId} and outcome = 'FalseClaimRefused'`
    )[0] ?? { audited: 0, leftOut: 0, dead: 0 };
  const before = await counts();
  const siteId = siteIdOf({ ...SOUTH, site: 'north' });
  const reading = readingOf(batteryIdOf({ ...SOUTH, battery: 'three' }));
  for (let batchSequence = 1; batchSequence <= 27; batchSequence += 1) {
    const batch = { version: 1 as const, siteId, bootId: newKey(), batchSequence, readings: [reading] };
    await world.deliver(topicOf({ ...SOUTH, battery: 'three' }), printTelemetryBatch(batch));
  }
  expect(await counts()).toEqual({ ...before, audited: before.audited + 20, dead: before.dead + 27 });
  await endDenialWindows(world.services);
  // The last entry stands for itself and six others.
  expect(await counts()).toEqual({ audited: before.audited + 21, leftOut: before.leftOut + 6, dead: before.dead + 27 });
});

test.each([
  ['another site', { siteId: siteIdOf({ ...SOUTH, site: 'north' }), batteryId: batteryIdOf({ ...SOUTH, battery: 'three' }) }],
  ['a battery of another site', { siteId: siteIdOf(SOUTH), batteryId: batteryIdOf({ ...SOUTH, site: 'north', battery: 'one' }) }],
])('telemetry that claims %s is a dead letter, and in the audit trail', async (_what, { siteId, batteryId }) => {
  const { tenantId } = fileOf('alder');
  const count = async (): Promise<unknown> =>
    (
      await world.owner`
      select (select count(*)::int from audit_entry where tenant_id = ${tenantId} and outcome = 'FalseClaimRefused') as audited,
        (select count(*)::int from dead_letter where tenant_id = ${tenantId}) as dead`
    )[0];
  const before = await count();
  const topic = topicOf({ ...SOUTH, battery: 'three' });
  const reading = readingOf(batteryId);
  await world.deliver(
    topic,
    printTelemetryBatch({ version: 1, siteId, bootId: newKey(), batchSequence: 1, readings: [reading] }),
  );
  const { audited, dead } = before as { audited: number; dead: number };
  expect(await count()).toEqual({ audited: audited + 1, dead: dead + 1 });
  const [entry] = await world.owner`
    select actor_kind, operation, subject_type, subject_id, decision from audit_entry
    where tenant_id = ${tenantId} order by entry_sequence desc limit 1`;
  expect(entry).toEqual({
    actor_kind: 'agent',
    operation: 'publishTelemetry',
    subject_type: 'Site',
    subject_id: siteIdOf(SOUTH),
    decision: 'DENIED',
  });
});
