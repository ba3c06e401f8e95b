/** Tells the person at the terminal what is going on. */
export type Say = (line: string) => void;

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly say: Say;
}
