import type { Reading } from './reading.ts';

/** Which readings a stream tells, by what was measured; a limit that is null does not limit. */
export interface ReadingFilter {
  readonly quality: Reading['quality'] | null;
  readonly operatingStates: readonly Reading['operatingState'][] | null;
  readonly socPercentMin: number | null;
  readonly socPercentMax: number | null;
  readonly activePowerKwMin: number | null;
  readonly activePowerKwMax: number | null;
}

/** Whether a reading passes. An operating state that nobody knows is in no list. */
export function passes(filter: ReadingFilter | null, reading: Reading): boolean {
  if (filter === null) return true;
  const { quality, operatingStates, socPercentMin, socPercentMax, activePowerKwMin, activePowerKwMax } = filter;
  return (
    (quality === null || reading.quality === quality) &&
    (operatingStates === null || (reading.operatingState !== null && operatingStates.includes(reading.operatingState))) &&
    isBetween(reading.socPercent, socPercentMin, socPercentMax) &&
    isBetween(reading.activePowerKw, activePowerKwMin, activePowerKwMax)
  );
}

function isBetween(value: number, min: number | null, max: number | null): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}
