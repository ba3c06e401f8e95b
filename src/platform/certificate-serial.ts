import { randomBytes } from 'node:crypto';

const SERIAL_BYTES = 16;

/** Positive, never beginning with a zero byte, so that it reads the same wherever it is printed. */
export function newSerial(): string {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}
