import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import type { BatteryId, SiteId, WebhookEndpointId, WebhookMessageId } from '../../kernel/ids.ts';
import { type TenantAction, TENANT_ACTIONS } from '../../kernel/scopes.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { numberOf } from '../../platform/arguments/numbers.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { Fault } from '../../platform/fault.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, loadBattery, loadSite, siteArgument } from '../assets/index.ts';
import { type Ability, tenantRightOf } from '../ownership/index.ts';
import { once, whatWasMade } from '../tenancy/index.ts';
import {
  createEndpoint,
  type CreateEndpointOutcome,
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
  type NewEndpoint,
  rotateSecret,
  updateEndpoint,
  type UpdateEndpointOutcome,
} from './endpoints.ts';
import { type EventName, EVENTS } from './events.ts';
import {
  readAttempts,
  readEndpoint,
  readEndpoints,
  readMessage,
  readMessages,
  type WebhookAttempt,
  type WebhookEndpoint,
  type WebhookMessage,
  webhookIdOf,
} from './reads.ts';
import { replayMessage, replayMessages, sendTest } from './send-again.ts';

interface OfEndpoint {
  readonly endpointId: WebhookEndpointId;
}
interface OfMessage {
  readonly messageId: WebhookMessageId;
}

declare module '../../graphql/models.ts' {
  interface Models {
    WebhookEndpoint: WebhookEndpoint;
    WebhookMessage: WebhookMessage;
    WebhookAttempt: WebhookAttempt;
    WebhookEndpointCreated: Extract<CreateEndpointOutcome, { __typename: 'WebhookEndpointCreated' }>;
    WebhookEndpointUpdated: OfEndpoint;
    WebhookSecretRotated: OfEndpoint & { readonly secret: string | null };
    WebhookEndpointDisabled: OfEndpoint;
    WebhookEndpointEnabled: OfEndpoint;
    WebhookEndpointDeleted: OfEndpoint;
    WebhookTestSent: OfMessage;
    WebhookReplayed: OfMessage;
  }
}

const NAME_LENGTH_MAX = 100;
const PLACES_MAX = 100;
const FAILING_DAYS_DEFAULT = 5;
const FAILING_DAYS_MAX = 30;
const OVERLAP_SECONDS_DEFAULT = 86_400;
const OVERLAP_SECONDS_MAX = 7 * 86_400;
const REPLAY_DAYS_MAX = 31;
const ENDPOINT_CURSOR = { createdAt: 'instant', endpointId: 'uuid' } as const;
const MESSAGE_CURSOR = { createdAt: 'instant', messageId: 'uuid' } as const;

async function demandManage(ctx: GraphQLContext): Promise<void> {
  (await ctx.ability()).demand('manage-webhooks', 'Tenant');
}

async function loadEndpoint(ctx: GraphQLContext, endpointId: string): Promise<WebhookEndpoint | null> {
  const ability = await ctx.ability();
  return ability.may('manage-webhooks', 'Tenant') ? ctx.read((tx) => readEndpoint(tx, endpointId)) : null;
}

async function loadMessage(ctx: GraphQLContext, messageId: string): Promise<WebhookMessage | null> {
  const ability = await ctx.ability();
  return ability.may('manage-webhooks', 'Tenant') ? ctx.read((tx) => readMessage(tx, messageId)) : null;
}

function endpointOf(ctx: GraphQLContext, { endpointId }: OfEndpoint): Promise<WebhookEndpoint> {
  return whatWasMade(ctx, { read: readEndpoint, id: endpointId });
}

function messageOf(ctx: GraphQLContext, { messageId }: OfMessage): Promise<WebhookMessage> {
  return whatWasMade(ctx, { read: readMessage, id: messageId });
}

async function endpointArgument(ctx: GraphQLContext, globalId: string): Promise<WebhookEndpointId> {
  await demandManage(ctx);
  const endpoint = await loadEndpoint(ctx, idOf('WebhookEndpoint', globalId));
  if (!endpoint) throw new Fault('NOT_FOUND', { tell: 'There is no such webhook endpoint.' });
  return endpoint.endpointId;
}

/** Nobody has told to others what they may not see themselves: neither now nor by what happens later anywhere in the tenant. */
function demandEvents(ability: Ability, eventTypes: readonly EventName[]): void {
  for (const name of eventTypes) {
    for (const right of EVENTS[name].rights) {
      if (isOfTenant(right) ? ability.may(right, 'Tenant') : ability.hasEverywhere(right)) continue;
      const tell = `You may not ask for ${name}: this credential does not see everywhere what it is about.`;
      throw new Fault('FORBIDDEN', { tell, detail: { right } });
    }
  }
}

function isOfTenant(right: string): right is TenantAction {
  return TENANT_ACTIONS.some((action) => action === right);
}

function nameArgument(text: string): string {
  return textOf({ argument: 'name', text, lengthMax: NAME_LENGTH_MAX });
}

function eventTypesArgument(names: readonly EventName[]): EventName[] {
  const eventTypes = [...new Set(names)];
  if (eventTypes.length === 0) throw new Fault('BAD_USER_INPUT', { tell: 'Name an event in `eventTypes`.' });
  return eventTypes;
}

function failingDaysArgument(value: number): number {
  return numberOf({ argument: 'failingDaysCountMax', value, min: 1, max: FAILING_DAYS_MAX });
}

/** What was left out stays as it is. */
function orNull<Given, Read>(value: Given | null | undefined, read: (given: Given) => Read): Read | null {
  return value === null || value === undefined ? null : read(value);
}

async function placesArgument(
  ctx: GraphQLContext,
  { batteryIds, siteIds }: { batteryIds?: readonly string[] | null; siteIds?: readonly string[] | null },
): Promise<NewEndpoint['places']> {
  if (!batteryIds && !siteIds) return null;
  const [batteries, sites] = [[...new Set(batteryIds)], [...new Set(siteIds)]];
  const placeCount = batteries.length + sites.length;
  if (placeCount === 0 || placeCount > PLACES_MAX)
    throw new Fault('BAD_USER_INPUT', {
      tell: `\`batteryIds\` and \`siteIds\` name 1 to ${PLACES_MAX} places together, or are left out.`,
    });
  return {
    batteryIds: await Promise.all(batteries.map(async (id): Promise<BatteryId> => (await batteryArgument(ctx, id)).batteryId)),
    siteIds: await Promise.all(sites.map(async (id): Promise<SiteId> => (await siteArgument(ctx, id)).siteId)),
  };
}

export const webhooksNodes = { WebhookEndpoint: loadEndpoint, WebhookMessage: loadMessage };

export const webhooksResolvers = {
  Query: {
    webhookEndpoints: async (_root, args, ctx) => {
      await demandManage(ctx);
      const page = parsePage(args, { cursorFields: ENDPOINT_CURSOR });
      const rows = await ctx.read((tx) => readEndpoints(tx, page));
      return connectionOf(rows, page, ({ createdAt, endpointId }) => ({ createdAt: createdAt.toISOString(), endpointId }));
    },
  },
  Mutation: {
    createWebhookEndpoint: async (_root, { input }, ctx) => {
      await demandManage(ctx);
      const eventTypes = eventTypesArgument(input.eventTypes);
      demandEvents(await ctx.ability(), eventTypes);
      const wanted = {
        name: nameArgument(input.name),
        url: input.url,
        eventTypes,
        places: await placesArgument(ctx, input),
        failingDaysMax: failingDaysArgument(input.failingDaysCountMax ?? FAILING_DAYS_DEFAULT),
      };
      return once<CreateEndpointOutcome>(ctx, { operation: 'createWebhookEndpoint', input, forget: ['secret'] }, (tx) =>
        createEndpoint(ctx.platform, tx, wanted),
      );
    },
    updateWebhookEndpoint: async (_root, { input }, ctx) => {
      const endpointId = await endpointArgument(ctx, input.endpointId);
      const ability = await ctx.ability();
      const changes = {
        endpointId,
        name: orNull(input.name, nameArgument),
        url: input.url ?? null,
        eventTypes: orNull(input.eventTypes, eventTypesArgument),
        failingDaysMax: orNull(input.failingDaysCountMax, failingDaysArgument),
        isPaused: input.isPaused ?? null,
        demandEvents: (eventTypes: readonly EventName[]) => demandEvents(ability, eventTypes),
      };
      return once<UpdateEndpointOutcome>(ctx, { operation: 'updateWebhookEndpoint', input }, (tx) =>
        updateEndpoint(ctx.platform, tx, changes),
      );
    },
    rotateWebhookSecret: async (_root, { input }, ctx) => {
      const endpointId = await endpointArgument(ctx, input.endpointId);
      const value = input.overlapSeconds ?? OVERLAP_SECONDS_DEFAULT;
      const overlapSeconds = numberOf({ argument: 'overlapSeconds', value, min: 0, max: OVERLAP_SECONDS_MAX });
      return once(ctx, { operation: 'rotateWebhookSecret', input, forget: ['secret'] }, (tx) =>
        rotateSecret(ctx.platform, tx, { endpointId, overlapSeconds }),
      );
    },
    disableWebhookEndpoint: async (_root, { input }, ctx) => {
      const endpointId = await endpointArgument(ctx, input.endpointId);
      return once(ctx, { operation: 'disableWebhookEndpoint', input }, (tx) => disableEndpoint(ctx.platform, tx, endpointId));
    },
    enableWebhookEndpoint: async (_root, { input }, ctx) => {
      const endpointId = await endpointArgument(ctx, input.endpointId);
      return once(ctx, { operation: 'enableWebhookEndpoint', input }, (tx) => enableEndpoint(tx, endpointId));
    },
    deleteWebhookEndpoint: async (_root, { input }, ctx) => {
      const endpointId = idOf<WebhookEndpointId>('WebhookEndpoint', input.endpointId);
      await demandManage(ctx);
      return once(ctx, { operation: 'deleteWebhookEndpoint', input }, (tx) => deleteEndpoint(tx, endpointId));
    },
    sendTestWebhook: async (_root, { input }, ctx) => {
      const endpointId = await endpointArgument(ctx, input.endpointId);
      return once(ctx, { operation: 'sendTestWebhook', input }, (tx) => sendTest(ctx.platform, tx, endpointId));
    },
    replayWebhook: async (_root, { input }, ctx) => {
      await demandManage(ctx);
      const message = await loadMessage(ctx, idOf('WebhookMessage', input.messageId));
      if (!message) throw new Fault('NOT_FOUND', { tell: 'There is no such webhook message.' });
      return once(ctx, { operation: 'replayWebhook', input }, (tx) => replayMessage(ctx.platform, tx, message));
    },
    replayWebhooks: async (_root, { input }, ctx) => {
      const endpointId = await endpointArgument(ctx, input.endpointId);
      const span = { endpointId, state: input.state ?? 'DEAD', ...spanOf(input, { daysMax: REPLAY_DAYS_MAX }) };
      return once(ctx, { operation: 'replayWebhooks', input }, (tx) => replayMessages(ctx.platform, tx, span));
    },
  },
  WebhookEndpoint: {
    id: ({ endpointId }) => printGlobalId('WebhookEndpoint', endpointId),
    batteries: async ({ places }, _args, ctx) => {
      if (!places) return null;
      const found = await Promise.all(places.flatMap(({ batteryId }) => (batteryId ? [loadBattery(ctx, batteryId)] : [])));
      return found.filter((battery) => battery !== null);
    },
    sites: async ({ places }, _args, ctx) => {
      if (!places) return null;
      const found = await Promise.all(places.flatMap(({ siteId }) => (siteId ? [loadSite(ctx, siteId)] : [])));
      return found.filter((site) => site !== null);
    },
    failingDaysCountMax: ({ failingDaysMax }) => failingDaysMax,
    previousSecretUntil: ({ previousUntil }) => previousUntil,
    retryAfterAt: ({ notBeforeAt }, _args, ctx) => (notBeforeAt && notBeforeAt > ctx.platform.wallNow() ? notBeforeAt : null),
    failingSinceAt: ({ failingSince }) => failingSince,
    messages: async ({ endpointId }, { state = null, ...args }, ctx) => {
      const page = parsePage(args, { cursorFields: MESSAGE_CURSOR });
      const rows = await ctx.read((tx) => readMessages(tx, { endpointId, state, page }));
      return connectionOf(rows, page, ({ createdAt, messageId }) => ({ createdAt: createdAt.toISOString(), messageId }));
    },
    viewerCan: async (_endpoint, _args, ctx) => [tenantRightOf(await ctx.ability(), 'MANAGE_WEBHOOKS')],
  },
  WebhookMessage: {
    id: ({ messageId }) => printGlobalId('WebhookMessage', messageId),
    webhookId: ({ messageId }) => webhookIdOf(messageId),
    eventType: ({ eventType }) => (eventType === 'WEBHOOK_TEST' ? null : eventType),
    nextAttemptAt: ({ state, nextAttemptAt }) => (state === 'PENDING' ? nextAttemptAt : null),
    attempts: ({ messageId }, _args, ctx) => ctx.read((tx) => readAttempts(tx, messageId)),
    viewerCan: async (_message, _args, ctx) => [tenantRightOf(await ctx.ability(), 'MANAGE_WEBHOOKS')],
  },
  WebhookAttempt: {
    durationSeconds: ({ durationMs }) => durationMs / 1_000,
    httpStatus: ({ statusCode }) => statusCode?.toString() ?? null,
  },
  WebhookEndpointCreated: { endpoint: (outcome, _args, ctx) => endpointOf(ctx, outcome) },
  WebhookEndpointUpdated: { endpoint: (outcome, _args, ctx) => endpointOf(ctx, outcome) },
  WebhookSecretRotated: { endpoint: (outcome, _args, ctx) => endpointOf(ctx, outcome) },
  WebhookEndpointDisabled: { endpoint: (outcome, _args, ctx) => endpointOf(ctx, outcome) },
  WebhookEndpointEnabled: { endpoint: (outcome, _args, ctx) => endpointOf(ctx, outcome) },
  WebhookEndpointDeleted: { endpointId: ({ endpointId }) => printGlobalId('WebhookEndpoint', endpointId) },
  WebhookTestSent: { message: (outcome, _args, ctx) => messageOf(ctx, outcome) },
  WebhookReplayed: { message: (outcome, _args, ctx) => messageOf(ctx, outcome) },
} satisfies ModuleResolvers;
