import { Fault } from '../fault.ts';

/** A free text argument, trimmed; refused when it is empty or too long. */
export function textOf({ argument, text, lengthMax }: { argument: string; text: string; lengthMax: number }): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > lengthMax) {
    throw new Fault('BAD_USER_INPUT', { tell: `\`${argument}\` must have 1 to ${lengthMax} characters.` });
  }
  return trimmed;
}
