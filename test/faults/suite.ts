import type { Random } from '../probe/random.ts';
import type { Installation } from './installation.ts';
import type { Tally } from './tally.ts';

/** How much of everything: a quick run's, or so many minutes'. */
export interface Size {
  readonly isQuick: boolean;
  /** Of each role. */
  readonly killCount: number;
  /** Of each kind of outage. */
  readonly outageCount: number;
  readonly frameCount: number;
  readonly propertyRunCount: number;
}

export interface Rehearsal {
  readonly tally: Tally;
  readonly random: Random;
  readonly seed: number;
  readonly size: Size;
  /** The platform as processes; started by the first suite that asks for it and shared by all. */
  installation(): Promise<Installation>;
}

/** One kind of fault: brings it about, and compares what came of it with what was promised. Answers figures for its line. */
export interface Suite {
  readonly name: string;
  /** The programs without which it is left out. */
  readonly needs: readonly string[];
  readonly run: (rehearsal: Rehearsal) => Promise<Readonly<Record<string, number>>>;
}
