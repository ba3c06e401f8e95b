/** Rows in PostgreSQL's binary format for `copy … from stdin (format binary)`, in a buffer that grows. */

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER_LENGTH = SIGNATURE.length + 8;
const ROW_LENGTH_GUESS = 256;
/** Milliseconds between 1970 and 2000, from which PostgreSQL counts microseconds. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const MICROSECONDS_PER_MILLISECOND = 1_000;
const TEXT_OID = 25;
const JSONB_VERSION = 1;
const TWO_TO_32 = 4_294_967_296;

export class BinaryRows {
  #buffer: Buffer;
  #view: DataView;
  #at = HEADER_LENGTH;

  constructor(rowCountGuess: number) {
    this.#buffer = Buffer.allocUnsafe(HEADER_LENGTH + 2 + rowCountGuess * ROW_LENGTH_GUESS);
    this.#view = viewOf(this.#buffer);
    SIGNATURE.copy(this.#buffer);
    this.#buffer.fill(0, SIGNATURE.length, HEADER_LENGTH);
  }

  startRow(fieldCount: number): void {
    this.#reserve(2);
    this.#view.setInt16(this.#at, fieldCount);
    this.#at += 2;
  }

  /** Sixteen bytes, as `uuidBytes` gives them. */
  uuid(bytes: Uint8Array): void {
    this.#field(16);
    this.#buffer.set(bytes, this.#at);
    this.#at += 16;
  }

  /** A whole number of milliseconds, as every instant of ours is. */
  instant(at: Date): void {
    this.#field(8);
    const microseconds = (at.getTime() - POSTGRES_EPOCH_MS) * MICROSECONDS_PER_MILLISECOND;
    const high = Math.floor(microseconds / TWO_TO_32);
    this.#view.setInt32(this.#at, high);
    this.#view.setUint32(this.#at + 4, microseconds - high * TWO_TO_32);
    this.#at += 8;
  }

  float8(value: number | null): void {
    if (value === null) return this.#null();
    this.#field(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  int4(value: number | null): void {
    if (value === null) return this.#null();
    this.#field(4);
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  text(value: string | null): void {
    if (value === null) return this.#null();
    this.#bytes(value, 0);
  }

  jsonb(value: object | null): void {
    if (value === null) return this.#null();
    this.#bytes(JSON.stringify(value), JSONB_VERSION);
  }

  textArray(values: readonly string[] | null): void {
    if (values === null) return this.#null();
    const lengthAt = this.#at;
    // The length, filled in at the end, the number of dimensions, whether there are nulls, and the type.
    this.#reserve(24);
    this.#at += 4;
    this.#int32(values.length === 0 ? 0 : 1);
    this.#int32(0);
    this.#int32(TEXT_OID);
    if (values.length > 0) {
      this.#int32(values.length);
      this.#int32(1);
    }
    for (const value of values) this.#bytes(value, 0);
    this.#view.setInt32(lengthAt, this.#at - lengthAt - 4);
  }

  /** The rows with their end mark; nothing may be added afterwards. */
  end(): Buffer {
    this.startRow(-1);
    return this.#buffer.subarray(0, this.#at);
  }

  #int32(value: number): void {
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  #null(): void {
    this.#reserve(4);
    this.#int32(-1);
  }

  #field(length: number): void {
    this.#reserve(4 + length);
    this.#int32(length);
  }

  /** A text in UTF-8; jsonb has the number of its format before it. */
  #bytes(value: string, version: number): void {
    const prefixLength = version === 0 ? 0 : 1;
    const length = Buffer.byteLength(value) + prefixLength;
    this.#field(length);
    if (prefixLength > 0) this.#buffer[this.#at] = version;
    this.#buffer.write(value, this.#at + prefixLength);
    this.#at += length;
  }

  #reserve(length: number): void {
    // Two bytes stay free for the end mark.
    if (this.#at + length + 2 <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + length + 2));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

/** The sixteen bytes of a UUID's text. */
export function uuidBytes(uuid: string): Uint8Array {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
