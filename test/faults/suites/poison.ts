import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import mqtt from 'mqtt';
import { present } from '../../../src/kernel/assert.ts';
import type { BatteryId, SiteId } from '../../../src/kernel/ids.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { telemetryTopic } from '../../../src/wire/topics.ts';
import type { Installation, Tenant } from '../installation.ts';
import { ask } from '../load/ask.ts';
import { recovery, underLoad } from '../load/load.ts';
import type { TelemetryLoad } from '../load/telemetry.ts';
import type { Rehearsal, Suite } from '../suite.ts';

const QUEUE = 'make-plan';
const POISON_COUNT = 20;
const REPLAY = 'mutation R($input: ReplayDeadLetterInput!) { result: replayDeadLetter(input: $input) { __typename } }';
/** A site's clock may be ahead by two minutes: a reading that is refused now is not in some seconds. */
const AHEAD_MS = 135_000;
const REPLAY_EVERY_MS = 2_000;

/** Messages and jobs that can never be done: set aside with a reason, without holding up their neighbours, and done when they can be. */
export const poison: Suite = {
  name: 'poison messages and jobs',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const installation = await rehearsal.installation();
    const tenant = present(installation.tenants[0], 'a tenant');
    // A dead letter of the jobs is judged by the suite itself, and gone when the load is.
    return underLoad(rehearsal, { installation, name: 'poison' }, async ({ mutations, telemetry }) => {
      await poisonTelemetry(rehearsal, installation, telemetry);
      await poisonJobs(rehearsal, installation, tenant);
      const sinceMs = performance.now();
      const works = (): boolean => mutations.lastAcknowledgedMs > sinceMs && telemetry.lastReceiptMs > sinceMs;
      rehearsal.tally.expect('brokenPromises', (await recovery(sinceMs, works)) !== null, 'poison holds everything up');
    });
  },
};

async function poisonTelemetry(
  { tally }: Rehearsal,
  { mqttUrl, owner, url, tenants: [tenant], roles: { ingest } }: Installation,
  telemetry: TelemetryLoad,
): Promise<void> {
  if (!tenant) return;
  const { tenantId, slug: tenantSlug } = tenant.file;
  const site = present(tenant.file.sites[0], 'a site');
  const siteId = idOfKey<SiteId>(tenantId, 'site', site.key);
  const batteryId = idOfKey<BatteryId>(tenantId, 'battery', site.key, site.batteries[0]?.key ?? '');
  const bootId = `poison-${randomUUID()}`;
  const reading = {
    batteryId,
    measuredAtMs: Date.now(),
    activePowerKw: 0,
    socPercent: 50,
    exportedKwh: 1_000,
    importedKwh: 1_000,
  };
  const batch = (batchSequence: number, changes: object): object => ({
    version: 1,
    siteId,
    bootId,
    batchSequence,
    readings: [{ ...reading, instructionSequence: null, ...changes }],
  });
  const early = { measuredAtMs: Date.now() + AHEAD_MS };
  const poisons: readonly (readonly [string, string, string])[] = [
    ['another version', JSON.stringify({ ...batch(1, {}), version: 2 }), 'version'],
    ['another site', JSON.stringify({ ...batch(2, {}), siteId: randomUUID() }), 'another site'],
    ['a battery of nobody', JSON.stringify(batch(3, { batteryId: randomUUID() })), 'no battery'],
    ['a metric that is not declared', JSON.stringify(batch(4, { customMetrics: { surelyNotDeclared: 1 } })), 'not declared'],
    ['a reading of the future', JSON.stringify(batch(5, early)), 'future'],
    ['half a message', JSON.stringify(batch(6, {})).slice(0, 80), 'not JSON'],
  ];
  const client = await mqtt.connectAsync(mqttUrl, { clientId: bootId });
  const sinceAt = new Date();
  for (const [, text] of poisons) await client.publishAsync(telemetryTopic({ tenantSlug, siteId }), text, { qos: 1 });
  await client.endAsync();
  tally.fault('poison messages', poisons.length);
  const lettersOf = (text: string): Promise<readonly { id: string; reason: string }[]> => owner<{ id: string; reason: string }[]>`
    select dead_letter_id as id, reason from dead_letter
    where tenant_id = ${tenantId} and payload = ${Buffer.from(text)} and received_at > ${sinceAt}`;
  for (const [what, text, reason] of poisons) {
    const kept = await recovery(performance.now(), async () => (await lettersOf(text)).length > 0);
    if (kept === null) tally.offend('lost', `${what} left no dead letter: ${ingest.lastErrors()}`);
    for (const letter of await lettersOf(text))
      tally.expect('brokenPromises', letter.reason.includes(reason), `${what} was set aside for ${letter.reason}`);
  }
  const letter = (await lettersOf(poisons[4]?.[1] ?? ''))[0];
  if (!letter) return;
  // Its sender never hears of it: it counts as one that was sent and not acknowledged.
  telemetry.sent.push({ tenantId, batteryId, measuredAtMs: early.measuredAtMs, activePowerKw: 0, acknowledged: false });
  const isReplayed = await recovery(performance.now(), async () => {
    const input = { idempotencyKey: `replay-${randomUUID()}`, deadLetterId: printGlobalId('DeadLetter', letter.id) };
    const { typename } = await ask(url, { key: tenant.key, query: REPLAY, variables: { input } });
    if (typename !== 'DeadLetterReplayed') await pause(REPLAY_EVERY_MS);
    return typename === 'DeadLetterReplayed';
  });
  tally.expect('brokenPromises', isReplayed !== null, 'a dead letter that could be believed by now was not replayed');
  const [stored] = await owner<{ count: number }[]>`
    select count(*)::int as count from reading where battery_id = ${batteryId} and measured_at = ${new Date(early.measuredAtMs)}`;
  tally.expect('lost', (stored?.count ?? 0) > 0, 'a dead letter that was replayed is not stored');
}

async function poisonJobs({ tally }: Rehearsal, installation: Installation, tenant: Tenant): Promise<void> {
  const { services, owner } = installation;
  const { tenantId } = tenant.file;
  const keys = Array.from({ length: POISON_COUNT }, () => `poison-${randomUUID()}`);
  await services.db.write(tenantId, async (tx) => {
    const jobs = keys.map((key) => ({ queue: QUEUE, key, payload: { tenantId, batteryId: 'no battery has this id' } }));
    await services.queue.enqueue(tx, jobs);
    // Six attempts would take half a minute.
    await tx.sql`update pgboss.job set retry_limit = 1 where name = ${QUEUE} and singleton_key = any(${keys})`;
  });
  tally.fault('poison jobs', POISON_COUNT);
  const beganMs = performance.now();
  const [before] = await owner<{ madeAt: Date | null }[]>`select max(made_at) as "madeAt" from plan`;
  const neighbourMs = await recovery(beganMs, async () => {
    const [newest] = await owner<
      { isNewer: boolean }[]
    >`select max(made_at) > ${before?.madeAt ?? new Date(0)} as "isNewer" from plan`;
    return newest?.isNewer === true;
  });
  if (neighbourMs === null) tally.offend('brokenPromises', 'poison jobs keep their neighbours from running');
  else tally.recovered('a plan beside poison jobs', neighbourMs);
  const dead = async (): Promise<readonly { id: string; reason: string | null }[]> => owner<
    { id: string; reason: string | null }[]
  >`
    select id, output->>'message' as reason from pgboss.job
    where name = 'dead-letters' and data->>'key' = any(${keys}) and state = 'created'`;
  const setAsideMs = await recovery(beganMs, async () => (await dead()).length === POISON_COUNT);
  if (setAsideMs === null) tally.offend('lost', `${(await dead()).length} of ${POISON_COUNT} poison jobs were set aside`);
  else tally.recovered('poison jobs set aside', setAsideMs);
  for (const { reason } of await dead())
    tally.expect('brokenPromises', Boolean(reason), 'a poison job was set aside without a reason');
  await redriveRepaired(installation, tenant, { keys, tally });
}

/** What was wrong is put right: then the same jobs run. */
async function redriveRepaired(
  { services, owner }: Installation,
  { file }: Tenant,
  { keys, tally }: { keys: readonly string[]; tally: Rehearsal['tally'] },
): Promise<void> {
  const site = present(file.sites[0], 'a site');
  const batteryId = idOfKey<BatteryId>(file.tenantId, 'battery', site.key, site.batteries[0]?.key ?? '');
  await owner`
    update pgboss.job set data = jsonb_set(data, '{payload,batteryId}', to_jsonb(${batteryId}::text))
    where name = 'dead-letters' and data->>'key' = any(${keys})`;
  const count = await services.queue.redrive({ queue: QUEUE, limit: POISON_COUNT });
  tally.expect('lost', count === POISON_COUNT, `${count} of ${POISON_COUNT} dead letters went back to their queue`);
  const done = await recovery(performance.now(), async () => {
    const [row] = await owner<{ count: number }[]>`
      select count(distinct singleton_key)::int as count from pgboss.job
      where name = ${QUEUE} and state = 'completed' and data->>'key' = any(${keys})`;
    return row?.count === POISON_COUNT;
  });
  if (done === null) {
    const left = await owner`select name, state, count(*)::int from pgboss.job where data->>'key' = any(${keys}) group by 1, 2`;
    tally.offend('lost', `jobs that were put back do not run: ${JSON.stringify(left)}`);
  }
}
