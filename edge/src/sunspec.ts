/** The SunSpec points the agent needs: where they lie in their model, and how a register becomes a number. */

/** Where a device may keep the marker "SunS", in the order to look. */
export const BASE_ADDRESSES = [40_000, 0, 50_000];
export const MARKER = 0x53756e53;
export const END_MODEL = 0xffff;
export const HEADER_WORDS = 2;
const REGISTERS_PER_READ_MAX = 125;

type PointType = 'int16' | 'uint16' | 'int32' | 'uint32' | 'uint64' | 'enum16';

interface Point {
  readonly model: number;
  /** From the model's id word. */
  readonly offset: number;
  readonly type: PointType;
  /** Offset of the scale factor in the same model. */
  readonly scaleOffset?: number;
}

const POINTS = {
  activePowerW: { model: 701, offset: 10, type: 'int16', scaleOffset: 116 },
  exportedWh: { model: 701, offset: 19, type: 'uint64', scaleOffset: 120 },
  importedWh: { model: 701, offset: 23, type: 'uint64', scaleOffset: 120 },
  powerRatingW: { model: 702, offset: 2, type: 'uint16', scaleOffset: 45 },
  chargeRatingW: { model: 702, offset: 10, type: 'uint16', scaleOffset: 45 },
  dischargeRatingW: { model: 702, offset: 11, type: 'uint16', scaleOffset: 45 },
  setpointEnabled: { model: 704, offset: 22, type: 'enum16' },
  setpointMode: { model: 704, offset: 23, type: 'enum16' },
  setpointW: { model: 704, offset: 24, type: 'int32', scaleOffset: 55 },
  revertSetpointW: { model: 704, offset: 26, type: 'int32', scaleOffset: 55 },
  revertEnabled: { model: 704, offset: 30, type: 'enum16' },
  reversionSeconds: { model: 704, offset: 31, type: 'uint32' },
  capacityWh: { model: 713, offset: 2, type: 'uint16', scaleOffset: 7 },
  socPercent: { model: 713, offset: 4, type: 'uint16', scaleOffset: 8 },
} as const satisfies Record<string, Point>;

export type PointName = keyof typeof POINTS;

const WORDS: Record<PointType, number> = { int16: 1, uint16: 1, enum16: 1, int32: 2, uint32: 2, uint64: 4 };
const SCALE_MIN = -10;
const SCALE_MAX = 10;

/** The model addresses found on a device: model id to the address of its id word. */
export type ModelMap = ReadonlyMap<number, number>;

interface Span {
  readonly address: number;
  readonly count: number;
}

/** Registers as last read, by address. */
export class RegisterSnapshot {
  readonly #models: ModelMap;
  readonly #parts: { readonly address: number; readonly words: Buffer }[] = [];

  constructor(models: ModelMap) {
    this.#models = models;
  }

  add(address: number, words: Buffer): void {
    this.#parts.push({ address, words });
  }

  /** The number a point holds, scaled; null when the device does not implement it. */
  value(name: PointName): number | null {
    const point: Point = POINTS[name];
    const raw = this.#raw(point);
    if (raw === null) return null;
    const scale = this.scale(name);
    return scale === null ? null : raw * 10 ** scale;
  }

  /** The power of ten of a point's scale factor; 0 for a point without one, null when it is not implemented. */
  scale(name: PointName): number | null {
    const point: Point = POINTS[name];
    if (point.scaleOffset === undefined) return 0;
    const scale = this.#raw({ model: point.model, offset: point.scaleOffset, type: 'int16' });
    return scale !== null && scale >= SCALE_MIN && scale <= SCALE_MAX ? scale : null;
  }

  #raw({ model, offset, type }: Point): number | null {
    const modelAddress = this.#models.get(model);
    if (modelAddress === undefined) return null;
    const address = modelAddress + offset;
    const part = this.#parts.find((each) => address >= each.address && address < each.address + each.words.length / 2);
    return part ? rawOf(part.words, (address - part.address) * 2, type) : null;
  }
}

function rawOf(words: Buffer, at: number, type: PointType): number | null {
  switch (type) {
    case 'int16':
      return unless(words.readInt16BE(at), -0x8000);
    case 'uint16':
    case 'enum16':
      return unless(words.readUInt16BE(at), 0xffff);
    case 'int32':
      return unless(words.readInt32BE(at), -0x8000_0000);
    case 'uint32':
      return unless(words.readUInt32BE(at), 0xffff_ffff);
    case 'uint64': {
      const raw = words.readBigUInt64BE(at);
      return raw === 0xffff_ffff_ffff_ffffn ? null : Number(raw);
    }
  }
}

function unless(raw: number, notImplemented: number): number | null {
  return raw === notImplemented ? null : raw;
}

export function addressOf(models: ModelMap, name: PointName): number {
  const point = POINTS[name];
  const modelAddress = models.get(point.model);
  if (modelAddress === undefined) throw new Error(`the device has no SunSpec model ${point.model}`);
  return modelAddress + point.offset;
}

/** The fewest reads that cover the points and their scale factors. */
export function planReads(models: ModelMap, names: readonly PointName[]): Span[] {
  const needed = names.flatMap((name) => {
    const point: Point = POINTS[name];
    const first = addressOf(models, name);
    const value = { address: first, count: WORDS[point.type] };
    const scale = point.scaleOffset === undefined ? [] : [{ address: first - point.offset + point.scaleOffset, count: 1 }];
    return [value, ...scale];
  });
  const reads: { address: number; count: number }[] = [];
  for (const span of needed.toSorted((a, b) => a.address - b.address)) {
    const last = reads.at(-1);
    const countWithSpan = last ? Math.max(last.count, span.address + span.count - last.address) : Infinity;
    if (last && countWithSpan <= REGISTERS_PER_READ_MAX) last.count = countWithSpan;
    else reads.push({ ...span });
  }
  return reads;
}

/** A value in the units of a point's registers. */
export function rawFor(value: number, scale: number): number {
  return Math.round(value / 10 ** scale);
}

export function int32Words(raw: number): number[] {
  return [(raw >>> 16) & 0xffff, raw & 0xffff];
}
