import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { drawnReadings, inOrderOf, oneByOne } from '../../../test/harness/drawn-readings.ts';
import { present } from '../../kernel/assert.ts';
import type { ArchivedFile } from '../../platform/archive-store.ts';
import { openArchiveFolder } from '../../platform/archive-folder.ts';
import { countArchivedRows, readArchivedPoints, readArchiveFile, writeArchiveFile } from './archive-file.ts';
import { mergedReadings } from './merge-readings.ts';
import type { Reading } from './reading.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Values that hardly become smaller. */
function unevenValues(index: number) {
  const value = (seed: number): number => Math.sin(index * 12.9898 + seed) * 43_758.5453;
  return {
    exportedKwh: value(1),
    importedKwh: value(2),
    frequencyHertz: value(3),
    voltageVolts: value(4),
    temperatureCelsius: value(5),
  };
}

let fileCount = 0;
async function written(readings: readonly Reading[]): Promise<{ bytes: Buffer; file: ArchivedFile; rowCount: number }> {
  fileCount += 1;
  const name = `${fileCount}.parquet`;
  const said = present(await writeArchiveFile(path.join(folder, name), oneByOne(readings), { day: '2025-03-10' }), 'a file');
  const file = present(await openArchiveFolder(folder).find(name), 'the file');
  expect(file.byteCount).toBe(said.byteCount);
  return { bytes: readFileSync(path.join(folder, name)), file, rowCount: said.rowCount };
}

async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

describe('a file of the archive', () => {
  test('gives back every reading exactly as it was stored, and the same readings make the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(drawnReadings({ minLength: 1 }), async (readings) => {
        const { bytes, file, rowCount } = await written(readings);
        expect(await collected(readArchiveFile(file))).toEqual(readings);
        expect(rowCount).toBe(readings.length);
        expect(await countArchivedRows(file)).toBe(readings.length);
        expect((await written(readings)).bytes.equals(bytes)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('gives the points of one battery and span, and of no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        drawnReadings({ minLength: 1 }),
        fc.nat(),
        fc.nat(86_400_000),
        fc.nat(86_400_000),
        async (readings, chosen, one, other) => {
          const { batteryId } = present(readings[chosen % readings.length], 'a reading');
          const dayMs = Date.parse('2025-03-10T00:00:00Z');
          const span = { fromAt: new Date(dayMs + Math.min(one, other)), untilAt: new Date(dayMs + Math.max(one, other)) };
          const expected = readings
            .filter(
              (reading) =>
                reading.batteryId === batteryId && reading.measuredAt >= span.fromAt && reading.measuredAt < span.untilAt,
            )
            .map(({ measuredAt, activePowerKw, socPercent }) => ({ measuredAt, activePowerKw, socPercent }));
          const { file } = await written(readings);
          expect((await collected(readArchivedPoints(file, { batteryId, span }))).flat()).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('holds more readings than are written at one go, and reads few bytes for one battery', async () => {
    const [first] = fc.sample(drawnReadings({ minLength: 1 }), { numRuns: 1, seed: 1 }).flat();
    const reading = present(first, 'a reading');
    const dayMs = Date.parse('2025-03-10T00:00:00Z');
    const batteryIds = Array.from(
      { length: 20 },
      (_, index) => `${'0'.repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    const readings = batteryIds.flatMap((batteryId) =>
      // The ids are UUIDs.
      Array.from({ length: 2_000 }, (_, index) => ({
        ...reading,
        batteryId: batteryId as Reading['batteryId'],
        measuredAt: new Date(dayMs + index * 1_000),
        activePowerKw: index,
        ...unevenValues(index),
      })),
    );
    const { file } = await written(readings);
    let readBytes = 0;
    const counted: ArchivedFile = {
      byteCount: file.byteCount,
      read: (part) => {
        readBytes += part.untilByte - part.fromByte;
        return file.read(part);
      },
    };
    const span = { fromAt: new Date(dayMs), untilAt: new Date(dayMs + 10_000) };
    const points = (await collected(readArchivedPoints(counted, { batteryId: present(batteryIds[7], 'an id'), span }))).flat();
    expect(points.map(({ activePowerKw }) => activePowerKw)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(readBytes).toBeLessThan(file.byteCount / 2);
    expect(await collected(readArchiveFile(file))).toHaveLength(40_000);
  });

  test('is not written when there is nothing to write', async () => {
    expect(await writeArchiveFile(path.join(folder, 'nothing'), oneByOne([]), {})).toBeNull();
  });
});

describe('two sources', () => {
  test('are merged into the union of both, in order, each reading once', async () => {
    const drawn = drawnReadings({ minLength: 0 }).chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.array(fc.constantFrom('first', 'second', 'both'), { minLength: all.length, maxLength: all.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(drawn, async ([all, places]) => {
        const of = (place: string) => oneByOne(all.filter((_, index) => places[index] === place || places[index] === 'both'));
        expect(inOrderOf(await collected(mergedReadings(of('first'), of('second'))))).toEqual(all);
      }),
    );
  });
});
