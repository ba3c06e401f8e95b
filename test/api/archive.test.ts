import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../src/modules/telemetry/index.ts';
import { openArchiveFolder } from '../../src/platform/archive-folder.ts';
import { batteryIdOf, fileOf, globalBattery, openWorld, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const { tenantId } = fileOf('alder');
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const TWO = { tenant: 'alder', site: 'north', battery: 'two' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;
type Place = typeof ONE | typeof TWO | typeof THREE;
/** Long ago by any clock: the last three days are never forgotten. */
const START = '2025-03-10T12:00:00Z';
const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2025-03-10T00:00:00Z');
const MINUTE_MS = 60_000;

beforeAll(async () => {
  world = await openWorld({ at: START });
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());
afterEach(async () => {
  for (const table of ['reading', 'archived_day', 'archive_mark', 'archive_leftover'])
    await world.owner.unsafe(`delete from ${table}`);
  rmSync(world.archiveFolder, { recursive: true, force: true });
});

/** Stored as ingest stores them: of a day that is past they come late. */
async function store(place: Place, minutes: readonly number[]): Promise<void> {
  await world.storeReadings(
    place,
    minutes.map((minute) => ({
      measuredAtMs: FIRST_MS + minute * MINUTE_MS,
      activePowerKw: (minute % 7) - 3,
      socPercent: 50 + (minute % 5),
    })),
  );
}

const archive = () => world.runTimer('archive-readings');
const forget = () => world.runTimer('forget-readings');
const files = async (): Promise<readonly string[]> => openArchiveFolder(world.archiveFolder).list('readings/');
const parquetFiles = async (): Promise<string[]> => (await files()).filter((key) => key.endsWith('.parquet'));
const bytesOf = (key: string): Buffer => readFileSync(path.join(world.archiveFolder, key));
const storedCount = async (): Promise<number> => (await world.owner`select 1 from reading where tenant_id = ${tenantId}`).length;
const verified = () => verifyArchive({ db: world.services.db, archive: openArchiveFolder(world.archiveFolder) }, fileOf('alder'));

interface Manifest {
  readonly day: string;
  readonly versionSequence: number;
  readonly fileKey: string;
  readonly rowCount: number;
  readonly sha256: string;
}
const manifest = (): Promise<Manifest[]> => world.owner<Manifest[]>`
  select day::text, version_sequence as "versionSequence", file_key as "fileKey", row_count as "rowCount", sha256
  from archived_day where tenant_id = ${tenantId} order by day`;

const SERIES = `query($id: ID!, $from: DateTime!, $until: DateTime!, $resolution: SeriesResolution, $max: Int) { battery(id: $id) {
  series(from: $from, until: $until, resolution: $resolution, pointCountMax: $max) { resolution points { fromAt activePowerKwMean socPercent } } } }`;

async function seriesOf(place: Place, asked: object = {}, key = operator) {
  const span = { from: '2025-03-09T00:00:00Z', until: '2025-03-16T00:00:00Z', resolution: 'RAW', max: 2_000 };
  const answer = await world.ask(key, SERIES, { id: globalBattery(place), ...span, ...asked });
  expect(answer.codes).toEqual([]);
  return answer.data.battery.series;
}

const READINGS = `query($id: ID!, $from: DateTime!, $until: DateTime!, $max: Int) { battery(id: $id) {
  readings(from: $from, until: $until, pointCountMax: $max) { measuredAt receivedAt activePowerKw socPercent quality exportedKwh } } }`;

async function readingsOf(place: Place, asked: object = {}, key = operator) {
  const span = { from: '2025-03-09T00:00:00Z', until: '2025-03-16T00:00:00Z', max: 2_000 };
  const answer = await world.ask(key, READINGS, { id: globalBattery(place), ...span, ...asked });
  expect(answer.codes).toEqual([]);
  return answer.data.battery.readings;
}

describe('the archive', () => {
  test('has every finished day in one file of each tenant, and another round changes nothing', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 660, 720]);
    await store(THREE, [601]);
    world.clock.setTo('2025-03-11T13:00:00Z');
    await store(ONE, [1_500, 2_000]);
    await archive();
    const [day, ...more] = await manifest();
    expect(more).toEqual([]);
    expect(day).toMatchObject({ day: '2025-03-10', versionSequence: 1, rowCount: 4 });
    const key = day?.fileKey ?? '';
    expect(await files()).toEqual([`readings/tenant=${tenantId}/day=2025-03-10/manifest.json`, key]);
    expect(createHash('sha256').update(bytesOf(key)).digest('hex')).toBe(day?.sha256);
    const told = JSON.parse(bytesOf(key.replace(/readings-v.*/, 'manifest.json')).toString());
    expect(told).toMatchObject({
      tenantSlug: 'alder',
      day: '2025-03-10',
      rowCount: 4,
      firstMeasuredAt: '2025-03-10T10:00:00.000Z',
      lastMeasuredAt: '2025-03-10T12:00:00.000Z',
      schemaVersion: 1,
      sha256: day?.sha256,
      batteryRowCounts: { [batteryIdOf(ONE)]: 3, [batteryIdOf(THREE)]: 1 },
    });
    await archive();
    expect(await manifest()).toEqual([day]);
    expect(await verified()).toMatchObject({ fileCount: 1, rowCount: 4, problems: [] });
    world.clock.setTo('2025-03-12T06:00:00Z');
    await archive();
    expect((await manifest()).map(({ day: one }) => one)).toEqual(['2025-03-10', '2025-03-11']);
  });

  test('waits for the readings of a day for as long as the tenant says', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [700]);
    world.clock.setTo('2025-03-11T05:59:59Z');
    await archive();
    expect(await files()).toEqual([]);
    world.clock.setTo('2025-03-11T06:00:00Z');
    await archive();
    expect(await parquetFiles()).toHaveLength(1);
  });

  test('gets another file of a day when readings come late, with all of them, and the one before goes', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo('2025-03-11T07:00:00Z');
    await archive();
    const [first] = await manifest();
    await store(ONE, [650]);
    await store(TWO, [640]);
    await archive();
    // Late ones are gathered for as long as a day is waited for.
    expect(await manifest()).toEqual([first]);
    world.clock.setTo('2025-03-11T13:00:00Z');
    await archive();
    const [second] = await manifest();
    expect(second).toMatchObject({ day: '2025-03-10', versionSequence: 2, rowCount: 4 });
    expect(await parquetFiles()).toEqual([second?.fileKey]);
    expect((await verified()).problems).toEqual([]);
    // The same batch again.
    await store(ONE, [650]);
    world.clock.setTo('2025-03-11T20:00:00Z');
    await archive();
    expect(await manifest()).toEqual([second]);
    expect(await world.owner`select 1 from archive_mark`).toHaveLength(0);
  });

  test('leaves nothing behind, and is whole in the end, when it fails in the middle', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo('2025-03-11T07:00:00Z');
    await world.owner`alter table archived_day add constraint broken check (false) not valid`;
    await archive();
    expect([await manifest(), await files()]).toEqual([[], []]);
    await world.owner`alter table archived_day drop constraint broken`;
    rmSync(world.archiveFolder, { recursive: true, force: true });
    writeFileSync(world.archiveFolder, 'a file where the folder should be');
    await expect(archive()).rejects.toThrow('ENOTDIR');
    expect(await manifest()).toEqual([]);
    rmSync(world.archiveFolder);
    await archive();
    await archive();
    expect(await parquetFiles()).toEqual((await manifest()).map(({ fileKey }) => fileKey));
    expect((await verified()).problems).toEqual([]);
    expect(await world.owner`select 1 from archive_leftover`).toHaveLength(0);
  });

  test('is not written by two at once', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo('2025-03-11T07:00:00Z');
    await Promise.all([archive(), archive(), archive()]);
    await archive();
    expect((await manifest()).map(({ versionSequence }) => versionSequence)).toEqual([1]);
    expect(await parquetFiles()).toEqual((await manifest()).map(({ fileKey }) => fileKey));
    expect((await verified()).problems).toEqual([]);
  });

  test('names the file that somebody has changed, removed or added', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo('2025-03-12T07:00:00Z');
    await store(ONE, [1_500]);
    await archive();
    const [first = '', second = ''] = await parquetFiles();
    const bytes = bytesOf(first);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    writeFileSync(path.join(world.archiveFolder, first), bytes);
    renameSync(path.join(world.archiveFolder, second), path.join(world.archiveFolder, `${second}.moved`));
    expect((await verified()).problems).toEqual([
      { fileKey: first, finding: 'was changed: its SHA-256 is not the one of the manifest' },
      { fileKey: second, finding: 'is missing' },
      { fileKey: `${second}.moved`, finding: 'is not in the manifest' },
    ]);
    // What was changed does not pass into the next version.
    await store(ONE, [650]);
    world.clock.setTo('2025-03-12T14:00:00Z');
    await archive();
    expect((await manifest()).map(({ versionSequence }) => versionSequence)).toEqual([1, 1]);
  });
});

/** A year and more later: single readings of those days are no longer kept. */
const LATER = '2026-05-01T00:00:00Z';

describe('single readings', () => {
  test('are forgotten when the archive has them, and not before', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo(LATER);
    await forget();
    expect(await storedCount()).toBe(2);
    await archive();
    await forget();
    expect(await storedCount()).toBe(0);
    expect((await seriesOf(ONE)).points).toHaveLength(2);
  });

  test('that the file of their day does not have are kept until it has them', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo('2025-03-11T07:00:00Z');
    await archive();
    // As if a transaction had been slower than anything may be: nothing marks the day.
    for (const place of [ONE, TWO])
      await world.owner`insert into reading values (${tenantId}, ${batteryIdOf(place)}, '2025-03-10T11:00:00Z', ${START}, 1, 2, 1, 1, 'GOOD')`;
    world.clock.setTo(LATER);
    await forget();
    expect(await storedCount()).toBe(4);
    await archive();
    await forget();
    expect(await storedCount()).toBe(0);
    expect((await seriesOf(ONE)).points).toHaveLength(3);
    expect((await seriesOf(TWO)).points).toHaveLength(1);
  });

  test('that come when others of their day are forgotten join them in the archive', async () => {
    world.clock.setTo('2025-03-10T13:00:00Z');
    await store(ONE, [600, 700]);
    world.clock.setTo('2025-03-11T07:00:00Z');
    await archive();
    world.clock.setTo(LATER);
    await forget();
    await world.owner`insert into reading values (${tenantId}, ${batteryIdOf(ONE)}, '2025-03-10T11:00:00Z', ${START}, 1, 2, 1, 1, 'GOOD')`;
    await world.owner`insert into archive_mark (tenant_id, day) values (${tenantId}, '2025-03-10')`;
    const [forgotten] = await asTenant<{ count: number }>(
      (sql) => sql`select forget_readings('2025-03-10', ${batteryIdOf(ONE)}, 10) as count`,
    );
    expect(forgotten).toEqual({ count: 0 });
    expect(await storedCount()).toBe(1);
    expect((await seriesOf(ONE)).points).toHaveLength(3);
    await archive();
    await forget();
    expect(await storedCount()).toBe(0);
    expect((await seriesOf(ONE)).points).toHaveLength(3);
    expect(await manifest()).toMatchObject([{ versionSequence: 2, rowCount: 3 }]);
  });

  test('are one series and the same readings, wherever they are kept: for any day up to which they are forgotten', async () => {
    const minute = fc.integer({ min: 720, max: 5 * 1_440 });
    const drawn = fc.record({
      minutes: fc.uniqueArray(minute, { minLength: 1, maxLength: 60 }),
      late: fc.uniqueArray(minute, { maxLength: 20 }),
      forgottenDays: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
      half: fc.boolean(),
      ends: fc.tuple(minute, minute),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ minutes, late, forgottenDays, half, ends: [one, other] }) => {
        for (const table of ['reading', 'archived_day', 'archive_mark', 'archive_leftover'])
          await world.owner.unsafe(`delete from ${table}`);
        for (const part of [minutes, late.filter((each) => !minutes.includes(each))]) await insert(ONE, part);
        const at = (ms: number): string => new Date(FIRST_MS + ms).toISOString();
        const spans = [
          {},
          { from: at(Math.min(one, other) * MINUTE_MS), until: at(Math.max(one, other) * MINUTE_MS + 1) },
          { from: at(DAY_MS), until: at(3 * DAY_MS), resolution: 'AUTO' },
        ];
        world.clock.setTo('2025-03-17T00:00:00Z');
        const thinned = { ...spans[1], max: 7 };
        const past = () => Promise.all([...spans.map((span) => seriesOf(ONE, span)), readingsOf(ONE), readingsOf(ONE, thinned)]);
        const expected = await past();
        await archive();
        for (const index of forgottenDays) {
          const day = new Date(FIRST_MS + index * DAY_MS).toISOString().slice(0, 10);
          // Some of the rows of a day are forgotten before the others.
          const count = half ? 3 : 100_000;
          await asTenant(
            (sql) =>
              sql`select forget_readings(day, ${batteryIdOf(ONE)}, ${count}) from archived_day where tenant_id = ${tenantId} and day = ${day}`,
          );
        }
        expect(await past()).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('that are archived are told to those who may see their time, and no others', async () => {
    await world.owner`
      update agreement set valid_until = '2025-03-10T12:20:00Z' where battery_id = ${batteryIdOf(THREE)}
        and party_id = (select party_id from party where name = 'The former of Alder Power')`;
    await insert(
      THREE,
      Array.from({ length: 60 }, (_, index) => 720 + index),
    );
    const former = await world.key('alder', 'OWNER', 'former');
    world.clock.setTo('2025-03-17T00:00:00Z');
    const before = await seriesOf(THREE, {}, former);
    expect(before.points).toHaveLength(20);
    const beforeReadings = await readingsOf(THREE, {}, former);
    expect(beforeReadings.length).toBeGreaterThan(0);
    await archive();
    world.clock.setTo(LATER);
    await forget();
    expect(await storedCount()).toBe(0);
    expect(await seriesOf(THREE, {}, former)).toEqual(before);
    expect(await readingsOf(THREE, {}, former)).toEqual(beforeReadings);
    expect((await readingsOf(THREE)).length).toBeGreaterThan(beforeReadings.length);
    expect((await seriesOf(THREE)).points).toHaveLength(60);
    const stranger = await world.key('alder', 'OWNER', 'stranger');
    expect((await world.ask(stranger, SERIES, { id: globalBattery(THREE), from: START, until: START })).data).toEqual({
      battery: null,
    });
  });

  test('are refused as too many rather than left out, and minutes are given instead where any resolution will do', async () => {
    await insert(
      ONE,
      Array.from({ length: 50 }, (_, index) => 1_440 + index),
    );
    world.clock.setTo(LATER);
    await world.owner`insert into rollup_mark (tenant_id, battery_id, from_at, until_at) values (${tenantId}, ${batteryIdOf(ONE)}, '2025-03-11T00:00:00Z', '2025-03-11T01:00:00Z')`;
    await world.runTimer('roll-up');
    await archive();
    await forget();
    const span = { from: '2025-03-11T00:00:00Z', until: '2025-03-11T00:45:00Z' };
    const few = await world.ask(operator, SERIES, { id: globalBattery(ONE), ...span, resolution: 'RAW', max: 44 });
    expect(few.codes).toEqual(['BAD_USER_INPUT']);
    expect((await seriesOf(ONE, { ...span, resolution: 'RAW', max: 45 })).points).toHaveLength(45);
    expect((await seriesOf(ONE, { ...span, resolution: 'AUTO', max: 45 })).resolution).toBe('RAW');
  });

  test('are refused where more of them are in the archive than are read for one operation', async () => {
    await insert(ONE, [1_440, 1_500, 1_560, 1_620, 1_680]);
    world.clock.setTo(LATER);
    await archive();
    await forget();
    await world.owner`update archived_day set battery_row_counts = ${world.owner.json({ [batteryIdOf(ONE)]: 200_000 })}`;
    const span = { from: '2025-03-11T00:00:00Z', until: '2025-03-12T00:00:00Z' };
    const whole = await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span });
    expect([whole.codes, whole.messages]).toEqual([
      ['BAD_USER_INPUT'],
      [expect.stringContaining('About 200000 of the readings asked for are in the archive')],
    ]);
    const half = { from: span.from, until: '2025-03-11T01:50:00Z' };
    expect(await readingsOf(ONE, half)).toHaveLength(2);
    const twice = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
      one: readings(from: $from, until: $until) { measuredAt } other: readings(from: $from, until: $until) { measuredAt } } }`;
    expect((await world.ask(operator, twice, { id: globalBattery(ONE), ...half })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('of an archive that cannot be read are an error, and not a gap', async () => {
    await insert(ONE, [730]);
    world.clock.setTo(LATER);
    await archive();
    await forget();
    const aside = `${world.archiveFolder}.aside`;
    renameSync(world.archiveFolder, aside);
    const answer = await world.ask(operator, SERIES, {
      id: globalBattery(ONE),
      from: '2025-03-10T00:00:00Z',
      until: '2025-03-11T00:00:00Z',
      resolution: 'RAW',
    });
    expect(answer.codes).toEqual(['UNAVAILABLE']);
    const span = { from: '2025-03-10T00:00:00Z', until: '2025-03-11T00:00:00Z' };
    expect((await world.ask(operator, READINGS, { id: globalBattery(ONE), ...span })).codes).toEqual(['UNAVAILABLE']);
    renameSync(aside, world.archiveFolder);
    expect((await seriesOf(ONE)).points).toHaveLength(1);
  });
});

/** A statement of the tenant. */
async function asTenant<Row extends object>(
  ask: (sql: postgres.TransactionSql) => PromiseLike<readonly object[]>,
): Promise<Row[]> {
  const rows = await world.owner.begin(async (sql) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`;
    return ask(sql);
  });
  // The statement names the columns.
  return [...rows] as Row[];
}

async function insert(place: Place, minutes: readonly number[]): Promise<void> {
  await world.owner`select ensure_reading_partition('2025-03-10')`;
  await world.owner`
    insert into reading (tenant_id, battery_id, measured_at, received_at, active_power_kw, soc_percent, exported_kwh, imported_kwh, quality)
    select ${tenantId}, ${batteryIdOf(place)}, ${new Date(FIRST_MS)}::timestamptz + minute * interval '1 minute', now(), minute % 7, minute % 50, 1, 1, 'GOOD'
    from unnest(${[...minutes]}::int[]) as drawn (minute)`;
}
