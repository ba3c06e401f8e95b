/** Telemetry end to end on one machine: sites, Mosquitto, ingest and PostgreSQL together, against bare staged copies. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { applyTenants, prepareDatabase, wire } from '../src/main/wiring.ts';
import { insertReadings, printRows, type Reading } from '../src/modules/telemetry/index.ts';
import { WorldClock } from '../src/platform/clock.ts';
import { appUrlOf } from '../src/platform/database-url.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { createLog } from '../src/platform/log.ts';
import { openTenantDb } from '../src/platform/tenant-db.ts';
import { cpuMsOf, postmasterPid } from './cpu-time.ts';
import type { PublisherResult } from './ingest-publisher.ts';
import { benchSites, benchTenant } from './ingest-tenant.ts';
import { startMosquitto } from './mosquitto.ts';

export const about = 'telemetry from sites through Mosquitto into PostgreSQL, against bare staged copies (--seconds N, 60)';

const SITE_COUNT = 2_000;
/** Measured values in each reading. */
const POINTS_PER_READING = 10;
const SECONDS_DEFAULT = 60;
const BARE_SECONDS = 5;
const INGEST_CONNECTION_COUNT = 2;
const PUBLISHER_CONNECTION_COUNT = 2;
const ROWS_PER_COPY = 10_000;

export async function run(): Promise<Record<string, number>> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { seconds: { type: 'string' } } });
  const seconds = Number(values.seconds ?? SECONDS_DEFAULT);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const log = createLog({ level: 'warn' });
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log });
  opened.defer(() => server.stop());
  await server.ensureDatabase('bench');
  const ownerUrl = server.ownerUrl('bench');
  await fill(ownerUrl);
  mkdirSync(join(folder, 'broker'));
  const broker = await startMosquitto(join(folder, 'broker'));
  opened.defer(() => broker.stop());

  const before = await bareCopies(ownerUrl, 1);
  const ingest = fork(
    join(import.meta.dirname, 'ingest-process.ts'),
    [ownerUrl, broker.platformUrl, String(SITE_COUNT), String(INGEST_CONNECTION_COUNT)],
    // As in the script `ingest`.
    { execArgv: ['--max-semi-space-size=64'] },
  );
  opened.defer(() => ended(ingest));
  await once(ingest, 'message');
  const spent = {
    broker: broker.pid,
    ingest: ingest.pid,
    postgres: postmasterPid(join(folder, 'data', 'postgres', 'postmaster.pid')),
  };
  const spentBefore = cpuMsOfEach(spent);
  const sent = await publish(broker.sitesUrl, seconds);
  const spentAfter = cpuMsOfEach(spent);
  const rowCount = await countRows(ownerUrl);
  const after = await bareCopies(ownerUrl, 2);

  const rowsPerSecond = (sent.countedCount * 1_000) / sent.elapsedMs;
  const bareRowsPerSecond = (before + after) / 2;
  if (rowCount !== sent.storedCount) throw new Error(`${sent.storedCount} readings have receipts and ${rowCount} are stored`);
  console.log(`${rowCount} readings with receipts, each stored once; ${sent.repeatedCount} messages were sent twice`);
  console.log(`bare staged copies: ${Math.round(before)} rows/s before, ${Math.round(after)} rows/s after`);
  const usPerRow = Object.entries(spentAfter).map(
    ([name, cpuMs]) => `${name} ${(((cpuMs - (spentBefore[name] ?? 0)) * 1_000) / rowCount).toFixed(1)}`,
  );
  console.log(
    `processor time of a row in microseconds: ${usPerRow.join(', ')}, sites ${((sent.cpuMs * 1_000) / rowCount).toFixed(1)}`,
  );
  return {
    pointsPerSecond: Math.round(rowsPerSecond * POINTS_PER_READING),
    rowsPerSecond: Math.round(rowsPerSecond),
    readingToRowMsP50: Math.round(sent.messageMsP50),
    readingToRowMsP99: Math.round(sent.messageMsP99),
    bareRowsPerSecond: Math.round(bareRowsPerSecond),
    ratioToStagedCopy: Number((rowsPerSecond / bareRowsPerSecond).toFixed(3)),
    seconds,
  };
}

async function fill(ownerUrl: string): Promise<void> {
  await prepareDatabase(ownerUrl);
  const tenantFiles = [benchTenant(SITE_COUNT)];
  const log = createLog({ level: 'warn' });
  const wired = await wire({ ownerUrl, redisUrl: null, clock: WorldClock.start(), log, tenantFiles });
  await applyTenants(wired.services, tenantFiles);
  await wired.stop();
}

/** Readings whose receipt came are stored: from sending to the receipt is more than from sending to the row. */
async function publish(mqttUrl: string, seconds: number): Promise<PublisherResult> {
  const publisher = fork(join(import.meta.dirname, 'ingest-publisher.ts'), [
    mqttUrl,
    String(SITE_COUNT),
    String(seconds),
    String(PUBLISHER_CONNECTION_COUNT),
  ]);
  // The publisher sends nothing but its result.
  const [result] = (await once(publisher, 'message')) as [PublisherResult];
  return result;
}

function cpuMsOfEach(pids: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid)]));
}

async function countRows(ownerUrl: string): Promise<number> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from reading where received_at <> 'epoch'`;
  await sql.end();
  return row?.count ?? 0;
}

/** Rows a second of nothing but copies of printed rows, one transaction after another, as the runtime role. */
async function bareCopies(ownerUrl: string, round: number): Promise<number> {
  const { tenantId } = benchTenant(0);
  const db = openTenantDb({ url: appUrlOf(ownerUrl), connectionCountMax: 1, log: createLog({ level: 'warn' }) });
  const batteryIds = benchSites(SITE_COUNT).map(({ batteryId }) => batteryId);
  let rowCount = 0;
  let spentMs = 0;
  for (let index = 0; spentMs < BARE_SECONDS * 1_000; index += 1) {
    const readings = sampleReadings(batteryIds, { round, index });
    const rows = printRows(readings);
    const startedMs = performance.now();
    await db.write(tenantId, (tx) => insertReadings(tx, readings, rows));
    spentMs += performance.now() - startedMs;
    rowCount += readings.length;
  }
  await db.close();
  return (rowCount * 1_000) / spentMs;
}

/** Readings as the sites send them, hours earlier; marked by when they were received. */
function sampleReadings(
  batteryIds: readonly Reading['batteryId'][],
  { round, index }: { round: number; index: number },
): Reading[] {
  const perBattery = ROWS_PER_COPY / 1_000;
  const batteries = batteryIds.slice(0, 2_000).filter((_, place) => place % 2 === index % 2);
  const startMs = Date.now() - round * 12 * 3_600_000;
  return batteries.flatMap((batteryId, place) =>
    Array.from({ length: perBattery }, (_, step): Reading => ({
      batteryId,
      measuredAt: new Date(startMs + index * 1_000 + step * 5),
      receivedAt: new Date(0),
      activePowerKw: 40 + step,
      socPercent: 50 + place / 100,
      exportedKwh: 1_000 + index,
      importedKwh: 1_000,
      quality: 'GOOD',
      qualityReason: null,
      instructionSequence: 7,
      storedEnergyKwh: 100 + step,
      availableChargePowerKw: 100,
      availableDischargePowerKw: 99.5,
      frequencyHertz: 49.95,
      voltageVolts: 230 + step,
      temperatureCelsius: 21,
      operatingState: 'DISCHARGING',
      alarmCodes: null,
      customMetrics: null,
    })),
  );
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
