/** The agent as it goes to a site: one file, with nothing beside it but its configuration. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulatedBattery, type SimulatedBattery } from '../../src/sim/battery/simulated-battery.ts';
import { temporaryFolder } from '../harness/demo-process.ts';

const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
/** Not the synchronous one: the battery answers in this process. */
const run = promisify(execFile);
const BUILD_TIMEOUT_MS = 60_000;
const FREQUENCY = { meter: { kind: 'simulated', script: { kind: 'constant', frequencyHertz: 50 } } };
const MEBIBYTE = 1_048_576;
const BUNDLE_BYTES_MAX = 8 * MEBIBYTE;

const folder = temporaryFolder();
const bundle = join(folder.path, 'holdfast-edge.mjs');
let battery: SimulatedBattery;
let agent: ChildProcess | undefined;

beforeAll(async () => {
  await run('vite', ['build', '--config', 'edge-bundle.config.ts', '--outDir', folder.path, '--logLevel', 'error'], {
    timeout: BUILD_TIMEOUT_MS,
  });
  battery = await startSimulatedBattery({ clock: { nowMs: Date.now }, nameplate: NAMEPLATE });
}, BUILD_TIMEOUT_MS);

afterAll(async () => {
  agent?.kill('SIGKILL');
  await battery?.stop();
  folder.remove();
});

function configFile(ofBattery: object = {}): string {
  const path = join(folder.path, 'config.json');
  const site = {
    tenantSlug: 'acme',
    siteId: randomUUID(),
    // Nobody listens there: a site drives its battery all the same.
    wsUrl: 'ws://127.0.0.1:9/graphql',
    mqttUrl: 'mqtt://127.0.0.1:9',
    dataDir: join(folder.path, 'data'),
    loopSeconds: 1,
    sampleSeconds: 10,
    batchSeconds: 10,
  };
  const settings = { batteryId: randomUUID(), host: '127.0.0.1', port: battery.port, unitId: 1, energyCapacityKwh: 13.5 };
  writeFileSync(path, JSON.stringify({ ...site, batteries: [{ ...settings, safePowerKw: 1.5, ...ofBattery }] }));
  return path;
}

test('it is one file of a few megabytes', () => {
  expect(readdirSync(folder.path)).toEqual(['holdfast-edge.mjs']);
  expect(statSync(bundle).size).toBeLessThan(BUNDLE_BYTES_MAX);
});

test('it looks at a battery', async () => {
  const args = [bundle, 'probe', '127.0.0.1', '--port', String(battery.port), '--look', '--json'];
  const { stdout } = await run(process.execPath, args, { cwd: folder.path });
  const said: unknown = JSON.parse(stdout);
  expect(said).toMatchObject({ ok: true, drivenAs: 'SunSpec 704 with 713', reading: { socPercent: 50 } });
});

test.each([
  ['it drives a battery, with its reversion timer set, and ends cleanly', {}],
  ['it drives one that answers the frequency by the thread that it carries within', { frequency: FREQUENCY }],
])('%s', async (_guarantee, ofBattery) => {
  const driven = await startSimulatedBattery({ clock: { nowMs: Date.now }, nameplate: NAMEPLATE });
  agent = spawn(process.execPath, [bundle, 'run', configFile({ ...ofBattery, port: driven.port })], {
    cwd: folder.path,
    stdio: 'ignore',
  });
  const safe = { setpointEnabled: true, setpointW: 1_500, revertEnabled: true, revertSetpointW: 1_500, reversionSeconds: 60 };
  await expect.poll((): object => driven.state().control, { timeout: 15_000 }).toMatchObject(safe);
  const ended = once(agent, 'exit');
  agent.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  await driven.stop();
});

test('it says what is wrong with a site, and fails', async () => {
  const doctor = run(process.execPath, [bundle, 'doctor', configFile()]);
  await expect(doctor).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/FAILURE {2}API[\s\S]*ok {7}battery 127\.0\.0\.1:\d+ unit 1 +SunSpec 704/),
  });
});
