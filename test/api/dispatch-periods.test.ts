import { afterAll, beforeAll, expect, test } from 'vitest';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

let world: World;
let operator: string;
let agent: string;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };

interface Link {
  readonly period: { readonly startAt: string };
  readonly wishes: readonly { source: string; powerKw: number; priorityIndex: number; fromAt: string; untilAt: string }[];
  readonly setpoints: readonly { source: string; powerKw: number; limitedBy: string | null }[];
  readonly instructions: readonly { id: string; instructionSequence: number; state: string }[];
  readonly askedKwh: number | null;
  readonly decidedKwh: number | null;
  readonly meteredKwh: number | null;
  readonly settledKwh: number | null;
  readonly settledRevenue: { readonly amount: string } | null;
  readonly reason: string | null;
}

const CHAIN = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { dispatchPeriods(from: $from, until: $until) {
  period { startAt } wishes { source powerKw priorityIndex fromAt untilAt } setpoints { source powerKw limitedBy }
  instructions { id instructionSequence state } askedKwh decidedKwh meteredKwh coveredRatio settledKwh settledRevenue { amount } reason } } }`;
const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`;
const OVERRIDE = `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { __typename } }`;
const STOP = `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { ... on DispatchStopped { stop { id } } } }`;
const LIMIT = `mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { __typename } }`;

const span = { from: '2026-05-13T00:00:00Z', until: '2026-05-13T06:00:00Z' };
const chain = async (credential = operator, place = ONE): Promise<readonly Link[]> => {
  const { data } = await world.ask(credential, CHAIN, { id: globalBattery(place), ...span });
  return data.battery?.dispatchPeriods ?? [];
};
const linkAt = async (startAt: string): Promise<Link | undefined> =>
  (await chain()).find(({ period }) => period.startAt === startAt);
const change = async (document: string, fields: object) => {
  const input = { idempotencyKey: newKey(), batteryId: globalBattery(ONE), reason: 'a test', ...fields };
  expect((await world.ask(operator, document, { input })).codes).toEqual([]);
  await world.workOff();
};
let exportedKwh = 1_000;
let importedKwh = 1_000;
/** One period at a power, by the minute; what the site reports of its instruction before it. */
const run = async (powerKw: number, minuteCount = 30, reports: readonly string[] = ['DELIVERED', 'APPLIED']) => {
  const newest = (await chain()).at(-1)?.instructions.at(-1);
  for (const outcome of newest ? reports : []) {
    const input = { idempotencyKey: newKey(), instructionId: newest?.id, outcome, happenedAt: world.clock.now() };
    await world.ask(agent, ACKNOWLEDGE, { input: { ...input, refusalReason: outcome === 'REFUSED' ? 'no' : null } });
  }
  for (let minutes = 0; minutes < minuteCount; minutes += 1) {
    world.clock.advance({ minutes: 1 });
    exportedKwh += Math.max(0, powerKw) / 60;
    importedKwh += Math.max(0, -powerKw) / 60;
    // The state of charge moves, as it would: values that stand still are not believed.
    const socPercent = 80 - (exportedKwh + importedKwh - 2_000) / 10;
    await world.storeReading(ONE, {
      activePowerKw: powerKw,
      exportedKwh,
      importedKwh,
      socPercent,
      instructionSequence: newest?.instructionSequence ?? null,
    });
  }
  await world.runTimer('roll-up');
  await world.runTimer('settle');
};

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:55:00Z' });
  operator = await world.key('alder', 'OPERATOR');
  agent = await world.agent('alder', 'north');
  await world.publishPrices('alder', '2026-05-13', ({ periodIndex }) => {
    const price = periodIndex <= 20 ? 300 - periodIndex : 20;
    return { importPricePerMwh: String(price + 2), exportPricePerMwh: String(price) };
  });
  await world.storeReading(ONE, { socPercent: 80 });
  await world.workOff();
  world.clock.setTo(span.from);
  await world.storeReading(ONE, { socPercent: 80 });
});
afterAll(() => world.close());

test('the chain of a period goes from the wish to the money, and is as asked when the battery follows', async () => {
  const plannedKw = (await linkAt('2026-05-13T00:00:00Z'))?.wishes[0]?.powerKw ?? 0;
  expect(plannedKw).toBeGreaterThan(10);
  await run(plannedKw);
  const link = await linkAt('2026-05-13T00:00:00Z');
  expect(link).toMatchObject({
    wishes: [
      { source: 'PLAN', powerKw: plannedKw, priorityIndex: 1, fromAt: '2026-05-13T00:00:00Z', untilAt: '2026-05-13T00:30:00Z' },
    ],
    setpoints: [{ source: 'PLAN', powerKw: plannedKw, limitedBy: null }],
    instructions: [{ instructionSequence: 1, state: 'APPLIED' }],
    reason: 'AS_ASKED',
  });
  for (const energyKwh of [link?.askedKwh, link?.decidedKwh, link?.meteredKwh, link?.settledKwh])
    expect(energyKwh).toBeCloseTo(plannedKw / 2, 0);
  expect(Number(link?.settledRevenue?.amount)).toBeGreaterThan(0);
});

test('the running period has no reason yet', async () => {
  expect((await linkAt('2026-05-13T00:30:00Z'))?.reason).toBeNull();
});

test('an override, a limit and a stop are each told as what they are', async () => {
  await change(OVERRIDE, { powerKw: -20, untilAt: '2026-05-13T01:00:00Z' });
  await run(-20);
  expect(await linkAt('2026-05-13T00:30:00Z')).toMatchObject({
    wishes: [{ source: 'PLAN' }, { source: 'OVERRIDE', powerKw: -20, priorityIndex: 4 }],
    reason: 'OVERRIDDEN',
  });
  await run(60, 1);
  await change(LIMIT, { role: 'OWNER', dischargePowerKwMax: 4, untilAt: '2026-05-13T01:30:00Z' });
  await run(4, 29);
  expect(await linkAt('2026-05-13T01:00:00Z')).toMatchObject({ askedKwh: 30, reason: 'LIMITED_BY_OWNER' });
  await run(60, 1);
  await change(STOP, { kind: 'EMERGENCY', untilAt: '2026-05-13T02:00:00Z' });
  await run(0, 29);
  expect(await linkAt('2026-05-13T01:30:00Z')).toMatchObject({
    wishes: [{ source: 'PLAN' }, { source: 'STOP', powerKw: 0, priorityIndex: 5 }],
    setpoints: [{ source: 'PLAN' }, { source: 'STOP', powerKw: 0 }],
    reason: 'STOPPED',
  });
});

test('what the site refused or did not take, and silence, are told as that', async () => {
  await change(OVERRIDE, { powerKw: 20, untilAt: '2026-05-13T04:00:00Z' });
  await run(0, 30, ['REFUSED']);
  expect(await linkAt('2026-05-13T02:00:00Z')).toMatchObject({ instructions: [{ state: 'REFUSED' }], reason: 'REFUSED' });
  await change(OVERRIDE, { powerKw: 21, untilAt: '2026-05-13T04:00:00Z' });
  await run(0, 30, []);
  expect((await linkAt('2026-05-13T02:30:00Z'))?.reason).toBe('NOT_DELIVERED');
  await run(0, 30, ['APPLIED']);
  expect((await linkAt('2026-05-13T03:00:00Z'))?.reason).toBe('OUT_OF_TOLERANCE');
  world.clock.advance({ minutes: 60 });
  await world.runTimer('watch-connectivity');
  await world.runTimer('roll-up');
  expect((await linkAt('2026-05-13T03:30:00Z'))?.reason).toBe('SITE_OFFLINE');
});

test('each link is told to whoever may see its group, and no other tenant', async () => {
  const whole = (await chain()).find(({ settledKwh }) => settledKwh !== null);
  const at = (all: readonly Link[]) => all.find(({ period }) => period.startAt === whole?.period.startAt);
  // An offtaker reads history and revenue, and neither plans nor instructions.
  const offtaker = at(await chain(await world.key('alder', 'PARTY', 'supplier')));
  expect(offtaker).toMatchObject({ wishes: [], setpoints: [], instructions: [], askedKwh: null, decidedKwh: null, reason: null });
  expect(offtaker).toMatchObject({ meteredKwh: whole?.meteredKwh, settledRevenue: whole?.settledRevenue });
  expect(at(await chain(await world.key('alder', 'OWNER', 'owner')))).toEqual(whole);
  expect(await chain(await world.key('alder', 'OWNER', 'stranger'))).toEqual([]);
  expect(await chain(await world.key('birch', 'OPERATOR'))).toEqual([]);
});

test('a later owner sees the periods of its own time alone', async () => {
  const coming = await world.key('alder', 'OWNER', 'coming');
  const ask = async (fromAt: string, untilAt: string) =>
    (await world.ask(coming, CHAIN, { id: globalBattery(THREE), from: fromAt, until: untilAt })).data.battery.dispatchPeriods;
  world.clock.setTo('2026-06-01T02:00:00Z');
  const starts = (await ask('2026-05-31T22:00:00Z', '2026-06-01T02:00:00Z')).map(({ period }: Link) => period.startAt);
  expect(starts).toEqual(['2026-06-01T00:00:00Z', '2026-06-01T00:30:00Z', '2026-06-01T01:00:00Z', '2026-06-01T01:30:00Z']);
});
