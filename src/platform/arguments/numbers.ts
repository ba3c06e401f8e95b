import { Fault } from '../fault.ts';

interface NumberArgument {
  readonly argument: string;
  readonly value: number;
  /** Smallest value allowed. */
  readonly min?: number;
  /** The value must be more than this. */
  readonly above?: number;
  readonly max: number;
}

/** A number argument within its bounds. */
export function numberOf({ argument, value, min = -Infinity, above = -Infinity, max }: NumberArgument): number {
  if (value >= min && value > above && value <= max) return value;
  const lower = above === -Infinity ? `from ${min}` : `above ${above}`;
  throw new Fault('BAD_USER_INPUT', { tell: `\`${argument}\` must be ${lower} to ${max}.` });
}
