import { unreachable } from '../../../kernel/assert.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { OrderAnswer } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { insertDeadLetters } from '../../telemetry/index.ts';
import { decideOrder, type OrderEvent, stateOfOrder } from './decide-order.ts';
import { orderLetterSource } from './letter-sources.ts';
import { isAsWrongAsBefore } from './order-events.ts';
import type { MarketRun } from './run-facts.ts';
import { exchangeOrderOf, type MarketOrder, readOrders } from './run-reads.ts';
import { saveFact } from './save-fact.ts';

/** Orders on their way to the exchange at a time. */
const AT_ONCE_MAX = 10;

interface Submitting {
  readonly tenantId: TenantId;
  readonly run: MarketRun;
}

/** One round: what is due is sent or asked for, and what came of it is stored. False when there is nothing to do now. */
export async function submitOrders(services: Services, { tenantId, run }: Submitting): Promise<boolean> {
  const exchange = services.exchanges.get(run.market);
  const { clock, db } = services;
  const orders = await db.read(tenantId, async (tx) => (await readOrders(tx, [run.runId])).get(run.runId) ?? []);
  const now = clock.now();
  const acts = orders.map((order) => ({ order, ...decideOrder(order.events, { now, gateClosesAt: run.gateClosesAt }) }));
  if (acts.every(({ act }) => act === 'nothing')) return saveSubmitted(services, { tenantId, run, orders });
  const missed = acts.filter(({ act }) => act === 'miss');
  if (missed.length > 0) {
    const events = missed.map(({ order }) => eventOf(order, { kind: 'MISSED', reason: 'The gate has closed.', knownAt: now }));
    return db.write(tenantId, (tx) => insertEvents(tx, events));
  }
  const due = acts.filter(({ act }) => act === 'submit' || act === 'ask').slice(0, AT_ONCE_MAX);
  if (due.length === 0 || !exchange) return false;
  const sent = due.filter(({ act }) => act === 'submit').map(({ order }) => order);
  // Stored before anything is said: whoever dies from here on is followed by somebody who asks, and does not send again.
  const sentEvents = sent.map((order) => eventOf(order, { kind: 'SENT', reason: null, knownAt: now }));
  if (!(await db.write(tenantId, (tx) => insertEvents(tx, sentEvents)))) return false;
  const answers = await Promise.all(
    due.map(async ({ order, act }) => {
      const told = exchangeOrderOf(run, order);
      const answer = act === 'submit' ? await exchange.submit(told) : await exchange.stateOf(told);
      return { order, answer, before: order.events.length + (act === 'submit' ? 1 : 0) };
    }),
  );
  await db.write(tenantId, async (tx) => {
    const knownAt = clock.now();
    await insertEvents(
      tx,
      answers.map(({ order, answer, before }) => ({
        ...eventOf(order, { ...meaningOf(answer), knownAt }),
        sequence: before + 1,
      })),
    );
    await insertDeadLetters(tx, { letters: answers.flatMap((one) => lettersOf(run, one)), receivedAt: knownAt });
  });
  return true;
}

/** What an answer of the exchange says of an order. Pure. */
export function meaningOf(answer: OrderAnswer): Omit<OrderEvent, 'knownAt'> {
  switch (answer.kind) {
    case 'accepted':
      return { kind: 'ACCEPTED', reason: null };
    case 'refused':
      return { kind: 'REFUSED', reason: answer.reason };
    case 'not-known':
      return { kind: 'NOT_KNOWN', reason: null };
    case 'unanswered':
      return { kind: 'UNANSWERED', reason: answer.reason };
    case 'not-understood':
      return { kind: 'NOT_UNDERSTOOD', reason: answer.reason };
    default:
      return unreachable(answer);
  }
}

interface NewEvent extends OrderEvent {
  readonly orderId: string;
  readonly sequence: number;
}

interface Letter {
  readonly source: string;
  readonly payload: Buffer;
  readonly reason: string;
}

function eventOf(order: MarketOrder, event: OrderEvent): NewEvent {
  return { ...event, orderId: order.orderId, sequence: order.events.length + 1 };
}

/** Whether they were all new. An event of that place means that somebody else is at it. */
export async function insertEvents({ sql, tenantId }: Tx, events: readonly NewEvent[]): Promise<boolean> {
  if (events.length === 0) return true;
  const inserted = await sql`
    insert into market_order_event (tenant_id, order_id, event_sequence, kind, reason, known_at)
    select ${tenantId}::uuid, * from unnest(
      ${events.map(({ orderId }) => orderId)}::uuid[], ${events.map(({ sequence }) => sequence)}::integer[],
      ${events.map(({ kind }) => kind)}::text[], ${events.map(({ reason }) => reason)}::text[],
      ${events.map(({ knownAt }) => knownAt.toISOString())}::timestamptz[])
    on conflict do nothing returning order_id`;
  return inserted.length === events.length;
}

function lettersOf(run: MarketRun, { order, answer }: { order: MarketOrder; answer: OrderAnswer }): Letter[] {
  if (answer.kind !== 'not-understood' || isAsWrongAsBefore(order.events, answer.reason)) return [];
  const source = orderLetterSource({ runId: run.runId, orderId: order.orderId });
  return [{ source, payload: Buffer.from(answer.payload), reason: `not an answer about this order: ${answer.reason}` }];
}

async function saveSubmitted(
  { clock, db }: Services,
  { tenantId, run, orders }: Submitting & { orders: readonly MarketOrder[] },
): Promise<boolean> {
  const states = orders.map(({ events }) => stateOfOrder(events));
  const countOf = (state: string): number => states.filter((one) => one === state).length;
  const fact = { acceptedCount: countOf('ACCEPTED'), refusedCount: countOf('REFUSED'), missedCount: countOf('MISSED') };
  const summary = `${fact.acceptedCount} orders accepted, ${fact.refusedCount} refused, ${fact.missedCount} not sent before the gate closed.`;
  return db.write(tenantId, (tx) => saveFact(tx, { runId: run.runId, step: 'SUBMIT', knownAt: clock.now(), summary, fact }));
}
