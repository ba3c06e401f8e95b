import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideStep } from './decide-step.ts';
import { type FactName, RUN_STEPS } from './run-facts.ts';
import { stateOfRun } from './state-of-run.ts';

const GATE = new Date('2026-05-12T14:30:00Z');
const END = new Date('2026-05-13T23:00:00Z');
const before = new Date('2026-05-12T14:00:00Z');
const at = (taken: readonly FactName[], now = before) =>
  decideStep({ taken: new Set(taken), now, gateClosesAt: GATE, deliveryEndsAt: END });

test.each<[string, FactName[], object, Date?]>([
  ['nothing is known: it begins', [], { kind: 'take', step: 'FETCH' }],
  ['after the orders: they are sent', ['FETCH', 'FORECAST', 'OPTIMISE', 'BID'], { kind: 'take', step: 'SUBMIT' }],
  ['too late to make orders: it ends', ['FETCH', 'FORECAST'], { kind: 'abandon' }, GATE],
  [
    'orders may be there when the gate closes: it goes on',
    ['FETCH', 'FORECAST', 'OPTIMISE', 'BID'],
    { kind: 'take', step: 'SUBMIT' },
    GATE,
  ],
  ['awarded: it is over', [...RUN_STEPS], { kind: 'over' }],
  ['abandoned: it is over', ['FETCH', 'ABANDON'], { kind: 'over' }],
  [
    'nobody tells the results: it ends with the delivery day',
    ['FETCH', 'FORECAST', 'OPTIMISE', 'BID', 'SUBMIT'],
    { kind: 'abandon' },
    END,
  ],
])('%s', (_guarantee, taken, next, now) => {
  expect(at(taken, now)).toMatchObject(next);
});

test('a run that is taken step by step takes each once, in their order, and ends', () => {
  const taken: FactName[] = [];
  for (let next = at(taken); next.kind === 'take'; next = at(taken)) taken.push(next.step);
  expect(taken).toEqual([...RUN_STEPS]);
});

test('a step is taken only when all before it are facts', () => {
  fc.assert(
    fc.property(fc.subarray([...RUN_STEPS]), fc.constantFrom(before, GATE, END), (taken, now) => {
      const next = at(taken, now);
      if (next.kind !== 'take') return;
      expect(taken).not.toContain(next.step);
      for (const earlier of RUN_STEPS.slice(0, RUN_STEPS.indexOf(next.step))) expect(taken).toContain(earlier);
    }),
  );
});

test.each<[FactName[], string]>([
  [[], 'PREPARING'],
  [['FETCH', 'FORECAST', 'OPTIMISE'], 'PREPARING'],
  [['FETCH', 'FORECAST', 'OPTIMISE', 'BID'], 'SUBMITTING'],
  [['FETCH', 'FORECAST', 'OPTIMISE', 'BID', 'SUBMIT'], 'AWAITING_AWARD'],
  [[...RUN_STEPS], 'AWARDED'],
  [['FETCH', 'ABANDON'], 'ABANDONED'],
])('with the facts %j a run is %s', (taken, state) => {
  expect(stateOfRun(new Set(taken))).toBe(state);
});
