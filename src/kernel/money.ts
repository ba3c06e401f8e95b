/** Exact money: decimal strings outside, whole millionths inside. Never binary floating point. */

/** An exact decimal number as text, for example `"-185.33"`. */
export type Decimal = string;

export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;
const MILLIONTHS = 1_000_000n;

/** Reads a decimal of at most 12 whole and 6 fractional digits into millionths, or answers null. */
export function parseMillionths(text: string): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const size = BigInt(whole) * MILLIONTHS + BigInt(fraction.padEnd(6, '0'));
  return sign === '-' ? -size : size;
}

/** Prints millionths with at least two and at most six fractional digits. */
function printMillionths(millionths: bigint): Decimal {
  const size = millionths < 0n ? -millionths : millionths;
  const fraction = (size % MILLIONTHS)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${millionths < 0n ? '-' : ''}${size / MILLIONTHS}.${fraction}`;
}

/** Rounds a computed number to the nearest millionth: the one door from floating point into money. */
function millionthsOf(value: number): bigint {
  return BigInt(Math.round(value * Number(MILLIONTHS)));
}

export function decimalOf(value: number): Decimal {
  return printMillionths(millionthsOf(value));
}

export function sumOf(amounts: readonly Decimal[]): Decimal {
  return printMillionths(amounts.reduce((total, amount) => total + (parseMillionths(amount) ?? 0n), 0n));
}

/** So many parts of an amount: whole numbers, the second one above zero. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A part or a multiple of an amount, rounded to the nearest millionth, a half away from zero. */
export function partOf(amount: Decimal, ratio: Ratio): Decimal {
  return printMillionths(roundedPart(parseMillionths(amount) ?? 0n, ratio));
}

/** An amount divided by whole weights, to less than a millionth off each part; the parts sum to the amount exactly. */
export function divideAmount(amount: Decimal, weights: readonly bigint[]): Decimal[] {
  const whole = parseMillionths(amount) ?? 0n;
  const denominator = weights.reduce((sum, weight) => sum + weight, 0n);
  let numerator = 0n;
  let given = 0n;
  return weights.map((weight) => {
    numerator += weight;
    const part = (denominator === 0n ? 0n : roundedPart(whole, { numerator, denominator })) - given;
    given += part;
    return printMillionths(part);
  });
}

function roundedPart(millionths: bigint, { numerator, denominator }: Ratio): bigint {
  const product = millionths * numerator;
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return product < 0n ? -rounded : rounded;
}
