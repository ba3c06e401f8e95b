import { present } from '../../kernel/assert.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Actor } from './actor.ts';

type ReadOne<Made> = (tx: Tx, id: string) => Promise<Made | null>;

interface Caller {
  readonly actor: Actor;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** What somebody asked for and may take back again. */
interface SetBySomebody {
  /** The credential; null where nobody but the platform did it. */
  readonly setBy: string | null;
}

/**
 * What a change made, for its outcome: whoever made it sees it there, and no other right is asked for. A change that is kept
 * is answered so. Lists and nodes ask for the right to read.
 */
export async function whatWasMade<Made>(ctx: Caller, { read, id }: { read: ReadOne<Made>; id: string }): Promise<Made> {
  return present(await ctx.read((tx) => read(tx, id)), 'what a change has made to exist');
}

/** What is to be taken back: found by its maker, and by whoever else may see it; null for all others. */
export async function whatIsTakenBack<Made extends SetBySomebody>(
  ctx: Caller,
  { read, id, maySee }: { read: ReadOne<Made>; id: string; maySee: (made: Made) => Promise<boolean> },
): Promise<Made | null> {
  const made = await ctx.read((tx) => read(tx, id));
  return made && (made.setBy === ctx.actor.credentialId || (await maySee(made))) ? made : null;
}
