import { kwhOf, ratioFromPercent } from '../../kernel/units.ts';
import type { WireReading } from '../../wire/telemetry.ts';

/** What a reading is judged against. */
export interface Nameplate {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  readonly energyCapacityKwh: number;
}

/** The newest reading that is known of a battery, and since when it shows the same values. */
export interface Remembered {
  readonly measuredAtMs: number;
  readonly activePowerKw: number;
  readonly socPercent: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly unchangedSinceMs: number;
}

export type Judgement =
  | { readonly verdict: 'good' }
  | { readonly verdict: 'suspect'; readonly reason: string }
  | { readonly verdict: 'rejected'; readonly reason: string };

interface Given {
  readonly nameplate: Nameplate;
  /** Null for a battery that was never heard. */
  readonly newest: Remembered | null;
  /** The names that the tenant declares. */
  readonly customMetrics: ReadonlySet<string>;
  readonly receivedAtMs: number;
}

/** A site's clock may be ahead of ours by this much before its readings are not believed. */
export const AHEAD_MS_MAX = 120_000;
/** Readings this late still count; older ones would reopen what is long settled. */
const LATE_MS_MAX = 48 * 3_600_000;
/** Meters of the accuracy class in use may show this much more than the nameplate. */
const NAMEPLATE_TOLERANCE_RATIO = 0.02;
const SOC_TOLERANCE_PERCENT = 1;
/** Batteries estimate their charge: it may be put right by this much at any time. */
const SOC_CORRECTION_PERCENT = 5;
/** What a meter shows may be older than it says by this much. */
const METER_LAG_MS = 15_000;
const REGISTER_RESOLUTION_KWH = 0.1;
/** Registers that are interpolated on site are rounded. */
const ROUNDING_KWH = 0.001;
/** While power flows, nothing that is measured stays the same for so long. */
const FROZEN_MS = 5 * 60_000;
const FLOWING_POWER_RATIO = 0.01;
const FREQUENCY_HERTZ_MIN = 45;
const FREQUENCY_HERTZ_MAX = 65;
const TEMPERATURE_CELSIUS_MIN = -50;
const TEMPERATURE_CELSIUS_MAX = 120;

const GOOD: Judgement = { verdict: 'good' };

/** Whether a reading can be believed. It is never changed: a suspect one is stored as it came, with the reason. */
export function judgeReading(reading: WireReading, given: Given): Judgement {
  const refusal = refusalOf(reading, given);
  if (refusal !== null) return { verdict: 'rejected', reason: refusal };
  const doubt = beyondLimits(reading, given.nameplate) ?? (given.newest && unlike(reading, given.newest, given.nameplate));
  return doubt === null ? GOOD : { verdict: 'suspect', reason: doubt };
}

/** What is known of a battery after a reading: the newest one counts, whatever order they come in. */
export function remember(newest: Remembered | null, reading: WireReading): Remembered {
  const { measuredAtMs, activePowerKw, socPercent, exportedKwh, importedKwh } = reading;
  if (newest && measuredAtMs <= newest.measuredAtMs) return newest;
  const unchangedSinceMs = newest && isSame(newest, reading) ? newest.unchangedSinceMs : measuredAtMs;
  return { measuredAtMs, activePowerKw, socPercent, exportedKwh, importedKwh, unchangedSinceMs };
}

function refusalOf({ measuredAtMs, customMetrics }: WireReading, given: Given): string | null {
  const aheadMs = measuredAtMs - given.receivedAtMs;
  if (aheadMs > AHEAD_MS_MAX) return `measured ${seconds(aheadMs)} s in the future`;
  if (-aheadMs > LATE_MS_MAX) return `measured ${seconds(-aheadMs)} s ago, more than 48 hours`;
  for (const name in customMetrics) {
    if (!given.customMetrics.has(name)) return `the custom metric ${name} is not declared`;
  }
  return null;
}

function beyondLimits(reading: WireReading, nameplate: Nameplate): string | null {
  const { activePowerKw, socPercent, storedEnergyKwh, frequencyHertz, temperatureCelsius } = reading;
  const { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh } = nameplate;
  const most = 1 + NAMEPLATE_TOLERANCE_RATIO;
  if (activePowerKw > dischargePowerKwMax * most) return `discharging above the nameplate of ${dischargePowerKwMax} kW`;
  if (-activePowerKw > chargePowerKwMax * most) return `charging above the nameplate of ${chargePowerKwMax} kW`;
  if (socPercent < -SOC_TOLERANCE_PERCENT || socPercent > 100 + SOC_TOLERANCE_PERCENT)
    return 'state of charge outside 0 to 100 percent';
  if (storedEnergyKwh !== undefined && isOutside(storedEnergyKwh / energyCapacityKwh, { min: -0.01, max: most }))
    return `state of energy outside 0 to the ${energyCapacityKwh} kWh of the nameplate`;
  if (frequencyHertz !== undefined && isOutside(frequencyHertz, { min: FREQUENCY_HERTZ_MIN, max: FREQUENCY_HERTZ_MAX }))
    return 'a frequency that no grid has';
  if (
    temperatureCelsius !== undefined &&
    isOutside(temperatureCelsius, { min: TEMPERATURE_CELSIUS_MIN, max: TEMPERATURE_CELSIUS_MAX })
  )
    return 'a temperature that no battery survives';
  return null;
}

/** What two readings of a battery cannot both be, whichever of them came first. */
function unlike(reading: WireReading, newest: Remembered, nameplate: Nameplate): string | null {
  const elapsedMs = reading.measuredAtMs - newest.measuredAtMs;
  if (elapsedMs === 0) return null;
  const [earlier, later] = elapsedMs > 0 ? [newest, reading] : [reading, newest];
  return (
    jumped({ earlier, later, elapsedMs: Math.abs(elapsedMs) }, nameplate) ??
    (elapsedMs > 0 ? frozen(reading, newest, nameplate) : null)
  );
}

type Registers = Pick<WireReading, 'socPercent' | 'exportedKwh' | 'importedKwh'>;

function jumped(
  { earlier, later, elapsedMs }: { earlier: Registers; later: Registers; elapsedMs: number },
  { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh }: Nameplate,
): string | null {
  const exportedKwh = later.exportedKwh - earlier.exportedKwh;
  const importedKwh = later.importedKwh - earlier.importedKwh;
  if (exportedKwh < -ROUNDING_KWH || importedKwh < -ROUNDING_KWH) return 'a meter register that ran backwards';
  const durationMs = elapsedMs + METER_LAG_MS;
  const most = (powerKw: number): number =>
    kwhOf({ powerKw, durationMs }) * (1 + NAMEPLATE_TOLERANCE_RATIO) + REGISTER_RESOLUTION_KWH;
  if (exportedKwh > most(dischargePowerKwMax) || importedKwh > most(chargePowerKwMax))
    return 'a meter register that rose faster than the nameplate allows';
  const movedKwh = ratioFromPercent(later.socPercent - earlier.socPercent) * energyCapacityKwh;
  const correctionKwh = ratioFromPercent(SOC_CORRECTION_PERCENT) * energyCapacityKwh;
  const powerKw = movedKwh > 0 ? chargePowerKwMax : dischargePowerKwMax;
  if (Math.abs(movedKwh) > most(powerKw) + correctionKwh) return 'a jump of the state of charge that no power explains';
  return null;
}

function frozen(reading: WireReading, newest: Remembered, { chargePowerKwMax, dischargePowerKwMax }: Nameplate): string | null {
  const { activePowerKw, measuredAtMs } = reading;
  const flowing = FLOWING_POWER_RATIO * (activePowerKw > 0 ? dischargePowerKwMax : chargePowerKwMax);
  if (Math.abs(activePowerKw) <= flowing || !isSame(newest, reading)) return null;
  const unchangedMs = measuredAtMs - newest.unchangedSinceMs;
  return unchangedMs >= FROZEN_MS ? `the same values for ${seconds(unchangedMs)} s while power flows` : null;
}

function isSame(one: Remembered, other: WireReading): boolean {
  return (
    one.activePowerKw === other.activePowerKw &&
    one.socPercent === other.socPercent &&
    one.exportedKwh === other.exportedKwh &&
    one.importedKwh === other.importedKwh
  );
}

function isOutside(value: number, { min, max }: { min: number; max: number }): boolean {
  return value < min || value > max;
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 1_000);
}
