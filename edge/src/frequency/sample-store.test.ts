import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderUpload } from './folder-upload.ts';
import { decodeBlocks, encodeBlock, SAMPLE_BYTES, type RecordedSample } from './sample-block.ts';
import { SampleStore, type SampleFile } from './sample-store.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2030, 0, 1, 12);
const log = pino({ level: 'silent' });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'));
});
afterEach(() => rm(folder, { recursive: true }));

const sampleAt = (atMs: number): RecordedSample => ({
  atMs,
  frequencyHertz: 50.0625,
  powerKw: -1.5,
  baselineKw: 0.5,
  available: true,
  powerIsMetered: false,
});

async function record(store: SampleStore, { fromMs, count }: { fromMs: number; count: number }): Promise<void> {
  for (let index = 0; index < count; index += 1) store.add(sampleAt(fromMs + index * 50));
  await store.flush();
}

test('samples come out of a block as they went in', () => {
  const single = fc.float({ noNaN: true, noDefaultInfinity: true });
  const sample = fc.record({
    atMs: fc.integer({ min: 0, max: 4e12 }),
    frequencyHertz: single,
    powerKw: single,
    baselineKw: single,
    available: fc.boolean(),
    powerIsMetered: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.array(sample, { minLength: 1 })), (blocks) => {
      const bytes = Buffer.concat(blocks.map(encodeBlock));
      expect(decodeBlocks(bytes)).toEqual({ samples: blocks.flat(), damaged: false });
    }),
  );
});

test('a block that was torn or altered is left out and said to be damaged, and what is before it is kept', () => {
  const first = [sampleAt(1), sampleAt(2)];
  const bytes = Buffer.concat([encodeBlock(first), encodeBlock([sampleAt(3)])]);
  fc.assert(
    fc.property(
      fc.integer({ min: 8 + 2 * SAMPLE_BYTES + 1, max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      (at, mask) => {
        const torn = bytes.subarray(0, at);
        const altered = Buffer.from(bytes);
        altered.writeUInt8(altered.readUInt8(at) ^ mask, at);
        for (const broken of [torn, altered]) expect(decodeBlocks(broken)).toEqual({ samples: first, damaged: true });
      },
    ),
  );
});

test('each hour has a file of its own, and the one being written is not offered', async () => {
  const store = await SampleStore.open({ folder, batteryId: 'b', log });
  await record(store, { fromMs: START_MS, count: 300 });
  await record(store, { fromMs: START_MS + HOUR_MS, count: 250 });
  const manifest = await store.manifest();
  expect(manifest).toHaveLength(1);
  expect(manifest[0]).toMatchObject({
    batteryId: 'b',
    fromAt: '2030-01-01T12:00:00.000Z',
    untilAt: '2030-01-01T12:00:14.950Z',
    sampleCount: 300,
  });
  await store.close();
  expect((await store.manifest()).map(({ sampleCount }) => sampleCount)).toEqual([300, 250]);
});

test('a file is forgotten when it was taken, and offered again when it was not', async () => {
  const store = await SampleStore.open({ folder, batteryId: 'b', log });
  await record(store, { fromMs: START_MS, count: 10 });
  await store.close();
  const failing = { upload: async (): Promise<void> => Promise.reject(new Error('away')) };
  await expect(store.uploadTo(failing)).rejects.toThrow('away');
  const target = join(folder, 'target');
  expect(await store.uploadTo(new FolderUpload(target))).toBe(1);
  expect(await store.uploadTo(new FolderUpload(target))).toBe(0);
  const entry: SampleFile = JSON.parse(await readFile(join(target, 'b', 'manifest.jsonl'), 'utf8'));
  const bytes = await readFile(join(target, 'b', entry.name));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256);
  expect(decodeBlocks(bytes).samples).toHaveLength(10);
});

test('a power cut in the middle of a write costs the torn block alone, also after the restart', async () => {
  const first = await SampleStore.open({ folder, batteryId: 'b', log });
  await record(first, { fromMs: START_MS, count: 200 });
  await record(first, { fromMs: START_MS + 10_000, count: 200 });
  const [name = ''] = await readdir(folder);
  await truncate(join(folder, name), 8 + 200 * SAMPLE_BYTES + 77);
  const second = await SampleStore.open({ folder, batteryId: 'b', log });
  await record(second, { fromMs: START_MS + 20_000, count: 5 });
  await second.close();
  expect((await second.manifest()).map(({ sampleCount }) => sampleCount)).toEqual([200, 5]);
});

test('when there is no room the oldest file goes first', async () => {
  const fileBytes = 8 + 100 * SAMPLE_BYTES;
  const store = await SampleStore.open({ folder, batteryId: 'b', log, bytesMax: 3 * fileBytes });
  for (let hour = 0; hour < 6; hour += 1) await record(store, { fromMs: START_MS + hour * HOUR_MS, count: 100 });
  await store.close();
  expect((await store.manifest()).map(({ fromAt }) => fromAt.slice(11, 13))).toEqual(['15', '16', '17']);
});

test('samples that could not be written are lost alone: what comes next goes into a file of its own', async () => {
  const store = await SampleStore.open({ folder, batteryId: 'b', log });
  await rm(folder, { recursive: true });
  await expect(record(store, { fromMs: START_MS, count: 10 })).rejects.toThrow('10 samples could not be stored');
  await mkdir(folder);
  await record(store, { fromMs: START_MS + 10_000, count: 7 });
  await store.close();
  expect(await store.manifest()).toMatchObject([{ sampleCount: 7, fromAt: '2030-01-01T12:00:10.000Z' }]);
  expect(await readdir(folder)).toEqual([`samples-${START_MS + 10_000}.bin`]);
});
