import type { Interval } from '../../kernel/intervals.ts';
import { Fault } from '../fault.ts';

const SPAN_DAYS_MAX = 10;
const DAY_MS = 86_400_000;

/** The `from` and `until` arguments as a span of time. */
export function spanOf(
  { from, until }: { readonly from: Date; readonly until: Date },
  { daysMax = SPAN_DAYS_MAX }: { readonly daysMax?: number } = {},
): Interval {
  const lengthMs = until.getTime() - from.getTime();
  if (lengthMs <= 0) throw new Fault('BAD_USER_INPUT', { tell: '`until` must be later than `from`.' });
  if (lengthMs > daysMax * DAY_MS) {
    throw new Fault('BAD_USER_INPUT', { tell: `\`until\` must be at most ${daysMax} days after \`from\`.` });
  }
  return { fromAt: from, untilAt: until };
}
