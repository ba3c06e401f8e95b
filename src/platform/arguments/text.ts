import { Fault } from '../fault.ts';

/** A free text argument, trimmed; refused when it is empty or too long. */
export function textOf({ argument, text, lengthMax }: { argument: string; text: string; lengthMax: number }): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > lengthMax) {
    throw new Fault('BAD_USER_INPUT', { tell: `\`${argument}\` must have 1 to ${lengthMax} characters.` });
  }
  // PostgreSQL keeps neither, and no keyboard makes them.
  if (trimmed.includes('\0') || !trimmed.isWellFormed()) {
    throw new Fault('BAD_USER_INPUT', { tell: `\`${argument}\` holds characters that are no text.` });
  }
  return trimmed;
}
