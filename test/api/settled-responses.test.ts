import { afterAll, beforeAll, expect, test } from 'vitest';
import { sumOf } from '../../src/kernel/money.ts';
import { ALDER, BATTERIES } from '../harness/market-stage.ts';
import { openResponseStage, type ResponseStage } from '../harness/response-stage.ts';
import { batteryIdOf, globalBattery, newKey, type Place, type World } from '../harness/world.ts';

let stage: ResponseStage;
let world: World;
const PLACE: Place = BATTERIES[0] ?? { tenant: 'alder', site: 'north', battery: 'one' };
/** The first block of the day, and the half-hours of it in which something goes wrong. */
const BLOCK = { from: '2026-05-12T22:00:00Z', until: '2026-05-13T02:00:00Z' };
const EMPTY_AT = '2026-05-12T23:00:00.000Z';
const OFFLINE_AT = '2026-05-13T00:00:00.000Z';

beforeAll(async () => {
  stage = await openResponseStage('2026-05-13');
  ({ world } = stage);
  await stage.startOver();
  await stage.runToEnd();
  await world.publishPrices('alder', '2026-05-13', () => ({ importPricePerMwh: '52', exportPricePerMwh: '50' }));
  for (const place of BATTERIES) await world.storeReading(place, { socPercent: 50 });
  await world.workOff();
});
afterAll(() => stage.close());

interface Position {
  readonly period: { readonly startAt: string };
  readonly service: string;
  readonly direction: string;
  readonly powerKw: number;
  readonly fullRevenue: { readonly amount: string };
  readonly settlement: {
    readonly isAvailable: boolean;
    readonly reason: string | null;
    readonly revenue: { readonly amount: string };
  };
}

const ASKED = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
  enabledResponses { service direction contractedPowerKw fromAt untilAt }
  instructions(first: 1) { nodes { id responses { service direction contractedPowerKw fromAt untilAt } } }
  responsePositions(from: $from, until: $until) { period { startAt } blockStartAt blockEndAt service direction powerKw
    fullRevenue { amount } settlement { isAvailable reason performanceRatio revenue { amount } } }
  earnings(from: $from, until: $until) { period { startAt } total { amount }
    parts { source product service energyKwh revenue { amount } } } } }`;

async function asked() {
  const variables = { id: globalBattery(PLACE), from: BLOCK.from, until: BLOCK.until };
  return (await world.ask(await world.key('alder', 'ADMIN'), ASKED, variables)).data.battery;
}

/** What the newest plan says, from when it begins until the block is over. */
function planned() {
  return world.owner<{ untilAt: Date; hours: number; powerKw: number; socPercent: number }[]>`
    with newest as (select plan_id, horizon_from from plan where battery_id = ${batteryIdOf(PLACE)} order by made_at desc limit 1)
    select period_end as "untilAt", extract(epoch from period_end - greatest(period_start, horizon_from))::float8 / 3600 as hours,
      power_kw as "powerKw", soc_percent as "socPercent"
    from plan_period join newest using (plan_id) where period_end <= ${BLOCK.until} order by 1`;
}

test('what is sold is held by the next plan, and enabled on the battery', async () => {
  const { enabledResponses, instructions, responsePositions } = await asked();
  const blocks = responsePositions.filter(({ period }: Position) => asIso(period.startAt) === asIso(BLOCK.from));
  expect(blocks.length).toBeGreaterThan(0);
  for (const { service, direction, powerKw, blockStartAt, blockEndAt } of blocks) {
    const enabled = { service, direction, contractedPowerKw: powerKw, fromAt: blockStartAt, untilAt: blockEndAt };
    expect(enabledResponses).toContainEqual(enabled);
    expect(instructions.nodes[0].responses).toContainEqual(enabled);
  }
  const [plan] = await world.owner<{ held: number }[]>`
    select (select sum((one ->> 'powerKwMin')::float8) from jsonb_array_elements(problem -> 'responses') one) as held
    from plan where battery_id = ${batteryIdOf(PLACE)} order by made_at desc limit 1`;
  const [sold] = await world.owner<{ held: number }[]>`
    select sum(power_kw) as held from (
      select distinct block_start, service, power_kw from response_position where battery_id = ${batteryIdOf(PLACE)}) blocks`;
  expect(plan?.held).toBeCloseTo(sold?.held ?? NaN, 6);
});

const asIso = (instant: string): string => new Date(instant).toISOString();

test('a battery that sold it is enabled once, however often the queue asks', async () => {
  const count = async (): Promise<number> => (await world.owner`select 1 from enabled_response`).count;
  const before = await count();
  const payload = { tenantId: ALDER, batteryId: batteryIdOf(PLACE) };
  await world.services.db.write(ALDER, (tx) =>
    world.services.queue.enqueue(tx, [{ queue: 'enable-sold-responses', key: payload.batteryId, payload }]),
  );
  await world.workOff();
  expect(await count()).toBe(before);
});

test('each half-hour is paid in which the battery was available, and what it earned adds up to the millionth', async () => {
  const agent = await world.agent('alder', 'north');
  const [instruction] = (await asked()).instructions.nodes;
  const input = { idempotencyKey: newKey(), instructionId: instruction.id, outcome: 'APPLIED', happenedAt: world.clock.now() };
  await world.ask(
    agent,
    `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`,
    { input },
  );
  const course = await planned();
  world.clock.setTo('2026-05-13T02:01:00Z');
  let [exportedKwh, importedKwh] = [10_000, 10_000];
  // As planned, but for the charge at the beginning of one half-hour.
  await world.storeReadings(
    PLACE,
    course.map(({ untilAt, hours, powerKw, socPercent }) => {
      exportedKwh += Math.max(0, powerKw) * hours;
      importedKwh += Math.max(0, -powerKw) * hours;
      const soc = untilAt.toISOString() === EMPTY_AT ? 11 : socPercent;
      return { measuredAtMs: untilAt.getTime(), activePowerKw: powerKw, socPercent: soc, exportedKwh, importedKwh };
    }),
  );
  const offlineSince = new Date(Date.parse(OFFLINE_AT) + 60_000);
  for (const [minutes, state] of [
    [1, 'OFFLINE'],
    [20, 'ONLINE'],
  ] as const) {
    const at = new Date(Date.parse(OFFLINE_AT) + minutes * 60_000);
    await world.owner`
      insert into connectivity_change (tenant_id, battery_id, noticed_at, state, since_at)
      select tenant_id, battery_id, ${at}, ${state}, ${state === 'OFFLINE' ? offlineSince : at} from battery
      where battery_id = ${batteryIdOf(PLACE)}`;
  }
  await world.runTimer('settle');
  await world.runTimer('settle-responses');
  // It is settled once.
  await world.runTimer('settle-responses');
  const { responsePositions, earnings } = await asked();
  const positions: Position[] = responsePositions;
  expect(positions.length).toBeGreaterThanOrEqual(8);
  for (const { period, direction, fullRevenue, settlement } of positions) {
    const startAt = asIso(period.startAt);
    const expected =
      startAt === OFFLINE_AT ? 'OFFLINE' : startAt === EMPTY_AT && direction === 'LOW' ? 'TOO_LITTLE_ENERGY' : null;
    expect([startAt, direction, settlement.reason]).toEqual([startAt, direction, expected]);
    expect(Number(settlement.revenue.amount)).toBe(expected === null ? Number(fullRevenue.amount) : 0);
  }
  expect(earnings).toHaveLength(8);
  const paid = earnings.flatMap(({ parts }: { parts: { source: string; revenue: { amount: string }; energyKwh: number }[] }) =>
    parts.filter(({ source }) => source === 'RESPONSE'),
  );
  expect(paid).toHaveLength(positions.length);
  expect(new Set(paid.map(({ energyKwh }: { energyKwh: number }) => energyKwh))).toEqual(new Set([0]));
  const amounts = (list: readonly { readonly revenue: { readonly amount: string } }[]): string[] =>
    list.map(({ revenue }) => revenue.amount);
  expect(sumOf(amounts(paid))).toBe(sumOf(amounts(positions.map(({ settlement }) => settlement))));
  for (const { total, parts } of earnings) expect(total.amount).toBe(sumOf(amounts(parts)));
});
