import { afterAll, expect, test } from 'vitest';
import { askDemo, type DemoWorld, startDemoWorld, temporaryFolder } from '../harness/demo-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Facts {
  readonly intent: { readonly versionSequence: number; readonly reservePercent: number };
  readonly latestReading: { readonly exportedKwh: number; readonly importedKwh: number; readonly measuredAt: string };
  readonly instructions: { readonly nodes: { readonly id: string; readonly instructionSequence: number }[] };
}

async function factsOf(world: DemoWorld, id: string): Promise<Facts> {
  const { battery } = await askDemo<{ battery: Facts }>(
    world,
    `query Facts($id: ID!) { battery(id: $id) {
      intent { versionSequence reservePercent } latestReading { exportedKwh importedKwh measuredAt }
      instructions(first: 100) { nodes { id instructionSequence } } } }`,
    { id },
  );
  return battery;
}

test('after kill -9 a new start carries on from Postgres: intent, instructions, meter registers and keys are there', async () => {
  const first = await startDemoWorld(folder.path, ['--speed', '60']);
  const operator = first.keyOf('OPERATOR');
  const { batteries } = await askDemo<{ batteries: { nodes: { id: string }[] } }>(
    first,
    '{ batteries(first: 1) { nodes { id } } }',
  );
  const id = batteries.nodes[0]?.id ?? '';
  await askDemo(first, `mutation Intent($input: SetIntentInput!) { setIntent(input: $input) { __typename } }`, {
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
