import type { FleetPageQuery } from '../../generated/operations.ts';
import type { LiveReadings } from '../api/live-readings.ts';

export type FleetBattery = FleetPageQuery['batteries']['nodes'][number];
export type Column = 'name' | 'site' | 'limit' | 'power' | 'soc' | 'age' | 'earned';

export interface Ranking {
  readonly column: Column;
  readonly ascending: boolean;
}

export interface RankingFacts {
  readonly live: LiveReadings;
  readonly earned: ReadonlyMap<string, number>;
}

/** The ids of the batteries in the order of a column; equals by name, and batteries without a value last. */
export function ranked(batteries: readonly FleetBattery[], { column, ascending }: Ranking, facts: RankingFacts): string[] {
  const valueOf = VALUES[column];
  return batteries
    .map((battery) => ({ battery, value: valueOf(battery, facts) }))
    .toSorted(
      (a, b) => compare(a.value, b.value, ascending) || a.battery.name.localeCompare(b.battery.name, 'en', { numeric: true }),
    )
    .map(({ battery }) => battery.id);
}

type Value = string | number | undefined;

const VALUES: Readonly<Record<Column, (battery: FleetBattery, facts: RankingFacts) => Value>> = {
  name: (battery) => battery.name,
  site: (battery) => battery.site.name,
  limit: (battery) => Math.max(battery.dischargePowerKwMax, battery.chargePowerKwMax),
  power: (battery, { live }) => live.of(battery.id)?.reading.activePowerKw,
  soc: (battery, { live }) => live.of(battery.id)?.reading.socPercent,
  age: (battery, { live }) => {
    const reading = live.of(battery.id);
    return reading && live.ageMs(reading, performance.now());
  },
  earned: (battery, { earned }) => earned.get(battery.id),
};

function compare(a: Value, b: Value, ascending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order =
    typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b), 'en', { numeric: true }) : a - b;
  return ascending ? order : -order;
}
