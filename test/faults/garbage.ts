import type { Random } from '../probe/random.ts';

/** What breaks parsers, put in the place of a piece. */
const NASTY = ['null', '-1', '1e999', '9007199254740993', '""', '{', ']', '\u0000', '\ud800', '__proto__', '\\', '💥', 'NaN'];
const CHANGES_MAX = 4;
const NEST_DEPTH = 2_000;
const NOISE_BYTES_MAX = 2_000;

/** A message that was understood, bent until it may not be: flipped, cut, doubled, stuffed, nested, or nothing but noise. */
export function bent(random: Random, seed: Buffer): Buffer {
  if (random.next() < 0.1) return noise(random, Math.floor(random.next() * NOISE_BYTES_MAX));
  if (random.next() < 0.03) return Buffer.from('['.repeat(NEST_DEPTH));
  let bytes = seed;
  const changeCount = 1 + Math.floor(random.next() * CHANGES_MAX);
  for (let change = 0; change < changeCount; change += 1) bytes = random.pick(BENDS)(random, bytes);
  return bytes;
}

export function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random.next() * 256)));
}

type Bend = (random: Random, bytes: Buffer) => Buffer;

const placeIn = (random: Random, bytes: Buffer): number => Math.floor(random.next() * (bytes.length + 1));

const BENDS: readonly Bend[] = [
  (random, bytes) => {
    const copy = Buffer.from(bytes);
    const place = placeIn(random, bytes);
    if (place < copy.length) copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random.next() * 8));
    return copy;
  },
  (random, bytes) => bytes.subarray(0, placeIn(random, bytes)),
  (random, bytes) => {
    const [one, other] = [placeIn(random, bytes), placeIn(random, bytes)];
    return Buffer.concat([bytes.subarray(0, one), bytes.subarray(Math.min(one, other), one), bytes.subarray(one)]);
  },
  (random, bytes) => {
    const place = placeIn(random, bytes);
    return Buffer.concat([bytes.subarray(0, place), Buffer.from(random.pick(NASTY)), bytes.subarray(place)]);
  },
  (random, bytes) => {
    // A number or a name becomes another thing.
    const text = bytes.toString('latin1');
    const tokens = [...text.matchAll(/-?\d+(?:\.\d+)?|"[^"]*"/g)];
    const token = tokens[Math.floor(random.next() * tokens.length)];
    if (!token) return bytes;
    return Buffer.from(
      text.slice(0, token.index) + random.pick(NASTY) + text.slice(token.index + token[0].length),
      random.next() < 0.5 ? 'latin1' : 'utf8',
    );
  },
];
