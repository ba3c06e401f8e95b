/** Registers and the numbers in them. Pure. */

const WORDS = { u16: 1, s16: 1, u32: 2, s32: 2, u64: 4, s64: 4, f32: 2, f64: 4 } as const;

export type RegisterType = keyof typeof WORDS;
/** Of the words of a number, or of the two bytes of a word. */
export type RegisterOrder = 'big-endian' | 'little-endian';

/** The closed list, for whoever checks a map. */
export const REGISTER_TYPES: readonly RegisterType[] = ['u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64'];

export interface RegisterFormat {
  readonly type: RegisterType;
  readonly wordOrder: RegisterOrder;
  readonly byteOrder: RegisterOrder;
}

const WORD_BYTES = 2;
const WORD_VALUES = 0x1_0000;

export function wordCountOf(type: RegisterType): number {
  return WORDS[type];
}

/** The smallest and greatest number that fits; floating point holds every number that occurs here. */
export function rangeOf(type: RegisterType): { readonly min: number; readonly max: number } {
  if (type === 'f32' || type === 'f64') return { min: -Infinity, max: Infinity };
  const bits = WORDS[type] * 16;
  return type.startsWith('u') ? { min: 0, max: 2 ** bits - 1 } : { min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 };
}

/** The number in as many bytes as its type has; NaN stays NaN. */
export function decodeRegisters(bytes: Buffer, { type, wordOrder, byteOrder }: RegisterFormat): number {
  const ordered = inNetworkOrder(bytes, { wordOrder, byteOrder });
  switch (type) {
    case 'u16':
      return ordered.readUInt16BE(0);
    case 's16':
      return ordered.readInt16BE(0);
    case 'u32':
      return ordered.readUInt32BE(0);
    case 's32':
      return ordered.readInt32BE(0);
    case 'u64':
      return Number(ordered.readBigUInt64BE(0));
    case 's64':
      return Number(ordered.readBigInt64BE(0));
    case 'f32':
      return ordered.readFloatBE(0);
    case 'f64':
      return ordered.readDoubleBE(0);
  }
}

/** The words of a number, which must fit; integers are given whole. */
export function encodeRegisters(value: number, { type, wordOrder, byteOrder }: RegisterFormat): number[] {
  const bytes = Buffer.alloc(WORDS[type] * WORD_BYTES);
  switch (type) {
    case 'f32':
      bytes.writeFloatBE(value);
      break;
    case 'f64':
      bytes.writeDoubleBE(value);
      break;
    case 'u64':
    case 's64':
      bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)));
      break;
    case 'u32':
    case 's32':
      bytes.writeUInt32BE(value >>> 0);
      break;
    case 'u16':
    case 's16':
      bytes.writeUInt16BE(((value % WORD_VALUES) + WORD_VALUES) % WORD_VALUES);
      break;
  }
  const ordered = inNetworkOrder(bytes, { wordOrder, byteOrder });
  return Array.from({ length: WORDS[type] }, (_, index) => ordered.readUInt16BE(index * WORD_BYTES));
}

/** Its own inverse: what turns the device's order into the network's turns it back. */
function inNetworkOrder(bytes: Buffer, { wordOrder, byteOrder }: Omit<RegisterFormat, 'type'>): Buffer {
  if (wordOrder === 'big-endian' && byteOrder === 'big-endian') return bytes;
  const copy = Buffer.from(bytes);
  if (wordOrder === 'little-endian') copy.reverse();
  // Reversing the words by their bytes has swapped the bytes of each word as well.
  if ((wordOrder === 'little-endian') !== (byteOrder === 'little-endian')) copy.swap16();
  return copy;
}
