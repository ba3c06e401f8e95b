import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PowerLimitId } from '../../kernel/ids.ts';
import { refuseOverride } from './override-battery.ts';

const NOW = new Date('2026-05-12T10:00:00Z');
const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const limits = {
  nameplate: { chargePowerKwMax: 100, dischargePowerKwMax: 50 },
  gridConnection: { importLimitKw: 80, exportLimitKw: 60 },
  set: [],
};
const good = { fromAt: NOW, untilAt: at(1), powerKw: 10, reason: 'a test' };

test.each([
  ['now, for an hour: it can be', {}, null],
  ['standing by: it can be', { powerKw: 0 }, null],
  ['the most the nameplate gives: it can be', { powerKw: 50 }, null],
  ['the most the connection takes: it can be', { powerKw: -80 }, null],
  ['begun and not over: it can be', { fromAt: at(-2) }, null],
  ['a whole day, later: it can be', { fromAt: at(30), untilAt: at(54) }, null],
  ['more than the nameplate', { powerKw: 50.1 }, 'BEYOND_LIMITS'],
  ['more than the connection', { powerKw: -80.1 }, 'BEYOND_LIMITS'],
  ['no time at all', { untilAt: NOW }, 'BAD_TIME_SPAN'],
  ['the end before the start', { untilAt: at(-1) }, 'BAD_TIME_SPAN'],
  ['over by now', { fromAt: at(-2), untilAt: NOW }, 'BAD_TIME_SPAN'],
  ['ten days ahead: it can be', { fromAt: at(240), untilAt: at(241) }, null],
  ['more than ten days ahead', { fromAt: new Date(at(240).getTime() + 1), untilAt: at(241) }, 'BAD_TIME_SPAN'],
  ['longer than a day', { untilAt: new Date(at(24).getTime() + 1) }, 'BAD_TIME_SPAN'],
])('%s', (_guarantee, change, reason) => {
  expect(refuseOverride({ ...good, ...change }, { limits, now: NOW })?.reason ?? null).toBe(reason);
});

test('a power that is not refused is within every limit', () => {
  fc.assert(
    fc.property(fc.double({ min: -200, max: 200, noNaN: true }), (powerKw) => {
      const refused = refuseOverride({ ...good, powerKw }, { limits, now: NOW });
      expect(refused === null).toBe(powerKw <= 50 && powerKw >= -80);
    }),
  );
});

test('what somebody has set for a part of its time is a limit as well', () => {
  const set = { limitId: 'limit' as PowerLimitId, role: 'OWNER' as const, chargePowerKwMax: null, dischargePowerKwMax: 5 };
  const owners = { ...limits, set: [{ ...set, fromAt: at(0.5), untilAt: at(3) }] };
  expect(refuseOverride(good, { limits: owners, now: NOW })?.reason).toBe('BEYOND_LIMITS');
  expect(refuseOverride({ ...good, untilAt: at(0.5) }, { limits: owners, now: NOW })).toBeNull();
});
