import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifyArchive } from '../../../src/modules/telemetry/index.ts';
import type { ArchiveStore } from '../../../src/platform/archive-store.ts';
import { batteryIdOf, fileOf, globalBattery } from '../../harness/world.ts';
import { ONE } from '../places.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, B, SHADOW_ID } from '../twins.ts';
import { runTimer } from './own-work.ts';
import { unchanged } from '../unchanged.ts';

const DAY_MS = 86_400_000;
/** Beyond the time for which readings are kept in the database. */
const DAYS_AGO = 480;
/** After so long a day that was archived is archived again, if something came late. */
const SETTLED_HOURS = 80;
const LATER = '2099-01-01T00:00:00Z';
const SHADOW_VERSION = 700_000;
const SILENT_HOURS = 96;
const MARKED_COUNT = 30;

/** The archive of A holds A's days alone, and what is said of it is said of them. */
export async function askArchive(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const measuredAt = new Date(world.clock.nowMs() - DAYS_AGO * DAY_MS);
  const day = measuredAt.toISOString().slice(0, 10);
  await world.owner`select ensure_reading_partition(${measuredAt})`;
  await world.owner`
    insert into reading values (${A.tenantId}, ${batteryIdOf(ONE)}, ${measuredAt}, ${measuredAt}, 1, 42, 1, 1, 'GOOD', null, null)`;
  // Elsewhere the day was archived so often, the next one was measured on, and nothing is left to archive with B.
  await archived(twins, { tenantId: SHADOW_ID, day, version: SHADOW_VERSION });
  await archived(twins, { tenantId: B.tenantId, day: '2098-01-01', version: 1 });
  const newDay = await finishDay(twins);
  const elsewhere = new Date(Date.parse(newDay) - DAY_MS);
  await world.owner`
    insert into reading values (${SHADOW_ID}, ${batteryIdOf(ONE)}, ${elsewhere}, ${elsewhere}, 1, 42, 1, 1, 'GOOD', null, null)`;
  // More days, and earlier ones, than are archived in one round.
  await world.owner`
    insert into archive_mark (tenant_id, day) select ${SHADOW_ID}, ${day}::date - n from generate_series(0, ${MARKED_COUNT}::int) n`;
  await unchanged(twins, 'a day that is archived', async () => {
    await mark(twins, day);
    await archive(twins);
    findings.expect('a day that was archived', (await marksOf(twins, day)) === 0, 'is still to be archived');
    const untold = await world.owner`select 1 from archived_day where tenant_id = ${A.tenantId} and not is_told`;
    findings.expect('a day that was archived', untold.count === 0, 'is not told of beside its file');
    // A batch that was sent again leaves a mark and no reading.
    world.clock.advance({ hours: SETTLED_HOURS });
    await mark(twins, day);
    await archive(twins);
    findings.expect('a day of which nothing is new', (await marksOf(twins, day)) === 0, 'is still to be archived');
  });
  const versions = await world.owner<{ day: string; version: number }[]>`
    select day::text, version_sequence as version from archived_day where tenant_id = ${A.tenantId}`;
  const versionOf = (one: string): number | undefined => versions.find((row) => row.day === one)?.version;
  findings.expect('a day that was archived', versionOf(day) === 1, `is told as version ${versionOf(day)}`);
  findings.expect('a day that has ended', versionOf(newDay) === 1, 'is not archived, because B has none');
  const files = readdirSync(world.archiveFolder, { recursive: true, encoding: 'utf8' });
  findings.expect('the archive of A', !files.some((file) => file.includes('2098-01-01')), 'tells of a day of B');
  findings.count(6);
  await world.owner`delete from reading where tenant_id = ${SHADOW_ID} and measured_at = ${elsewhere}`;
  await world.owner`delete from archive_mark where tenant_id = ${SHADOW_ID}`;
  await world.owner`delete from archived_day where tenant_id = ${SHADOW_ID} and version_sequence = ${SHADOW_VERSION}`;
  await world.owner`delete from archived_day where tenant_id = ${B.tenantId} and day = '2098-01-01'`;
  await askUnwritten(twins, { day, measuredAt });
  await askInOrder(twins);
  await askRemoved(twins);
  await askVerified(twins);
  await askFirstDay(twins, measuredAt);
}

/** A note that a day was archived. */
async function archived(
  { world }: TwinWorld,
  { tenantId, day, version, fileKey = 'of nobody' }: { tenantId: string; day: string; version: number; fileKey?: string },
): Promise<void> {
  await world.owner`
    insert into archived_day (tenant_id, day, version_sequence, schema_version, file_key, sha256, byte_count, row_count, first_measured_at,
      last_measured_at, battery_row_counts, archived_at)
    values (${tenantId}, ${day}, ${version}, 1, ${fileKey}, repeat('0', 64), 1, 1, ${day}, ${day}, '{}', ${day})`;
}

/** After some days of silence A has measured today, and today is long over. */
async function finishDay({ world }: TwinWorld): Promise<string> {
  world.clock.advance({ hours: SILENT_HOURS });
  const today = world.clock.now();
  await world.owner`select ensure_reading_partition(${today})`;
  await world.owner`
    insert into reading values (${A.tenantId}, ${batteryIdOf(ONE)}, ${today}, ${today}, 1, 42, 1, 1, 'GOOD', null, null) on conflict do nothing`;
  world.clock.advance({ hours: SETTLED_HOURS });
  return today.toISOString().slice(0, 10);
}

async function mark({ world }: TwinWorld, day: string): Promise<void> {
  await world.owner`insert into archive_mark (tenant_id, day) values (${A.tenantId}, ${day})`;
}

async function marksOf({ world }: TwinWorld, day: string): Promise<number> {
  return (await world.owner`select 1 from archive_mark where tenant_id = ${A.tenantId} and day = ${day}`).count;
}

async function archive({ world: { services } }: TwinWorld, store: ArchiveStore = storeOf(services)): Promise<void> {
  await runTimer({ ...services, archive: store }, 'archive-readings');
}

function storeOf({ archive: store }: TwinWorld['world']['services']): ArchiveStore {
  if (!store) throw new Error('The world has no archive.');
  return store;
}

/** A file that could not be stored is A's to clear away, whatever others have under its name. */
async function askUnwritten(twins: TwinWorld, { day, measuredAt }: { day: string; measuredAt: Date }): Promise<void> {
  const { world, findings } = twins;
  const { owner } = world;
  await owner`
    insert into reading select tenant_id, battery_id, measured_at + interval '1 minute', received_at, 1, 43, 1, 1, 'GOOD', null, null
    from reading where tenant_id = ${A.tenantId} and measured_at = ${measuredAt}`;
  world.clock.advance({ hours: SETTLED_HOURS });
  await mark(twins, day);
  let unwritten = '';
  const full: ArchiveStore = {
    ...storeOf(world.services),
    async put(fileKey) {
      unwritten = fileKey;
      await owner`insert into archive_leftover values (${SHADOW_ID}, ${fileKey}, ${LATER})`;
      throw new Error('The disk is full.');
    },
  };
  await archive(twins, full).catch(() => undefined);
  const rows = await owner<{ tenantId: string; isDue: boolean }[]>`
    select tenant_id as "tenantId", removable_from <= clock_timestamp() as "isDue" from archive_leftover where file_key = ${unwritten}`;
  const isDue = (tenantId: string): boolean | undefined => rows.find((row) => row.tenantId === tenantId)?.isDue;
  findings.count(2);
  // Given up, it is cleared away at once.
  findings.expect('a file that was not written', unwritten !== '' && isDue(A.tenantId) !== false, 'is not to be removed');
  findings.expect("another tenant's file", isDue(SHADOW_ID) === false, 'is to be removed');
  await owner`delete from archive_leftover where file_key = ${unwritten}`;
  await askWritten(twins, { day, measuredAt });
}

/** A file holds A's readings of its day, each once, and is left over no more; of one of its name in the shadow nothing is known. */
async function askWritten(twins: TwinWorld, { day, measuredAt }: { day: string; measuredAt: Date }): Promise<void> {
  const { findings, world } = twins;
  const { owner } = world;
  const store = storeOf(world.services);
  let written = '';
  const between = new Date(measuredAt.getTime() + 30_000);
  await owner`insert into reading values (${SHADOW_ID}, ${batteryIdOf(ONE)}, ${between}, ${between}, 1, 77, 1, 1, 'GOOD', null, null)`;
  await archive(twins, {
    ...store,
    async put(fileKey, file) {
      if (fileKey.endsWith('.parquet')) {
        written = fileKey;
        await owner`insert into archive_leftover values (${SHADOW_ID}, ${fileKey}, ${LATER})`;
      }
      await store.put(fileKey, file);
    },
  });
  const rows = await owner<{ tenantId: string }[]>`
    select tenant_id as "tenantId" from archive_leftover where file_key = ${written}`;
  const [named] = await owner<{ rowCount: number; readingCount: number }[]>`
    select row_count as "rowCount", (
      select count(*)::int from reading where tenant_id = ${A.tenantId} and (measured_at at time zone 'UTC')::date = day) as "readingCount"
    from archived_day where tenant_id = ${A.tenantId} and file_key = ${written} and day = ${day}`;
  findings.count(2);
  const isMeant = rows.map(({ tenantId }) => tenantId).join() === SHADOW_ID;
  findings.expect('a file that was written', isMeant, 'is still noted as left over');
  const isWhole = named !== undefined && named.rowCount === named.readingCount;
  findings.expect('a file that was written', isWhole, `holds other readings than A's: ${JSON.stringify(named)}`);
  await owner`delete from archive_leftover where file_key = ${written}`;
  await owner`delete from reading where tenant_id = ${SHADOW_ID} and measured_at = ${between}`;
}

/** While a day could not be archived no later one is, though others have archived much later ones: else it would never be. */
async function askInOrder(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const { owner } = world;
  const store = storeOf(world.services);
  const first = await finishDay(twins);
  const second = await finishDay(twins);
  await mark(twins, second);
  await archived(twins, { tenantId: B.tenantId, day: '2098-01-01', version: 1 });
  await archive(twins, {
    ...store,
    put: (fileKey, file) =>
      fileKey.includes(`day=${first}`) ? Promise.reject(new Error('The disk is full.')) : store.put(fileKey, file),
  });
  await archive(twins);
  await owner`delete from archived_day where tenant_id = ${B.tenantId} and day = '2098-01-01'`;
  const rows = await owner`select 1 from archived_day where tenant_id = ${A.tenantId} and day in (${first}, ${second})`;
  findings.count();
  findings.expect('days of which the first could not be archived', rows.count === 2, `are ${rows.count} in the archive`);
}

/** A file that is due is removed once, and A's note of it with it, whatever others have noted. */
async function askRemoved(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const { owner } = world;
  const fileKey = `readings/tenant=${A.tenantId}/due.parquet`;
  await mkdir(path.dirname(path.join(world.archiveFolder, fileKey)), { recursive: true });
  await writeFile(path.join(world.archiveFolder, fileKey), 'of nobody');
  await owner`
    insert into archive_leftover values (${A.tenantId}, ${fileKey}, '2000-01-01', false), (${SHADOW_ID}, ${fileKey}, ${LATER}, true)`;
  // The shadow's manifest names A's file, and A's one that is left over in the shadow.
  await archived(twins, { tenantId: SHADOW_ID, day: '2097-01-01', version: 1, fileKey });
  const [named] = await owner<
    { key: string }[]
  >`select file_key as key from archived_day where tenant_id = ${A.tenantId} limit 1`;
  await owner`insert into archive_leftover values (${SHADOW_ID}, ${named?.key ?? ''}, '2000-01-01')`;
  await archive(twins);
  const theirs = await owner`select 1 from archive_leftover where tenant_id = ${SHADOW_ID} and file_key = ${named?.key ?? ''}`;
  const rows = await owner<{ tenantId: string }[]>`
    select tenant_id as "tenantId" from archive_leftover where file_key = ${fileKey}`;
  findings.count(3);
  findings.expect("another tenant's note", theirs.count === 1, 'is gone, because A keeps a file of that name');
  findings.expect('a file that was due', !existsSync(path.join(world.archiveFolder, fileKey)), 'is there still');
  const noted = rows.map(({ tenantId }) => tenantId).join();
  findings.expect('a file that was due', noted === SHADOW_ID, `is noted by ${noted || 'nobody'}`);
  await owner`delete from archive_leftover where file_key = ${fileKey} or tenant_id = ${SHADOW_ID} and file_key = ${named?.key ?? ''}`;
  await owner`delete from archived_day where tenant_id = ${SHADOW_ID} and day = '2097-01-01'`;
}

/** What a check of the archive says is said of A's files: a note of somebody else's excuses none of them, and A's own does. */
async function askVerified(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const { owner } = world;
  const folder = `readings/tenant=${A.tenantId}`;
  const [noted, stray] = [`${folder}/noted.parquet`, `${folder}/stray.parquet`];
  await mkdir(path.join(world.archiveFolder, folder), { recursive: true });
  for (const fileKey of [noted, stray]) await writeFile(path.join(world.archiveFolder, fileKey), 'of nobody');
  await owner`insert into archive_leftover values (${A.tenantId}, ${noted}, ${LATER}), (${SHADOW_ID}, ${stray}, ${LATER})`;
  await owner`
    insert into archived_day select ${SHADOW_ID}, day - 1, version_sequence, schema_version, file_key, sha256, byte_count, row_count, first_measured_at,
      last_measured_at, battery_row_counts, archived_at from archived_day where tenant_id = ${A.tenantId} on conflict do nothing`;
  const [own] = await owner<{ n: number }[]>`select count(*)::int as n from archived_day where tenant_id = ${A.tenantId}`;
  const report = await verifyArchive({ db: world.services.db, archive: storeOf(world.services) }, fileOf('alder'));
  findings.count(2);
  findings.expect(
    'the check of the archive',
    report.fileCount === own?.n,
    `is of ${report.fileCount} files instead of ${own?.n}`,
  );
  const found = report.problems.flatMap(({ fileKey }) => (fileKey === noted || fileKey === stray ? fileKey : [])).join();
  findings.expect('the check of the archive', found === stray, `finds ${found || 'nothing'}`);
  await owner`delete from archive_leftover where file_key in (${noted}, ${stray})`;
}

/** Single readings of before A's archive began are not told of because another's began earlier. */
async function askFirstDay({ world, findings }: TwinWorld, measuredAt: Date): Promise<void> {
  const { owner } = world;
  const longBefore = new Date(measuredAt.getTime() - 100 * DAY_MS);
  await owner`
    insert into archived_day select ${SHADOW_ID}, ${longBefore}::date, version_sequence, schema_version, file_key, sha256, byte_count, row_count,
      first_measured_at, last_measured_at, battery_row_counts, archived_at from archived_day where tenant_id = ${A.tenantId} limit 1`;
  const from = new Date(longBefore.getTime() + DAY_MS);
  const { data } = await world.ask(
    await world.key('alder', 'ADMIN'),
    'query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { series(from: $from, until: $until) { resolution } } }',
    { id: globalBattery(ONE), from: from.toISOString(), until: new Date(from.getTime() + 3_600_000).toISOString() },
  );
  const { resolution } = data.battery.series;
  await askFilesOfOthers({ world, findings }, longBefore);
  findings.count();
  findings.expect('what was before the archive', resolution === 'MINUTE', `is told as ${resolution}, as if all of it were kept`);
}

/** What A's battery measured is looked for in A's files alone. */
async function askFilesOfOthers({ world, findings }: Pick<TwinWorld, 'world' | 'findings'>, day: Date): Promise<void> {
  await world.owner`
    update archived_day set is_forgetting = true, battery_row_counts = jsonb_build_object(${batteryIdOf(ONE)}::text, 5),
      first_measured_at = ${day}, last_measured_at = ${new Date(day.getTime() + DAY_MS)}
    where tenant_id = ${SHADOW_ID} and day = ${day}::date`;
  const { data, codes } = await world.ask(
    await world.key('alder', 'ADMIN'),
    'query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { readings(from: $from, until: $until) { socPercent } } }',
    { id: globalBattery(ONE), from: day.toISOString(), until: new Date(day.getTime() + DAY_MS).toISOString() },
  );
  findings.count();
  const isNothing = codes.length === 0 && data.battery.readings.length === 0;
  findings.expect('what was measured before the archive', isNothing, `is looked for in files of others: ${JSON.stringify(data)}`);
}
