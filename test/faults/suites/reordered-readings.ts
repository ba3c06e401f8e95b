import fc from 'fast-check';
import { QUEUES } from '../../../src/main/run-worker.ts';
import { installQueues } from '../../../src/platform/queue-schema.ts';
import { printTelemetryBatch, type TelemetryBatch, type WireReading } from '../../../src/wire/telemetry.ts';
import { batteryIdOf, fileOf, openWorld, siteIdOf, topicOf, type World } from '../../harness/world.ts';
import type { Slug } from '../../harness/two-tenants.ts';
import { copyOf, startProbeServer } from '../../probe/databases.ts';
import type { Suite } from '../suite.ts';

const PLACE = { site: 'north', battery: 'one' } as const;
const READINGS_MAX = 40;
const POWER_KW_MAX = 20;
const CAPACITY_KWH = 200;
/** Registers at the start of a round lie so far above those of the round before. */
const REGISTERS_PER_ROUND_KWH = 200;
const DAYS_PER_ROUND = 4;
const HOUR_MS = 3_600_000;
/** The platform takes in what is up to 48 hours late. */
const LATE_HOURS_MAX = 43;

/** A course of readings, and how a bad line delivers it. */
interface Course {
  readonly lateHours: number;
  /** From one reading to the next, with the power in between. */
  readonly steps: readonly { readonly seconds: number; readonly powerKw: number }[];
  /** Readings in each batch. */
  readonly batchLength: number;
  /** By which the batches are sorted, and sorted again for the second delivery of some. */
  readonly order: readonly number[];
  /** After so many deliveries the rollups are brought up to date in between. */
  readonly rollUpAfter: number;
}

const course: fc.Arbitrary<Course> = fc.record({
  lateHours: fc.integer({ min: 0, max: LATE_HOURS_MAX }),
  steps: fc.array(
    fc.record({
      // Now and then a gap that is not bridged.
      seconds: fc.oneof(
        { weight: 20, arbitrary: fc.integer({ min: 1, max: 300 }) },
        { weight: 1, arbitrary: fc.constant(4_000) },
      ),
      powerKw: fc.double({ min: -POWER_KW_MAX, max: POWER_KW_MAX, noNaN: true }),
    }),
    { minLength: 1, maxLength: READINGS_MAX },
  ),
  batchLength: fc.integer({ min: 1, max: 7 }),
  order: fc.array(fc.nat(1_000), { minLength: 2 * READINGS_MAX, maxLength: 2 * READINGS_MAX }),
  rollUpAfter: fc.nat(READINGS_MAX),
});

/** The same readings reach one tenant in order, and the other duplicated, late and in any order: rows and rollups are the same. */
export const reorderedReadings: Suite = {
  name: 'duplicate, reordered, late readings',
  needs: [],
  async run({ tally, seed, size }) {
    const server = await startProbeServer();
    const database = await copyOf(server.adminUrl);
    await installQueues(database.ownerUrl, QUEUES);
    const world = await openWorld({ database });
    let round = 0;
    let deliveryCount = 0;
    try {
      const property = fc.asyncProperty(course, async (drawn) => {
        round += 1;
        world.clock.advance({ hours: DAYS_PER_ROUND * 24 });
        const batches = batchesOf(drawn, { nowMs: world.clock.nowMs(), round });
        for (const batch of batches) await deliver(world, 'alder', batch, round);
        const disorder = disordered(batches, drawn.order);
        for (const [index, batch] of disorder.entries()) {
          if (index === drawn.rollUpAfter) await world.runTimer('roll-up');
          await deliver(world, 'birch', batch, round);
        }
        deliveryCount += batches.length + disorder.length;
        await world.runTimer('roll-up');
        const [inOrder, out] = [await stored(world, 'alder'), await stored(world, 'birch')];
        if (inOrder !== out) throw new Error(`in order ${inOrder}\nout of order ${out}`);
        const expected = batches.reduce((sum, { length }) => sum + length, 0);
        if (JSON.parse(inOrder).readings.length !== expected) throw new Error(`${expected} readings were sent: ${inOrder}`);
      });
      await fc.assert(property, { seed, numRuns: size.propertyRunCount, endOnFailure: true });
    } catch (error) {
      tally.offend('brokenPromises', `the order of readings matters: ${String(error).slice(0, 3_000)}`);
    } finally {
      await world.close();
      await server.stop();
    }
    tally.fault('courses delivered out of order', round);
    tally.check('courses', round);
    return { courses: round, deliveries: deliveryCount };
  },
};

type Reading = Omit<WireReading, 'batteryId'>;

function batchesOf({ lateHours, steps, batchLength }: Course, { nowMs, round }: { nowMs: number; round: number }): Reading[][] {
  const lengthMs = steps.reduce((sum, { seconds }) => sum + seconds * 1_000, 0);
  let measuredAtMs = nowMs - Math.min(lateHours * HOUR_MS, LATE_HOURS_MAX * HOUR_MS) - lengthMs;
  let [exportedKwh, importedKwh, socPercent] = [round * REGISTERS_PER_ROUND_KWH, round * REGISTERS_PER_ROUND_KWH, 50];
  const readings = steps.map(({ seconds, powerKw }): Reading => {
    measuredAtMs += seconds * 1_000;
    const kwh = (powerKw * Math.min(seconds, 300)) / 3_600;
    exportedKwh += Math.max(0, kwh);
    importedKwh += Math.max(0, -kwh);
    socPercent -= (kwh / CAPACITY_KWH) * 100;
    return { measuredAtMs, activePowerKw: powerKw, socPercent, exportedKwh, importedKwh, instructionSequence: null };
  });
  return Array.from({ length: Math.ceil(readings.length / batchLength) }, (_, index) =>
    readings.slice(index * batchLength, (index + 1) * batchLength),
  );
}

/** Every batch at least once, in any order, and every third of them again. */
function disordered(batches: readonly Reading[][], order: readonly number[]): Reading[][] {
  const twice = [...batches, ...batches.filter((_, index) => (order[index] ?? 0) % 3 === 0)];
  return twice
    .map((batch, index) => ({ batch, place: order[index] ?? 0 }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ batch }) => batch);
}

async function deliver(world: World, tenant: Slug, readings: readonly Reading[], round: number): Promise<void> {
  const place = { tenant, ...PLACE };
  const batch: TelemetryBatch = {
    version: 1,
    siteId: siteIdOf(place),
    bootId: `round-${round}`,
    batchSequence: 1,
    readings: readings.map((reading) => ({ batteryId: batteryIdOf(place), ...reading })),
  };
  await world.deliver(topicOf(place), printTelemetryBatch(batch));
}

/** What a tenant's database holds of the last days, without what is the tenant's alone. */
async function stored({ owner, clock }: World, tenant: Slug): Promise<string> {
  const { tenantId } = fileOf(tenant);
  const sinceAt = new Date(clock.nowMs() - DAYS_PER_ROUND * 24 * HOUR_MS);
  const readings = await owner`
    select measured_at, active_power_kw, soc_percent, exported_kwh, imported_kwh, quality, quality_reason from reading
    where tenant_id = ${tenantId} and measured_at > ${sinceAt} order by 1`;
  const rollups = await owner`
    select resolution, start_at, exported_kwh, imported_kwh, active_power_kw_min, active_power_kw_max, soc_percent, reading_count,
      covered_seconds from reading_rollup where tenant_id = ${tenantId} and start_at > ${sinceAt} order by 1, 2`;
  const letters = await owner`select reason from dead_letter where tenant_id = ${tenantId}`;
  return JSON.stringify({ readings, rollups, letters });
}
