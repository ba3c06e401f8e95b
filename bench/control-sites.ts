/** The sites of the control bench, in a process of their own: a real agent and a battery that speaks Modbus for each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent } from '../edge/src/agent.ts';
import { wallClock } from '../edge/src/clock/wall-clock.ts';
import { startEmbeddedBroker } from '../src/platform/embedded-broker.ts';
import { createLog } from '../src/platform/log.ts';
import { startSimulatedBattery } from '../src/sim/battery/simulated-battery.ts';
import type { ControlReady } from './control-server.ts';
import { BENCH_SLUG, benchSites } from './ingest-tenant.ts';

/** A setpoint that stands in the registers of a battery for the first time. */
export interface SetpointSeen {
  readonly index: number;
  readonly powerKw: number;
  /** By the machine's clock. */
  readonly seenAtMs: number;
}

const HOST = '127.0.0.1';
const STARTED_AT_ONCE = 20;
const WATTS_PER_KW = 1_000;
const NAMEPLATE = {
  chargePowerKwMax: 100,
  dischargePowerKwMax: 100,
  energyCapacityKwh: 200,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};

const clock = { nowMs: () => Date.now() };
const log = createLog({ level: 'silent' });
const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-sites-'));
// Telemetry is another bench's; agents without a broker would spend their time on looking for one.
const broker = await startEmbeddedBroker({
  host: HOST,
  port: 0,
  authenticate: async () => ({ mayPublish: () => true, maySubscribe: () => true }),
  log,
});

process.on('message', (message: ControlReady | 'stop') => void (message === 'stop' ? stop() : start(message)));

async function start({ enrolUrl, wsUrl, tokens }: ControlReady): Promise<void> {
  const sites = benchSites(tokens.length);
  const waiting = [...sites.entries()];
  const startOne = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { siteId, batteryId }] = next;
      const battery = await startSimulatedBattery({
        clock,
        nameplate: NAMEPLATE,
        onCommand: ({ setpointW }) =>
          void process.send?.({ index, powerKw: setpointW / WATTS_PER_KW, seenAtMs: Date.now() } satisfies SetpointSeen),
      });
      await startAgent(
        {
          tenantSlug: BENCH_SLUG,
          siteId,
          enrolmentToken: tokens[index] ?? '',
          enrolUrl,
          wsUrl,
          mqttUrl: broker.url.replace('://', '://sites:any@'),
          dataDir: join(folder, String(index)),
          // A site looks when something comes; that it also looks by itself is not measured here.
          loopSeconds: 60,
          sampleSeconds: 3_600,
          batchSeconds: 3_600,
          reversionSeconds: 600,
          batteries: [{ batteryId, host: HOST, port: battery.port, unitId: 1, energyCapacityKwh: 200, safePowerKw: 0 }],
        },
        { clock: wallClock, log },
      );
    }
  };
  await Promise.all(Array.from({ length: STARTED_AT_ONCE }, startOne));
  process.send?.('started');
}

function stop(): void {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
