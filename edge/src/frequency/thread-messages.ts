/** What the agent and its frequency thread say to each other. All of it is plain data. */
import type { DeviceReading } from '../hardware/modbus-device.ts';
import type { BatterySettings } from '../hardware/open-battery.ts';
import type { DeviceSetting, Setpoint } from '../hardware/setpoint-codec.ts';
import type { FrequencyConfig } from './frequency-config.ts';
import type { ResponseOrders } from './frequency-loop.ts';
import type { PeriodResult } from './period-journal.ts';

/** A battery the thread answers the frequency with. */
export interface FastBatterySetup extends BatterySettings {
  readonly energyCapacityKwh: number;
  readonly dischargeEfficiencyPercent: number;
  readonly reversionSeconds: number;
  readonly frequency: FrequencyConfig;
  /** Where the agent keeps its files: the samples, and what was counted of the device. */
  readonly dataDir: string;
}

/** What a thread begins with. */
export interface ThreadStart {
  readonly setups: readonly FastBatterySetup[];
  /** `monotonicMs()` plus this is the site's time of day; each order says it anew. */
  readonly clockOffsetMs: number;
}

export type Request = { readonly batteryId: string } & (
  | { readonly ask: 'read'; readonly requestId: number }
  | { readonly ask: 'apply'; readonly requestId: number; readonly setpoint: Setpoint }
  | { readonly ask: 'order'; readonly orders: ResponseOrders; readonly clockOffsetMs: number }
);
export type ToThread = Request | { readonly ask: 'stop' };

export type FromThread =
  | { readonly say: 'answer'; readonly requestId: number; readonly answer: DeviceReading | DeviceSetting }
  | { readonly say: 'failure'; readonly requestId: number; readonly name: string; readonly message: string }
  | { readonly say: 'status'; readonly batteryId: string; readonly status: ResponseStatus }
  | { readonly say: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly facts: object; readonly text: string }
  | { readonly say: 'stopped' };

/** How the fast loop of a battery does. Times are since the last status but one. */
export interface ResponseStatus {
  readonly enabled: boolean;
  readonly frequencyHertz: number | null;
  readonly responseKw: number;
  readonly baselineKw: number | null;
  readonly available: boolean;
  readonly tickCount: number;
  readonly overrunCount: number;
  /** Of the day's register writes. */
  readonly budgetUsedRatio: number;
  readonly latenessMsMax: number;
  /** Of the last written setpoints, newest last. */
  readonly sampleToWriteMs: readonly number[];
  readonly lastPeriod: PeriodResult | null;
}
