import type { TSchema } from 'typebox';
import type { Compile } from 'typebox/compile';

/** Text that is no JSON is undefined. */
export function jsonIn(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** Why a value does not have its form, for one that came from `jsonIn`. */
export function sentenceOf<Format extends TSchema>(compiled: ReturnType<typeof Compile<Format>>, value: unknown): string {
  if (value === undefined) return 'it is not JSON';
  const [error] = compiled.Errors(value);
  return error ? `${error.instancePath || '/'} ${error.message}` : 'it has another form';
}
