/** A whole number of steps that has suffered from arithmetic is one all the same. */
const STEP_TOLERANCE = 1e-6;

/** How many whole steps a number has, rounded down. Pure. */
export function stepsIn(value: number, step: number): number {
  return Math.floor(value / step + STEP_TOLERANCE);
}

/** The largest multiple of a step that is no more than the number. Pure. */
export function steppedDown(value: number, step: number): number {
  return stepsIn(value, step) * step;
}

/** The smallest multiple of a step that is no less than the number. Pure. */
export function steppedUp(value: number, step: number): number {
  return Math.ceil(value / step - STEP_TOLERANCE) * step;
}
