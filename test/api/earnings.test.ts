import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BalancingStage, openBalancingStage, UNIT, UNIT_PLACE } from '../harness/balancing-stage.ts';
import { globalBattery, newKey } from '../harness/world.ts';

let stage: BalancingStage;

beforeAll(async () => {
  stage = await openBalancingStage();
  await stage.startOver();
  await stage.world.workOff();
});
afterAll(() => stage.close());

const FROM = '2026-04-02T12:00:00Z';
const UNTIL = '2026-04-02T12:30:00Z';

/** What is exported within the half-hour, beginning and end by the registers. */
async function exportInHalfHour(energyKwh: number): Promise<void> {
  const { world } = stage;
  world.clock.setTo('2026-04-02T12:31:00Z');
  await world.storeReadings(
    UNIT_PLACE,
    [FROM, UNTIL].map((at, index) => ({
      measuredAtMs: Date.parse(at),
      activePowerKw: 20_000,
      socPercent: 50 - index * 10,
      exportedKwh: 5_000 + index * energyKwh,
      importedKwh: 5_000,
    })),
  );
  world.clock.setTo('2026-04-02T12:45:00Z');
  await world.runTimer('settle');
}

test('what the system operator accepted beside the notification is paid at the offer it took, and what was delivered short at the price of the period', async () => {
  const { world, desk } = stage;
  const offer = desk.accepted
    .get(`${UNIT}/1`)
    ?.BOD.find(({ pairId, timeFrom }) => pairId === 1 && Date.parse(timeFrom) === Date.parse(FROM));
  expect(Number(offer?.offer)).toBeGreaterThan(100);
  const points = [FROM, UNTIL].map((at) => ({ at, powerKw: 20_000 }));
  const taken = await world.ask(
    await world.key('alder', 'OPERATOR'),
    `mutation($input: TakeAcceptancesInput!) { takeAcceptances(input: $input) { ... on AcceptancesTaken { answers { outcome } } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        batteryId: globalBattery(UNIT_PLACE),
        acceptances: [{ acceptanceNumber: 1, acceptedAt: world.clock.now().toISOString(), points }],
      },
    },
  );
  expect(taken.data.takeAcceptances.answers).toEqual([{ outcome: 'TAKEN' }]);
  await exportInHalfHour(9_000);
  const { data } = await world.ask(
    await world.key('alder', 'OWNER', 'former'),
    'query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { earnings(from: $from, until: $until) { total { amount } parts { source energyKwh revenue { amount } } } } }',
    { id: globalBattery(UNIT_PLACE), from: FROM, until: UNTIL },
  );
  const [earned] = data.battery.earnings;
  const paid = 10 * Number(offer?.offer);
  expect(earned.parts).toEqual([
    { source: 'ACCEPTANCE', energyKwh: 10_000, revenue: { amount: expect.stringContaining(String(paid)) } },
    { source: 'IMBALANCE', energyKwh: -1_000, revenue: { amount: '-40.00' } },
  ]);
  expect(Number(earned.total.amount)).toBeCloseTo(paid - 40, 6);
});
