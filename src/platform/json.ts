import type postgres from 'postgres';

/** What JSON keeps of a value, for a `jsonb` column: instants become text, absent fields go. */
export function jsonOf(value: unknown): postgres.JSONValue {
  // JSON.parse of JSON.stringify yields nothing but JSON.
  return JSON.parse(JSON.stringify(value)) as postgres.JSONValue;
}
