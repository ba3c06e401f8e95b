import type { BatteryId } from '../../kernel/ids.ts';
import type { OperatingState, WireReading } from '../../wire/telemetry.ts';

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
  // What the battery's hardware does not give is null.
  readonly storedEnergyKwh: number | null;
  readonly availableChargePowerKw: number | null;
  readonly availableDischargePowerKw: number | null;
  readonly frequencyHertz: number | null;
  readonly voltageVolts: number | null;
  readonly temperatureCelsius: number | null;
  readonly operatingState: OperatingState | null;
  readonly alarmCodes: readonly string[] | null;
  readonly customMetrics: Readonly<Record<string, number>> | null;
}

/** A reading off the wire that was believed, with the doubt about it if there is one. */
export function readingOf(
  wire: WireReading,
  { receivedAt, qualityReason }: { receivedAt: Date; qualityReason: string | null },
): Reading {
  return {
    // The battery was found by this id.
    batteryId: wire.batteryId as BatteryId,
    measuredAt: new Date(wire.measuredAtMs),
    receivedAt,
    activePowerKw: wire.activePowerKw,
    socPercent: wire.socPercent,
    exportedKwh: wire.exportedKwh,
    importedKwh: wire.importedKwh,
    quality: qualityReason === null ? 'GOOD' : 'SUSPECT',
    qualityReason,
    instructionSequence: wire.instructionSequence,
    storedEnergyKwh: wire.storedEnergyKwh ?? null,
    availableChargePowerKw: wire.availableChargePowerKw ?? null,
    availableDischargePowerKw: wire.availableDischargePowerKw ?? null,
    frequencyHertz: wire.frequencyHertz ?? null,
    voltageVolts: wire.voltageVolts ?? null,
    temperatureCelsius: wire.temperatureCelsius ?? null,
    operatingState: wire.operatingState ?? null,
    alarmCodes: wire.alarmCodes ?? null,
    customMetrics: wire.customMetrics ?? null,
  };
}

/** A reading as text for the live store and its streams. */
export function printReading(reading: Reading): string {
  return JSON.stringify(reading);
}

/** A reading as `JSON.parse` gives it. */
export type PrintedReading = Omit<Reading, 'measuredAt' | 'receivedAt'> & {
  readonly measuredAt: string;
  readonly receivedAt: string;
};

export function parseReading(json: string): Reading {
  // Only `printReading` writes these texts.
  return revived(JSON.parse(json) as PrintedReading);
}

/** Takes the object over: a copy of each would be the dearest part of hearing thousands a second. */
export function revived(printed: PrintedReading): Reading {
  const { measuredAt, receivedAt } = printed;
  return Object.assign(printed, { measuredAt: new Date(measuredAt), receivedAt: new Date(receivedAt) });
}
