import { Fault } from '../../../platform/fault.ts';
import type { AuditSpan } from './reads.ts';

export interface SpanArguments {
  readonly from?: Date | null;
  readonly until?: Date | null;
}

/** The `from` and `until` of a question to the trail: both may be left out, for it has no end. */
export function auditSpanOf({ from, until }: SpanArguments): AuditSpan {
  if (from && until && until <= from) throw new Fault('BAD_USER_INPUT', { tell: '`until` must be later than `from`.' });
  return { from: from ?? null, until: until ?? null };
}
