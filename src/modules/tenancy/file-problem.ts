/** What is wrong with a file that fits its format, and where in it. */
export interface FileProblem {
  readonly path: readonly (string | number)[];
  readonly text: string;
}
