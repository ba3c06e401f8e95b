import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { announce } from '../../src/platform/platform.ts';
import { declareBattery } from '../../src/modules/trading/index.ts';
import type { Mischief } from '../../src/sim/market/counterparty.ts';
import { type BalancingStage, openBalancingStage, UNIT, UNIT_PLACE } from '../harness/balancing-stage.ts';
import { type Deadly, Dying, mortal } from '../harness/market-stage.ts';
import { batteryIdOf, globalBattery, newKey, type World } from '../harness/world.ts';

let stage: BalancingStage;
let world: World;

beforeAll(async () => {
  stage = await openBalancingStage();
  ({ world } = stage);
});
beforeEach(() => stage.startOver());
afterAll(() => stage.close());

interface Kept {
  readonly sequence: number;
  readonly kinds: readonly string[];
}

/** What is kept of each declaration, oldest first. */
async function kept(): Promise<Kept[]> {
  return world.owner<Kept[]>`
    select declaration_sequence as sequence, array(
      select kind from declaration_event event where event.unit = declaration.unit
        and event.declaration_sequence = declaration.declaration_sequence order by event_sequence) as kinds
    from declaration order by 1`;
}

/** The clock goes on, and the timer looks at the unit each time. */
async function look({ count = 1, seconds = 60 } = {}): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    world.clock.advance({ seconds });
    await world.runTimer('watch-declarations');
    await world.workOff();
  }
}

/** The battery says where it is; nothing is planned for that. */
async function hear(socPercent: number): Promise<void> {
  world.clock.advance({ seconds: 30 });
  await world.storeReading(UNIT_PLACE, { socPercent });
  await world.owner`delete from pgboss.job`;
}

const later = (minutes: number): Date => new Date(world.clock.nowMs() + minutes * 60_000);
const inForce = (minutes: number) => stage.desk.inForce(UNIT, later(minutes));
const target = () => ({ tenantId: stage.tenantId, batteryId: stage.batteryId });

describe('a unit', () => {
  test('is declared as soon as it is planned: what it will do behind open gates, what it can do from now on, and at which prices', async () => {
    const now = world.clock.now();
    expect(await world.workOff()).toContain('declare-battery');
    expect(await kept()).toEqual([{ sequence: 1, kinds: ['SENT', 'ACCEPTED'] }]);
    const told = stage.desk.accepted.get(`${UNIT}/1`);
    expect(told?.notificationTime).toBe(now.toISOString());
    // The gate for 11:30 closes in 20 minutes, the one for 11:00 has.
    expect(told?.PN[0]?.timeFrom).toBe(now.toISOString().replace('10:10', '11:30'));
    expect(told?.PN.at(-1)?.timeTo).toBe(now.toISOString().replace('10:10', '23:00'));
    expect(Math.max(...(told?.PN ?? []).map(({ levelFrom }) => levelFrom))).toBeGreaterThan(20);
    expect(told?.MELS[0]).toMatchObject({ timeFrom: now.toISOString(), levelFrom: 50, notificationSequence: 1 });
    expect(told?.MILS[0]).toMatchObject({ timeFrom: now.toISOString(), levelFrom: -50 });
    // To the end of tomorrow, by the clocks there.
    expect(told?.MELS).toHaveLength(26 + 48);
    expect(told?.BOD.length).toBeGreaterThan(10);
    for (const { pairId, offer, bid } of told?.BOD ?? []) {
      expect([-1, 1]).toContain(pairId);
      expect(Number(offer)).toBeGreaterThanOrEqual(Number(bid));
      expect(Number(bid)).toBeLessThanOrEqual(202);
    }
  });

  test('alone is looked at when batteries are planned', async () => {
    await world.owner`delete from pgboss.job`;
    const batteryIds = [stage.batteryId, batteryIdOf({ tenant: 'alder', site: 'north', battery: 'two' })];
    await world.services.db.write(stage.tenantId, (tx) =>
      announce(world.services, tx, { announcement: 'plan-made', batteryIds }),
    );
    const asked = await world.owner<{ batteryId: string }[]>`
      select data #>> '{payload,batteryId}' as "batteryId" from pgboss.job where name = 'declare-battery'`;
    expect([...asked]).toEqual([{ batteryId: stage.batteryId }]);
  });

  test('that nobody has heard can do nothing, and will do nothing', async () => {
    await world.workOff();
    await look({ seconds: 16 * 60 });
    expect((await kept()).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(inForce(0)).toMatchObject({ exportMw: 0, importMw: 0 });
    // In the evening, too, for which 33 MW had been notified.
    expect(inForce(6 * 60 + 10)).toEqual({ notifiedMw: 0, exportMw: 0, importMw: 0 });
  });

  test('that is in fault by its own account can do nothing', async () => {
    await world.workOff();
    world.clock.advance({ seconds: 30 });
    await world.storeReading(UNIT_PLACE, { socPercent: 50, operatingState: 'FAULT' });
    await look();
    expect(inForce(0)).toMatchObject({ exportMw: 0, importMw: 0 });
  });

  test('whose charge has moved is declared anew, and one whose charge has hardly moved is not', async () => {
    await world.workOff();
    await hear(49.9);
    await look({ count: 3 });
    expect(stage.desk.submitted).toEqual([`${UNIT}/1`]);
    // 1 MWh above the floor, of which 0.95 reach the grid: borne for half an hour with 1.9 MW.
    await hear(16);
    await look();
    expect(stage.desk.submitted).toEqual([`${UNIT}/1`, `${UNIT}/2`]);
    expect(inForce(0)).toMatchObject({ exportMw: 1, importMw: -50 });
  });

  test('that somebody limits is declared at once', async () => {
    await world.workOff();
    await world.ask(
      await world.key('alder', 'ADMIN'),
      `mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { __typename } }`,
      {
        input: {
          idempotencyKey: newKey(),
          batteryId: globalBattery(UNIT_PLACE),
          role: 'OPERATOR',
          dischargePowerKwMax: 12_300,
          reason: 'a test',
        },
      },
    );
    await world.workOff();
    expect(inForce(0)).toMatchObject({ exportMw: 12, importMw: -50 });
    expect(inForce(6 * 60 + 10)).toMatchObject({ notifiedMw: 12, exportMw: 12 });
  });

  test('keeps what was notified behind its gate, whatever is planned since', async () => {
    await world.workOff();
    // This period is dear; its gate closes an hour before it.
    const peak = new Date(world.clock.now().toISOString().replace('10:10', '16:30'));
    const notified = stage.desk.inForce(UNIT, peak)?.notifiedMw;
    expect(notified).toBeGreaterThan(20);
    world.clock.setTo(new Date(peak.getTime() - 59 * 60_000));
    await world.storeReading(UNIT_PLACE, { socPercent: 15 });
    await world.ask(
      await world.key('alder', 'ADMIN'),
      `mutation($input: RequestPlanInput!) { requestPlan(input: $input) { __typename } }`,
      { input: { idempotencyKey: newKey(), batteryId: globalBattery(UNIT_PLACE) } },
    );
    await world.workOff();
    expect(stage.desk.inForce(UNIT, peak)?.notifiedMw).toBe(notified);
    const newest = [...stage.desk.accepted.values()].at(-1);
    expect(newest?.notificationSequence).toBeGreaterThan(1);
    expect(newest?.PN.every(({ timeFrom }) => Date.parse(timeFrom) > peak.getTime())).toBe(true);
    // What it can do at that time is told as it is: the battery is empty.
    expect(stage.desk.inForce(UNIT, peak)?.exportMw).toBeLessThan(notified ?? 0);
    const [row] = await world.owner<{ notifiedMw: number }[]>`
      select (period ->> 'notifiedPowerMw')::float8 as "notifiedMw" from declaration, jsonb_array_elements(periods) period
      where (period -> 'period' ->> 'fromAt')::timestamptz = ${peak} order by declaration_sequence desc limit 1`;
    expect(row?.notifiedMw).toBe(notified);
    expect(stage.errors).toEqual([]);
  });

  test('is declared once by several who are at it at once', async () => {
    await Promise.all([1, 2, 3].map(() => world.workOff()));
    await Promise.all([1, 2, 3].map(() => declareBattery(world.services, target())));
    expect(await kept()).toEqual([{ sequence: 1, kinds: ['SENT', 'ACCEPTED'] }]);
    expect(stage.desk.submitted).toEqual([`${UNIT}/1`]);
  });

  test('is no battery of the other tenant, and none of those that are no units', async () => {
    await world.workOff();
    await declareBattery(world.services, { ...target(), tenantId: world.services.tenants.bySlug('birch')?.tenantId ?? '' });
    expect(stage.desk.submitted).toEqual([`${UNIT}/1`]);
  });
});

describe('whoever dies', () => {
  test.each<[string, Deadly]>([
    ['while storing the declaration', { write: 1, when: 'before' }],
    ['after storing the declaration', { write: 1, when: 'after' }],
    ['while storing that it is being sent', { write: 2, when: 'before' }],
    ['after storing that it is being sent', { write: 2, when: 'after' }],
    ['before it is sent', { call: 1, when: 'before' }],
    ['after it is sent', { call: 1, when: 'after' }],
    ['while storing the answer', { write: 3, when: 'before' }],
    ['after storing the answer', { write: 3, when: 'after' }],
  ])('%s, it is there once, under one sequence', async (_when, deadly) => {
    const { services } = mortal(world.services, deadly);
    await expect(declareBattery(services, target())).rejects.toThrow(Dying);
    await world.owner`delete from pgboss.job`;
    await look({ count: 4, seconds: 20 });
    expect((await kept()).map(({ sequence, kinds }) => [sequence, kinds.at(-1)])).toEqual([[1, 'ACCEPTED']]);
    expect(stage.desk.submitted).toEqual([`${UNIT}/1`]);
  });
});

describe('a system operator', () => {
  const MISCHIEFS: Mischief[] = ['request lost', 'answer lost', 'twice', 'late', 'busy', 'wrong answer', 'nonsense'];

  test.each(MISCHIEFS)('with the first words %s has the declaration under one sequence', async (mischief) => {
    let count = 0;
    stage.desk.mischief = () => ((count += 1) <= 3 ? mischief : null);
    await world.workOff();
    await look({ count: 6, seconds: 35 });
    expect((await kept()).map(({ sequence, kinds }) => [sequence, kinds.at(-1)])).toEqual([[1, 'ACCEPTED']]);
    expect([...stage.desk.accepted.keys()]).toEqual([`${UNIT}/1`]);
  });

  test('that does what it likes has what was declared last, and never two of a sequence', async () => {
    const course = fc.array(fc.option(fc.constantFrom(...MISCHIEFS), { freq: 2 }), { minLength: 10, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        course,
        fc.array(fc.integer({ min: 15, max: 90 }), { minLength: 3, maxLength: 3 }),
        async (words, socs) => {
          await stage.startOver();
          const said = words.values();
          stage.desk.mischief = () => said.next().value ?? null;
          await world.workOff();
          for (const socPercent of socs) {
            world.clock.advance({ seconds: 30 });
            await world.storeReading(UNIT_PLACE, { socPercent });
            await world.owner`delete from pgboss.job`;
            await look({ count: 2, seconds: 40 });
          }
          stage.desk.mischief = () => null;
          await look({ count: 4, seconds: 40 });
          const all = await kept();
          expect(all.every(({ kinds }) => kinds.filter((kind) => kind === 'ACCEPTED').length === 1)).toBe(true);
          expect([...stage.desk.accepted.keys()].toSorted()).toEqual(all.map(({ sequence }) => `${UNIT}/${sequence}`).toSorted());
          const [row] = await world.owner<{ exportMw: number }[]>`
          select (periods -> 0 ->> 'exportLimitMw')::float8 as "exportMw" from declaration order by declaration_sequence desc limit 1`;
          expect(inForce(0)?.exportMw).toBe(row?.exportMw);
          expect(stage.errors).toEqual([]);
        },
      ),
      { numRuns: 5 },
    );
  });

  test('that refuses leaves what it had in force: the reason is kept and logged, and the same is not said again', async () => {
    await world.workOff();
    stage.desk.refusal = 'The unit is not registered.';
    await hear(16);
    await look({ count: 4 });
    expect(await kept()).toEqual([
      { sequence: 1, kinds: ['SENT', 'ACCEPTED'] },
      { sequence: 2, kinds: ['SENT', 'REFUSED'] },
    ]);
    expect(inForce(0)).toMatchObject({ exportMw: 50 });
    expect(stage.errors).toMatchObject([
      { unit: UNIT, declarationSequence: 2, reason: 'The unit is not registered.', msg: 'a declaration was refused' },
    ]);
    stage.desk.refusal = null;
    await hear(17);
    await look();
    expect((await kept()).at(-1)).toEqual({ sequence: 3, kinds: ['SENT', 'ACCEPTED'] });
    expect(inForce(0)).toMatchObject({ exportMw: 3 });
  });

  test('that answers nonsense leaves one dead letter with the reason, which is taken once it is understood', async () => {
    stage.desk.mischief = () => 'wrong answer';
    await world.workOff();
    await look({ count: 2, seconds: 40 });
    const letters = await world.owner<{ id: string; reason: string; source: string; payload: Buffer }[]>`
      select dead_letter_id as id, reason, source, payload from dead_letter`;
    expect(letters).toMatchObject([
      { source: `declaration/${UNIT}/1`, reason: 'not an answer about this declaration: it is about another declaration' },
    ]);
    const replay = async (): Promise<unknown> => {
      const { data } = await world.ask(
        await world.key('alder', 'OPERATOR'),
        `mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) { __typename ... on DeadLetterRefused { message } } }`,
        { input: { idempotencyKey: newKey(), deadLetterId: Buffer.from(`DeadLetter:${letters[0]?.id}`).toString('base64url') } },
      );
      return data?.replayDeadLetter;
    };
    expect(await replay()).toEqual({ __typename: 'DeadLetterRefused', message: 'it is about another declaration' });
    // As if it were understood by now.
    const right = Buffer.from(letters[0]?.payload.toString().replace('T_ELSE-1', UNIT) ?? '');
    await world.owner`update dead_letter set payload = ${right}`;
    expect(await replay()).toEqual({ __typename: 'DeadLetterReplayed' });
    expect((await kept())[0]?.kinds.at(-1)).toBe('ACCEPTED');
  });
});

describe('what was declared', () => {
  const ASKED = `query($id: ID!) { battery(id: $id) { declarations { unit declarationSequence declaredAt state reason answeredAt
    periods { period { startAt } notifiedPowerKw exportLimitKw importLimitKw isGateClosed pairs { pairIndex rangeKw offerPricePerMwh bidPricePerMwh } } } } }`;
  const id = globalBattery(UNIT_PLACE);

  test('is told newest first, with its rows and where it stands', async () => {
    await world.workOff();
    const declaredAt = world.clock.now();
    stage.desk.mischief = () => 'busy';
    await hear(16);
    await look();
    const { data, codes } = await world.ask(await world.key('alder', 'VIEWER'), ASKED, { id });
    expect(codes).toEqual([]);
    const [unknown, accepted] = data.battery.declarations;
    expect(unknown).toMatchObject({ declarationSequence: 2, state: 'UNKNOWN', reason: 'answered 503' });
    expect(accepted).toMatchObject({
      unit: UNIT,
      declarationSequence: 1,
      declaredAt: declaredAt.toISOString().replace('.000', ''),
      state: 'ACCEPTED',
      reason: null,
      answeredAt: declaredAt.toISOString().replace('.000', ''),
    });
    expect(accepted.periods[0]).toMatchObject({
      exportLimitKw: 50_000,
      importLimitKw: 50_000,
      notifiedPowerKw: null,
      isGateClosed: true,
    });
    const open = accepted.periods.filter(
      ({ isGateClosed, pairs }: { isGateClosed: boolean; pairs: object[] }) => !isGateClosed && pairs.length === 2,
    );
    expect(open.length).toBeGreaterThan(5);
    for (const { notifiedPowerKw, exportLimitKw, importLimitKw, pairs } of open) {
      expect(notifiedPowerKw + pairs[0].rangeKw).toBe(-importLimitKw);
      expect(notifiedPowerKw + pairs[1].rangeKw).toBe(exportLimitKw);
    }
  });

  test('is told to whoever may see the plan, and to nobody of another tenant', async () => {
    await world.workOff();
    const seen = await world.ask(await world.key('alder', 'OWNER', 'former'), ASKED, { id });
    expect(seen.data.battery.declarations).toHaveLength(1);
    const { data } = await world.ask(await world.key('alder', 'OWNER', 'coming'), ASKED, { id });
    expect(data.battery?.declarations ?? []).toEqual([]);
    const stranger = await world.ask(await world.key('birch', 'ADMIN'), ASKED, { id });
    expect(stranger.data.battery).toBeNull();
  });
});
