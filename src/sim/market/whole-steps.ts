/** What suffers from arithmetic is whole all the same. */
const STEP_TOLERANCE = 1e-6;

/** Whether a number is a multiple of a step, as a market counts in it. */
export function isWholeSteps(value: number, step: number): boolean {
  return Math.abs(value / step - Math.round(value / step)) <= STEP_TOLERANCE;
}
