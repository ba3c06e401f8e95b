import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Value from 'typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { WebhookEndpointId } from '../../src/kernel/ids.ts';
import { claimMessages } from '../../src/modules/webhooks/claim.ts';
import { BODY } from '../../src/modules/webhooks/events.ts';
import { webhooksSettled } from '../../src/modules/webhooks/index.ts';
import { createOutbound } from '../../src/platform/outbound.ts';
import { parseGlobalId, printGlobalId } from '../../src/wire/global-id.ts';
import { openReceiver, type Receiver } from '../harness/receiver.ts';
import {
  type Answer,
  batteryIdOf,
  fileOf,
  globalBattery,
  globalSite,
  newKey,
  openWorld,
  type Place,
  topicOf,
  type World,
} from '../harness/world.ts';

const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const ALL = [
  'ALERT_CLEARED',
  'ALERT_RAISED',
  'CONNECTIVITY_CHANGED',
  'DEAD_LETTER_ARRIVED',
  'DISPATCH_RESUMED',
  'DISPATCH_STOPPED',
  'INSTRUCTION_CHANGED',
  'MARKET_RUN_ENDED',
  'PERIOD_SETTLED',
  'PLAN_MADE',
];
const { tenantId } = fileOf('alder');

let world: World;
const receivers: Receiver[] = [];

beforeAll(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.owner`delete from webhook_endpoint`;
  await world.owner`update dispatch_stop set lifted_at = now()`;
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  world.setWallAhead(0);
});
afterAll(() => world.close());

async function receiver(): Promise<Receiver> {
  const opened = await openReceiver();
  receivers.push(opened);
  return opened;
}

async function change(
  mutation: string,
  input: object,
  { selection = '__typename', as = '' }: { selection?: string; as?: string } = {},
): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const credential = as || (await world.key('alder', 'ADMIN'));
  return world.ask(credential, `mutation($input: ${name}Input!) { result: ${mutation}(input: $input) { ${selection} } }`, {
    input: { idempotencyKey: newKey(), ...input },
  });
}

const CREATED =
  '__typename ... on WebhookEndpointCreated { secret endpoint { id } } ... on WebhookEndpointRefused { reason message }';

async function endpoint(url: string, wanted: object = {}): Promise<{ endpointId: string; secret: string }> {
  const input = { name: 'a partner', url, eventTypes: ['DISPATCH_STOPPED'], ...wanted };
  const { data, messages } = await change('createWebhookEndpoint', input, { selection: CREATED });
  if (data?.result?.__typename !== 'WebhookEndpointCreated') throw new Error(JSON.stringify([data, messages]));
  return { endpointId: data.result.endpoint.id, secret: data.result.secret };
}

async function stop(wanted: object = { batteryId: globalBattery(ONE) }): Promise<string> {
  const selection = '... on DispatchStopped { stop { id } }';
  const { data } = await change('stopDispatch', { kind: 'VISIT', reason: 'a test', ...wanted }, { selection });
  return data.result.stop.id;
}

/** What a worker does when the timer comes round. */
async function deliver(): Promise<void> {
  await world.runTimer('deliver-webhooks');
  await webhooksSettled(world.services);
}

async function read(endpointId: string, selection: string): Promise<Answer['data']> {
  const { data } = await world.ask(
    await world.key('alder', 'ADMIN'),
    `query($id: ID!) { node(id: $id) { ... on WebhookEndpoint { ${selection} } } }`,
    { id: endpointId },
  );
  return data.node;
}

const MESSAGES =
  'messages { nodes { id webhookId state deadReason attemptCount nextAttemptAt attempts { httpStatus failure answerExcerpt } } }';

describe('a message', () => {
  test('is signed so that a receiver of the specification takes it, and tells ids and instants', async () => {
    const partner = await receiver();
    const { secret } = await endpoint(partner.url);
    const stopId = await stop();
    await deliver();
    const [received] = partner.received;
    const told = new Webhook(secret).verify(received?.body ?? '', received?.headers ?? {});
    expect(told).toEqual({
      type: 'dispatch.stopped',
      timestamp: '2026-05-12T10:00:00.000Z',
      data: {
        tenantId: printGlobalId('Tenant', tenantId),
        dispatchStopId: stopId,
        kind: 'VISIT',
        siteId: null,
        batteryId: globalBattery(ONE),
        untilAt: null,
      },
    });
    expect(() => new Webhook(secret).verify(`${received?.body} `, received?.headers ?? {})).toThrow();
    expect(partner.received).toHaveLength(1);
  });

  test('of each kind is what its schema says, and holds nothing else', async () => {
    const partner = await receiver();
    await endpoint(partner.url, { eventTypes: ALL });
    await change('sendTestWebhook', { endpointId: (await newestEndpoint()).id });
    await makeEverythingHappen();
    await deliver();
    const bodies = partner.received.map(({ body }) => JSON.parse(body));
    for (const body of bodies) expect([body, [...Value.Errors(BODY, body)]]).toEqual([body, []]);
    for (const body of bodies) expect(Value.Clean(BODY, structuredClone(body))).toEqual(body);
    expect(new Set(bodies.map(({ type }) => type))).toEqual(
      new Set([
        'alert.cleared',
        'alert.raised',
        'connectivity.changed',
        'dead_letter.arrived',
        'dispatch.resumed',
        'dispatch.stopped',
        'instruction.changed',
        'market_run.ended',
        'period.settled',
        'plan.made',
        'webhook.test',
      ]),
    );
    expect(bodies.filter(({ type }) => type === 'market_run.ended').map(({ data }) => data)).toEqual([
      expect.objectContaining({ deliveryDate: '2026-05-13', state: 'ABANDONED', reason: 'The gate closed.' }),
    ]);
    const changes = bodies.filter(({ type }) => type === 'instruction.changed');
    expect(changes.map(({ data, timestamp }) => [data.state, timestamp])).toEqual(
      expect.arrayContaining([
        ['ISSUED', '2026-05-12T10:00:00.000Z'],
        ['UNDELIVERABLE', '2026-05-12T10:02:01.000Z'],
        ['DELIVERED', '2026-05-12T10:02:02.000Z'],
        ['REFUSED', '2026-05-12T10:02:02.000Z'],
      ]),
    );
  });

  test('exists when and only when its change was committed', async () => {
    const partner = await receiver();
    await endpoint(partner.url);
    const undone = world.services.db.write(tenantId, async ({ sql }) => {
      await sql`
        insert into dispatch_stop (tenant_id, stop_id, kind, battery_id, reason, set_at, set_by)
        values (${tenantId}, gen_random_uuid(), 'VISIT', ${batteryIdOf(ONE)}, 'undone', now(), gen_random_uuid())`;
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await deliver();
    expect(partner.received).toEqual([]);
  });

  test('is sent again under its own id when its sender died before it said what became of it', async () => {
    const partner = await receiver();
    const { endpointId } = await endpoint(partner.url);
    await stop();
    // Taken by a process that is never heard of again; whether it had sent it, nobody knows.
    const own = uuidOf(endpointId);
    const claimed = await world.services.db.write(tenantId, (tx) =>
      claimMessages(tx, { endpointId: own, now: world.services.wallNow() }),
    );
    await deliver();
    expect(partner.received).toHaveLength(0);
    world.setWallAhead(61_000);
    await deliver();
    expect(partner.received.map(({ headers }) => headers['webhook-id'])).toEqual([`msg_${claimed?.messages[0]?.messageId}`]);
    expect((await read(endpointId, MESSAGES)).messages.nodes).toMatchObject([{ state: 'DELIVERED', attemptCount: 1 }]);
  });

  test('that fails comes again by the schedule, with one id and one body and a signature of its own, until it is taken', async () => {
    const partner = await receiver();
    partner.answer = () => (partner.received.length < 3 ? 503 : 200);
    const { endpointId } = await endpoint(partner.url);
    await stop();
    await deliver();
    await deliver();
    expect(partner.received).toHaveLength(1);
    world.setWallAhead(6_000);
    await deliver();
    world.setWallAhead(6_000 + 299_000);
    await deliver();
    expect(partner.received).toHaveLength(2);
    world.setWallAhead(6_000 + 340_000);
    await deliver();
    expect(new Set(partner.received.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect(new Set(partner.received.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
    expect(await read(endpointId, `${MESSAGES} failingSinceAt lastSuccessAt`)).toMatchObject({
      failingSinceAt: null,
      lastSuccessAt: expect.any(String),
      messages: {
        nodes: [
          {
            state: 'DELIVERED',
            attempts: [
              { httpStatus: '503', failure: 'answered 503', answerExcerpt: 'an answer' },
              { httpStatus: '503', failure: 'answered 503' },
              { httpStatus: '200', failure: null },
            ],
          },
        ],
      },
    });
  });

  test('that is never taken is dead after the last attempt, and alive again when it is replayed, alone or with a span', async () => {
    const partner = await receiver();
    partner.answer = () => 500;
    const { endpointId } = await endpoint(partner.url, { failingDaysCountMax: 30 });
    await stop();
    let aheadMs = 0;
    for (let round = 0; round < 12; round += 1) {
      await deliver();
      world.setWallAhead((aheadMs += 27 * 3_600_000));
    }
    expect(partner.received).toHaveLength(10);
    const dead = (await read(endpointId, `messages(state: DEAD) { nodes { id deadReason nextAttemptAt } }`)).messages.nodes;
    expect(dead).toEqual([{ id: expect.any(String), deadReason: 'answered 500', nextAttemptAt: null }]);
    partner.answer = () => (partner.received.length === 11 ? 500 : 200);
    const selection = '... on WebhookReplayed { message { state nextAttemptAt } }';
    const replayed = await change('replayWebhook', { messageId: dead[0].id }, { selection });
    expect(replayed.data.result.message).toMatchObject({ state: 'PENDING', nextAttemptAt: expect.any(String) });
    await deliver();
    // Its attempts are counted anew.
    expect((await read(endpointId, MESSAGES)).messages.nodes).toMatchObject([{ state: 'PENDING', attemptCount: 11 }]);
    world.setWallAhead((aheadMs += 6_000));
    await deliver();
    const span = { endpointId, from: '2026-05-12T10:00:00Z', until: '2026-05-12T11:00:00Z' };
    const counted = '... on WebhooksReplayed { messageCount hasMore }';
    const nothing = await change('replayWebhooks', span, { selection: counted });
    expect(nothing.data.result).toEqual({ messageCount: 0, hasMore: false });
    const again = await change('replayWebhooks', { ...span, state: 'DELIVERED' }, { selection: counted });
    expect(again.data.result).toEqual({ messageCount: 1, hasMore: false });
    await deliver();
    expect(partner.received).toHaveLength(13);
    expect(new Set(partner.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('is forgotten after 30 days with its attempts', async () => {
    const partner = await receiver();
    const { endpointId } = await endpoint(partner.url);
    await stop();
    await deliver();
    world.setWallAhead(29 * 86_400_000);
    await world.runTimer('forget-webhooks');
    expect((await read(endpointId, MESSAGES)).messages.nodes).toHaveLength(1);
    world.setWallAhead(31 * 86_400_000);
    await world.runTimer('forget-webhooks');
    expect((await read(endpointId, MESSAGES)).messages.nodes).toHaveLength(0);
    expect(await world.owner`select 1 from webhook_attempt`).toHaveLength(0);
  });
});

describe('an endpoint', () => {
  test('is told of its batteries and sites alone, and of what stops everything', async () => {
    const [everything, ofBattery, ofSite, elsewhere] = await Promise.all([receiver(), receiver(), receiver(), receiver()]);
    await endpoint(everything.url);
    await endpoint(ofBattery.url, { batteryIds: [globalBattery(ONE)] });
    await endpoint(ofSite.url, { siteIds: [globalSite(ONE)] });
    await endpoint(elsewhere.url, { siteIds: [globalSite({ tenant: 'alder', site: 'south' })] });
    const count = async (): Promise<number[]> => {
      await deliver();
      return [everything, ofBattery, ofSite, elsewhere].map((partner) => partner.received.splice(0).length);
    };
    await stop({ batteryId: globalBattery(ONE) });
    expect(await count()).toEqual([1, 1, 1, 0]);
    await stop({ siteId: globalSite(ONE) });
    expect(await count()).toEqual([1, 1, 1, 0]);
    await stop({ siteId: globalSite({ tenant: 'alder', site: 'south' }) });
    expect(await count()).toEqual([1, 0, 0, 1]);
    await stop({});
    expect(await count()).toEqual([1, 1, 1, 1]);
  });

  test('hears nothing of another tenant', async () => {
    const partner = await receiver();
    await endpoint(partner.url, { eventTypes: ALL });
    const admin = await world.key('birch', 'ADMIN');
    await world.ask(admin, `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { __typename } }`, {
      input: { idempotencyKey: newKey(), kind: 'VISIT', reason: 'a test' },
    });
    await deliver();
    expect(partner.received).toEqual([]);
  });

  test('that is slow holds up neither other endpoints nor the timer', async () => {
    const [slow, quick] = await Promise.all([receiver(), receiver()]);
    const gate = Promise.withResolvers<number>();
    slow.answer = () => gate.promise;
    await endpoint(slow.url);
    await endpoint(quick.url);
    await stop();
    await world.runTimer('deliver-webhooks');
    await expect.poll(() => quick.received.length).toBe(1);
    await stop({ siteId: globalSite(ONE) });
    await world.runTimer('deliver-webhooks');
    await expect.poll(() => quick.received.length).toBe(2);
    expect(slow.received).toHaveLength(1);
    gate.resolve(200);
    await webhooksSettled(world.services);
    expect(slow.received).toHaveLength(2);
  });

  test('gets many messages, at most ten at a time, and one at a time once it fails', async () => {
    const partner = await receiver();
    const gate = Promise.withResolvers<number>();
    partner.answer = () => gate.promise;
    const { endpointId } = await endpoint(partner.url);
    await world.owner`
      insert into webhook_message (tenant_id, message_id, endpoint_id, event_type, happened_at, facts)
      select ${tenantId}, gen_random_uuid(), ${uuidOf(endpointId)}, 'WEBHOOK_TEST', now(), '{}' from generate_series(1, 95)`;
    const takenCount = async (): Promise<number> =>
      (await world.owner`select 1 from webhook_message where next_attempt_at > ${world.services.wallNow()}`).length;
    await world.runTimer('deliver-webhooks');
    await expect.poll(() => partner.received.length).toBe(10);
    expect(await takenCount()).toBe(10);
    gate.resolve(200);
    await webhooksSettled(world.services);
    expect(partner.received).toHaveLength(95);
    partner.answer = () => 500;
    await change('sendTestWebhook', { endpointId });
    await deliver();
    const closed = Promise.withResolvers<number>();
    partner.answer = () => closed.promise;
    for (let sent = 0; sent < 3; sent += 1) await change('sendTestWebhook', { endpointId });
    await world.runTimer('deliver-webhooks');
    await expect.poll(() => partner.received.length).toBe(97);
    // The one that failed and waits for its turn, and the one under way.
    expect(await takenCount()).toBe(2);
    closed.resolve(500);
    await webhooksSettled(world.services);
    expect(partner.received).toHaveLength(99);
  });

  test('that answers 410 is disabled at once, and one that fails for its days is too; both are in the audit trail', async () => {
    const [gone, failing] = await Promise.all([receiver(), receiver()]);
    gone.answer = () => 410;
    failing.answer = () => 500;
    const ids = [await endpoint(gone.url), await endpoint(failing.url, { failingDaysCountMax: 1 })].map(
      (made) => made.endpointId,
    );
    await stop();
    await deliver();
    const reasons = async (): Promise<string[]> =>
      Promise.all(ids.map(async (id) => (await read(id, 'disabledReason')).disabledReason));
    expect(await reasons()).toEqual(['GONE', null]);
    world.setWallAhead(23 * 3_600_000);
    await deliver();
    expect(await reasons()).toEqual(['GONE', null]);
    world.setWallAhead(25 * 3_600_000);
    await deliver();
    expect(await reasons()).toEqual(['GONE', 'FAILING']);
    const { data } = await world.ask(
      await world.key('alder', 'ADMIN'),
      '{ auditEntries(first: 2, operation: "disableWebhookEndpoint") { nodes { actorKind subjectId after } } }',
    );
    expect(data.auditEntries.nodes.map((entry: { subjectId: string }) => entry.subjectId).toSorted()).toEqual(ids.toSorted());
    expect(data.auditEntries.nodes[0]).toMatchObject({ actorKind: 'platform', after: expect.stringContaining('FAILING') });
  });

  test('that is disabled keeps what waits, misses what happens, and goes on when it is enabled', async () => {
    const partner = await receiver();
    const { endpointId } = await endpoint(partner.url);
    const waiting = await stop();
    await change('disableWebhookEndpoint', { endpointId });
    await stop({ siteId: globalSite(ONE) });
    await deliver();
    expect(partner.received).toEqual([]);
    await change('enableWebhookEndpoint', { endpointId });
    await deliver();
    expect(partner.received.map(({ body }) => JSON.parse(body).data.dispatchStopId)).toEqual([waiting]);
  });

  test('that is paused is sent nothing and misses nothing, and has all of it when it goes on', async () => {
    const partner = await receiver();
    const { endpointId } = await endpoint(partner.url);
    const waiting = await stop();
    await change('updateWebhookEndpoint', { endpointId, isPaused: true });
    const meanwhile = await stop({ siteId: globalSite(ONE) });
    await deliver();
    expect(partner.received).toEqual([]);
    expect(await read(endpointId, 'pausedAt disabledAt')).toEqual({ pausedAt: expect.any(String), disabledAt: null });
    await change('updateWebhookEndpoint', { endpointId, isPaused: false });
    await deliver();
    const told = partner.received.map(({ body }) => JSON.parse(body).data.dispatchStopId);
    expect(new Set(told)).toEqual(new Set([waiting, meanwhile]));
    expect(await read(endpointId, 'pausedAt')).toEqual({ pausedAt: null });
  });

  test('is changed part by part, in the audit trail, and what waits goes to its new address under the same secret', async () => {
    const [before, after] = [await receiver(), await receiver()];
    before.answer = () => 500;
    const { endpointId, secret } = await endpoint(before.url);
    await stop();
    await deliver();
    const selection = `... on WebhookEndpointUpdated { endpoint { name url eventTypes failingDaysCountMax failingSinceAt } }`;
    const wanted = { endpointId, name: 'another partner', url: after.url, eventTypes: ['DISPATCH_RESUMED'] };
    const { data } = await change('updateWebhookEndpoint', wanted, { selection });
    expect(data.result.endpoint).toEqual({
      name: 'another partner',
      url: after.url,
      eventTypes: ['DISPATCH_RESUMED'],
      failingDaysCountMax: 5,
      failingSinceAt: null,
    });
    await stop({ siteId: globalSite(ONE) });
    world.setWallAhead(6_000);
    await deliver();
    expect([before.received.length, after.received.length]).toEqual([1, 1]);
    const [received] = after.received;
    expect(new Webhook(secret).verify(received?.body ?? '', received?.headers ?? {})).toMatchObject({ type: 'dispatch.stopped' });
    const [entry] = await world.owner`
      select state_before ->> 'name' as before, state_after ->> 'name' as after from audit_entry
      where tenant_id = ${tenantId} and operation = 'updateWebhookEndpoint' order by entry_sequence desc limit 1`;
    expect(entry).toEqual({ before: 'a partner', after: 'another partner' });
  });

  test('keeps its address when the new one is none that anything is sent to', async () => {
    const { endpointId } = await endpoint('https://partner.example/');
    const selection = '... on WebhookEndpointRefused { reason }';
    const { data } = await change('updateWebhookEndpoint', { endpointId, name: 'x', url: 'https://10.0.0.1/' }, { selection });
    expect(data.result).toEqual({ reason: 'URL_NOT_ALLOWED' });
    expect(await read(endpointId, 'name url')).toEqual({ name: 'a partner', url: 'https://partner.example/' });
  });

  test('that has a new address is not blamed for what the old one answers', async () => {
    const [old, next] = [await receiver(), await receiver()];
    const gate = Promise.withResolvers<number>();
    old.answer = () => gate.promise;
    const { endpointId } = await endpoint(old.url);
    await stop();
    await world.runTimer('deliver-webhooks');
    await expect.poll(() => old.received.length).toBe(1);
    await change('updateWebhookEndpoint', { endpointId, url: next.url });
    gate.resolve(410);
    await webhooksSettled(world.services);
    expect(await read(endpointId, 'disabledReason failingSinceAt')).toEqual({ disabledReason: null, failingSinceAt: null });
  });

  test.each([429, 503])('that answers %i and says when is left alone until then, with every message', async (status) => {
    const partner = await receiver();
    partner.answer = () => (partner.received.length === 1 ? status : 200);
    partner.headers = { 'retry-after': '600' };
    const { endpointId } = await endpoint(partner.url);
    await stop();
    await deliver();
    await stop({ siteId: globalSite(ONE) });
    world.setWallAhead(590_000);
    await deliver();
    expect(partner.received).toHaveLength(1);
    expect(await read(endpointId, 'retryAfterAt')).toEqual({ retryAfterAt: expect.any(String) });
    world.setWallAhead(602_000);
    await deliver();
    expect(partner.received).toHaveLength(3);
    expect(await read(endpointId, 'retryAfterAt')).toEqual({ retryAfterAt: null });
  });

  test('counts what became of its messages; the process counts too, and names nobody', async () => {
    const attempts = async (): Promise<Record<string, number>> => {
      const { text } = await world.services.metrics.print();
      const lines = text.matchAll(/^holdfast_webhook_attempts_total\{outcome="(\w+)"\} (\d+)$/gm);
      return Object.fromEntries(Array.from(lines, ([, outcome = '', count]) => [outcome, Number(count)]));
    };
    const earlier = await attempts();
    const partner = await receiver();
    partner.answer = () => (partner.received.length === 1 ? 500 : partner.received.length === 2 ? 200 : 410);
    const { endpointId } = await endpoint(partner.url);
    await stop();
    await deliver();
    world.setWallAhead(6_000);
    await deliver();
    await change('sendTestWebhook', { endpointId });
    world.setWallAhead(12_000);
    await deliver();
    expect(await read(endpointId, 'deliveredCount failedCount deadCount')).toEqual({
      deliveredCount: 1,
      failedCount: 2,
      deadCount: 1,
    });
    const now = await attempts();
    expect(['delivered', 'failed', 'dead'].map((one) => (now[one] ?? 0) - (earlier[one] ?? 0))).toEqual([1, 1, 1]);
  });

  test('that is deleted is gone with its messages, while one is on its way too', async () => {
    const partner = await receiver();
    const gate = Promise.withResolvers<number>();
    partner.answer = () => gate.promise;
    const { endpointId } = await endpoint(partner.url);
    await stop();
    await world.runTimer('deliver-webhooks');
    await expect.poll(() => partner.received.length).toBe(1);
    const { data } = await change('deleteWebhookEndpoint', { endpointId });
    expect(data.result).toEqual({ __typename: 'WebhookEndpointDeleted' });
    gate.resolve(200);
    await webhooksSettled(world.services);
    expect(await world.owner`select 1 from webhook_message union all select 1 from webhook_attempt`).toHaveLength(0);
    expect((await change('deleteWebhookEndpoint', { endpointId })).codes).toEqual(['NOT_FOUND']);
  });

  test('has two secrets that sign while they overlap, and then one', async () => {
    const partner = await receiver();
    const { endpointId, secret: first } = await endpoint(partner.url);
    const selection = '... on WebhookSecretRotated { secret }';
    const { data } = await change('rotateWebhookSecret', { endpointId, overlapSeconds: 60 }, { selection });
    const { secret: second } = data.result;
    const takes = (secret: string): boolean => {
      const { body, headers } = partner.received.at(-1) ?? { body: '', headers: {} };
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch {
        return false;
      }
    };
    await change('sendTestWebhook', { endpointId });
    await deliver();
    expect([takes(first), takes(second)]).toEqual([true, true]);
    world.setWallAhead(61_000);
    await change('sendTestWebhook', { endpointId });
    await deliver();
    expect([takes(first), takes(second)]).toEqual([false, true]);
  });

  test('shows its secret once, and in no other answer, entry or stored outcome', async () => {
    const partner = await receiver();
    const input = { idempotencyKey: newKey(), name: 'a partner', url: partner.url, eventTypes: ['PLAN_MADE'] };
    const first = await change('createWebhookEndpoint', input, { selection: CREATED });
    const again = await change('createWebhookEndpoint', input, { selection: CREATED });
    expect(first.data.result.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(again.data.result).toMatchObject({ secret: null, endpoint: first.data.result.endpoint });
    const kept = await world.owner`
      select 1 from (select outcome::text as text from idempotent_outcome union all select row_to_json(audit_entry)::text from audit_entry) kept
      where position(${first.data.result.secret} in text) > 0`;
    expect(kept).toHaveLength(0);
  });

  test('is no way for a narrow credential to see more: what it may not see, it may not have told', async () => {
    const selection = '... on ApiKeyCreated { secret } ... on ApiKeyRefused { reason }';
    const key = async (scopes: string[]): Promise<string> => {
      const { data } = await change('createApiKey', { name: 'narrow', role: 'ADMIN', scopes }, { selection });
      return data.result.secret;
    };
    const make = (as: string, eventTypes: string[]): Promise<Answer> =>
      change('createWebhookEndpoint', { name: 'x', url: 'https://partner.example/', eventTypes }, { selection: CREATED, as });
    const narrow = await key(['MANAGE_WEBHOOKS', 'PLAN_READ']);
    expect((await make(narrow, ['PLAN_MADE'])).data.result.__typename).toBe('WebhookEndpointCreated');
    for (const name of ALL.filter((one) => one !== 'PLAN_MADE')) {
      expect((await make(narrow, ['PLAN_MADE', name])).codes).toEqual(['FORBIDDEN']);
    }
    const { endpointId } = await endpoint('https://partner.example/', { eventTypes: ['PLAN_MADE', 'PERIOD_SETTLED'] });
    const update = async (wanted: object): Promise<readonly string[]> =>
      (await change('updateWebhookEndpoint', { endpointId, ...wanted }, { as: narrow })).codes;
    expect(await update({ url: 'https://elsewhere.example/' })).toEqual(['FORBIDDEN']);
    expect(await update({ eventTypes: ['INSTRUCTION_CHANGED'] })).toEqual(['FORBIDDEN']);
    // What was kept of an event that it is told no longer would go to the new address as well.
    await world.owner`
      insert into webhook_message (tenant_id, message_id, endpoint_id, event_type, happened_at, facts)
      values (${tenantId}, ${randomUUID()}, ${uuidOf(endpointId)}, 'PERIOD_SETTLED', now(), '{}')`;
    expect(await update({ eventTypes: ['PLAN_MADE'] })).toEqual([]);
    expect(await update({ url: 'https://elsewhere.example/' })).toEqual(['FORBIDDEN']);
    await world.owner`delete from webhook_message`;
    expect(await update({ url: 'https://elsewhere.example/' })).toEqual([]);
    const without = await key(['PLAN_READ', 'READ_AUDIT']);
    expect((await make(without, ['PLAN_MADE'])).codes).toEqual(['FORBIDDEN']);
  });

  test('is refused where nothing is ever sent, and beyond twenty', async () => {
    const make = (url: string): Promise<Answer> =>
      change('createWebhookEndpoint', { name: 'x', url, eventTypes: ['PLAN_MADE'] }, { selection: CREATED });
    for (const url of ['http://partner.example/', 'https://10.0.0.1/', 'https://169.254.169.254/latest', 'nonsense']) {
      expect((await make(url)).data.result).toMatchObject({ reason: 'URL_NOT_ALLOWED' });
    }
    for (let made = 0; made < 20; made += 1) await endpoint('https://partner.example/');
    expect((await make('https://partner.example/')).data.result).toMatchObject({ reason: 'TOO_MANY' });
  });

  test('whose name comes to lead inside is not sent to', async () => {
    const inside = await openWorld({ outbound: createOutbound({ reach: 'public', resolve: async () => ['127.0.0.1'] }) });
    const admin = await inside.key('alder', 'ADMIN');
    const partner = await receiver();
    const url = partner.url.replace('http://127.0.0.1', 'https://rebound.example');
    await inside.ask(
      admin,
      `mutation($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { __typename } }`,
      {
        input: { idempotencyKey: newKey(), name: 'x', url, eventTypes: ['DEAD_LETTER_ARRIVED'] },
      },
    );
    await inside.deliver(topicOf(ONE), 'not a batch');
    await inside.runTimer('deliver-webhooks');
    await webhooksSettled(inside.services);
    const attempts = await inside.owner`select failure from webhook_attempt`;
    await inside.close();
    expect([...attempts]).toEqual([{ failure: 'its name leads to an address that is not public' }]);
    expect(partner.received).toEqual([]);
  });
});

function uuidOf(globalId: string): WebhookEndpointId {
  return parseGlobalId(globalId)?.id as WebhookEndpointId;
}

async function newestEndpoint(): Promise<{ id: string }> {
  const { data } = await world.ask(await world.key('alder', 'ADMIN'), '{ webhookEndpoints(first: 1) { nodes { id } } }');
  return data.webhookEndpoints.nodes[0];
}

/** Each change that can be told, by the use-cases themselves. */
async function makeEverythingHappen(): Promise<void> {
  await world.publishPrices('alder', '2026-05-12');
  await world.storeReadings(
    ONE,
    [0, 1, 2, 3].map((index) => ({
      measuredAtMs: Date.parse('2026-05-12T08:30:00Z') + index * 600_000,
      exportedKwh: 900 + index,
      importedKwh: 900,
    })),
  );
  await world.storeReading(ONE);
  await world.deliver(topicOf(ONE), 'not a batch');
  await world.runTimer('watch-connectivity');
  await world.runTimer('settle');
  const stopId = await stop();
  await change('resumeDispatch', { stopId });
  await world.workOff();
  // Nobody confirms it, until the site does below.
  world.clock.advance({ seconds: 121 });
  await world.runTimer('watch-execution');
  await endRun();
  const agent = await world.agent('alder', 'north');
  const [newest] = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${tenantId} and battery_id = ${batteryIdOf(ONE)}
    order by instruction_sequence desc limit 1`;
  for (const report of [{ outcome: 'DELIVERED' }, { outcome: 'REFUSED', refusalReason: 'a test' }]) {
    const input = {
      idempotencyKey: newKey(),
      instructionId: printGlobalId('Instruction', newest?.id ?? ''),
      happenedAt: '2026-05-12T10:02:02Z',
      ...report,
    };
    await world.ask(
      agent,
      'mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }',
      { input },
    );
  }
}

/** As the last step of a market run that could not go on. */
async function endRun(): Promise<void> {
  const runId = randomUUID();
  await world.services.db.write(tenantId, async ({ sql }) => {
    await sql`
      insert into market_run (tenant_id, run_id, market, product, participant, delivery_date, gate_closes_at, delivery_ends_at, opened_at)
      values (${tenantId}, ${runId}, 'GB', 'day-ahead hourly', 'ALDER', '2026-05-13', '2026-05-12T08:50:00Z', '2026-05-13T23:00:00Z',
        '2026-05-12T06:00:00Z')`;
    await sql`
      insert into market_run_fact (tenant_id, run_id, step, known_at, summary, fact)
      values (${tenantId}, ${runId}, 'FETCH', '2026-05-12T06:00:00Z', 'what is known', '{}'),
        (${tenantId}, ${runId}, 'ABANDON', '2026-05-12T08:50:00Z', 'The gate closed.', '{}')`;
  });
}
