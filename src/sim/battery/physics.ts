/** How a battery's energy moves: exact for a power that is constant over a span of time. */
import { kwhOf, ratioFromPercent } from '../../kernel/units.ts';

export interface BatteryNameplate {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  readonly energyCapacityKwh: number;
  readonly chargeEfficiencyPercent: number;
  readonly dischargeEfficiencyPercent: number;
}

/** Stored energy, and the meter at the grid side. */
export interface BatteryEnergy {
  readonly storedEnergyKwh: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
}

/** A power within the ratings. */
export function ratedPowerKw({ chargePowerKwMax, dischargePowerKwMax }: BatteryNameplate, askedPowerKw: number): number {
  return Math.min(dischargePowerKwMax, Math.max(-chargePowerKwMax, askedPowerKw));
}

/** The power that flows when a power is asked for: within the ratings, nothing out of an empty or into a full battery. */
export function flowingPowerKw(nameplate: BatteryNameplate, { storedEnergyKwh }: BatteryEnergy, askedPowerKw: number): number {
  const powerKw = ratedPowerKw(nameplate, askedPowerKw);
  if (powerKw > 0 && storedEnergyKwh <= 0) return 0;
  if (powerKw < 0 && storedEnergyKwh >= nameplate.energyCapacityKwh) return 0;
  return powerKw;
}

/** The energy after a span of time in which one power was asked for; the battery stops exactly at empty and at full. */
export function energyAfter(
  nameplate: BatteryNameplate,
  before: BatteryEnergy,
  { askedPowerKw, durationMs }: { askedPowerKw: number; durationMs: number },
): BatteryEnergy {
  const powerKw = flowingPowerKw(nameplate, before, askedPowerKw);
  if (powerKw === 0 || durationMs <= 0) return before;
  return powerKw > 0
    ? discharged(nameplate, before, kwhOf({ powerKw, durationMs }))
    : charged(nameplate, before, kwhOf({ powerKw: -powerKw, durationMs }));
}

/** The energy after a power that changed evenly; exact, but that it may stop a moment early at empty and at full. */
export function energyAfterRamp(
  nameplate: BatteryNameplate,
  before: BatteryEnergy,
  { fromKw, toKw, durationMs }: { fromKw: number; toKw: number; durationMs: number },
): BatteryEnergy {
  if (durationMs <= 0) return before;
  if (fromKw * toKw >= 0) return energyAfter(nameplate, before, { askedPowerKw: (fromKw + toKw) / 2, durationMs });
  const turnMs = (durationMs * fromKw) / (fromKw - toKw);
  const turned = energyAfter(nameplate, before, { askedPowerKw: fromKw / 2, durationMs: turnMs });
  return energyAfter(nameplate, turned, { askedPowerKw: toKw / 2, durationMs: durationMs - turnMs });
}

function discharged(nameplate: BatteryNameplate, before: BatteryEnergy, wantedKwh: number): BatteryEnergy {
  const efficiencyRatio = ratioFromPercent(nameplate.dischargeEfficiencyPercent);
  const deliverableKwh = before.storedEnergyKwh * efficiencyRatio;
  if (wantedKwh >= deliverableKwh) return { ...before, storedEnergyKwh: 0, exportedKwh: before.exportedKwh + deliverableKwh };
  return {
    ...before,
    storedEnergyKwh: before.storedEnergyKwh - wantedKwh / efficiencyRatio,
    exportedKwh: before.exportedKwh + wantedKwh,
  };
}

function charged(nameplate: BatteryNameplate, before: BatteryEnergy, wantedKwh: number): BatteryEnergy {
  const efficiencyRatio = ratioFromPercent(nameplate.chargeEfficiencyPercent);
  const takeableKwh = (nameplate.energyCapacityKwh - before.storedEnergyKwh) / efficiencyRatio;
  if (wantedKwh >= takeableKwh) {
    return { ...before, storedEnergyKwh: nameplate.energyCapacityKwh, importedKwh: before.importedKwh + takeableKwh };
  }
  return {
    ...before,
    storedEnergyKwh: before.storedEnergyKwh + wantedKwh * efficiencyRatio,
    importedKwh: before.importedKwh + wantedKwh,
  };
}
