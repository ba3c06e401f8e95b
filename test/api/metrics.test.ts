import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openMetricsListener } from '../../src/platform/metrics-listener.ts';
import { globalBattery, newKey, openWorld, topicOf, type World } from '../harness/world.ts';
import { TWO_TENANTS } from '../harness/two-tenants.ts';

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;

let world: World;
let operator: string;
let before: Numbers;
let listener: Awaited<ReturnType<typeof openMetricsListener>>;

beforeAll(async () => {
  world = await openWorld();
  operator = await world.key('alder', 'OPERATOR');
  listener = await openMetricsListener({ host: '127.0.0.1', port: 0 }, world.services);
});
afterAll(async () => {
  await listener.stop();
  await world.close();
});
afterEach(() => {
  before = new Map();
});

type Numbers = ReadonlyMap<string, number>;

test('what comes of an operation is counted, refusals by their code', async () => {
  before = await numbers();
  await world.ask(operator, '{ viewer { role } }');
  await world.ask(operator, 'query Harmless { nothing }');
  await world.ask(null, '{ viewer { role } }');
  await world.ask(await world.key('alder', 'VIEWER'), SET_INTENT, intentOf());
  const [ok, unasked, stranger, refused] = await moved([
    'holdfast_graphql_operations_total{transport="http",type="query",outcome="OK"}',
    'holdfast_graphql_operations_total{transport="http",type="none",outcome="GRAPHQL_VALIDATION_FAILED"}',
    'holdfast_graphql_operations_total{transport="http",type="none",outcome="UNAUTHENTICATED"}',
    'holdfast_graphql_operations_total{transport="http",type="mutation",outcome="FORBIDDEN"}',
  ]);
  expect([ok, unasked, stranger, refused]).toEqual([1, 1, 1, 1]);
  expect(await moved(['holdfast_graphql_operation_seconds_count{transport="http",type="query"}'])).toEqual([1]);
});

test('requests are counted by the route, never by the address that was asked for', async () => {
  before = await numbers();
  const origin = new URL(world.url).origin;
  await fetch(`${origin}/healthz`);
  await fetch(`${origin}/no-such-place-of-alder`);
  expect(
    await moved([
      'holdfast_http_requests_total{route="/healthz",status="200"}',
      'holdfast_http_requests_total{route="unmatched",status="404"}',
    ]),
  ).toEqual([1, 1]);
  expect(await text()).not.toContain('no-such-place');
});

test('connections and subscriptions go up when they begin and down when they end', async () => {
  before = await numbers();
  const LEVELS = ['holdfast_websocket_connections', 'holdfast_subscriptions'];
  const followed = world.follow(operator, 'subscription { readings { socPercent } }');
  await expect.poll(() => moved(LEVELS)).toEqual([1, 1]);
  await world.storeReading(ONE, { socPercent: 41 });
  expect((await followed.next()).data.readings.socPercent).toBe(41);
  expect(await moved(['holdfast_graphql_operations_total{transport="websocket",type="subscription",outcome="OK"}'])).toEqual([1]);
  followed.end();
  await expect.poll(() => moved(LEVELS)).toEqual([0, 0]);
});

test('messages of telemetry are counted by what became of them, and readings that came twice', async () => {
  before = await numbers();
  world.clock.advance({ minutes: 1 });
  await world.storeReading(ONE);
  await world.storeReading(ONE);
  await world.deliver(topicOf(ONE), '{"version":');
  expect(
    await moved([
      'holdfast_telemetry_batches_total{outcome="accepted"}',
      'holdfast_telemetry_batches_total{outcome="rejected"}',
      'holdfast_telemetry_duplicate_readings_total',
    ]),
  ).toEqual([2, 1, 1]);
});

test('a job that waits is told with its age, and one that has run by what came of it; a plan with how long it took', async () => {
  await world.publishPrices('alder', '2026-05-12');
  before = await numbers();
  await world.storeReading(ONE);
  await world.ask(operator, 'mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }', {
    input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE) },
  });
  const standing = await numbers();
  expect(standing.get('holdfast_queue_waiting_jobs{queue="make-plan"}')).toBeGreaterThan(0);
  expect(standing.get('holdfast_queue_oldest_waiting_seconds{queue="make-plan"}')).toBeGreaterThan(0);
  await world.workOff();
  const [waiting, planned] = await moved(['holdfast_queue_waiting_jobs{queue="make-plan"}', PLANNED]);
  expect(waiting).toBeLessThanOrEqual(0);
  expect(planned).toBeGreaterThan(0);
  await world.ask(operator, 'mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }', {
    input: { idempotencyKey: newKey(), batteryId: globalBattery(ONE) },
  });
  const ran = Promise.withResolvers<void>();
  await world.services.queue.work('make-plan', { concurrency: 1 }, async () => {
    ran.resolve();
    throw new Error('no plan today');
  });
  await ran.promise;
  await expect.poll(() => moved(['holdfast_job_seconds_count{queue="make-plan",outcome="failed"}'])).not.toEqual([0]);
});

test('waits for the database and the process itself are told', async () => {
  before = await numbers();
  await world.ask(operator, '{ batteries(first: 1) { nodes { id } } }');
  const [waits = 0] = await moved(['holdfast_database_connection_wait_seconds_count']);
  expect(waits).toBeGreaterThan(0);
  expect((await numbers()).get('process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('nothing of a tenant is among the numbers, whatever was asked', async () => {
  await world.ask(operator, 'query CanaryOfAlder { viewer { role } }');
  const told = await text();
  const { owner } = world;
  const ids = await owner<{ id: string }[]>`
    select tenant_id::text as id from tenant union all select battery_id::text from battery union all select site_id::text from site
    union all select party_id::text from party union all select api_key_id::text from api_key`;
  const words = [
    ...TWO_TENANTS.flatMap(({ slug, name, sites, parties }) => [
      slug,
      name,
      ...parties.map((party) => party.name),
      ...sites.flatMap((site) => [site.name, ...site.batteries.map((battery) => battery.name)]),
    ]),
    ...ids.map(({ id }) => id),
    'CanaryOfAlder',
  ];
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => told.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
});

test('they are told on a port of their own, by GET alone, and not beside the API', async () => {
  expect((await fetch(new URL('/metrics', world.url))).status).toBe(404);
  const answer = await fetch(listener.url);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect((await fetch(listener.url, { method: 'POST' })).status).toBe(404);
  expect((await fetch(new URL('/', listener.url))).status).toBe(404);
});

const PLANNED = 'holdfast_plan_seconds_count{outcome="planned"}';
const SET_INTENT = 'mutation($input: SetIntentInput!) { setIntent(input: $input) { __typename } }';

const intentOf = (): object => ({
  input: {
    idempotencyKey: newKey(),
    batteryId: globalBattery(ONE),
    socPercentMin: 5,
    socPercentMax: 95,
    reservePercent: 0,
    wearCostPerMwh: '5',
  },
});

const text = async (): Promise<string> => (await fetch(listener.url)).text();

async function numbers(): Promise<Numbers> {
  const lines = (await text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

/** By how much each has moved since `before`. */
async function moved(names: readonly string[]): Promise<number[]> {
  const now = await numbers();
  return names.map((name) => (now.get(name) ?? 0) - (before.get(name) ?? 0));
}
