import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GB_CALENDAR, periodsOfDay } from '../../../kernel/periods.ts';
import { DEFAULT_INTENT } from '../intent.ts';
import { decideDeclaration, type PlannedCourse, type UnitSituation } from './decide-declaration.ts';
import { type DeclaredPeriod, isDeclaredSo } from './declared-period.ts';

const TERMS = {
  levelStepMw: 1,
  priceStep: 0.01,
  sustainMinutes: 30,
  daysAhead: 1,
  leadSeconds: 60,
  raisedByMw: 2,
  evidence: 'unverified',
} as const;
const DAY = periodsOfDay('2026-05-13', GB_CALENDAR);
const START = new Date(DAY[0]?.fromAt ?? 0);
/** Minutes after the day has begun. */
const at = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);
const MARKET = DAY.map((period) => ({
  period,
  gateClosesAt: new Date(period.fromAt.getTime() - 3_600_000),
  priceLimits: { least: '-99999', most: '99999' },
}));

interface Given {
  readonly minutes?: number;
  readonly socPercent?: number | null;
  /** By the index of the period. */
  readonly plannedKw?: (index: number) => number | null;
  readonly change?: Partial<UnitSituation>;
  readonly storedValuePerMwh?: number | null;
}

/** 50 MW and 100 MWh, of which 10 to 90 percent are used, without losses. */
function situation({
  minutes = 0,
  socPercent = 50,
  plannedKw = () => 0,
  change,
  storedValuePerMwh = 60,
}: Given = {}): UnitSituation {
  const now = at(minutes);
  const planned = DAY.flatMap((period, index): PlannedCourse[] => {
    const powerKw = plannedKw(index);
    return powerKw === null ? [] : [{ period, powerKw, storedValuePerMwh, importPricePerMwh: '80', exportPricePerMwh: '50' }];
  });
  return {
    now,
    terms: TERMS,
    periods: MARKET.filter(({ period }) => period.untilAt > now),
    timeZone: 'Europe/London',
    battery: { name: 'One', energyCapacityKwh: 100_000, chargeEfficiencyPercent: 100, dischargeEfficiencyPercent: 100 },
    limits: {
      nameplate: { chargePowerKwMax: 50_000, dischargePowerKwMax: 50_000 },
      gridConnection: { importLimitKw: 50_000, exportLimitKw: 50_000 },
      set: [],
    },
    intent: { ...DEFAULT_INTENT, socPercentMin: 10, socPercentMax: 90, wearCostPerMwh: '4' },
    reading: socPercent === null ? null : { socPercent, availableChargePowerKw: null, availableDischargePowerKw: null },
    planned,
    declared: [],
    ...change,
  };
}

const declare = (given?: Given): DeclaredPeriod[] => decideDeclaration(situation(given));
const limitsOf = (one: DeclaredPeriod | undefined) => [one?.exportLimitMw, one?.importLimitMw];
const before = (index: number, change: Partial<DeclaredPeriod> = {}): DeclaredPeriod => ({
  period: DAY[index] as (typeof DAY)[number],
  notifiedPowerMw: null,
  exportLimitMw: 50,
  importLimitMw: 50,
  pairs: [],
  isGateClosed: false,
  ...change,
});

describe('limits', () => {
  const setLimit = { limitId: 'l' as never, role: 'OPERATOR' as const, fromAt: at(0), untilAt: at(30), chargePowerKwMax: null };
  test.each<[string, Given, (number | undefined)[]]>([
    ['half full: what nameplate and grid allow', {}, [50, 50]],
    ['12 percent: 2 MWh above the floor are borne for half an hour', { socPercent: 12 }, [4, 50]],
    ['85.4 percent: 4.6 MWh below the ceiling, in whole steps', { socPercent: 85.4 }, [50, 9]],
    ['below the floor', { socPercent: 5 }, [0, 50]],
    ['above the ceiling', { socPercent: 95 }, [50, 0]],
    [
      'the reserve is not used',
      {
        socPercent: 12,
        change: { intent: { ...DEFAULT_INTENT, socPercentMin: 10, socPercentMax: 90, reservePercent: 1 } },
      },
      [2, 50],
    ],
    ['nothing is heard', { socPercent: null }, [0, 0]],
    [
      'somebody has set a limit',
      { change: { limits: { ...situation().limits, set: [{ ...setLimit, dischargePowerKwMax: 20_500 }] } } },
      [20, 50],
    ],
    [
      'the share of the grid is less than the nameplate',
      { change: { limits: { ...situation().limits, gridConnection: { importLimitKw: 7_000, exportLimitKw: 0 } } } },
      [0, 7],
    ],
    [
      'a blackout that touches the period',
      {
        change: {
          intent: { ...DEFAULT_INTENT, blackouts: [{ fromWallTime: '00:20', untilWallTime: '03:00' }] },
        },
      },
      [0, 0],
    ],
    [
      'losses on the way out and in',
      {
        socPercent: 12,
        change: { battery: { ...situation().battery, dischargeEfficiencyPercent: 50, chargeEfficiencyPercent: 50 } },
      },
      [2, 50],
    ],
    [
      'the hardware gives less for now',
      { change: { reading: { socPercent: 50, availableDischargePowerKw: 3_000, availableChargePowerKw: 8_000 } } },
      [3, 8],
    ],
  ])('%s', (_guarantee, given, expected) => {
    expect(limitsOf(declare(given)[0])).toEqual(expected);
  });

  test('follow the charge that is left when what was notified is done', () => {
    // 4 MWh above the floor; 4 MW for the first half-hour take two of them.
    const [first, second] = declare({ socPercent: 14, plannedKw: () => 4_000 });
    expect([limitsOf(first)[0], limitsOf(second)[0]]).toEqual([8, 4]);
  });

  test('that hold for now alone say nothing of the next period', () => {
    const reading = { socPercent: 50, availableDischargePowerKw: 3_000, availableChargePowerKw: 8_000 };
    expect(limitsOf(declare({ change: { reading } })[1])).toEqual([50, 50]);
  });

  test.each([
    ['fall at once', 13.4, 7, 6],
    ['stay where they would rise by little', 14, 7, 7],
    ['rise by more than that', 14.6, 7, 9],
    ['rise to what power allows, by however little', 60, 49, 50],
  ])('%s', (_guarantee, socPercent, beforeMw, expectedMw) => {
    const declared = [before(0, { exportLimitMw: beforeMw })];
    expect(declare({ socPercent, change: { declared } })[0]?.exportLimitMw).toBe(expectedMw);
  });

  test('rise to what is notified, by however little', () => {
    const declared = [before(4, { exportLimitMw: 5 })];
    const found = declare({ socPercent: 13, plannedKw: onlyAt4(6_000), change: { declared } })[4];
    expect(found).toMatchObject({ notifiedPowerMw: 6, exportLimitMw: 6 });
  });
});

const onlyAt4 = (powerKw: number) => (index: number) => (index === 4 ? powerKw : 0);

describe('what is notified', () => {
  test.each<[string, Given, number | null | undefined]>([
    ['is the plan in whole steps', { plannedKw: onlyAt4(20_400) }, 20],
    ['is the nearest step', { plannedKw: onlyAt4(-20_600) }, -21],
    ['is not beyond what the unit can do', { socPercent: 10, plannedKw: () => 20_000 }, 0],
    ['is nothing where nothing is planned', { plannedKw: () => null }, null],
    [
      'stays where the plan does not reach',
      { plannedKw: () => null, change: { declared: [before(4, { notifiedPowerMw: 7 })] } },
      7,
    ],
    [
      'stays where the plan is less than a step away',
      { plannedKw: onlyAt4(20_900), change: { declared: [before(4, { notifiedPowerMw: 20 })] } },
      20,
    ],
    ['is zero when nothing is heard', { socPercent: null, plannedKw: () => 20_000 }, 0],
  ])('%s', (_guarantee, given, expected) => {
    expect(declare(given)[4]?.notifiedPowerMw).toBe(expected);
  });

  test('does not change from a minute before the gate on, and neither do the pairs', () => {
    const pairs = [{ pairId: 1, rangeMw: 3, offerPerMwh: '9', bidPerMwh: '8' }];
    const declared = [before(2, { notifiedPowerMw: 7, pairs }), before(3, { notifiedPowerMw: 7, pairs })];
    const given = { minutes: -1, plannedKw: () => 20_000, change: { declared } };
    expect(declare({ ...given, minutes: -1 / 60 - 1 })[2]).toMatchObject({ notifiedPowerMw: 20, isGateClosed: false });
    expect(declare(given)[2]).toMatchObject({ notifiedPowerMw: 7, pairs, isGateClosed: true });
    expect(declare(given)[3]).toMatchObject({ notifiedPowerMw: 20, isGateClosed: false });
  });

  test('was nothing behind a gate that closed before anything was declared', () => {
    expect(declare({ plannedKw: () => 20_000 })[1]).toMatchObject({ notifiedPowerMw: null, pairs: [], isGateClosed: true });
  });
});

describe('pairs', () => {
  test('reach from what is notified to the limits', () => {
    expect(declare({ plannedKw: () => 20_000, socPercent: 89 })[4]?.pairs).toMatchObject([
      { pairId: -1, rangeMw: -70 },
      { pairId: 1, rangeMw: 30 },
    ]);
  });

  test.each<[string, Given]>([
    ['no plan', { plannedKw: () => null }],
    ['a plan that does not say what energy is worth', { storedValuePerMwh: null }],
    ['nothing heard', { socPercent: null }],
  ])('need more than %s', (_what, given) => {
    expect(declare(given)[4]?.pairs).toEqual([]);
  });
});

const power = fc.integer({ min: 0, max: 80_000 });
const given = fc.record({
  minutes: fc.integer({ min: -300, max: 1_300 }),
  socPercent: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { freq: 10 }),
  plans: fc.array(fc.option(fc.integer({ min: -90_000, max: 90_000 }), { freq: 5 }), { minLength: 48, maxLength: 48 }),
  storedValuePerMwh: fc.double({ min: -200, max: 500, noNaN: true }),
  nameplate: fc.record({ chargePowerKwMax: power, dischargePowerKwMax: power }),
  setKw: power,
  energyCapacityKwh: fc.integer({ min: 1_000, max: 200_000 }),
  efficiencyPercent: fc.integer({ min: 70, max: 100 }),
  before: fc.array(
    fc.record({
      notifiedPowerMw: fc.option(fc.integer({ min: -90, max: 90 })),
      exportLimitMw: fc.integer({ min: 0, max: 90 }),
      importLimitMw: fc.integer({ min: 0, max: 90 }),
    }),
    { minLength: 48, maxLength: 48 },
  ),
});

function drawn({ minutes, socPercent, plans, before: known, ...one }: typeof given extends fc.Arbitrary<infer T> ? T : never) {
  const { nameplate, setKw, energyCapacityKwh, efficiencyPercent, storedValuePerMwh } = one;
  const set = [
    {
      limitId: 'l' as never,
      role: 'OPERATOR' as const,
      fromAt: at(400),
      untilAt: at(610),
      chargePowerKwMax: setKw,
      dischargePowerKwMax: setKw,
    },
  ];
  return situation({
    minutes,
    socPercent,
    storedValuePerMwh,
    plannedKw: (index) => plans[index] ?? null,
    change: {
      battery: {
        name: 'One',
        energyCapacityKwh,
        chargeEfficiencyPercent: efficiencyPercent,
        dischargeEfficiencyPercent: efficiencyPercent,
      },
      limits: { nameplate, gridConnection: { importLimitKw: 60_000, exportLimitKw: 55_000 }, set },
      declared: known.map((change, index) => before(index, change)),
    },
  });
}

describe('whatever is planned and measured', () => {
  test('nothing is notified beyond the limits, and no limit is beyond nameplate, grid and what was set', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { limits, ...asked } = drawn(one);
        for (const { period, notifiedPowerMw, exportLimitMw, importLimitMw, isGateClosed } of decideDeclaration({
          ...asked,
          limits,
        })) {
          const isSet = period.fromAt < at(610) && period.untilAt > at(400);
          const mostKw = isSet ? one.setKw : Infinity;
          expect(exportLimitMw * 1_000).toBeLessThanOrEqual(Math.min(one.nameplate.dischargePowerKwMax, 55_000, mostKw) + 0.01);
          expect(importLimitMw * 1_000).toBeLessThanOrEqual(Math.min(one.nameplate.chargePowerKwMax, 60_000, mostKw) + 0.01);
          expect(Math.min(exportLimitMw, importLimitMw)).toBeGreaterThanOrEqual(0);
          if (isGateClosed || notifiedPowerMw === null) continue;
          expect(Number.isInteger(notifiedPowerMw)).toBe(true);
          expect(notifiedPowerMw).toBeLessThanOrEqual(exportLimitMw);
          expect(notifiedPowerMw).toBeGreaterThanOrEqual(-importLimitMw);
        }
      }),
    );
  });

  test('the store bears every limit for half an hour when what was notified is followed until then', () => {
    fc.assert(
      fc.property(given, (one) => {
        const asked = drawn(one);
        const efficiency = one.efficiencyPercent / 100;
        const [floorKwh, ceilingKwh] = [0.1 * one.energyCapacityKwh, 0.9 * one.energyCapacityKwh];
        let energyKwh = ((one.socPercent ?? 0) / 100) * one.energyCapacityKwh;
        for (const { period, notifiedPowerMw, exportLimitMw, importLimitMw } of decideDeclaration(asked)) {
          if (one.socPercent === null) continue;
          expect(exportLimitMw * 500).toBeLessThanOrEqual(Math.max(0, energyKwh - floorKwh) * efficiency + 0.01);
          expect(importLimitMw * 500 * efficiency).toBeLessThanOrEqual(Math.max(0, ceilingKwh - energyKwh) + 0.01);
          const planned = asked.planned.find(({ period: other }) => other.fromAt === period.fromAt);
          const powerKw = notifiedPowerMw === null ? (planned?.powerKw ?? 0) : notifiedPowerMw * 1_000;
          const hours = (period.untilAt.getTime() - Math.max(period.fromAt.getTime(), asked.now.getTime())) / 3_600_000;
          const nextKwh = energyKwh - (powerKw > 0 ? (powerKw * hours) / efficiency : powerKw * hours * efficiency);
          // What was notified long ago may be out of reach by now: the store stops at its bounds.
          energyKwh = Math.min(Math.max(nextKwh, Math.min(floorKwh, energyKwh)), Math.max(ceilingKwh, energyKwh));
        }
      }),
    );
  });

  test('pairs are stacked up to the limits, with offers no less than bids and prices that do not fall upwards', () => {
    fc.assert(
      fc.property(given, (one) => {
        for (const { notifiedPowerMw, exportLimitMw, importLimitMw, pairs, isGateClosed } of decideDeclaration(drawn(one))) {
          if (isGateClosed) continue;
          for (const { pairId, rangeMw, offerPerMwh, bidPerMwh } of pairs) {
            expect(Number(offerPerMwh)).toBeGreaterThanOrEqual(Number(bidPerMwh));
            expect((notifiedPowerMw ?? NaN) + rangeMw).toBe(pairId > 0 ? exportLimitMw : -importLimitMw + 0);
            expect(Math.sign(rangeMw)).toBe(Math.sign(pairId));
          }
          const [below, above] = pairs;
          if (!below || !above) continue;
          expect([below.pairId, above.pairId]).toEqual([-1, 1]);
          expect(Number(above.offerPerMwh)).toBeGreaterThanOrEqual(Number(below.offerPerMwh));
          expect(Number(above.bidPerMwh)).toBeGreaterThanOrEqual(Number(below.bidPerMwh));
        }
      }),
    );
  });

  test('a period behind its gate keeps what was notified and its pairs, and one before it changes', () => {
    fc.assert(
      fc.property(given, (one) => {
        const asked = drawn(one);
        const known = new Map(asked.declared.map((declared) => [declared.period.fromAt.getTime(), declared]));
        for (const { period, notifiedPowerMw, pairs, isGateClosed } of decideDeclaration(asked)) {
          const gateMs = period.fromAt.getTime() - 3_600_000;
          expect(isGateClosed).toBe(asked.now.getTime() >= gateMs - 60_000);
          if (!isGateClosed) continue;
          expect(notifiedPowerMw).toBe(known.get(period.fromAt.getTime())?.notifiedPowerMw);
          expect(pairs).toBe(known.get(period.fromAt.getTime())?.pairs);
        }
      }),
    );
  });

  test('what is declared is not declared again', () => {
    fc.assert(
      fc.property(given, (one) => {
        const asked = drawn(one);
        const declared = decideDeclaration(asked);
        const again = decideDeclaration({ ...asked, declared });
        expect(isDeclaredSo(again, { before: declared, evenGates: true })).toBe(true);
      }),
    );
  });
});
