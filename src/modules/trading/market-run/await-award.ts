import { present } from '../../../kernel/assert.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { AvailabilityPrice, ResultsAnswer } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { insertDeadLetters } from '../../telemetry/index.ts';
import { stateOfOrder } from './decide-order.ts';
import { type JudgedAward, judgeResults } from './judge-results.ts';
import { resultsLetterSource } from './letter-sources.ts';
import type { AuctionRules, Fetched, MarketRun } from './run-facts.ts';
import { type MarketOrder, readFact, readOrders } from './run-reads.ts';
import { saveAwards } from './save-awards.ts';

/** Waits after the first time there were no results, the second one, and so on; the last one from then on. */
const WAITS_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000];

interface Awaiting {
  readonly tenantId: TenantId;
  readonly run: MarketRun;
}

/** Asks for the results once they may be there, and stores what was awarded. False when there is nothing to do now. */
export async function awaitAward(services: Services, { tenantId, run }: Awaiting): Promise<boolean> {
  const { clock, db } = services;
  const { orders, fetched, asked } = await db.read(tenantId, async (tx) => ({
    orders: (await readOrders(tx, [run.runId])).get(run.runId) ?? [],
    fetched: present(await readFact<Fetched>(tx, run.runId, 'FETCH'), 'what the run rests on'),
    asked: await readAsked(tx, run.runId),
  }));
  const { rules } = fetched;
  const none = { awards: [], cleared: [] };
  // What capacity has cleared at is worth knowing to those who had none on offer: the next offers are made by it.
  if (!rules.capacity && !orders.some(({ events }) => stateOfOrder(events) === 'ACCEPTED')) {
    return db.write(tenantId, (tx) => saveAwards(services, tx, { run, rules, orders, ...none }));
  }
  const dueAt = run.gateClosesAt.getTime() + rules.resultsMinutesAfter * 60_000;
  const restMs = WAITS_MS[Math.min(asked.count, WAITS_MS.length) - 1] ?? 0;
  if (clock.nowMs() < Math.max(dueAt, (asked.lastAt?.getTime() ?? 0) + restMs)) return false;
  const answer = await services.exchanges.get(run.market)?.resultsOf(run);
  if (!answer) return false;
  const judged = judgedAnswer(answer, { orders, rules });
  if (judged.kind !== 'published') {
    await db.write(tenantId, (tx) => saveNothing(tx, { runId: run.runId, answer: judged, asked, knownAt: clock.now() }));
    return false;
  }
  return db.write(tenantId, (tx) => saveAwards(services, tx, { run, rules, orders, ...judged }));
}

type JudgedAnswer =
  | Exclude<ResultsAnswer, { readonly kind: 'published' }>
  | {
      readonly kind: 'published';
      readonly awards: readonly JudgedAward[];
      readonly cleared: readonly AvailabilityPrice[];
    };

/** Results that contradict the orders are not understood, however well they are written. Pure. */
export function judgedAnswer(
  answer: ResultsAnswer,
  { orders, rules }: { orders: readonly MarketOrder[]; rules: AuctionRules },
): JudgedAnswer {
  if (answer.kind !== 'published') return answer;
  const awaiting = orders.map(({ events, ...order }) => ({ ...order, state: stateOfOrder(events) }));
  const outcome = judgeResults(answer, { orders: awaiting, rules });
  if ('contradiction' in outcome) return { kind: 'not-understood', reason: outcome.contradiction, payload: answer.payload };
  return { kind: 'published', ...outcome };
}

interface Asked {
  readonly count: number;
  readonly lastAt: Date | null;
  readonly lastReason: string | null;
}

async function readAsked({ sql, tenantId }: Tx, runId: string): Promise<Asked> {
  const [last] = await sql<Asked[]>`
    select event_sequence as count, known_at as "lastAt", reason as "lastReason" from market_result_event
    where tenant_id = ${tenantId} and run_id = ${runId} order by event_sequence desc limit 1`;
  return last ?? { count: 0, lastAt: null, lastReason: null };
}

interface Nothing {
  readonly runId: string;
  readonly asked: Asked;
  readonly answer: Exclude<ResultsAnswer, { readonly kind: 'published' }>;
  readonly knownAt: Date;
}

const KINDS = { pending: 'PENDING', unanswered: 'UNANSWERED', 'not-understood': 'NOT_UNDERSTOOD' } as const;

async function saveNothing(tx: Tx, { runId, asked, answer, knownAt }: Nothing): Promise<void> {
  const reason = answer.kind === 'pending' ? null : answer.reason;
  await tx.sql`
    insert into market_result_event (tenant_id, run_id, event_sequence, kind, reason, known_at)
    values (${tx.tenantId}, ${runId}, ${asked.count + 1}, ${KINDS[answer.kind]}, ${reason}, ${knownAt}) on conflict do nothing`;
  // Results that are as wrong as before make no second letter.
  if (answer.kind !== 'not-understood' || answer.reason === asked.lastReason) return;
  const letter = {
    source: resultsLetterSource(runId),
    payload: Buffer.from(answer.payload),
    reason: `not the results of this run: ${answer.reason}`,
  };
  await insertDeadLetters(tx, { letters: [letter], receivedAt: knownAt });
}
