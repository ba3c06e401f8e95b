import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATTEMPT_COUNT_MAX, decideAttempt, decideEndpoint, readRetryAfter } from './decide-attempt.ts';

const now = new Date('2026-05-12T10:00:00Z');
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
const failed = { attemptCount: 1, failure: 'answered 503', isGone: false, notBeforeAt: null, now, draw: 0 };

test.each([
  ['taken: delivered', { failure: null }, { state: 'DELIVERED' }],
  ['failed once: again in 5 seconds', {}, { state: 'PENDING', nextAttemptAt: after(5) }],
  ['failed twice: again in 5 minutes', { attemptCount: 2 }, { state: 'PENDING', nextAttemptAt: after(300) }],
  ['all jitter is a tenth', { draw: 1 }, { state: 'PENDING', nextAttemptAt: after(5.5) }],
  ['asked to wait for longer than that: not before', { notBeforeAt: after(60) }, { state: 'PENDING', nextAttemptAt: after(60) }],
  ['asked to wait for less: by the schedule', { notBeforeAt: after(1) }, { state: 'PENDING', nextAttemptAt: after(5) }],
  ['failed nine times: again in a day', { attemptCount: 9 }, { state: 'PENDING', nextAttemptAt: after(86_400) }],
  ['failed ten times: given up, with the last reason', { attemptCount: 10 }, { state: 'DEAD', deadReason: 'answered 503' }],
  ['nobody listens there: given up at once', { isGone: true }, { state: 'DEAD', deadReason: 'answered 503' }],
])('%s', (_guarantee, given, state) => {
  expect(decideAttempt({ ...failed, ...given })).toEqual(state);
});

test('a message that always fails ends, after about three days, and waits longer each time', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }), (draws) => {
      let at = now;
      let lastWaitMs = 0;
      let attemptCount = 0;
      for (const draw of draws) {
        attemptCount += 1;
        const next = decideAttempt({ ...failed, attemptCount, now: at, draw });
        if (next.state !== 'PENDING') break;
        const waitMs = next.nextAttemptAt.getTime() - at.getTime();
        expect(waitMs).toBeGreaterThan(lastWaitMs);
        lastWaitMs = waitMs;
        at = next.nextAttemptAt;
      }
      expect(attemptCount).toBe(ATTEMPT_COUNT_MAX);
      const hours = (at.getTime() - now.getTime()) / 3_600_000;
      expect(hours).toBeGreaterThan(75);
      expect(hours).toBeLessThan(84);
    }),
  );
});

test.each([
  ['seconds', { retryAfter: '120' }, after(120)],
  ['a date', { retryAfter: 'Tue, 12 May 2026 10:05:00 GMT' }, after(300)],
  ['of a 429 too', { statusCode: 429, retryAfter: '120' }, after(120)],
  ['a day at most', { retryAfter: '999999999' }, after(86_400)],
  ['a day at most, as a date', { retryAfter: 'Tue, 12 May 2099 10:05:00 GMT' }, after(86_400)],
  ['nothing of any other status', { statusCode: 500, retryAfter: '120' }, null],
  ['nothing that has passed', { retryAfter: 'Tue, 12 May 2026 09:59:00 GMT' }, null],
  ['nothing that is not understood', { retryAfter: 'later' }, null],
  ['nothing without the header', { retryAfter: null }, null],
])('a receiver that is busy asks for a wait: %s', (_guarantee, given, notBeforeAt) => {
  expect(readRetryAfter({ statusCode: 503, now, ...given })).toEqual(notBeforeAt);
});

test.each([
  ['it works: stays', { failingSince: null }, null],
  ['it fails since yesterday: stays', { failingSince: after(-86_400) }, null],
  ['it fails for as long as it may: disabled', { failingSince: after(-2 * 86_400) }, 'FAILING'],
  ['it says that it is gone: disabled at once', { failingSince: null, isGone: true }, 'GONE'],
])('an endpoint: %s', (_guarantee, given, reason) => {
  expect(decideEndpoint({ isGone: false, failingDaysMax: 2, now, ...given })).toBe(reason);
});
