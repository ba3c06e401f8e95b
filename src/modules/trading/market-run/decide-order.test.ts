import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideOrder, ORDER_EVENTS, type OrderEvent, SENDING_MS_MAX, stateOfOrder } from './decide-order.ts';

const GATE = new Date('2026-05-12T14:30:00Z');
const NOW = new Date('2026-05-12T14:00:00Z');

const event = (kind: OrderEvent['kind'], secondsAgo = 60): OrderEvent => ({
  kind,
  reason: null,
  knownAt: new Date(NOW.getTime() - secondsAgo * 1_000),
});

test.each<[string, OrderEvent[], Date, string]>([
  ['nothing was said: it is sent', [], NOW, 'submit'],
  ['nothing was said and the gate is closed: it is missed', [], GATE, 'miss'],
  ['it is being sent: whoever sends it is waited for', [event('SENT', 5)], NOW, 'wait'],
  ['it was sent and nobody said what came of it: it is asked for', [event('SENT')], NOW, 'ask'],
  ['no answer came: it is asked for', [event('SENT'), event('UNANSWERED')], NOW, 'ask'],
  ['no answer came just now: a moment is waited', [event('SENT', 1), event('UNANSWERED', 1)], NOW, 'wait'],
  ['the answer was not understood: it is asked for', [event('SENT'), event('NOT_UNDERSTOOD')], NOW, 'ask'],
  ['the exchange has none: it is sent again', [event('SENT'), event('UNANSWERED'), event('NOT_KNOWN')], NOW, 'submit'],
  ['the exchange has none, after the gate: it is missed', [event('SENT'), event('NOT_KNOWN')], GATE, 'miss'],
  ['unknown after the gate: it is asked for all the same', [event('SENT'), event('UNANSWERED')], GATE, 'ask'],
  ['accepted: nothing', [event('SENT'), event('ACCEPTED')], NOW, 'nothing'],
  ['refused: nothing', [event('SENT'), event('REFUSED')], NOW, 'nothing'],
  ['accepted, and a late word that says less: nothing', [event('SENT'), event('ACCEPTED'), event('NOT_KNOWN')], NOW, 'nothing'],
])('%s', (_guarantee, events, now, act) => {
  expect(decideOrder(events, { now, gateClosesAt: GATE }).act).toBe(act);
});

const events = fc
  .array(fc.tuple(fc.constantFrom(...ORDER_EVENTS), fc.integer({ min: 0, max: 600 })), { maxLength: 12 })
  .map((list) => list.toSorted(([, one], [, other]) => other - one).map(([kind, secondsAgo]) => event(kind, secondsAgo)));
const instant = fc.integer({ min: -3_600, max: 3_600 }).map((seconds) => new Date(NOW.getTime() + seconds * 1_000));

test('an order that may be at the exchange is never sent', () => {
  fc.assert(
    fc.property(events, instant, (list, now) => {
      const { act } = decideOrder(list, { now, gateClosesAt: GATE });
      if (act === 'submit') expect(['DECIDED', 'NOT_THERE']).toContain(stateOfOrder(list));
      if (act === 'submit') expect(list.length === 0 || list.at(-1)?.kind === 'NOT_KNOWN').toBe(true);
    }),
  );
});

test('nothing is sent once the gate is closed, and what the exchange has said for good stays', () => {
  fc.assert(
    fc.property(events, (list) => {
      expect(decideOrder(list, { now: GATE, gateClosesAt: GATE }).act).not.toBe('submit');
      const state = stateOfOrder(list);
      if (state === 'ACCEPTED' || state === 'REFUSED') expect(stateOfOrder([...list, event('NOT_KNOWN', 0)])).toBe(state);
    }),
  );
});

test('every wait ends within a minute of the last event', () => {
  fc.assert(
    fc.property(events, instant, (list, now) => {
      const decided = decideOrder(list, { now, gateClosesAt: GATE });
      if (decided.act !== 'wait') return;
      const last = list.at(-1)?.knownAt.getTime() ?? 0;
      expect(decided.untilAt.getTime() - last).toBeLessThanOrEqual(Math.max(SENDING_MS_MAX, 60_000));
      expect(decided.untilAt.getTime()).toBeGreaterThan(now.getTime());
    }),
  );
});
