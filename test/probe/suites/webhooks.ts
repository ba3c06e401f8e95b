import { isDeepStrictEqual } from 'node:util';
import { present } from '../../../src/kernel/assert.ts';
import { webhooksSettled } from '../../../src/modules/webhooks/index.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { openReceiver } from '../../harness/receiver.ts';
import { wordIn } from '../canary.ts';
import { newKey } from '../../harness/world.ts';
import { administratorsKey } from '../actors.ts';
import { codesOf } from '../send.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
import { runTimer } from './own-work.ts';
import { unchanged } from '../unchanged.ts';

/** What is due goes to A's own address, once, and is A's; what is due to others is no reason to send anything. */
export async function askWebhooks({ world, findings }: TwinWorld): Promise<void> {
  const { owner, services } = world;
  const receiver = await openReceiver();
  const deliver = async (): Promise<string[]> => {
    await runTimer(services, 'deliver-webhooks');
    await webhooksSettled(services);
    return receiver.received.splice(0).map(({ path, body }) => {
      const word = wordIn(body);
      findings.expect('a webhook', word === null, `holds ${word}`);
      return path;
    });
  };
  const endpoints = await owner<{ tenantId: string; url: string; endpointId: string }[]>`
    select tenant_id as "tenantId", url, endpoint_id as "endpointId" from webhook_endpoint`;
  await owner`update webhook_endpoint set url = ${receiver.url}, failing_since = null where tenant_id = ${A.tenantId}`;
  await owner`update webhook_endpoint set url = ${`${receiver.url}/elsewhere`} where tenant_id <> ${A.tenantId}`;
  await owner`update webhook_message set state = 'DELIVERED' where tenant_id = ${A.tenantId} and state = 'PENDING'`;
  // One message of A's that is due, and all of the shadow's.
  await owner`
    update webhook_message set state = 'PENDING', dead_reason = null, next_attempt_at = '2020-01-01' where tenant_id = ${A.tenantId}
      and message_id = (select message_id from webhook_message where tenant_id = ${A.tenantId} order by message_id limit 1)`;
  const due = await owner`
    update webhook_message set state = 'PENDING', dead_reason = null, next_attempt_at = '2020-01-01' where tenant_id = ${SHADOW_ID}`;
  const [first, second] = [await deliver(), await deliver()];
  const isKept = await owner`select 1 from webhook_message where tenant_id = ${A.tenantId} and state = 'PENDING'`;
  findings.expect('webhooks of A', isKept.count === 0, 'are sent, and nobody knows of it');
  findings.count();
  findings.expect('webhooks of A', first.join() === '/hooks', `went to ${first.join() || 'nobody'}`);
  findings.expect('webhooks of A', second.length === 0, `went out again: ${second.join()}`);
  const touched = await owner`
    select 1 from webhook_message where tenant_id = ${SHADOW_ID} and next_attempt_at <> '2020-01-01'`;
  findings.expect('webhooks of others', due.count > 0 && touched.count === 0, 'are taken by A, or there are none');
  for (const { tenantId, url, endpointId } of endpoints)
    await owner`update webhook_endpoint set url = ${url} where tenant_id = ${tenantId} and endpoint_id = ${endpointId}`;
  await receiver.close();
}

/** What comes of an attempt is told of A's endpoint alone, though others have the same one at the same address. */
export async function askAttempted({ world, findings }: TwinWorld): Promise<void> {
  const { owner, services } = world;
  const receiver = await openReceiver();
  const endpointId = await endpointWithMessages(world);
  await owner`
    update webhook_endpoint set url = ${receiver.url}, failing_since = null, disabled_at = null, disabled_reason = null
    where endpoint_id = ${endpointId}`;
  await owner`
    update webhook_message set state = 'PENDING', dead_reason = null, next_attempt_at = '2020-01-01'
    where tenant_id = ${A.tenantId} and endpoint_id = ${endpointId}`;
  await unchanged({ world, findings }, 'an attempt', async () => {
    await runTimer(services, 'deliver-webhooks');
    await webhooksSettled(services);
  });
  findings.expect('an attempt', receiver.received.length > 0, 'is not made');
  await receiver.close();
}

/** Old messages of A's are forgotten, and those of others are not A's to forget. */
export async function askForgotten({ world, findings }: TwinWorld): Promise<void> {
  const { owner, services } = world;
  const old = owner`created_at < now() - interval '1 year'`;
  for (const tenantId of [A.tenantId, SHADOW_ID])
    await owner`
      update webhook_message set created_at = now() - interval '2 years' where tenant_id = ${tenantId} and message_id = (
        select message_id from webhook_message where tenant_id = ${A.tenantId} order by message_id desc limit 1)`;
  await runTimer(services, 'forget-webhooks');
  const left = await owner<{ tenantId: string }[]>`select tenant_id as "tenantId" from webhook_message where ${old}`;
  findings.count();
  const isMeant = left.length === 1 && left[0]?.tenantId === SHADOW_ID;
  findings.expect('old messages', isMeant, `are left by ${left.map(({ tenantId }) => tenantId).join() || 'nobody'}`);
}

/** Nobody has told to an address what they may not see themselves. */
export async function askWithoutSight({ world, findings, staged }: TwinWorld): Promise<void> {
  const key = await administratorsKey(world, 'alder', { scopes: ['MANAGE_WEBHOOKS', 'PLAN_READ', 'IDENTITY_READ'] });
  const document = 'mutation($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { __typename } }';
  for (const [eventType, expected] of [
    ['PLAN_MADE', []],
    ['DEAD_LETTER_ARRIVED', ['FORBIDDEN']],
    ['DISPATCH_STOPPED', ['FORBIDDEN']],
  ] as const) {
    const input = {
      idempotencyKey: newKey(),
      name: eventType,
      url: 'https://example.com/hooks',
      eventTypes: [eventType],
      batteryIds: [staged.alder.Battery],
    };
    const { body } = await world.ask(key, document, { input });
    findings.count();
    findings.expect(`an endpoint for ${eventType}`, isDeepStrictEqual(codesOf(body), [...expected]), `is answered with ${body}`);
  }
}

/** What others have had sent keeps nobody of A from moving an endpoint of A's. */
export async function askMoved({ world, findings }: TwinWorld): Promise<void> {
  const { owner } = world;
  const [endpoint] = await owner<{ id: string; url: string }[]>`
    select endpoint_id as id, url from webhook_endpoint where tenant_id = ${A.tenantId} order by endpoint_id limit 1`;
  const endpointId = endpoint?.id ?? '';
  // Told of plans alone, but in the shadow of what this key may not see.
  const ofEndpoint = owner`endpoint_id = ${endpointId}`;
  await owner`update webhook_endpoint set event_types = '{PLAN_MADE}' where tenant_id = ${A.tenantId} and ${ofEndpoint}`;
  await owner`update webhook_message set event_type = 'PLAN_MADE' where tenant_id = ${A.tenantId} and ${ofEndpoint}`;
  await owner`update webhook_message set event_type = 'DEAD_LETTER_ARRIVED' where tenant_id = ${SHADOW_ID} and ${ofEndpoint}`;
  const key = await administratorsKey(world, 'alder', { scopes: ['MANAGE_WEBHOOKS', 'PLAN_READ', 'IDENTITY_READ'] });
  const document = 'mutation($input: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(input: $input) { __typename } }';
  const input = {
    idempotencyKey: newKey(),
    endpointId: printGlobalId('WebhookEndpoint', endpointId),
    url: `${endpoint?.url ?? ''}/moved`,
  };
  const { body } = await world.ask(key, document, { input });
  findings.count();
  findings.expect('an endpoint that is moved', codesOf(body).length === 0, `is answered with ${body}`);
}

/** An endpoint of A's is enabled though that of others was disabled as well, and theirs stays so. */
export async function askEnabled({ world, findings }: TwinWorld): Promise<void> {
  await world.owner`update webhook_endpoint set disabled_at = '2000-01-01', disabled_reason = 'GONE'`;
  const endpointId = printGlobalId('WebhookEndpoint', await endpointWithMessages(world));
  const document =
    'mutation($input: EnableWebhookEndpointInput!) { enableWebhookEndpoint(input: $input) { ... on WebhookEndpointEnabled { endpoint { disabledReason } } } }';
  await unchanged({ world, findings }, 'an endpoint that is enabled', async () => {
    const input = { idempotencyKey: newKey(), endpointId };
    const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, { input });
    findings.expect('an endpoint', body.includes('"disabledReason":null'), `is not enabled: ${body}`);
  });
}

/** Of a span as many messages are sent again as A has there. */
export async function askSentAgain({ world, findings }: TwinWorld): Promise<void> {
  const endpointId = await endpointWithMessages(world);
  const { count } = await world.owner`
    update webhook_message set state = 'DEAD', dead_reason = 'probe', happened_at = '2026-05-12T10:00:00Z'
    where tenant_id in (${A.tenantId}, ${SHADOW_ID}) and endpoint_id = ${endpointId}`;
  const own = await world.owner`
    select 1 from webhook_message where tenant_id = ${A.tenantId} and endpoint_id = ${endpointId}`;
  const document =
    'mutation($input: ReplayWebhooksInput!) { replayWebhooks(input: $input) { ... on WebhooksReplayed { messageCount } } }';
  const input = {
    idempotencyKey: newKey(),
    endpointId: printGlobalId('WebhookEndpoint', endpointId),
    from: '2026-05-12T00:00:00Z',
    until: '2026-05-13T00:00:00Z',
  };
  await unchanged({ world, findings }, 'messages that are sent again', async () => {
    const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, { input });
    const isMeant = own.count < count && body.includes(`"messageCount":${own.count}`);
    findings.expect('messages that are sent again', isMeant, `are ${body} of ${own.count} among ${count}`);
  });
}

async function endpointWithMessages({ owner }: TwinWorld['world']): Promise<string> {
  const [message] = await owner<{ endpointId: string }[]>`
    select endpoint_id as "endpointId" from webhook_message where tenant_id = ${A.tenantId} order by endpoint_id limit 1`;
  return present(message, 'a message of A').endpointId;
}
