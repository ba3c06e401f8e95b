/** SunSpec models one behind the other, between the marker at 40000 and the end model. */

const BASE = 40_000;
const HEADER_WORDS = 2;
const MARKER = [0x5375, 0x6e53];
const END_MODEL = [0xffff, 0];
const NOT_IMPLEMENTED = 0xff;

interface ModelSize {
  readonly id: number;
  /** Words behind the two of the header. */
  readonly length: number;
}

/** Offsets are counted from a model's id word. What is never put reads as not implemented. */
export class ModelWords {
  readonly #words: Buffer;
  readonly #modelAt: ReadonlyMap<number, number>;

  constructor(models: readonly ModelSize[]) {
    const modelAt = new Map<number, number>();
    let at = MARKER.length;
    for (const { id, length } of models) {
      modelAt.set(id, at);
      at += HEADER_WORDS + length;
    }
    this.#modelAt = modelAt;
    this.#words = Buffer.alloc((at + END_MODEL.length) * 2, NOT_IMPLEMENTED);
    MARKER.forEach((word, index) => this.#words.writeUInt16BE(word, index * 2));
    END_MODEL.forEach((word, index) => this.#words.writeUInt16BE(word, (at + index) * 2));
    for (const { id, length } of models) {
      this.put(id, 0, id);
      this.put(id, 1, length);
    }
  }

  /** Null when the range reaches beyond the map. */
  read(address: number, count: number): Buffer | null {
    const first = address - BASE;
    if (first < 0 || (first + count) * 2 > this.#words.length) return null;
    return this.#words.subarray(first * 2, (first + count) * 2);
  }

  addressOf(model: number): number {
    return BASE + (this.#modelAt.get(model) ?? 0);
  }

  copy(model: number, { from, to }: { from: number; to: number }): Buffer {
    return Buffer.from(this.#words.subarray(this.#byteOf(model, from), this.#byteOf(model, to + 1)));
  }

  put(model: number, offset: number, value: number): void {
    this.#words.writeUInt16BE(value & 0xffff, this.#byteOf(model, offset));
  }

  put32(model: number, offset: number, value: number): void {
    this.#words.writeUInt32BE(value >>> 0, this.#byteOf(model, offset));
  }

  put64(model: number, offset: number, value: number): void {
    this.#words.writeBigUInt64BE(BigInt(value), this.#byteOf(model, offset));
  }

  putText(model: number, { offset, wordCount, text }: { offset: number; wordCount: number; text: string }): void {
    const at = this.#byteOf(model, offset);
    this.#words.fill(0, at, at + wordCount * 2);
    this.#words.write(text, at, 'ascii');
  }

  #byteOf(model: number, offset: number): number {
    return ((this.#modelAt.get(model) ?? 0) + offset) * 2;
  }
}

/** The smallest power of ten by which a value must be divided to fit. */
export function scaleFor(value: number, largest: number): number {
  let scale = 0;
  while (value / 10 ** scale > largest) scale += 1;
  return scale;
}

export function scaled(value: number, scale: number): number {
  return Math.round(value / 10 ** scale);
}
