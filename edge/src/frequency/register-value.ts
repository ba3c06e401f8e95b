/** A number in the registers of a meter, as its map says. Pure. */
import Type, { type Static } from 'typebox';

const WORDS = { int16: 1, uint16: 1, int32: 2, uint32: 2, float32: 2 } as const;

export const RegisterPlace = Type.Object(
  {
    address: Type.Integer({ minimum: 0, maximum: 65_535 }),
    format: Type.Union([
      Type.Literal('int16'),
      Type.Literal('uint16'),
      Type.Literal('int32'),
      Type.Literal('uint32'),
      Type.Literal('float32'),
    ]),
    /** What one in the register is worth, in hertz or in kW; negative turns a sign round. */
    scale: Type.Number(),
    /** True when the low word comes first. */
    swapped: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type RegisterPlace = Static<typeof RegisterPlace>;

export function wordCount({ format }: RegisterPlace): number {
  return WORDS[format];
}

/** The value from registers that begin at an address; null when they say "not implemented" or hold no number. */
export function valueIn(words: Buffer, firstAddress: number, place: RegisterPlace): number | null {
  const raw = rawIn(words, (place.address - firstAddress) * 2, place);
  return raw === null || !Number.isFinite(raw) ? null : raw * place.scale;
}

function rawIn(words: Buffer, at: number, { format, swapped = false }: RegisterPlace): number | null {
  switch (format) {
    case 'int16':
      return unless(words.readInt16BE(at), -0x8000);
    case 'uint16':
      return unless(words.readUInt16BE(at), 0xffff);
    case 'int32':
      return unless(inOrder(words, at, swapped).readInt32BE(0), -0x8000_0000);
    case 'uint32':
      return unless(inOrder(words, at, swapped).readUInt32BE(0), 0xffff_ffff);
    case 'float32':
      return inOrder(words, at, swapped).readFloatBE(0);
  }
}

function inOrder(words: Buffer, at: number, swapped: boolean): Buffer {
  const [first, second] = [words.subarray(at, at + 2), words.subarray(at + 2, at + 4)];
  return swapped ? Buffer.concat([second, first]) : words.subarray(at, at + 4);
}

function unless(raw: number, notImplemented: number): number | null {
  return raw === notImplemented ? null : raw;
}
