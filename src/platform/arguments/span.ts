import type { Interval } from '../../kernel/intervals.ts';
import { Fault } from '../fault.ts';

const SPAN_DAYS_MAX = 10;
const DAY_MS = 86_400_000;

/** The `from` and `until` arguments as a span of time. */
export function spanOf({ from, until }: { readonly from: Date; readonly until: Date }): Interval {
  const lengthMs = until.getTime() - from.getTime();
  if (lengthMs <= 0) throw new Fault('BAD_USER_INPUT', { tell: '`until` must be later than `from`.' });
  if (lengthMs > SPAN_DAYS_MAX * DAY_MS) {
    throw new Fault('BAD_USER_INPUT', { tell: `\`until\` must be at most ${SPAN_DAYS_MAX} days after \`from\`.` });
  }
  return { fromAt: from, untilAt: until };
}
