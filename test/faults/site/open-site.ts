import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentConfig } from '../../../edge/src/config.ts';
import { wallClock } from '../../../edge/src/clock/wall-clock.ts';
import type { BatteryId, SiteId } from '../../../src/kernel/ids.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { restingBattery } from '../../../src/sim/battery/battery-plant.ts';
import { type SimulatedBattery, startSimulatedBattery } from '../../../src/sim/battery/simulated-battery.ts';
import type { Installation, Tenant } from '../installation.ts';
import { Proxy } from '../proxy.ts';
import { LOOK_MS, type Look } from './judge-looks.ts';

const SITE_KEY = 'lydney-school';
/** A battery that nobody drives any more goes to its safe power. */
const REVERSION_SECONDS = 10;

/** A site of a tenant with a battery of registers, lines of its own to the platform, and somebody who looks at the registers all the time. */
export interface Site extends AsyncDisposable {
  readonly tenant: Tenant;
  readonly batteryId: BatteryId;
  readonly nameplate: Tenant['file']['sites'][number]['batteries'][number];
  readonly battery: SimulatedBattery;
  /** For an agent, which the suite starts. */
  readonly config: AgentConfig;
  readonly instructionLine: Proxy;
  readonly telemetryLine: Proxy;
  readonly looks: readonly Look[];
}

export async function openSite(installation: Installation): Promise<Site> {
  const tenant = installation.tenants.find(({ file }) => file.sites.some(({ key }) => key === SITE_KEY));
  const file = tenant?.file.sites.find(({ key }) => key === SITE_KEY);
  const [nameplate] = file?.batteries ?? [];
  if (!tenant || !nameplate) throw new Error(`No tenant has a site ${SITE_KEY} with a battery.`);
  const { tenantId, slug } = tenant.file;
  const siteId = idOfKey<SiteId>(tenantId, 'site', SITE_KEY);
  const batteryId = idOfKey<BatteryId>(tenantId, 'battery', SITE_KEY, nameplate.key);
  await using opened = new AsyncDisposableStack();
  const battery = await startSimulatedBattery({ clock: wallClock, nameplate, state: restingBattery(nameplate, 50) });
  opened.defer(() => battery.stop());
  const instructionLine = await Proxy.open(installation.agentPort);
  opened.defer(() => instructionLine.close());
  const telemetryLine = await Proxy.open(installation.mosquitto.port);
  opened.defer(() => telemetryLine.close());
  const dataDir = join(installation.folder, `site-${performance.now()}`);
  mkdirSync(dataDir);
  const config = {
    tenantSlug: slug,
    siteId,
    enrolmentToken: await installation.enrolmentToken(tenant, siteId),
    enrolUrl: installation.url,
    wsUrl: `wss://127.0.0.1:${instructionLine.port}/graphql`,
    mqttUrl: `mqtt://127.0.0.1:${telemetryLine.port}`,
    dataDir,
    loopSeconds: 0.2,
    sampleSeconds: 1,
    batchSeconds: 1,
    reversionSeconds: REVERSION_SECONDS,
    batteries: [
      {
        batteryId,
        host: '127.0.0.1',
        port: battery.port,
        unitId: 1,
        energyCapacityKwh: nameplate.energyCapacityKwh,
        safePowerKw: 0,
        registerWritesPerDayMax: 2_000_000,
      },
    ],
  };
  const looks: Look[] = [];
  const looking = setInterval(() => {
    const { setpointEnabled, setpointW } = battery.state().control;
    looks.push({ atMs: Date.now(), setpointW: setpointEnabled ? setpointW : 0 });
  }, LOOK_MS);
  opened.defer(() => clearInterval(looking));
  const kept = opened.move();
  const parts = { tenant, batteryId, nameplate, battery, config, instructionLine, telemetryLine, looks };
  return { ...parts, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
