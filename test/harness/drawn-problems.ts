import fc from 'fast-check';
import type { SiteProblem } from '../../src/modules/optimizer/index.ts';

/**
 * One to three batteries with load, limits, peaks, promises and responses, prices below zero, starts out of range. Of those
 * that are orderly nearly all can keep every limit.
 */
export function drawnProblems({ orderly }: { orderly: boolean } = { orderly: false }): fc.Arbitrary<SiteProblem> {
  const amount = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((tenths) => tenths / 10);
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
  const period = fc.record({
    durationHours: fc.constantFrom(0.25, 0.5, 1),
    importPricePerMwh: fc.integer({ min: -60, max: 300 }),
    spread: fc.constantFrom(0, 0, 5, 20, -10),
    loadKw: fc.constantFrom(0, 0, 4.2, 8),
    generationKw: fc.constantFrom(0, 0, 6.3),
  });
  const battery = fc.record({
    powers: fc.tuple(amount(10), amount(10)),
    energyCapacityKwh: fc.constantFrom(13.5, 20, 40),
    range: fc
      .tuple(amount(1), amount(1), amount(1))
      .map(([one, other, start]) => (orderly ? inOrder(one, start, other) : ([one, other, start] as const))),
    efficiency: fc.constantFrom(1, 0.95, 0.8),
    standingLossRatioPerHour: fc.constantFrom(0, 0, 0.01),
    wearCostPerMwh: fc.constantFrom(0, 3, 20),
    endEnergyValuePerMwh: fc.integer({ min: -20, max: 150 }),
    ramp: maybe(amount(8)),
    perDay: maybe(amount(20)),
    wide: fc.boolean(),
  });
  return fc
    .record({
      periods: fc.array(period, { minLength: 1, maxLength: 10 }),
      batteries: fc.array(battery, { minLength: 1, maxLength: 3 }),
      limits: maybe(fc.tuple(amount(20), amount(20)).map(([one, other]) => (orderly ? [one + 8, other + 8] : [one, other]))),
      peak: maybe(amount(2)),
      promise: maybe(fc.tuple(amount(10), fc.integer({ min: -20, max: 300 }), fc.integer({ min: 20, max: 300 }))),
      held: maybe(fc.tuple(amount(orderly ? 0.5 : 4), amount(6), fc.constantFrom('DC', 'DM', 'DR'), fc.constantFrom('LOW', 'HIGH'), amount(20))),
    })
    .map(({ periods, batteries, limits, peak, promise, held }): SiteProblem => ({
      periods: periods.map(({ spread, ...rest }, index) => ({ ...rest, exportPricePerMwh: rest.importPricePerMwh - spread, dayIndex: Math.floor(index / 4) })),
      batteries: batteries.map(({ powers: [charge, discharge], range: [one, other, start], efficiency, ramp, perDay, wide, ...rest }, index) => ({
        ...rest,
        name: `battery ${index}`,
        chargePowerKwMax: charge,
        dischargePowerKwMax: discharge,
        chargeEfficiencyRatio: efficiency,
        dischargeEfficiencyRatio: efficiency,
        energyKwhAtStart: start * rest.energyCapacityKwh,
        energyKwhMin: wide ? 0 : Math.min(one, other) * rest.energyCapacityKwh,
        energyKwhMax: wide ? rest.energyCapacityKwh : Math.max(one, other) * rest.energyCapacityKwh,
        ...(ramp === null ? {} : { rampKwMax: ramp, powerKwAtStart: 0 }),
        dischargedKwhMaxPerDay: perDay,
      })),
      site: {
        ...(limits && { importLimitKw: limits[0], exportLimitKw: limits[1] }),
        ...(peak !== null && { peakCharges: [{ name: 'month', direction: 'IMPORT' as const, pricePerKw: peak }] }),
        ...(promise && { commitments: [{ name: 'sold', baselineKw: promise[0], upPricePerMwh: promise[1], downPricePerMwh: promise[2] }] }),
      },
      responses: held
        ? [{ name: 'held', service: held[2], direction: held[3], fromPeriodIndex: 0, untilPeriodIndex: Math.ceil(periods.length / 2), powerKwMin: held[0], powerKwMax: held[0] + held[1], pricePerMwHour: held[4] }]
        : [],
    })); // prettier-ignore
}

/** Both ends of a range, and what lies between. */
function inOrder(one: number, start: number, other: number): readonly [number, number, number] {
  const [least = 0, middle = 0, most = 0] = [one, start, other].toSorted((a, b) => a - b);
  return [least, most, middle];
}
