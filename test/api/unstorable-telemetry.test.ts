import { afterAll, beforeAll, expect, test } from 'vitest';
import { batteryIdOf, openWorld, siteIdOf, topicOf, type World } from '../harness/world.ts';

let world: World;
const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const NUL = '\u0000';

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const batchOf = (batteryId: string): string =>
  JSON.stringify({
    version: 1,
    siteId: siteIdOf(ONE),
    bootId: 'boot',
    batchSequence: 1,
    readings: [
      {
        batteryId,
        measuredAtMs: world.clock.nowMs(),
        activePowerKw: 0,
        socPercent: 50,
        exportedKwh: 1,
        importedKwh: 1,
        instructionSequence: null,
      },
    ],
  });

test.each([
  ['a message of which a text column cannot keep the reason', () => `{"version":${NUL}}`],
  ['a battery of which no text column can keep the id', () => batchOf(batteryIdOf(ONE).replace(/^./, NUL))],
])('%s is a dead letter, and holds up nobody', async (_what, payload) => {
  const text = payload();
  await Promise.all([world.deliver(topicOf(ONE), text), world.storeReading(ONE)]);
  expect(await world.owner`select 1 from dead_letter where payload = ${Buffer.from(text)}`).toHaveLength(1);
  expect(await world.owner`select 1 from reading where battery_id = ${batteryIdOf(ONE)}`).toHaveLength(1);
});
