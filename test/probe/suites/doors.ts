import { countInstructions, countLimitViolations, readAppliedBatteryIds } from '../../../src/modules/control/index.ts';
import { isAgreedOn } from '../../../src/modules/ownership/index.ts';
import { batteryIdOf, type Place, siteIdOf } from '../../harness/world.ts';
import { wordIn } from '../canary.ts';
import { ONE, THEIRS } from '../places.ts';
import { castShadow } from '../shadow.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, SHADOW_ID, tenantTables } from '../twins.ts';
import { askArchive } from './archive.ts';
import { askDueForecasts, askForecasts, askForgottenForecasts, askScores } from './forecasts.ts';
import { askFalseClaims, askGateway, askIngest, askReplayedLetter, askRolledUp } from './ingest.ts';
import { askCheckedIntent } from './intents.ts';
import { askAcrossStreams } from './live.ts';
import { askAlerts, askRenewals, askTimers, askWatch, askWorkers } from './queues.ts';
import { askAgreement, askLimits, askNews, askStop } from './steering.ts';
import { askAttempted, askEnabled, askForgotten, askMoved, askSentAgain, askWebhooks } from './webhooks.ts';
import { unchanged } from '../unchanged.ts';

const DAY_MS = 86_400_000;

/** What comes in by MQTT, by the queue and by the clock: it does A's work, and touches nobody else. */
export async function askDoors(twins: TwinWorld): Promise<void> {
  const asking = [
    askIngest,
    askFalseClaims,
    askWorkers,
    askCheckedIntent,
    askForecasts,
    askDueForecasts,
    askScores,
    askForgottenForecasts,
    askWatch,
    askRenewals,
    askTimers,
    askRolledUp,
    askAlerts,
    askLimits,
    askNews,
    askAgreement,
    askStop,
    askReplayedLetter,
    askGateway,
  ];
  for (const ask of asking) {
    await castShadow(twins.world.owner);
    await unchanged(twins, "A's own work", () => ask(twins));
  }
  await castShadow(twins.world.owner);
  await askWebhooks(twins);
  await askAttempted(twins);
  await askForgotten(twins);
  await askEnabled(twins);
  await askSentAgain(twins);
  await askMoved(twins);
  await askArchive(twins);
  await askJobs(twins);
  askReceipts(twins);
  await askRows(twins);
  await askAcrossStreams(twins);
  await askApplied(twins);
  await askAgreed(twins);
  await askProof(twins);
}

/** Nothing that A has now was another tenant's. */
async function askRows(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  for (const table of await tenantTables(world.owner)) {
    const rows = await world.owner<{ row: string }[]>`
      select to_json(t)::text as row from ${world.owner(table)} t where tenant_id = ${A.tenantId}`;
    for (const { row } of rows) {
      const found = wordIn(row);
      twins.findings.count();
      if (found !== null) twins.findings.leak(`a row of A's in ${table}`, `holds ${found}`);
    }
  }
}

/** What waits in the queues is A's alone: it was A's doing. */
async function askJobs(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const jobs = await world.owner<{ data: { payload: { tenantId: string } } }[]>`select data from pgboss.job`;
  for (const { data } of jobs) {
    twins.judge('a job', JSON.stringify(data));
    findings.expect('a job', data.payload.tenantId === A.tenantId, `is not A's: ${JSON.stringify(data)}`);
  }
}

function askReceipts(twins: TwinWorld): void {
  for (const { topic, payload } of twins.world.receipts) {
    twins.judge('a message to a site', `${topic}\n${payload}`);
    twins.findings.expect('a message to a site', topic.startsWith('holdfast/v1/alder/'), `goes to ${topic}`);
  }
}

/** Which batteries have carried something out is said of A's alone. */
async function askApplied({ world, findings }: TwinWorld): Promise<void> {
  await world.owner`update instruction set state = 'APPLIED' where tenant_id = ${SHADOW_ID}`;
  await world.owner`update instruction set state = 'ISSUED' where tenant_id = ${A.tenantId}`;
  const applied = await world.services.db.read(A.tenantId, readAppliedBatteryIds);
  findings.count();
  findings.expect('what was carried out', applied.size === 0, `is said of ${[...applied].join()}`);
}

/** Whether anybody has an agreement over a battery is asked of A's agreements alone. */
async function askAgreed({ world: { services }, findings }: TwinWorld): Promise<void> {
  const agreedOn = (place: Place): Promise<boolean> =>
    services.db.read(A.tenantId, (tx) => isAgreedOn(tx, { siteId: siteIdOf(place), batteryId: batteryIdOf(place) }));
  findings.count(2);
  findings.expect('agreements over a battery', await agreedOn(ONE), 'are not found');
  findings.expect("agreements over another tenant's battery", !(await agreedOn(THEIRS)), 'are found');
}

/** How often a limit was broken and what was told is counted among A's own. */
async function askProof({ world, findings }: TwinWorld): Promise<void> {
  const { owner, services } = world;
  const of = { batteryId: batteryIdOf(ONE), span: { fromAt: new Date(0), untilAt: new Date(world.clock.nowMs() + DAY_MS) } };
  const count = (): Promise<[number, number]> =>
    services.db.read(A.tenantId, async (tx) => [await countLimitViolations(tx, of), (await countInstructions(tx, of)).sentCount]);
  const before = await count();
  // Between what others measured there before.
  await owner`
    insert into reading select ${SHADOW_ID}, ${of.batteryId}, ${world.clock.now()}::timestamptz + n * interval '1 second' + interval '5 milliseconds',
      now(), 9000000, 50, 1, 1, 'GOOD', null, null
    from generate_series(1, 20) n`;
  const [own] = await owner<{ n: number }[]>`
    select count(*)::int as n from instruction where tenant_id = ${A.tenantId} and battery_id = ${of.batteryId}`;
  findings.count(2);
  findings.expect('the proof of limits', (await count())[0] === before[0], 'counts what others read');
  findings.expect('the proof of instructions', before[1] === own?.n, `counts ${before[1]} instead of ${own?.n}`);
}

/** While nobody but A asked, no line of the log has anything of another tenant. */
export function askLog(twins: TwinWorld): void {
  twins.findings.count();
  const found = wordIn(twins.logged());
  if (found !== null) twins.findings.leak('the log', `holds ${found}`);
}
