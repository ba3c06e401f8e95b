import { batteryIdOf, globalSite } from '../../harness/world.ts';
import { ONE, THEIRS, THREE } from '../places.ts';
import { openStreams, pause } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, B, SHADOW_ID } from '../twins.ts';
import { countOf } from './adds.ts';

/** Of `QUIET_MS` each. */
const WAITS_MAX = 100;
/** More than a stream begins with of one battery, where there are three or more. */
const MISSED_COUNT = 2_000;

const OF_SITE = `subscription($siteId: ID) { readings(siteId: $siteId) { socPercent } }`;

const READINGS = `subscription($after: String) {
  readings(after: $after) { socPercent streamPlace { phase cursor } battery { id name } } }`;

/** While B lives, A's streams hear of A alone. */
export async function askAcrossStreams(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const key = await world.key('alder', 'ADMIN');
  const heard: string[] = [];
  const streams = openStreams(world, key);
  const heardOfNorth: string[] = [];
  streams.follow({ document: READINGS, variables: { after: null } }, heard);
  streams.follow({ document: OF_SITE, variables: { siteId: globalSite(ONE) } }, heardOfNorth);
  const alerts: string[] = [];
  streams.follow({ document: 'subscription { alerts { id } }', variables: {} }, alerts);
  await pause();
  const openCount = await countOf(twins, 'alert', 'cleared_at is null');
  for (let waited = 0; waited < WAITS_MAX && alerts.length < openCount; waited += 1) await pause();
  findings.count();
  findings.expect("A's stream of alerts", alerts.length === openCount, `begins with ${alerts.length} instead of ${openCount}`);
  const before = heard.length;
  world.clock.advance({ minutes: 5 });
  await world.storeReading(THEIRS, { socPercent: 33 });
  await pause();
  twins.judge("A's streams", heard.join('\n'));
  findings.expect("A's streams", heard.length === before, 'hear when B speaks');
  await world.storeReading(ONE, { socPercent: 34 });
  for (let waited = 0; waited < WAITS_MAX && heard.length === before; waited += 1) await pause();
  findings.expect(
    "A's streams",
    heard.some((text) => text.includes('"socPercent":34')),
    'do not hear of A',
  );
  world.clock.advance({ minutes: 1 });
  await world.storeReading(THREE, { socPercent: 35 });
  await world.storeReading(ONE, { socPercent: 36 });
  for (let waited = 0; waited < WAITS_MAX && !heardOfNorth.some((text) => text.includes('"socPercent":36')); waited += 1)
    await pause();
  const ofNorth = heardOfNorth.join();
  findings.expect('the stream of a site', /"socPercent":36/.test(ofNorth), `does not tell of it: ${ofNorth}`);
  findings.expect('the stream of a site', !/"socPercent":35/.test(ofNorth), `tells of another: ${ofNorth}`);
  const [, after = null] = /"cursor":"([^"]+)"/.exec(heard.slice(0, before).join()) ?? [];
  await askMissed(twins, after);
  await askMissedMany(twins, after);
  streams.close();
  const rows = await world.owner`
    select 1 from reading where soc_percent = 33 and tenant_id <> ${B.tenantId}`;
  findings.expect("B's reading", rows.count === 0, 'is stored as one of another tenant');
}

/** Whoever comes back with a place in the stream hears what A said since, and nothing that others did. */
async function askMissed(twins: TwinWorld, after: string | null): Promise<void> {
  const { owner, clock } = twins.world;
  twins.findings.expect('a stream of readings', after !== null, 'begins without a place');
  await owner`
    insert into reading values (${SHADOW_ID}, ${batteryIdOf(ONE)}, ${clock.now()}, ${clock.now()}, 1, 77, 1, 1, 'GOOD', null, null)
    on conflict (tenant_id, battery_id, measured_at) do update set soc_percent = 77, received_at = excluded.received_at`;
  const heard: string[] = [];
  const streams = openStreams(twins.world, await twins.world.key('alder', 'VIEWER'));
  streams.follow({ document: READINGS, variables: { after } }, heard);
  for (let waited = 0; waited < WAITS_MAX && !heard.some((text) => text.includes('MISSED')); waited += 1) await pause();
  streams.close();
  twins.judge('what a stream missed', heard.join('\n'));
  const told = heard.some((text) => text.includes('"socPercent":34') && text.includes('MISSED'));
  twins.findings.count(2);
  twins.findings.expect('what a stream missed', told, `is not told: ${heard.join().slice(0, 300)}`);
  const isForeign = heard.some((text) => text.includes('"socPercent":77'));
  await owner`delete from reading where tenant_id = ${SHADOW_ID} and soc_percent = 77`;
  twins.findings.expect('what a stream missed', !isForeign, 'is told with what others measured');
}

/** More than one answer holds: what is told of the gap is counted among A's own, however many others have. */
async function askMissedMany(twins: TwinWorld, after: string | null): Promise<void> {
  const { world, findings } = twins;
  const key = await world.key('alder', 'VIEWER');
  const store = (tenantId: string): Promise<unknown> => world.owner`
    insert into reading
    select ${tenantId}, ${batteryIdOf(ONE)}, at, ${world.clock.now()}, 1, 55, 1, 1, 'GOOD', null, null
    from generate_series(1, ${MISSED_COUNT}::int) as n, lateral (select ${world.clock.now()}::timestamptz + n * interval '10 milliseconds' as at)`;
  const ask = async (): Promise<string> => {
    const streams = openStreams(world, key);
    const document = `subscription($after: String) { readings(after: $after) { socPercent measuredAt streamPlace { phase gap { readingCount } } } }`;
    const answer = await streams.first({ document, variables: { after } });
    streams.close();
    return answer.replace(/,"extensions":.*/, '');
  };
  await store(A.tenantId);
  const before = await ask();
  findings.count(2);
  findings.expect('a gap in a stream', /"readingCount":\d/.test(before), `is not told: ${before}`);
  await store(SHADOW_ID);
  const now = await ask();
  findings.expect('a gap in a stream', now === before, `counts what others have: ${now} instead of ${before}`);
}
