import { expect, test } from 'vitest';
import { type HeldResponse, responsesOf } from './held-responses.ts';

const at = (hour: number, minute = 0): Date => new Date(Date.UTC(2026, 4, 13, hour, minute));
/** What is left of a half-hour, and the seven after it. */
const SPANS = [{ fromAt: at(8, 12), untilAt: at(8, 30) }].concat(
  Array.from({ length: 7 }, (_, index) => ({ fromAt: at(8, 30 + index * 30), untilAt: at(9, index * 30) })),
);
const sold = (from: Date, until: Date): HeldResponse => ({
  service: 'DC',
  direction: 'LOW',
  powerKw: 5_000,
  pricePerMwHour: '2.40',
  fromAt: from,
  untilAt: until,
});

test.each([
  ['to come: its periods', sold(at(9), at(11)), [2, 6]],
  ['begun: the rest of it', sold(at(7), at(9)), [0, 2]],
  ['beyond the end of the plan: as far as that goes', sold(at(11), at(15)), [6, 8]],
  ['over: nothing', sold(at(3), at(7)), null],
  ['not reached by the plan: nothing', sold(at(15), at(19)), null],
])('what is sold is held, no more and no less; %s', (_what, response, indices) => {
  const [from, until] = indices ?? [];
  const held = {
    powerKwMin: 5_000,
    powerKwMax: 5_000,
    pricePerMwHour: 2.4,
    batteryName: 'main',
    service: 'DC',
    direction: 'LOW',
  };
  expect(responsesOf([response], { spans: SPANS, batteryName: 'main' })).toEqual(
    indices ? [{ ...held, name: expect.any(String), fromPeriodIndex: from, untilPeriodIndex: until }] : [],
  );
});
