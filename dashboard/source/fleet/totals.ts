import type { LiveReadings } from '../api/live-readings.ts';
import { isStale } from '../shell/live-parts.tsx';
import type { FleetBattery } from './ranking.ts';

export interface FleetTotals {
  readonly activePowerKw: number;
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  readonly energyCapacityKwh: number;
  readonly storedEnergyKwh: number;
  /** State of charge of all batteries that have reported, weighted by their energy; null before the first reading. */
  readonly socPercent: number | null;
  readonly reportingCount: number;
}

export function totalsOf(batteries: readonly FleetBattery[], live: LiveReadings, nowMs: number): FleetTotals {
  const heard = batteries.flatMap((battery) => {
    const reading = live.of(battery.id);
    return reading ? [{ battery, reading }] : [];
  });
  const heardCapacityKwh = sum(heard, ({ battery }) => battery.energyCapacityKwh);
  const storedEnergyKwh = sum(heard, ({ battery, reading }) => (battery.energyCapacityKwh * reading.reading.socPercent) / 100);
  return {
    activePowerKw: sum(heard, ({ reading }) => reading.reading.activePowerKw),
    chargePowerKwMax: sum(batteries, (battery) => battery.chargePowerKwMax),
    dischargePowerKwMax: sum(batteries, (battery) => battery.dischargePowerKwMax),
    energyCapacityKwh: sum(batteries, (battery) => battery.energyCapacityKwh),
    storedEnergyKwh,
    socPercent: heardCapacityKwh === 0 ? null : (storedEnergyKwh / heardCapacityKwh) * 100,
    reportingCount: heard.filter(({ reading }) => !isStale(live, reading, nowMs)).length,
  };
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
