import { isDeepStrictEqual } from 'node:util';
import { startPlanner } from '../../modules/optimizer/index.ts';
import { type DecidedOrder, readRunFacts, readRuns, replayRun } from '../../modules/trading/index.ts';
import { Fault } from '../../platform/fault.ts';
import type { TenantEntry } from '../../platform/platform.ts';
import type { TenantDb } from '../../platform/tenant-db.ts';

interface Tenants {
  readonly db: TenantDb;
  readonly tenants: readonly TenantEntry[];
  readonly say: (line: string) => void;
}

const RUNS_COUNT_MAX = 100;

/** Prints the newest runs of each tenant with the step that each has come to. */
export async function listRuns({ db, tenants, say }: Tenants): Promise<void> {
  for (const { tenantId, slug } of tenants) {
    const { runs, facts } = await db.read(tenantId, async (tx) => {
      const newest = await readRuns(tx, { limitCount: RUNS_COUNT_MAX, backwards: false, after: null, before: null });
      return {
        runs: newest,
        facts: await readRunFacts(
          tx,
          newest.map(({ runId }) => runId),
        ),
      };
    });
    for (const { runId, market, product, deliveryDate } of runs) {
      const last = facts.get(runId)?.at(-1);
      const standing = last ? `${last.step} ${last.knownAt.toISOString()}: ${last.summary}` : 'nothing is known yet';
      say(`${slug} ${runId} ${market} ${product} ${deliveryDate} ${standing}`);
    }
  }
}

/** Prints what a run bid then and what it bids from what was known then; false when they differ. */
export async function replayOneRun({ db, tenants, say }: Tenants, runId: string): Promise<boolean> {
  const [tenant] = tenants;
  const planner = startPlanner({ solver: 'highs', threadCount: 1 });
  try {
    const replayed = tenant && (await replayRun({ db, planner }, { tenantId: tenant.tenantId, runId }));
    if (!replayed) throw new Fault('NOT_FOUND', { tell: 'The tenant has no such market run that has come to its orders.' });
    const [then, again] = [replayed.bid.orders.map(lineOf), replayed.again.orders.map(lineOf)];
    for (const line of then) say(`${again.includes(line) ? 'same   ' : 'ONCE   '} ${line}`);
    for (const line of again.filter((one) => !then.includes(one))) say(`NOW     ${line}`);
    const isSame = isDeepStrictEqual(replayed.bid, replayed.again);
    say(isSame ? `${then.length} orders, the same again` : 'The run would bid otherwise.');
    return isSame;
  } finally {
    await planner.close();
  }
}

function lineOf({ period, service, side, volumeMw, limitPricePerMwh, shares }: DecidedOrder): string {
  const place = `${period.settlementDate} ${period.periodIndex} ${period.fromAt.toISOString()}`;
  const what = service === undefined ? side : `${side} ${service}`;
  return `${place} ${what} ${volumeMw} MW at ${limitPricePerMwh}, ${shares.length} batteries`;
}
