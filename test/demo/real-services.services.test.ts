import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { askDemo, type DemoWorld, startDemoWorld, temporaryFolder } from '../harness/demo-process.ts';
import { freshDatabase, type FreshDatabase } from '../harness/fresh-database.ts';

/** Half an hour of the world passes in half a minute. */
const WORLD = ['--from', '2024-11-04', '--speed', '60'];
const START_LIMIT_MS = 120_000;

const folder = temporaryFolder();
let database: FreshDatabase;
let world: DemoWorld;

beforeAll(async () => {
  database = await freshDatabase({ migrated: false });
  const environment = { DATABASE_URL: database.ownerUrl, REDIS_URL: inject('redisUrl'), MQTT_URL: inject('mqttUrl') };
  world = await startDemoWorld(folder.path, WORLD, environment);
}, START_LIMIT_MS);

afterAll(async () => {
  await world?.process.stop();
  await database?.drop();
  folder.remove();
});

interface Batteries {
  readonly batteries: {
    readonly nodes: readonly {
      readonly name: string;
      readonly latestReading: { readonly measuredAt: string; readonly instructionSequence: number | null } | null;
      readonly plan: { readonly periods: readonly unknown[] } | null;
      readonly instructions: { readonly nodes: readonly { readonly state: string }[] };
    }[];
  };
}

const BATTERIES = `{ batteries(first: 100) { nodes { name latestReading { measuredAt instructionSequence }
  plan { periods { powerKw } } instructions(first: 1) { nodes { state } } } } }`;

test('on real PostgreSQL, Redis and Mosquitto every battery is read, planned, instructed, and follows', async () => {
  expect(world.process.output()).not.toContain('Starting PostgreSQL');
  const following = async (): Promise<number> => {
    const { batteries } = await askDemo<Batteries>(world, BATTERIES);
    return batteries.nodes.filter((battery) => (battery.latestReading?.instructionSequence ?? 0) > 0).length;
  };
  await expect.poll(following, { timeout: 10_000 }).toBe(4);
  const { batteries } = await askDemo<Batteries>(world, BATTERIES);
  for (const battery of batteries.nodes) {
    expect(battery.plan?.periods, battery.name).toHaveLength(48);
    expect(battery.instructions.nodes, battery.name).toEqual([{ state: expect.stringMatching(/^(?:APPLIED|EXECUTING)$/) }]);
  }
});

test('what other processes would need is in Redis and reaches the reader: readings go on', async () => {
  const first = await askDemo<Batteries>(world, BATTERIES);
  const before = first.batteries.nodes[0]?.latestReading?.measuredAt ?? '';
  await expect
    .poll(async () => (await askDemo<Batteries>(world, BATTERIES)).batteries.nodes[0]?.latestReading?.measuredAt ?? '', {
      timeout: 10_000,
    })
    .not.toBe(before);
});
