import type { BatteryId } from '../../kernel/ids.ts';

/** What a battery measured at one instant, as the platform has stored it. */
export interface Reading {
  readonly batteryId: BatteryId;
  readonly measuredAt: Date;
  readonly receivedAt: Date;
  /** At the grid side, positive towards the grid. */
  readonly activePowerKw: number;
  readonly socPercent: number;
  /** Meter registers: all energy ever delivered to and taken from the grid. */
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly quality: 'GOOD' | 'SUSPECT';
  readonly qualityReason: string | null;
  /** The instruction being carried out; null in the safe state. */
  readonly instructionSequence: number | null;
}

/** A reading as text for the live store and its streams. */
export function printReading(reading: Reading): string {
  return JSON.stringify(reading);
}

export function parseReading(json: string): Reading {
  // Only `printReading` writes these texts.
  const stored = JSON.parse(json) as Omit<Reading, 'measuredAt' | 'receivedAt'> & { measuredAt: string; receivedAt: string };
  return { ...stored, measuredAt: new Date(stored.measuredAt), receivedAt: new Date(stored.receivedAt) };
}
