import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { readOrderAnswer, readResultsAnswer } from '../../markets/index.ts';
import { CONTINUE_RUN } from '../queues.ts';
import { judgedAnswer } from './await-award.ts';
import { stateOfOrder } from './decide-order.ts';
import { parseLetterSource } from './letter-sources.ts';
import type { Fetched, MarketRun } from './run-facts.ts';
import { exchangeOrderOf, readFact, readOrders, readRun, readRunFacts } from './run-reads.ts';
import { saveAwards } from './save-awards.ts';
import { insertEvents, meaningOf } from './submit-orders.ts';

interface Letter {
  readonly source: string;
  readonly payload: Buffer;
}

/** Reads an answer of an exchange once more, by what is understood now. Null when it was taken, otherwise why it was not. */
export async function replayAnswer(platform: Platform, tx: Tx, { source, payload }: Letter): Promise<string | null> {
  const place = parseLetterSource(source);
  const run = place && (await readRun(tx, place.runId));
  if (!place || !run) return 'there is no such market run';
  const text = payload.toString('utf8');
  return place.about === 'order'
    ? replayOrderAnswer(platform, tx, { run, orderId: place.orderId, text })
    : replayResults(platform, tx, { run, text });
}

async function replayOrderAnswer(
  platform: Platform,
  tx: Tx,
  { run, orderId, text }: { run: MarketRun; orderId: string; text: string },
): Promise<string | null> {
  const order = ((await readOrders(tx, [run.runId])).get(run.runId) ?? []).find((one) => one.orderId === orderId);
  if (!order) return 'there is no such order';
  const answer = readOrderAnswer(text, exchangeOrderOf(run, order));
  if (answer.kind === 'not-understood') return answer.reason;
  const { kind, reason } = meaningOf(answer);
  // What was true then may not be true now: only what the exchange has said for good is taken from a letter.
  if (kind !== 'ACCEPTED' && kind !== 'REFUSED') return 'it says nothing that lasts';
  const state = stateOfOrder(order.events);
  if (state === kind) return null;
  if (state === 'ACCEPTED' || state === 'REFUSED' || state === 'MISSED') return `the order is known as ${state} since`;
  const event = { orderId, sequence: order.events.length + 1, kind, reason, knownAt: platform.clock.now() };
  if (!(await insertEvents(tx, [event]))) return 'the order is being asked for at this moment';
  const { tenantId } = tx;
  await platform.queue.enqueue(tx, [{ queue: CONTINUE_RUN, key: run.runId, payload: { tenantId, subjectId: run.runId } }]);
  return null;
}

async function replayResults(
  platform: Platform,
  tx: Tx,
  { run, text }: { run: MarketRun; text: string },
): Promise<string | null> {
  const { runId } = run;
  const taken = new Set(((await readRunFacts(tx, [runId])).get(runId) ?? []).map(({ step }) => step));
  if (taken.has('AWARD') || taken.has('ABANDON')) return 'the run is over';
  const fetched = await readFact<Fetched>(tx, runId, 'FETCH');
  if (!taken.has('SUBMIT') || !fetched) return 'the orders of the run are not all known yet';
  const orders = (await readOrders(tx, [runId])).get(runId) ?? [];
  const { rules } = fetched;
  const answer = judgedAnswer(readResultsAnswer(text, run), { orders, rules });
  switch (answer.kind) {
    case 'published':
      return (await saveAwards(platform, tx, { run, rules, orders, ...answer })) ? null : 'the run is over';
    case 'pending':
      return 'it holds no results';
    case 'unanswered':
    case 'not-understood':
      return answer.reason;
  }
}
