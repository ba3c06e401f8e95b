/** A number that a device keeps in its registers: where it lies, how it is scaled, and when it means nothing. Pure. */
import type { RegisterTable } from './modbus-line.ts';
import { decodeRegisters, encodeRegisters, rangeOf, wordCountOf, type RegisterFormat } from './registers.ts';

export interface Point extends RegisterFormat {
  readonly table: RegisterTable;
  readonly address: number;
  /** Value = raw * scale * (ten to the power that stands at `scaleAddress`) + offset. A negative scale turns the sign. */
  readonly scale: number;
  readonly scaleAddress: number | null;
  readonly offset: number;
  /** The raw number that says "not implemented". */
  readonly absent: number | null;
  /** Outside of these the value is not believed, and not written. */
  readonly min: number;
  readonly max: number;
}

export interface Span {
  readonly table: RegisterTable;
  readonly address: number;
  readonly count: number;
}

const REGISTERS_PER_READ_MAX = 125;
const SCALE_POWER_MAX = 10;
/** For binary fractions. */
const ROUNDING = 1e-9;
const INVERSE_ROUNDING = 1e-12;

/** Registers as last read. */
export class RegisterSnapshot {
  readonly #parts: { readonly span: Span; readonly bytes: Buffer }[] = [];

  add(span: Span, bytes: Buffer): void {
    this.#parts.push({ span, bytes });
  }

  /** The number a point holds; null when the device does not implement it or it lies outside of its limits. */
  value(point: Point): number | null {
    const raw = this.raw(point);
    const factor = this.#factor(point);
    if (raw === null || factor === null) return null;
    const value = times(raw, factor) + point.offset;
    return value >= point.min - ROUNDING && value <= point.max + ROUNDING ? value : null;
  }

  /** What one step of the register is worth; null when its scale factor is not implemented. */
  step(point: Point): number | null {
    const factor = this.#factor(point);
    return factor === null ? null : Math.abs(factor);
  }

  /** The number as it stands in the registers. */
  raw(point: Point): number | null {
    const bytes = this.#bytes(point, wordCountOf(point.type));
    if (!bytes) return null;
    const raw = decodeRegisters(bytes, point);
    return Number.isNaN(raw) || raw === point.absent ? null : raw;
  }

  words(span: Span): Buffer | null {
    return this.#bytes(span, span.count);
  }

  /** The registers that hold a value as nearly as they can; null when it does not fit or the scale is unknown. */
  encode(point: Point, value: number): number[] | null {
    const factor = this.#factor(point);
    if (factor === null || value < point.min - ROUNDING || value > point.max + ROUNDING) return null;
    const exact = (value - point.offset) / factor;
    const raw = point.type.startsWith('f') ? exact : Math.round(exact) + 0;
    const { min, max } = rangeOf(point.type);
    return raw >= min && raw <= max && raw !== point.absent ? encodeRegisters(raw, point) : null;
  }

  #factor(point: Point): number | null {
    if (point.scaleAddress === null) return point.scale;
    const bytes = this.#bytes({ table: point.table, address: point.scaleAddress }, 1);
    const power = bytes?.readInt16BE(0);
    return power !== undefined && Math.abs(power) <= SCALE_POWER_MAX ? point.scale * 10 ** power : null;
  }

  #bytes({ table, address }: Pick<Span, 'table' | 'address'>, count: number): Buffer | null {
    for (const { span, bytes } of this.#parts) {
      if (span.table !== table || address < span.address || address + count > span.address + span.count) continue;
      return bytes.subarray((address - span.address) * 2, (address - span.address + count) * 2);
    }
    return null;
  }
}

/** Divides by 1000 instead of multiplying with 0.001: 4350 W are 4.35 kW and not a hair more. */
function times(raw: number, factor: number): number {
  const inverse = Math.round(1 / factor);
  const isWhole = Math.abs(inverse) > 1 && Math.abs(factor * inverse - 1) < INVERSE_ROUNDING;
  return isWhole ? raw / inverse : raw * factor;
}

/** The fewest reads that cover the points and their scale factors; among the given groups when the device allows no others. */
export function planReads(points: readonly Point[], groups: readonly Span[] | null): readonly Span[] {
  const needed = points.flatMap(({ table, address, type, scaleAddress }) => [
    { table, address, count: wordCountOf(type) },
    ...(scaleAddress === null ? [] : [{ table, address: scaleAddress, count: 1 }]),
  ]);
  return groups ? groups.filter((group) => needed.some((span) => isWithin(span, group))) : merged(needed);
}

export function isWithin(inner: Span, outer: Span): boolean {
  const sameTable = inner.table === outer.table;
  return sameTable && inner.address >= outer.address && inner.address + inner.count <= outer.address + outer.count;
}

function merged(spans: readonly Span[]): Span[] {
  const reads: { table: RegisterTable; address: number; count: number }[] = [];
  const sorted = spans.toSorted((a, b) => a.table.localeCompare(b.table) || a.address - b.address);
  for (const span of sorted) {
    const last = reads.at(-1);
    const countWithSpan = last?.table === span.table ? Math.max(last.count, span.address + span.count - last.address) : Infinity;
    if (last && countWithSpan <= REGISTERS_PER_READ_MAX) last.count = countWithSpan;
    else reads.push({ ...span });
  }
  return reads;
}
