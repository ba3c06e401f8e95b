import type { LiveReadings } from '../api/live-readings.ts';
import { isStale } from '../shell/live-parts.tsx';
import type { FleetBattery } from './ranking.ts';
import type { Unseen } from './use-fleet.ts';

export interface FleetTotals {
  readonly activePowerKw: number;
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  readonly energyCapacityKwh: number;
  readonly storedEnergyKwh: number;
  /** State of charge of all batteries that have reported, weighted by their energy; null before the first reading. */
  readonly socPercent: number | null;
  readonly reportingCount: number;
  /** How many have live values that the viewer may see; totals of live values are over these. */
  readonly visibleCount: number;
}

interface Seen {
  readonly live: LiveReadings;
  readonly unseen: Unseen;
  readonly nowMs: number;
}

export function totalsOf(batteries: readonly FleetBattery[], { live, unseen, nowMs }: Seen): FleetTotals {
  const visible = batteries.filter(({ id }) => !unseen.has(id));
  const heard = visible.flatMap((battery) => {
    const reading = live.of(battery.id);
    return reading ? [{ battery, reading }] : [];
  });
  const heardCapacityKwh = sum(heard, ({ battery }) => battery.energyCapacityKwh);
  const storedEnergyKwh = sum(heard, ({ battery, reading }) => (battery.energyCapacityKwh * reading.reading.socPercent) / 100);
  return {
    activePowerKw: sum(heard, ({ reading }) => reading.reading.activePowerKw),
    chargePowerKwMax: sum(batteries, (battery) => battery.chargePowerKwMax),
    dischargePowerKwMax: sum(batteries, (battery) => battery.dischargePowerKwMax),
    energyCapacityKwh: sum(visible, (battery) => battery.energyCapacityKwh),
    storedEnergyKwh,
    socPercent: heardCapacityKwh === 0 ? null : (storedEnergyKwh / heardCapacityKwh) * 100,
    reportingCount: heard.filter(({ reading }) => !isStale(live, reading, nowMs)).length,
    visibleCount: visible.length,
  };
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
