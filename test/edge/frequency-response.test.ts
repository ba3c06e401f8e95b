import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAgent, type Agent } from '../../edge/src/agent.ts';
import type { AgentConfig } from '../../edge/src/config.ts';
import { decodeBlocks } from '../../edge/src/frequency/sample-block.ts';
import { RESPONSE_SERVICES } from '../../src/kernel/response-curves.ts';
import { wallClock } from '../../edge/src/clock/wall-clock.ts';
import { startSimulatedBattery, type SimulatedBattery } from '../../src/sim/battery/simulated-battery.ts';
import { quietLog } from '../harness/quiet-log.ts';
import { batteryIdOf, fileOf, openWorld, type Place, siteIdOf, type World } from '../harness/world.ts';

const PLACE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
const NAMEPLATE = {
  chargePowerKwMax: 200,
  dischargePowerKwMax: 200,
  energyCapacityKwh: 400,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const BASELINE_KW = 10;
const CONTRACTED_KW = 100;
const soon = { interval: 20, timeout: 10_000 };

let world: World;
let battery: SimulatedBattery;
let meter: SimulatedBattery;
let agent: Agent;
let config: AgentConfig;
let hertz = 50;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const clock = { nowMs: () => Date.now() };
  world = await openWorld({ at: new Date().toISOString() });
  closing.push(() => world.close());
  battery = await startSimulatedBattery({ clock, nameplate: NAMEPLATE, rampSeconds: 0.1 });
  meter = await startSimulatedBattery({ clock, nameplate: NAMEPLATE, frequencyHertz: () => hertz });
  const dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
  closing.push(
    () => battery.stop(),
    () => meter.stop(),
    () => rm(dataDir, { recursive: true }),
  );
  config = {
    tenantSlug: PLACE.tenant,
    siteId: siteIdOf(PLACE),
    enrolmentToken: await world.enrolmentToken(PLACE.tenant, PLACE.site),
    enrolUrl: world.url,
    wsUrl: world.agentWsUrl,
    mqttUrl: 'mqtts://127.0.0.1:9',
    dataDir,
    loopSeconds: 0.5,
    sampleSeconds: 5,
    batchSeconds: 60,
    batteries: [
      {
        batteryId: batteryIdOf(PLACE),
        host: '127.0.0.1',
        port: battery.port,
        unitId: 1,
        energyCapacityKwh: 400,
        safePowerKw: 0,
        frequency: {
          meter: {
            kind: 'modbus',
            host: '127.0.0.1',
            port: meter.port,
            unitId: 1,
            frequency: { address: 40_087, format: 'uint32', scale: 0.001 },
          },
          lookSeconds: 0.2,
        },
      },
    ],
  };
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** What the platform has decided; how it comes to that is not of interest here. */
async function enable(): Promise<string> {
  const { tenantId } = fileOf(PLACE.tenant);
  const instructionId = randomUUID();
  const [fromAt, untilAt] = [new Date(Date.now() - 1_000), new Date(Date.now() + 3_600_000)];
  const response = { service: 'DC', contractedPowerKw: CONTRACTED_KW, fromAt, untilAt, ...RESPONSE_SERVICES.DC };
  const responses = JSON.stringify([
    { ...response, direction: 'LOW' },
    { ...response, direction: 'HIGH' },
  ]);
  const setpoints = JSON.stringify([{ fromAt, untilAt, powerKw: BASELINE_KW, source: 'PLAN', limitedBy: null }]);
  const limits = JSON.stringify({ chargePowerKwMax: 200, dischargePowerKwMax: 200, socPercentMin: 10, socPercentMax: 90 });
  await world.owner.begin(async (sql) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`;
    await sql`
      insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from, valid_until,
        state, setpoints, limits, responses)
      values (${tenantId}, ${instructionId}, ${siteIdOf(PLACE)}, ${batteryIdOf(PLACE)}, 1, ${fromAt}, ${fromAt}, ${untilAt}, 'ISSUED',
        ${setpoints}::text::jsonb, ${limits}::text::jsonb, ${responses}::text::jsonb)`;
  });
  return instructionId;
}

const askedKw = (): number => battery.state().control.setpointW / 1_000;
const response = () => agent.status().batteries[0]?.response;

async function follows(frequencyHertz: number, share: number): Promise<void> {
  hertz = frequencyHertz;
  await expect.poll(askedKw, soon).toBeCloseTo(BASELINE_KW + share * CONTRACTED_KW, 1);
}

test('a response that the platform has enabled is given by the site: from the frequency at its meter, on top of the setpoints', async () => {
  const instructionId = await enable();
  agent = await startAgent(config, { clock: wallClock, log: quietLog });
  closing.push(() => agent.stop());
  await expect.poll(askedKw, soon).toBe(BASELINE_KW);
  await expect.poll(() => response()?.enabled, soon).toBe(true);
  await follows(49.7, 0.366_667);
  await follows(50.3, -0.366_667);
  await follows(49.8, 0.05);
  await follows(50, 0);
  await expect.poll(() => response(), soon).toMatchObject({ available: true, frequencyHertz: 50, baselineKw: BASELINE_KW });
  const stateOf = async (): Promise<unknown> =>
    (await world.owner`select state from instruction where instruction_id = ${instructionId}`)[0]?.['state'];
  await expect.poll(stateOf, soon).toBe('APPLIED');
  expect(agent.status().batteries[0]).toMatchObject({ disturbedCount: 0, decision: { why: 'setpoint', powerKw: BASELINE_KW } });
});

test('without the platform, and after a restart without it, the response goes on from the site’s disk', async () => {
  await agent.stop();
  config = { ...config, wsUrl: 'wss://127.0.0.1:9/graphql' };
  agent = await startAgent(config, { clock: wallClock, log: quietLog });
  await follows(49.5, 1);
  expect(agent.status().instructionsConnected).toBe(false);
  await follows(50.5, -1);
  await follows(50, 0);
});

test('a meter that falls silent ends the response: the battery goes back to its baseline, and the response is not available', async () => {
  await follows(49.6, 0.683_333);
  meter.faults.silent = true;
  await expect.poll(askedKw, soon).toBe(BASELINE_KW);
  await expect.poll(() => response(), soon).toMatchObject({ available: false, frequencyHertz: null });
  meter.faults.silent = false;
  await follows(49.6, 0.683_333);
  await follows(50, 0);
});

test('something else that moves the battery is seen and set right', async () => {
  await follows(49.7, 0.366_667);
  await battery.stop();
  const state = battery.state();
  battery = await startSimulatedBattery({
    clock: { nowMs: () => Date.now() },
    nameplate: NAMEPLATE,
    state: { ...state, control: { ...state.control, setpointW: 3_000 } },
    port: battery.port,
  });
  await follows(49.7, 0.366_667);
  await follows(50, 0);
});

test('the samples lie on disk at 20 Hz with the frequency, the power and the baseline', async () => {
  await agent.stop();
  const folder = join(config.dataDir, 'frequency', batteryIdOf(PLACE));
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  const samples = files.flatMap((bytes) => decodeBlocks(bytes).samples);
  const steps = samples.slice(1).map(({ atMs }, index) => atMs - (samples[index]?.atMs ?? 0));
  expect(steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)]).toBeCloseTo(50, -1);
  expect(samples.some((each) => Math.abs(each.frequencyHertz - 49.5) < 1e-3 && each.powerKw > 100)).toBe(true);
  expect(new Set(samples.map(({ baselineKw }) => baselineKw))).toEqual(new Set([BASELINE_KW]));
});
