import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batteryIdOf, fileOf, globalBattery, openWorld, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const TWO = { tenant: 'alder', site: 'north', battery: 'two' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;
const NOON = '2026-05-12T12:00:00Z';
const NOON_MS = Date.parse(NOON);
const MINUTE_MS = 60_000;

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T14:00:00Z' });
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

const SERIES = `query($id: ID!, $from: DateTime!, $until: DateTime!, $resolution: SeriesResolution, $max: Int) { battery(id: $id) {
  series(from: $from, until: $until, resolution: $resolution, pointCountMax: $max) { resolution leftOutCount points {
    fromAt untilAt exportedKwh importedKwh activePowerKwMean activePowerKwMin activePowerKwMax socPercent readingCount coveredRatio } } } }`;
const HOUR = { from: NOON, until: '2026-05-12T13:00:00Z' };

interface Point {
  readonly fromAt: string;
  readonly exportedKwh: number;
  readonly importedKwh: number;
}

async function seriesOf(place: typeof ONE | typeof TWO | typeof THREE, asked: object = {}, key = operator) {
  const answer = await world.ask(key, SERIES, { id: globalBattery(place), ...HOUR, ...asked });
  expect(answer.codes).toEqual([]);
  return answer.data.battery.series;
}

/** Sixty kilowatts for the first half of the hour: half a kilowatt-hour in thirty seconds; then rest. */
const readingAt = (ms: number) => ({
  measuredAtMs: NOON_MS + ms,
  activePowerKw: ms < 30 * MINUTE_MS ? 60 : 0,
  socPercent: 80 - Math.min(ms, 30 * MINUTE_MS) / (4 * MINUTE_MS),
  exportedKwh: 1_000 + Math.min(ms, 30 * MINUTE_MS) / MINUTE_MS,
  importedKwh: 1_000,
});
const WHOLE_HOUR = Array.from({ length: 121 }, (_, index) => readingAt(index * 30_000));

describe('the series of a battery', () => {
  beforeAll(async () => {
    await world.storeReadings(ONE, WHOLE_HOUR);
    await world.runTimer('roll-up');
  });

  test.each([
    [500, 'RAW', 120],
    [119, 'MINUTE', 60],
    [10, 'SETTLEMENT_PERIOD', 2],
  ])('of at most %i points is the finest that fits: %s', async (max, resolution, count) => {
    const series = await seriesOf(ONE, { max });
    expect(series).toMatchObject({ resolution, leftOutCount: 0 });
    expect(series.points).toHaveLength(count);
  });

  test.each(['MINUTE', 'SETTLEMENT_PERIOD'])('has in each %s the energy by which the register rose', async (resolution) => {
    const { points } = await seriesOf(ONE, { resolution });
    const exported = points.map((point: Point) => point.exportedKwh);
    const half = points.length / 2;
    for (const [index, energyKwh] of exported.entries()) expect(energyKwh).toBeCloseTo(index < half ? 30 / half : 0, 9);
    expect(points[0]).toMatchObject({ importedKwh: 0, activePowerKwMin: 60, activePowerKwMax: 60, coveredRatio: 1 });
    expect(points[0].activePowerKwMean).toBeCloseTo(60, 9);
  });

  test('has the readings themselves where they are asked for', async () => {
    const { points } = await seriesOf(ONE, { resolution: 'RAW' });
    expect(points[1]).toEqual({
      fromAt: '2026-05-12T12:00:30Z',
      untilAt: '2026-05-12T12:00:30Z',
      exportedKwh: null,
      importedKwh: null,
      activePowerKwMean: 60,
      activePowerKwMin: 60,
      activePowerKwMax: 60,
      socPercent: 79.875,
      readingCount: 1,
      coveredRatio: 1,
    });
  });

  test('refuses more points than were asked for rather than leaving some out', async () => {
    for (const resolution of ['RAW', 'MINUTE']) {
      const answer = await world.ask(operator, SERIES, { id: globalBattery(ONE), ...HOUR, resolution, max: 50 });
      expect(answer.codes).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('knows the past when single readings are forgotten', async () => {
    const old = '2025-01-10T12:00:00Z';
    await world.owner`select ensure_reading_partition(${old})`;
    await world.owner`
      insert into reading (tenant_id, battery_id, measured_at, received_at, active_power_kw, soc_percent, exported_kwh, imported_kwh, quality)
      select ${fileOf('alder').tenantId}, ${batteryIdOf(ONE)}, ${old}::timestamptz + n * interval '1 minute', ${old}, 6, 50, n * 0.1, 0, 'GOOD'
      from generate_series(0, 30) n`;
    await world.owner`
      insert into rollup_mark (tenant_id, battery_id, from_at, until_at)
      values (${fileOf('alder').tenantId}, ${batteryIdOf(ONE)}, ${old}, ${old}::timestamptz + interval '30 minutes')`;
    await world.runTimer('roll-up');
    await world.runTimer('archive-readings');
    await world.runTimer('forget-readings');
    expect(await world.owner`select 1 from reading where measured_at < '2026-01-01'`).toHaveLength(0);
    expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(ONE)}`).toHaveLength(121);
    const { points } = await seriesOf(ONE, { from: old, until: '2025-01-10T12:30:00Z', resolution: 'MINUTE' });
    expect(points.reduce((sum: number, point: Point) => sum + point.exportedKwh, 0)).toBeCloseTo(3, 9);
  });
});

/** So that a line drawn too early differs from what comes in between. */
const UNSTEADY = WHOLE_HOUR.map((reading, index) => ({ ...reading, exportedKwh: 1_000 + index / 2 + 0.8 * Math.sin(index / 2) }));

describe('rollups', () => {
  test('are the same in the end, however late and in whatever order the readings came', async () => {
    await world.storeReadings(TWO, UNSTEADY);
    await world.runTimer('roll-up');
    const expected = (await seriesOf(TWO, { resolution: 'MINUTE' })).points;
    const drawn = fc.tuple(
      fc.shuffledSubarray([...UNSTEADY.keys()], { minLength: UNSTEADY.length }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(drawn, async ([order, lengths]) => {
        await world.owner`delete from reading where battery_id = ${batteryIdOf(TWO)}`;
        await world.owner`delete from reading_rollup where battery_id = ${batteryIdOf(TWO)}`;
        const left = order.flatMap((index) => UNSTEADY[index] ?? []);
        for (let round = 0; left.length > 0; round += 1) {
          await world.storeReadings(TWO, left.splice(0, lengths[round % lengths.length] ?? 1));
          if (round % 2 === 0) await world.runTimer('roll-up');
        }
        await world.runTimer('roll-up');
        // What was doubted because it came late is passed over; here nothing was.
        expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(TWO)} and quality <> 'GOOD'`).toEqual([]);
        expect(rounded((await seriesOf(TWO, { resolution: 'MINUTE' })).points)).toEqual(rounded(expected));
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  test('leave no mark behind, and none is lost when the computation fails', async () => {
    expect(await world.owner`select 1 from rollup_mark`).toHaveLength(0);
    await world.storeReading(TWO);
    await world.owner`alter table reading_rollup add constraint broken check (false) not valid`;
    await expect(world.runTimer('roll-up')).rejects.toThrow('broken');
    expect(await world.owner`select 1 from rollup_mark`).toHaveLength(1);
    await world.owner`alter table reading_rollup drop constraint broken`;
    await world.runTimer('roll-up');
    expect(await world.owner`select 1 from rollup_mark`).toHaveLength(0);
  });
});

/** Sums in another order differ in the last digits. */
function rounded(points: readonly Point[]): unknown {
  return JSON.parse(JSON.stringify(points), (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
  );
}

describe('who saw a part of the past only', () => {
  test('gets the points that lie wholly inside, and is told of the others', async () => {
    await world.owner`
      update agreement set valid_until = '2026-05-12T12:20:30Z' where battery_id = ${batteryIdOf(THREE)}
        and party_id = (select party_id from party where name = 'The former of Alder Power')`;
    await world.storeReadings(THREE, WHOLE_HOUR);
    await world.runTimer('roll-up');
    const former = await world.key('alder', 'OWNER', 'former');
    const minutes = await seriesOf(THREE, { resolution: 'MINUTE' }, former);
    expect(minutes.points).toHaveLength(20);
    expect(minutes.leftOutCount).toBe(1);
    const periods = await seriesOf(THREE, { resolution: 'SETTLEMENT_PERIOD' }, former);
    expect(periods).toMatchObject({ points: [], leftOutCount: 1 });
    const raw = await seriesOf(THREE, { resolution: 'RAW' }, former);
    expect(raw.points).toHaveLength(41);
    const answer = await world.ask(former, SERIES, { id: globalBattery(THREE), ...HOUR, resolution: 'MINUTE' });
    expect(answer.body).toContain('OUTSIDE_AGREEMENT');
    const none = await world.ask(await world.key('alder', 'OWNER', 'stranger'), SERIES, { id: globalBattery(THREE), ...HOUR });
    expect(none.data).toEqual({ battery: null });
  });
});

describe('a battery', () => {
  const CONNECTIVITY = `query($id: ID!) { battery(id: $id) { connectivity { state sinceAt noticedAt }
    connectivityChanges(from: "2026-05-12T00:00:00Z", until: "2026-05-14T00:00:00Z") { state sinceAt } } }`;
  const place = { tenant: 'birch', site: 'north', battery: 'one' } as const;
  const notice = async () => {
    await world.runTimer('watch-connectivity');
    const key = await world.key('birch', 'VIEWER');
    return (await world.ask(key, CONNECTIVITY, { id: globalBattery(place) })).data.battery;
  };

  test('that falls silent is stale and then offline, by the clock alone, and online when it speaks', async () => {
    expect(await notice()).toEqual({ connectivity: null, connectivityChanges: [] });
    world.clock.setTo('2026-05-13T08:00:00Z');
    await world.storeReading(place);
    expect((await notice()).connectivity).toEqual({
      state: 'ONLINE',
      sinceAt: '2026-05-13T08:00:00Z',
      noticedAt: '2026-05-13T08:00:00Z',
    });
    world.clock.setTo('2026-05-13T08:05:07Z');
    expect((await notice()).connectivity).toEqual({
      state: 'STALE',
      sinceAt: '2026-05-13T08:05:00Z',
      noticedAt: '2026-05-13T08:05:07Z',
    });
    world.clock.setTo('2026-05-13T08:20:00Z');
    expect((await notice()).connectivity.state).toBe('OFFLINE');
    // What it had kept of the time before tells nothing of now.
    await world.storeReading(place, { measuredAtMs: Date.parse('2026-05-13T08:01:00Z') });
    expect((await notice()).connectivity.state).toBe('OFFLINE');
    world.clock.setTo('2026-05-13T08:20:10Z');
    await world.storeReading(place);
    const heard = await notice();
    expect(heard.connectivity).toMatchObject({ state: 'ONLINE', sinceAt: '2026-05-13T08:20:10Z' });
    expect(heard.connectivityChanges).toEqual([
      { state: 'ONLINE', sinceAt: '2026-05-13T08:00:00Z' },
      { state: 'STALE', sinceAt: '2026-05-13T08:05:00Z' },
      { state: 'OFFLINE', sinceAt: '2026-05-13T08:15:00Z' },
      { state: 'ONLINE', sinceAt: '2026-05-13T08:20:10Z' },
    ]);
  });

  test('is noticed once, however many look', async () => {
    world.clock.setTo('2026-05-13T08:40:00Z');
    const before = await world.owner`select 1 from connectivity_change`;
    await Promise.all([1, 2, 3].map(() => world.runTimer('watch-connectivity')));
    const changed = await world.owner<{ batteryId: string }[]>`
      select battery_id as "batteryId" from connectivity_change where noticed_at = '2026-05-13T08:40:00Z'`;
    expect(new Set(changed.map(({ batteryId }) => batteryId)).size).toBe(changed.length);
    expect(changed.length).toBeGreaterThan(0);
    expect(before.length).toBeGreaterThan(0);
  });
});
