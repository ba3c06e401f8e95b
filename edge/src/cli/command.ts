/** What an installer or an engineer does at the command line: `npx holdfast-edge NAME`. */

export interface CommandSurroundings {
  readonly args: readonly string[];
  /** Prints a line for the reader. */
  say(line: string): void;
}

export interface Command {
  /** One line for the list of commands. */
  readonly about: string;
  /** How it is called, after its name. */
  readonly usage: string;
  /** False when it found something wrong. */
  run(surroundings: CommandSurroundings): Promise<boolean>;
}

/** A call that cannot be meant; its message is one sentence for the caller. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
