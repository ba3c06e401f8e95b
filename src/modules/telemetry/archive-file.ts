import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import {
  type AsyncBuffer,
  type ParquetQueryFilter,
  parquetMetadataAsync,
  parquetReadObjects,
  type SchemaElement,
} from 'hyparquet';
import { ByteWriter, parquetWriteRows } from 'hyparquet-writer';
import type { Interval } from '../../kernel/intervals.ts';
import type { ArchivedFile } from '../../platform/archive-store.ts';
import type { Reading } from './reading.ts';

/** Goes up when a column is renamed, changes its meaning or goes; a new column leaves it. */
export const ARCHIVE_SCHEMA_VERSION = 1;

/** Written at one go: the process does nothing else for about 0.1 s, measured. Smaller groups make the end of a file larger. */
const ROWS_PER_GROUP = 16_384;
/** Holds the end of most files, which tells where everything is. */
const FOOTER_BYTES = 65_536;
/** A battery's id is compared whole when a reader passes over groups. */
const STATISTICS_BYTES = 64;

const required = { repetition_type: 'REQUIRED' } as const;
const optional = { repetition_type: 'OPTIONAL' } as const;
const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;
const double = { type: 'DOUBLE' } as const;
const instant = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MILLIS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
} as const;

interface Column {
  readonly property: keyof Reading;
  readonly elements: readonly SchemaElement[];
}

const column = (property: keyof Reading, element: SchemaElement, ...within: SchemaElement[]): Column => ({
  property,
  elements: [element, ...within],
});

/** The columns of a file, under the names that they have in the database. */
const COLUMNS: readonly Column[] = [
  column('batteryId', { name: 'battery_id', ...text, ...required }),
  column('measuredAt', { name: 'measured_at', ...instant, ...required }),
  column('receivedAt', { name: 'received_at', ...instant, ...required }),
  column('activePowerKw', { name: 'active_power_kw', ...double, ...required }),
  column('socPercent', { name: 'soc_percent', ...double, ...required }),
  column('exportedKwh', { name: 'exported_kwh', ...double, ...required }),
  column('importedKwh', { name: 'imported_kwh', ...double, ...required }),
  column('quality', { name: 'quality', ...text, ...required }),
  column('qualityReason', { name: 'quality_reason', ...text, ...optional }),
  column('instructionSequence', { name: 'instruction_sequence', type: 'INT32', ...optional }),
  column('storedEnergyKwh', { name: 'stored_energy_kwh', ...double, ...optional }),
  column('availableChargePowerKw', { name: 'available_charge_power_kw', ...double, ...optional }),
  column('availableDischargePowerKw', { name: 'available_discharge_power_kw', ...double, ...optional }),
  column('frequencyHertz', { name: 'frequency_hertz', ...double, ...optional }),
  column('voltageVolts', { name: 'voltage_volts', ...double, ...optional }),
  column('temperatureCelsius', { name: 'temperature_celsius', ...double, ...optional }),
  column('operatingState', { name: 'operating_state', ...text, ...optional }),
  column(
    'alarmCodes',
    { name: 'alarm_codes', converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1, ...optional },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', ...text, ...required },
  ),
  column('customMetrics', { name: 'custom_metrics', type: 'BYTE_ARRAY', converted_type: 'JSON', ...optional }),
];

const NAMES = COLUMNS.map(({ elements: [element] }) => element?.name ?? '');
const SCHEMA: SchemaElement[] = [
  { name: 'reading', num_children: COLUMNS.length },
  ...COLUMNS.flatMap(({ elements }) => elements),
];

/** What was written. */
export interface WrittenFile {
  readonly sha256: string;
  readonly byteCount: number;
  readonly rowCount: number;
  readonly firstMeasuredAt: Date;
  readonly lastMeasuredAt: Date;
  readonly batteryRowCounts: Readonly<Record<string, number>>;
}

type FileRow = Record<string, unknown>;

/**
 * Readings as a Parquet file, sorted by battery and instant as they come. The same readings make the same bytes. Null when there
 * are none.
 */
export async function writeArchiveFile(
  file: string,
  readings: AsyncIterable<Reading>,
  about: Readonly<Record<string, string>>,
): Promise<WrittenFile | null> {
  const handle = await open(file, 'w');
  try {
    const writer = new FileWriter(handle);
    const tally = new Tally();
    await parquetWriteRows({
      writer,
      rows: rowsOf(readings, tally),
      columns: NAMES.map((name) => ({ name, columnIndex: name === 'battery_id' || name === 'measured_at' })),
      schema: SCHEMA,
      codec: 'ZSTD',
      compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
      rowGroupSize: ROWS_PER_GROUP,
      statisticsTruncateLength: STATISTICS_BYTES,
      createdBy: 'holdfast',
      kvMetadata: Object.entries({ schemaVersion: String(ARCHIVE_SCHEMA_VERSION), ...about }).map(([key, value]) => ({
        key: `holdfast.${key}`,
        value,
      })),
    });
    const sums = await writer.close();
    await handle.sync();
    return tally.rowCount === 0 ? null : { ...tally.close(), ...sums };
  } finally {
    await handle.close();
  }
}

/** Every reading of a file, in its order. */
export async function* readArchiveFile(file: ArchivedFile): AsyncGenerator<Reading> {
  for await (const rows of rowGroupsOf(file, {})) for (const row of rows) yield readingOf(row);
}

async function* rowGroupsOf(
  file: ArchivedFile,
  wanted: { readonly columns?: string[]; readonly filter?: ParquetQueryFilter; readonly usePageIndex?: boolean },
): AsyncGenerator<FileRow[]> {
  const source = sourceOf(file);
  const metadata = await parquetMetadataAsync(source, { initialFetchSize: FOOTER_BYTES });
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const rows = await parquetReadObjects({ ...wanted, file: source, metadata, rowStart, rowEnd, compressors: DECOMPRESSORS });
    if (rows.length > 0) yield rows;
    rowStart = rowEnd;
  }
}

/** What a series tells of a reading. */
export type ArchivedPoint = Pick<Reading, 'measuredAt' | 'activePowerKw' | 'socPercent'>;

interface OfBattery {
  readonly batteryId: string;
  readonly span: Interval;
}

/** The readings of one battery in a span, oldest first, some at a time; no more of the file is read than they lie in. */
export async function* readArchivedReadings(file: ArchivedFile, wanted: OfBattery): AsyncGenerator<Reading[]> {
  for await (const rows of rowGroupsOf(file, { filter: filterOf(wanted), usePageIndex: true })) yield rows.map(readingOf);
}

function filterOf({ batteryId, span }: OfBattery): ParquetQueryFilter {
  return { battery_id: { $eq: batteryId }, measured_at: { $gte: span.fromAt, $lt: span.untilAt } };
}

/** As `readArchivedReadings`, with what a series tells of each. */
export async function* readArchivedPoints(file: ArchivedFile, wanted: OfBattery): AsyncGenerator<ArchivedPoint[]> {
  const columns = ['battery_id', 'measured_at', 'active_power_kw', 'soc_percent'];
  for await (const rows of rowGroupsOf(file, { columns, filter: filterOf(wanted), usePageIndex: true })) {
    yield rows.map((row) => {
      const { measuredAt, activePowerKw, socPercent } = readingOf(row);
      return { measuredAt, activePowerKw, socPercent };
    });
  }
}

/** How many rows a file says it holds. */
export async function countArchivedRows(file: ArchivedFile): Promise<number> {
  return Number((await parquetMetadataAsync(sourceOf(file))).num_rows);
}

const DECOMPRESSORS = { ZSTD: (bytes: Uint8Array): Uint8Array => zstdDecompressSync(bytes) };

function sourceOf({ byteCount, read }: ArchivedFile): AsyncBuffer {
  return {
    byteLength: byteCount,
    async slice(fromByte, untilByte = byteCount) {
      const bytes = await read({ fromByte, untilByte });
      // A copy of its own when it came as a part of a larger buffer.
      return new Uint8Array(bytes).buffer;
    },
  };
}

async function* rowsOf(readings: AsyncIterable<Reading>, tally: Tally): AsyncGenerator<FileRow> {
  for await (const reading of readings) {
    tally.see(reading);
    yield Object.fromEntries(COLUMNS.map(({ property }, index) => [NAMES[index] ?? '', reading[property]]));
  }
}

function readingOf(row: FileRow): Reading {
  const entries = COLUMNS.map(({ property }, index) => [property, row[NAMES[index] ?? ''] ?? null] as const);
  // Every file of the archive was written by `writeArchiveFile` from readings.
  return Object.fromEntries(entries) as unknown as Reading;
}

class Tally {
  rowCount = 0;
  #firstMs = Infinity;
  #lastMs = -Infinity;
  readonly #batteryRowCounts: Record<string, number> = {};

  see({ batteryId, measuredAt }: Reading): void {
    this.rowCount += 1;
    this.#firstMs = Math.min(this.#firstMs, measuredAt.getTime());
    this.#lastMs = Math.max(this.#lastMs, measuredAt.getTime());
    this.#batteryRowCounts[batteryId] = (this.#batteryRowCounts[batteryId] ?? 0) + 1;
  }

  close(): Omit<WrittenFile, 'sha256' | 'byteCount'> {
    return {
      rowCount: this.rowCount,
      firstMeasuredAt: new Date(this.#firstMs),
      lastMeasuredAt: new Date(this.#lastMs),
      batteryRowCounts: this.#batteryRowCounts,
    };
  }
}

/** Writes each group of rows to the file as it is complete, so that memory holds one of them. */
class FileWriter extends ByteWriter {
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');

  constructor(handle: FileHandle) {
    super(1_048_576);
    this.#handle = handle;
  }

  /** The library waits for it before the next group. */
  async flush(): Promise<void> {
    const bytes = this.getBytes().slice();
    this.index = 0;
    this.#hash.update(bytes);
    for (let written = 0; written < bytes.length;)
      written += (await this.#handle.write(bytes, written, bytes.length - written)).bytesWritten;
  }

  /** After the library has finished, which leaves the end of the file here. */
  async close(): Promise<Pick<WrittenFile, 'sha256' | 'byteCount'>> {
    await this.flush();
    return { sha256: this.#hash.digest('hex'), byteCount: this.offset };
  }
}
