/** Quantities in words: units always shown, a true minus sign, the direction of power never by sign or colour alone. */
import { sumOf } from '../../src/kernel/money.ts';

interface Money {
  readonly amount: string;
  readonly currency: string;
}

export type Direction = 'charging' | 'discharging' | 'standing-by';

const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  charging: 'Charging',
  discharging: 'Discharging',
  'standing-by': 'Standing by',
};

/** Below this share of its power a battery is said to stand by: meters are never exactly at zero. */
const STANDBY_RATIO = 0.005;

const oneDigit = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const noDigit = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const upToTwoDigits = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });

export function directionOf(activePowerKw: number, powerKwMax: number): Direction {
  if (Math.abs(activePowerKw) <= powerKwMax * STANDBY_RATIO) return 'standing-by';
  return activePowerKw > 0 ? 'discharging' : 'charging';
}

export function directionInWords(direction: Direction): string {
  return DIRECTION_WORDS[direction];
}

/** From here on powers are told in MW. */
const MEGAWATTS_FROM_KW = 10_000;

/** The unit for powers up to a size, and how many kW it is. */
export function powerUnit(powerKwMax: number): { readonly name: 'kW' | 'MW'; readonly sizeKw: number } {
  return powerKwMax >= MEGAWATTS_FROM_KW ? { name: 'MW', sizeKw: 1000 } : { name: 'kW', sizeKw: 1 };
}

/** The size of a power, for where its direction stands beside it in words. */
export function powerSize(powerKw: number): string {
  const unit = powerUnit(Math.abs(powerKw));
  return `${oneDigit.format(Math.abs(powerKw) / unit.sizeKw)} ${unit.name}`;
}

export function signedPower(powerKw: number): string {
  const unit = powerUnit(Math.abs(powerKw));
  return `${signedNumber(powerKw / unit.sizeKw)} ${unit.name}`;
}

export function signedNumber(value: number): string {
  return signed.format(Math.abs(value) < 0.05 ? 0 : value).replace('-', '−');
}

interface Limits {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
}

/** The two limits in one unit, as in `5 / 4.6 kW`. */
export function limitPair({ chargePowerKwMax, dischargePowerKwMax }: Limits): string {
  const unit = powerUnit(Math.max(chargePowerKwMax, dischargePowerKwMax));
  const size = (powerKw: number): string => upToTwoDigits.format(powerKw / unit.sizeKw);
  return `${size(chargePowerKwMax)} / ${size(dischargePowerKwMax)} ${unit.name}`;
}

export function energy(energyKwh: number): string {
  return energyKwh >= 10_000 ? `${oneDigit.format(energyKwh / 1000)} MWh` : `${upToTwoDigits.format(energyKwh)} kWh`;
}

export function percent(value: number): string {
  return `${oneDigit.format(value)} %`;
}

export function wholePercent(value: number): string {
  return `${noDigit.format(value)} %`;
}

export function money({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  // Exact decimals are summed before; a number carries the pence of every sum a battery can earn.
  return format.format(Number(amount)).replace('-', '−');
}

/** Exact sums, one for each currency, in the order of first appearance. */
export function sumOfMoney(parts: readonly Money[]): Money[] {
  return [...Map.groupBy(parts, (part) => part.currency)].map(([currency, group]) => ({
    currency,
    amount: sumOf(group.map((part) => part.amount)),
  }));
}

export function moneyInWords(sums: readonly Money[]): string {
  return sums.length === 0 ? '–' : sums.map(money).join(' + ');
}

/** How long ago, from a duration of wall time. */
export function ageInWords(ageMs: number): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h ago` : `${Math.round(seconds / 86_400)} days ago`;
}
