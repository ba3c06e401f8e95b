/**
 * Samples of the fast loop as bytes: blocks that are each behind their length and checksum, so that a torn one is known. All
 * numbers are little-endian: bytes of the samples (uint32), CRC-32 of them (uint32), then 21 bytes a sample.
 */
import { crc32 } from 'node:zlib';

export interface RecordedSample {
  readonly atMs: number;
  readonly frequencyHertz: number;
  readonly powerKw: number;
  readonly baselineKw: number;
  readonly available: boolean;
  /** By a meter; otherwise it is the setpoint the battery has taken. */
  readonly powerIsMetered: boolean;
}

export const SAMPLE_BYTES = 21;
const HEADER_BYTES = 8;
const AVAILABLE = 1;
const METERED = 2;

export function encodeBlock(samples: readonly RecordedSample[]): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.length * SAMPLE_BYTES);
  for (const [index, sample] of samples.entries()) {
    const at = HEADER_BYTES + index * SAMPLE_BYTES;
    bytes.writeDoubleLE(sample.atMs, at);
    bytes.writeFloatLE(sample.frequencyHertz, at + 8);
    bytes.writeFloatLE(sample.powerKw, at + 12);
    bytes.writeFloatLE(sample.baselineKw, at + 16);
    bytes.writeUInt8((sample.available ? AVAILABLE : 0) | (sample.powerIsMetered ? METERED : 0), at + 20);
  }
  const body = bytes.subarray(HEADER_BYTES);
  bytes.writeUInt32LE(body.length, 0);
  bytes.writeUInt32LE(crc32(body), 4);
  return bytes;
}

/** The samples of all blocks that are whole; `damaged` when bytes were left out. */
export function decodeBlocks(bytes: Buffer): { readonly samples: RecordedSample[]; readonly damaged: boolean } {
  const samples: RecordedSample[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const end = at + HEADER_BYTES + bytes.readUInt32LE(at);
    const body = bytes.subarray(at + HEADER_BYTES, end);
    // What follows a torn block cannot be told from its inside.
    if (end > bytes.length || body.length % SAMPLE_BYTES !== 0 || crc32(body) !== bytes.readUInt32LE(at + 4)) break;
    for (let offset = 0; offset < body.length; offset += SAMPLE_BYTES) samples.push(sampleAt(body, offset));
    at = end;
  }
  return { samples, damaged: at !== bytes.length };
}

function sampleAt(bytes: Buffer, at: number): RecordedSample {
  const flags = bytes.readUInt8(at + 20);
  return {
    atMs: bytes.readDoubleLE(at),
    frequencyHertz: bytes.readFloatLE(at + 8),
    powerKw: bytes.readFloatLE(at + 12),
    baselineKw: bytes.readFloatLE(at + 16),
    available: (flags & AVAILABLE) !== 0,
    powerIsMetered: (flags & METERED) !== 0,
  };
}
