import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** A longer value is kept as its length and hash: an entry must not be a way to fill the disk. */
const CHARACTERS_MAX = 8_000;
const SECRET_FIELD = /secret|token|password|assertion|verifier/i;
const WITHHELD = '(withheld)';

/** A value as the trail keeps it: canonical JSON, without what may be a secret, of bounded length. */
export function auditText(value: unknown): string {
  const text = canonicalJson(withoutSecrets(value)) ?? 'null';
  if (text.length <= CHARACTERS_MAX) return text;
  return canonicalJson({ characterCount: text.length, sha256: createHash('sha256').update(text).digest('hex') });
}

/** What a change did: of both states only the fields that differ. */
export function differenceOf(before: State | null, after: State | null): { before: State | null; after: State | null } {
  if (!before || !after) return { before, after };
  const differs = (field: string): boolean => canonicalJson([before[field]]) !== canonicalJson([after[field]]);
  const kept = (state: State): State => Object.fromEntries(Object.entries(state).filter(([field]) => differs(field)));
  return { before: kept(before), after: kept(after) };
}

/** Named values of a subject, such as the columns of its row. */
export type State = Readonly<Record<string, unknown>>;

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const fields: readonly [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    fields.map(([field, part]) => [field, SECRET_FIELD.test(field) && part !== null ? WITHHELD : withoutSecrets(part)]),
  );
}
