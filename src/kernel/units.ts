/** The only place where units are converted. */

const SECONDS_PER_HOUR = 3_600;
export const MILLISECONDS_PER_SECOND = 1_000;
export const MILLISECONDS_PER_HOUR = SECONDS_PER_HOUR * MILLISECONDS_PER_SECOND;
const KWH_PER_MWH = 1_000;
export const KW_PER_MW = 1_000;
const PERCENT = 100;
/** 1 penny per kWh is 10 pounds per MWh: 1,000 kWh a MWh, 100 pence a pound. */
const GBP_PER_MWH_FOR_PENNY_PER_KWH = 10;

export function mwhFromKwh(energyKwh: number): number {
  return energyKwh / KWH_PER_MWH;
}

export function kwhFromMwh(energyMwh: number): number {
  return energyMwh * KWH_PER_MWH;
}

/** Energy of a constant power over a span of time. */
export function kwhOf({ powerKw, durationMs }: { powerKw: number; durationMs: number }): number {
  return (powerKw * durationMs) / MILLISECONDS_PER_HOUR;
}

/** The constant power that moves an energy in a span of time. */
export function kwOf({ energyKwh, durationMs }: { energyKwh: number; durationMs: number }): number {
  return (energyKwh * MILLISECONDS_PER_HOUR) / durationMs;
}

export function ratioFromPercent(percent: number): number {
  return percent / PERCENT;
}

export function percentFromRatio(ratio: number): number {
  return ratio * PERCENT;
}

export function gbpPerMwhFromPencePerKwh(pencePerKwh: number): number {
  return pencePerKwh * GBP_PER_MWH_FOR_PENNY_PER_KWH;
}

/** What can be measured in more than one unit. */
export type Quantity = 'power' | 'energy' | 'share' | 'frequency' | 'voltage' | 'temperature';

interface Scale {
  readonly factor: number;
  readonly offset?: number;
}

/** As devices write them, upper and lower case told apart: mW is not MW. In kW, kWh, percent, Hz, V and degrees Celsius. */
const SCALES: Readonly<Record<Quantity, Readonly<Record<string, Scale>>>> = {
  power: { W: { factor: 1e-3 }, kW: { factor: 1 }, MW: { factor: 1e3 } },
  energy: { Wh: { factor: 1e-3 }, kWh: { factor: 1 }, MWh: { factor: KWH_PER_MWH } },
  share: { '%': { factor: 1 }, percent: { factor: 1 }, '‰': { factor: 0.1 }, ratio: { factor: PERCENT } },
  frequency: { Hz: { factor: 1 }, mHz: { factor: 1e-3 } },
  voltage: { mV: { factor: 1e-3 }, V: { factor: 1 }, kV: { factor: 1e3 } },
  temperature: {
    '°C': { factor: 1 },
    '℃': { factor: 1 },
    C: { factor: 1 },
    degC: { factor: 1 },
    K: { factor: 1, offset: -273.15 },
    '°F': { factor: 5 / 9, offset: -160 / 9 },
  },
};

/** How a value in a unit becomes one in ours; null when the unit is none of that quantity. */
export function fromUnit(quantity: Quantity, unit: string): ((value: number) => number) | null {
  const scales = SCALES[quantity];
  const scale = Object.hasOwn(scales, unit) ? scales[unit] : undefined;
  return scale ? (value) => value * scale.factor + (scale.offset ?? 0) : null;
}
