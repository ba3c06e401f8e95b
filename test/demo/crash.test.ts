import { afterAll, expect, test } from 'vitest';
import { startDemoWorld, temporaryFolder, type DemoWorld } from '../harness/demo-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Facts {
  readonly intent: { readonly versionSequence: number; readonly reservePercent: number };
  readonly latestReading: { readonly exportedKwh: number; readonly importedKwh: number; readonly measuredAt: string };
  readonly instructions: { readonly nodes: { readonly id: string; readonly instructionSequence: number }[] };
}

async function ask(world: DemoWorld, query: string, variables: object = {}): Promise<never> {
  const response = await fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.keyOf('OPERATOR')}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

async function factsOf(world: DemoWorld, id: string): Promise<Facts> {
  const { battery } = (await ask(
    world,
    `query Facts($id: ID!) { battery(id: $id) {
      intent { versionSequence reservePercent } latestReading { exportedKwh importedKwh measuredAt }
      instructions(first: 100) { nodes { id instructionSequence } } } }`,
    { id },
  )) as { battery: Facts };
  return battery;
}

test('after kill -9 a new start carries on from Postgres: intent, instructions, meter registers and keys are there', async () => {
  const first = await startDemoWorld(folder.path, ['--speed', '60']);
  const operator = first.keyOf('OPERATOR');
  const { batteries } = (await ask(first, '{ batteries(first: 1) { nodes { id } } }')) as {
    batteries: { nodes: { id: string }[] };
  };
  const id = batteries.nodes[0]?.id ?? '';
  await ask(first, `mutation Intent($input: SetIntentInput!) { setIntent(input: $input) { __typename } }`, {
    input: {
      idempotencyKey: 'before the crash',
      batteryId: id,
      socPercentMin: 10,
      socPercentMax: 90,
      reservePercent: 7,
      wearCostPerMwh: '1',
    },
  });
  const before = await factsOf(first, id);
  first.process.child.kill('SIGKILL');
  await first.process.ended;

  const second = await startDemoWorld(folder.path, ['--speed', '60']);
  try {
    expect(second.process.output()).toContain('Carrying on from');
    expect(second.keyOf('OPERATOR')).toBe(operator);
    const after = await factsOf(second, id);
    expect(after.intent).toEqual(before.intent);
    expect(after.intent.reservePercent).toBe(7);
    expect(after.latestReading.measuredAt >= before.latestReading.measuredAt).toBe(true);
    expect(after.latestReading.exportedKwh).toBeGreaterThanOrEqual(before.latestReading.exportedKwh);
    expect(after.latestReading.importedKwh).toBeGreaterThanOrEqual(before.latestReading.importedKwh);
    const sequences = after.instructions.nodes.map((node) => node.instructionSequence);
    for (const { instructionSequence } of before.instructions.nodes) expect(sequences).toContain(instructionSequence);
  } finally {
    await second.process.stop();
  }
  expect(second.process.child.exitCode).toBe(0);
}, 120_000);
