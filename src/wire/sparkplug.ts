/**
 * Sparkplug B payloads, as version 3.0 of the Eclipse specification has them: protobuf, and of each message the fields that a
 * reading can be made of. All others are passed over, so that a gateway may send what it likes besides.
 */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Parsed } from './telemetry.ts';

export interface SparkplugPayload {
  readonly timestampMs: number | null;
  /** 0 to 255, then from the beginning; null in a death of the node. */
  readonly sequence: number | null;
  readonly metrics: readonly SparkplugMetric[];
}

export interface SparkplugMetric {
  /** Null where only the alias is sent. */
  readonly name: string | null;
  readonly alias: string | null;
  readonly timestampMs: number | null;
  /** Null where it was announced in the birth. */
  readonly datatype: number | null;
  readonly isHistorical: boolean;
  /** Null where it is sent as null, or is of a kind that no reading has. */
  readonly value: SparkplugValue | null;
  /** 192 is good, 0 bad, 500 stale; null where nothing is said. */
  readonly qualityCode: number | null;
  readonly engineeringUnit: string | null;
}

/** Integers are unsigned on the wire; the datatype says whether they are meant so (`integerOf`). */
export type SparkplugValue =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string };

export const SEQUENCE_COUNT = 256;
const METRICS_PER_PAYLOAD_MAX = 5_000;
const TEXT_LENGTH_MAX = 1_000;

/** Reads a payload; a refusal says what is wrong with it. Bytes of any other kind are refused, and never an error. */
export function parseSparkplugPayload(bytes: Uint8Array): Parsed<SparkplugPayload> {
  try {
    return { ok: true, value: readPayload(bytes) };
  } catch (error) {
    return { ok: false, reason: `not a Sparkplug B payload: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Int8 to Int64, and UInt8 to UInt64. */
const INTEGER_BITS: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [2, 16],
  [3, 32],
  [4, 64],
]);

/** An integer by its datatype: the signed ones are sent as the two's complement of their width. */
export function integerOf(value: bigint, datatype: number | null): bigint {
  const bits = datatype === null ? undefined : INTEGER_BITS.get(datatype);
  return bits === undefined ? value : BigInt.asIntN(bits, value);
}

const DATATYPE_BOOLEAN = 11;

/** Asks an edge node to announce itself and its devices anew. */
export function printRebirthCommand(atMs: number): Uint8Array {
  const metric = new BinaryWriter()
    .tag(METRIC.name, WireType.LengthDelimited)
    .string('Node Control/Rebirth')
    .tag(METRIC.timestamp, WireType.Varint)
    .uint64(BigInt(atMs))
    .tag(METRIC.datatype, WireType.Varint)
    .uint32(DATATYPE_BOOLEAN)
    .tag(METRIC.booleanValue, WireType.Varint)
    .bool(true)
    .finish();
  return new BinaryWriter()
    .tag(PAYLOAD.timestamp, WireType.Varint)
    .uint64(BigInt(atMs))
    .tag(PAYLOAD.metrics, WireType.LengthDelimited)
    .bytes(metric)
    .finish();
}

// The numbers of the fields, from the specification's section on payloads.
const PAYLOAD = { timestamp: 1, metrics: 2, sequence: 3 } as const;
const METRIC = {
  name: 1,
  alias: 2,
  timestamp: 3,
  datatype: 4,
  isHistorical: 5,
  isNull: 7,
  properties: 9,
  intValue: 10,
  longValue: 11,
  floatValue: 12,
  doubleValue: 13,
  booleanValue: 14,
  stringValue: 15,
} as const;
const PROPERTY_SET = { keys: 1, values: 2 } as const;
const PROPERTY = { isNull: 2, intValue: 3, longValue: 4, stringValue: 8 } as const;
const QUALITY_KEY = 'quality';
/** As Ignition and others write it. */
const UNIT_KEYS = new Set(['engunit', 'engunits', 'engineering units', 'unit']);

/** One reader for each wire type a field may have; a field that is sent as another type makes the payload unreadable. */
type FieldReaders = Readonly<Record<number, readonly [WireType, (reader: BinaryReader) => void]>>;

function readFields(bytes: Uint8Array, fields: FieldReaders): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = fields[number];
    if (!field) reader.skip(wireType, number);
    else if (field[0] === wireType) field[1](reader);
    else throw new Error(`field ${number} is of the wire type ${wireType}`);
  }
}

function readPayload(bytes: Uint8Array): SparkplugPayload {
  let timestampMs: number | null = null;
  let sequence: number | null = null;
  const metrics: SparkplugMetric[] = [];
  readFields(bytes, {
    [PAYLOAD.timestamp]: [WireType.Varint, (reader) => (timestampMs = instantMs(reader))],
    [PAYLOAD.sequence]: [WireType.Varint, (reader) => (sequence = sequenceOf(reader))],
    [PAYLOAD.metrics]: [
      WireType.LengthDelimited,
      (reader) => {
        if (metrics.length === METRICS_PER_PAYLOAD_MAX) throw new Error(`more than ${METRICS_PER_PAYLOAD_MAX} metrics`);
        metrics.push(readMetric(reader.bytes()));
      },
    ],
  });
  return { timestampMs, sequence, metrics };
}

function readMetric(bytes: Uint8Array): SparkplugMetric {
  const metric: { -readonly [Field in keyof SparkplugMetric]: SparkplugMetric[Field] } = {
    name: null,
    alias: null,
    timestampMs: null,
    datatype: null,
    isHistorical: false,
    value: null,
    qualityCode: null,
    engineeringUnit: null,
  };
  let isNull = false;
  const take = (value: SparkplugValue): void => void (metric.value = value);
  readFields(bytes, {
    [METRIC.name]: [WireType.LengthDelimited, (reader) => (metric.name = text(reader))],
    [METRIC.alias]: [WireType.Varint, (reader) => (metric.alias = String(reader.uint64()))],
    [METRIC.timestamp]: [WireType.Varint, (reader) => (metric.timestampMs = instantMs(reader))],
    [METRIC.datatype]: [WireType.Varint, (reader) => (metric.datatype = reader.uint32())],
    [METRIC.isHistorical]: [WireType.Varint, (reader) => (metric.isHistorical = reader.bool())],
    [METRIC.isNull]: [WireType.Varint, (reader) => (isNull = reader.bool())],
    [METRIC.properties]: [WireType.LengthDelimited, (reader) => Object.assign(metric, readProperties(reader.bytes()))],
    [METRIC.intValue]: [WireType.Varint, (reader) => take({ kind: 'integer', value: BigInt(reader.uint32()) })],
    [METRIC.longValue]: [WireType.Varint, (reader) => take({ kind: 'integer', value: BigInt(reader.uint64()) })],
    [METRIC.floatValue]: [WireType.Bit32, (reader) => take({ kind: 'number', value: reader.float() })],
    [METRIC.doubleValue]: [WireType.Bit64, (reader) => take({ kind: 'number', value: reader.double() })],
    [METRIC.booleanValue]: [WireType.Varint, (reader) => take({ kind: 'boolean', value: reader.bool() })],
    [METRIC.stringValue]: [WireType.LengthDelimited, (reader) => take({ kind: 'text', value: text(reader) })],
  });
  return isNull ? { ...metric, value: null } : metric;
}

function readProperties(bytes: Uint8Array): Pick<SparkplugMetric, 'qualityCode' | 'engineeringUnit'> {
  const keys: string[] = [];
  const values: (string | bigint | null)[] = [];
  readFields(bytes, {
    [PROPERTY_SET.keys]: [WireType.LengthDelimited, (reader) => keys.push(text(reader).toLowerCase())],
    [PROPERTY_SET.values]: [WireType.LengthDelimited, (reader) => values.push(readProperty(reader.bytes()))],
  });
  const valueOf = (isWanted: (key: string) => boolean): string | bigint | null => values[keys.findIndex(isWanted)] ?? null;
  const quality = valueOf((key) => key === QUALITY_KEY);
  const unit = valueOf((key) => UNIT_KEYS.has(key));
  return {
    qualityCode: typeof quality === 'bigint' ? Number(quality) : null,
    engineeringUnit: typeof unit === 'string' && unit !== '' ? unit : null,
  };
}

function readProperty(bytes: Uint8Array): string | bigint | null {
  let value: string | bigint | null = null;
  let isNull = false;
  readFields(bytes, {
    [PROPERTY.isNull]: [WireType.Varint, (reader) => (isNull = reader.bool())],
    [PROPERTY.intValue]: [WireType.Varint, (reader) => (value = BigInt(reader.uint32()))],
    [PROPERTY.longValue]: [WireType.Varint, (reader) => (value = BigInt(reader.uint64()))],
    [PROPERTY.stringValue]: [WireType.LengthDelimited, (reader) => (value = text(reader))],
  });
  return isNull ? null : value;
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
function instantMs(reader: BinaryReader): number {
  const atMs = Number(reader.uint64());
  if (!Number.isSafeInteger(atMs)) throw new Error('a timestamp that is no instant');
  return atMs;
}

function sequenceOf(reader: BinaryReader): number {
  const sequence = Number(reader.uint64());
  if (sequence >= SEQUENCE_COUNT) throw new Error(`the sequence number ${sequence} is not one of 0 to 255`);
  return sequence;
}

function text(reader: BinaryReader): string {
  const value = reader.string();
  if (value.length > TEXT_LENGTH_MAX) throw new Error(`a text of more than ${TEXT_LENGTH_MAX} characters`);
  return value;
}
