import { afterAll, beforeAll, expect, test } from 'vitest';
import { batteryIdOf, openWorld, siteIdOf, type World } from '../harness/world.ts';

let world: World;
let operator: string;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;

beforeAll(async () => {
  world = await openWorld();
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

const reading = (changes: object = {}) => ({
  batteryId: batteryIdOf(ONE),
  measuredAtMs: world.clock.nowMs(),
  activePowerKw: 1,
  socPercent: 50,
  exportedKwh: 1,
  importedKwh: 1,
  instructionSequence: null,
  ...changes,
});
const batch = (changes: object = {}) => ({
  version: 1,
  siteId: siteIdOf(ONE),
  bootId: 'partner',
  batchSequence: 1,
  readings: [reading()],
  ...changes,
});

async function send(body: string | object, key: string | null = operator, headers: Record<string, string> = {}) {
  const response = await fetch(new URL('/telemetry', world.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

test('a batch is answered when it is stored, with what became of each reading', async () => {
  const readings = [
    reading({ measuredAtMs: world.clock.nowMs() - 2_000 }),
    reading({ batteryId: batteryIdOf(THREE) }),
    reading({ measuredAtMs: world.clock.nowMs() - 1_000, activePowerKw: 500 }),
    reading({ measuredAtMs: world.clock.nowMs() + 600_000 }),
    reading(),
  ];
  const { status, body, headers } = await send(batch({ readings }));
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ bootId: 'partner', batchSequence: 1 });
  const verdicts = body.results.map(({ verdict, reason }: { verdict: string; reason: string | null }) => [verdict, reason]);
  expect(verdicts).toEqual([
    ['GOOD', null],
    ['REFUSED', expect.stringContaining('no battery')],
    ['SUSPECT', expect.stringContaining('nameplate')],
    ['REFUSED', expect.stringContaining('future')],
    ['GOOD', null],
  ]);
  expect(body.results.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2, 3, 4]);
  expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(ONE)}`).toHaveLength(3);
  expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(THREE)}`).toHaveLength(0);
  expect(await world.owner`select 1 from dead_letter`).toHaveLength(2);
  // A partner that mixes up its own tenant's batteries is no agent that speaks for another site.
  expect(await world.owner`select 1 from audit_entry where operation = 'publishTelemetry'`).toHaveLength(0);
});

test('the same batch again stores nothing more', async () => {
  world.clock.advance({ seconds: 10 });
  const again = batch();
  const [first, second] = [await send(again), await send(again)];
  expect(second.body).toEqual(first.body);
  expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(ONE)}`).toHaveLength(4);
});

test.each([
  ['without a credential', null, 401, 'UNAUTHENTICATED'],
  ['with a key that nobody has', 'hfk_nobody', 401, 'UNAUTHENTICATED'],
] as const)('%s: refused', async (_what, key, status, code) => {
  expect(await send(batch(), key)).toMatchObject({ status, body: { error: { code } } });
});

test('who may not send telemetry is refused, and stores nothing', async () => {
  const before = await world.owner`select 1 from reading`;
  world.clock.advance({ seconds: 10 });
  for (const key of [await world.key('alder', 'VIEWER'), await world.key('alder', 'OWNER', 'owner')])
    expect(await send(batch(), key)).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  const denied = await world.owner`select decision, outcome, source_ip from audit_entry where operation = 'sendTelemetry'`;
  expect(denied).toEqual(Array.from({ length: 2 }, () => ({ decision: 'DENIED', outcome: 'FORBIDDEN', source_ip: '127.0.0.1' })));
  expect(await world.owner`select 1 from reading`).toHaveLength(before.length);
});

test('another tenant’s battery is one there is not', async () => {
  const theirs = await send(batch(), await world.key('birch', 'OPERATOR'));
  const nobodys = await send(batch({ siteId: '00000000-0000-4000-8000-000000000000' }), await world.key('birch', 'OPERATOR'));
  expect(theirs.body.results).toEqual(nobodys.body.results);
  expect(theirs.body.results).toMatchObject([{ verdict: 'REFUSED' }]);
});

test.each([
  ['what is not JSON', '{"version":', 400],
  ['another version', { version: 2 }, 400],
  ['no readings', { readings: [] }, 400],
  ['a site that is none', { siteId: 'x'.repeat(36) }, 400],
  ['too large a body', ' '.repeat(300_000), 413],
] as const)('%s: refused with the reason', async (_what, change, status) => {
  const answer = await send(typeof change === 'string' ? change : batch(change));
  expect(answer.status).toBe(status);
  expect(answer.body.error.message.length).toBeGreaterThan(10);
  expect(answer.body.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('another content type: refused', async () => {
  expect((await send(batch(), operator, { 'content-type': 'text/plain' })).status).toBe(415);
});
