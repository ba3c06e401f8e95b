import { present } from '../../kernel/assert.ts';
import { gathering } from '../../platform/gathering.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Caller } from './audit/append-entry.ts';
import { audit, type AuditNote } from './audit/audit-change.ts';
import { type AskedChange, askedOf, type Change, claim, keep, nameOf, type Outcome } from './idempotent-change.ts';
import { once } from './once.ts';

/** The changes of one transaction; what waits beyond them goes into the next. */
const TOGETHER_COUNT_MAX = 100;

/** What a use-case has done of one change. */
export interface Done<O extends Outcome> {
  readonly outcome: O;
  readonly note: AuditNote;
}

/** Carries out what was asked, in the order in which it was asked; one answer for each. */
type WorkTogether<Wish, O extends Outcome> = (platform: Platform, tx: Tx, wishes: readonly Wish[]) => Promise<readonly Done<O>[]>;

interface Waiting<Wish, O> {
  readonly asked: AskedChange;
  readonly wish: Wish;
  readonly answer: PromiseWithResolvers<O>;
}

/**
 * As `once`, for changes of which many come at a time: those that come while others of their tenant are being saved wait for
 * them and then share a transaction. Each has its own key, outcome and audit entry, and is answered after the commit. What
 * cannot be saved together is saved one by one: what is wrong with one change is told to whoever asked for it.
 */
export function onceTogether<Wish, O extends Outcome>(
  work: WorkTogether<Wish, O>,
): (caller: Caller, change: Change, wish: Wish) => Promise<O> {
  const join = gathering<Waiting<Wish, O>>({
    countMax: TOGETHER_COUNT_MAX,
    // What is asked a second time finds the first one's outcome in the next transaction.
    nameOf: ({ asked }) => nameOf(asked),
    async workOff(taken) {
      const alone = taken.length > 1 ? await saveTogether(taken, work) : taken;
      for (const one of alone) one.answer.resolve(saveAlone(one, work));
      await Promise.allSettled(alone.map(({ answer }) => answer.promise));
    },
  });
  return async (caller, change, wish) => {
    const answer = Promise.withResolvers<O>();
    join(caller.platform, caller.actor.tenantId, { asked: askedOf(caller, change), wish, answer });
    return answer.promise;
  };
}

/** Answers those that were saved and returns the others: all of them when one could not be saved, and those of used keys. */
async function saveTogether<Wish, O extends Outcome>(
  all: readonly Waiting<Wish, O>[],
  work: WorkTogether<Wish, O>,
): Promise<readonly Waiting<Wish, O>[]> {
  const { platform, actor } = present(all[0], 'a change to be saved').asked.caller;
  try {
    const saved = await platform.db.write(actor.tenantId, (tx) => inOneTransaction({ platform, tx, all, work }));
    // Answered after the commit: what a caller has been told is stored.
    for (const [{ answer }, outcome] of saved) answer.resolve(outcome);
    return all.filter((one) => !saved.has(one));
  } catch (error) {
    platform.log.warn({ err: error, changeCount: all.length }, 'changes could not be saved together; each is saved by itself');
    return all;
  }
}

interface Together<Wish, O extends Outcome> {
  readonly platform: Platform;
  readonly tx: Tx;
  readonly all: readonly Waiting<Wish, O>[];
  readonly work: WorkTogether<Wish, O>;
}

async function inOneTransaction<Wish, O extends Outcome>({
  platform,
  tx,
  all,
  work,
}: Together<Wish, O>): Promise<ReadonlyMap<Waiting<Wish, O>, O>> {
  const now = platform.clock.now();
  const claimed = new Set(await claim(tx, { changes: all.map(({ asked }) => asked), now }));
  const fresh = all.filter(({ asked }) => claimed.has(asked));
  if (fresh.length === 0) return new Map();
  const worked = await work(
    platform,
    tx,
    fresh.map(({ wish }) => wish),
  );
  const pairs = fresh.map((one, index) => [one, present(worked[index], 'an answer to each change')] as const);
  const done = pairs.map(([{ asked }, { outcome, note }]) => ({ asked, outcome, notes: [note] }));
  await keep(tx, { done, now });
  return new Map(pairs.map(([one, { outcome }]) => [one, outcome]));
}

function saveAlone<Wish, O extends Outcome>({ asked, wish }: Waiting<Wish, O>, work: WorkTogether<Wish, O>): Promise<O> {
  return once<O>(asked.caller, asked, async (tx) => {
    const [done] = await work(asked.caller.platform, tx, [wish]);
    const { outcome, note } = present(done, 'an answer to the change');
    audit(tx, note);
    return outcome;
  });
}
