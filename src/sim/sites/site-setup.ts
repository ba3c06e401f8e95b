/** A simulated site: a real agent's configuration, and the batteries it finds behind it. */
import type { AgentConfig } from '../../../edge/src/config.ts';
import type { BatteryNameplate } from '../battery/physics.ts';

type AgentBattery = AgentConfig['batteries'][number];

export interface SimulatedBatterySetup extends Omit<AgentBattery, 'host' | 'port' | 'serial' | 'unitId' | 'energyCapacityKwh'> {
  readonly nameplate: BatteryNameplate;
  readonly initialSocPercent: number;
}

export interface SiteSetup extends Omit<AgentConfig, 'dataDir' | 'batteries'> {
  readonly batteries: readonly SimulatedBatterySetup[];
}

/** What the thread of the sites is given at its start. */
export interface SitesThreadData {
  readonly sites: readonly SiteSetup[];
  readonly clockState: Float64Array<SharedArrayBuffer>;
  readonly dataDir: string;
  readonly logLevel: string;
}

/** What it says: that all sites run, or that all are stopped and saved. */
export type SitesThreadNews = 'started' | 'stopped';
