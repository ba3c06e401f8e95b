import type { TenantId, WebhookEndpointId } from '../../kernel/ids.ts';
import { background } from '../../platform/log.ts';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import type { Platform } from '../../platform/platform.ts';
import { claimMessages, type Claimed, type ClaimedMessage, readDueEndpoints } from './claim.ts';
import { readRetryAfter } from './decide-attempt.ts';
import { printEvent } from './events.ts';
import { webhookIdOf } from './reads.ts';
import { type Attempt, saveAttempts } from './save-attempts.ts';
import { signedHeaders } from './sign.ts';

const TIMEOUT_MS = 15_000;
/** Endpoints that one process sends to at a time; the others wait for the next look. */
const RUNNING_MAX = 500;
const GONE = 410;

interface Deliveries {
  readonly byEndpoint: Map<WebhookEndpointId, Promise<void>>;
  isEnding: boolean;
}

/** What each process is sending, by what it leans on. Truth is in the database: whoever dies in the middle is followed by another attempt. */
const running = new WeakMap<Platform, Deliveries>();

/**
 * Has everything that is due sent, each endpoint by itself and without waiting: an endpoint that is slow holds up nobody, and
 * what it does not answer in time keeps no connection of the database.
 */
export async function deliverWebhooks(platform: Platform, tenantId: TenantId): Promise<void> {
  const deliveries = deliveriesOf(platform);
  const endpointIds = await platform.db.read(tenantId, (tx) => readDueEndpoints(tx, platform.wallNow()));
  const free = endpointIds.filter((endpointId) => !deliveries.byEndpoint.has(endpointId));
  for (const endpointId of free.slice(0, Math.max(0, RUNNING_MAX - deliveries.byEndpoint.size))) {
    if (deliveries.isEnding) return;
    const delivery = deliverTo(platform, { tenantId, endpointId }).finally(() => deliveries.byEndpoint.delete(endpointId));
    deliveries.byEndpoint.set(endpointId, delivery);
    background(delivery, platform.log);
  }
}

/** Resolves when all that is being sent now has been answered or given up. */
export async function webhooksSettled(platform: Platform): Promise<void> {
  await Promise.allSettled(deliveriesOf(platform).byEndpoint.values());
}

/** Begins nothing more and waits for what is under way. */
export async function endWebhooks(platform: Platform): Promise<void> {
  deliveriesOf(platform).isEnding = true;
  await webhooksSettled(platform);
}

function deliveriesOf(platform: Platform): Deliveries {
  const known = running.get(platform) ?? { byEndpoint: new Map(), isEnding: false };
  running.set(platform, known);
  return known;
}

interface Receiver {
  readonly tenantId: TenantId;
  readonly endpointId: WebhookEndpointId;
}

/** Round by round until nothing is due. A failure of the database ends it; the next look finds what was claimed when its lease ends. */
async function deliverTo(platform: Platform, { tenantId, endpointId }: Receiver): Promise<void> {
  const { db, wallNow } = platform;
  while (!deliveriesOf(platform).isEnding) {
    const claimed = await db.write(tenantId, (tx) => claimMessages(tx, { endpointId, now: wallNow() }));
    if (!claimed) return;
    const attempts = await Promise.all(claimed.messages.map((message) => attempt(platform, { tenantId, claimed, message })));
    await db.write(tenantId, (tx) => saveAttempts(platform, tx, { endpointId, url: claimed.url, attempts }));
  }
}

/** The database is free meanwhile. A crash from here on repeats the message under its id, and never loses it. */
async function attempt(
  { outbound, wallNow }: Platform,
  { tenantId, claimed, message }: { tenantId: TenantId; claimed: Claimed; message: ClaimedMessage },
): Promise<Attempt> {
  const body = printEvent(message, tenantId);
  const startedAt = wallNow();
  const begunMs = performance.now();
  const answer = await outbound.post({
    url: claimed.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Holdfast',
      ...signedHeaders({ webhookId: webhookIdOf(message.messageId), sentAt: startedAt, body, secrets: claimed.secrets }),
    },
    body,
    timeoutMs: TIMEOUT_MS,
  });
  return {
    messageId: message.messageId,
    startedAt,
    durationMs: Math.round(performance.now() - begunMs),
    ...readAnswer(answer, wallNow()),
  };
}

type Answered = Pick<Attempt, 'statusCode' | 'failure' | 'answerExcerpt' | 'isGone' | 'notBeforeAt'>;

const UNANSWERED = { statusCode: null, answerExcerpt: null, isGone: false, notBeforeAt: null } as const;

function readAnswer(answer: OutboundAnswer, now: Date): Answered {
  if (answer.kind === 'unanswered') return { ...UNANSWERED, failure: answer.reason };
  const { statusCode, retryAfter, excerpt } = answer;
  const wasTaken = statusCode >= 200 && statusCode < 300;
  return {
    statusCode,
    failure: wasTaken ? null : `answered ${statusCode}`,
    answerExcerpt: excerpt,
    isGone: statusCode === GONE,
    notBeforeAt: readRetryAfter({ statusCode, retryAfter, now }),
  };
}
