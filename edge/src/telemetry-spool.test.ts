import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseTelemetryBatch, type TelemetryBatch } from '../../src/wire/telemetry.ts';
import { TelemetrySpool } from './telemetry-spool.ts';

let folder = '';
let complaints: string[] = [];
const opened: TelemetrySpool[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spool-'));
  complaints = [];
});
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close();
  await rm(folder, { recursive: true });
});

async function openSpool(bytesMax?: number): Promise<TelemetrySpool> {
  const log = pino({ level: 'warn' }, { write: (line: string) => complaints.push(line) });
  const spool = await TelemetrySpool.open({ folder: join(folder, 'now'), log, ...(bytesMax === undefined ? {} : { bytesMax }) });
  opened.push(spool);
  return spool;
}

/** What a start after a kill finds: the files as they are at this moment. */
async function openAfterCrash(bytesMax?: number): Promise<TelemetrySpool> {
  const before = join(folder, `before-${randomUUID()}`);
  await cp(join(folder, 'now'), before, { recursive: true });
  await Promise.all(opened.splice(0).map((spool) => spool.close()));
  await rm(join(folder, 'now'), { recursive: true });
  await cp(before, join(folder, 'now'), { recursive: true });
  return openSpool(bytesMax);
}

async function changeSegment(change: (text: string) => string): Promise<void> {
  const [name = ''] = await readdir(join(folder, 'now'));
  const path = join(folder, 'now', name);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

function batch(batchSequence: number, bootId = 'boot'): TelemetryBatch {
  const reading = { batteryId: randomUUID(), measuredAtMs: batchSequence, activePowerKw: 1.5, socPercent: 50 };
  const readings = [{ ...reading, exportedKwh: 1, importedKwh: 2, instructionSequence: null }];
  return { version: 1, siteId: randomUUID(), bootId, batchSequence, readings };
}

const waiting = (spool: TelemetrySpool): number[] => [...spool.unconfirmed()].map(({ batchSequence }) => batchSequence);
const receipt = (...batchSequences: number[]): Parameters<TelemetrySpool['confirm']>[0] => ({
  version: 1,
  bootId: 'boot',
  batchSequences,
});

test('a batch that was appended is there after a crash, word for word and in order', async () => {
  const batches = [1, 2, 3].map((sequence) => batch(sequence));
  const spool = await openSpool();
  await spool.append(batches.slice(0, 2));
  await spool.append(batches.slice(2));
  const again = await openAfterCrash();
  expect(waiting(again)).toEqual([1, 2, 3]);
  const texts = await Promise.all([...again.unconfirmed()].map((each) => again.textOf(each)));
  expect(texts.map((text) => parseTelemetryBatch(Buffer.from(text ?? '')))).toEqual(
    batches.map((value) => ({ ok: true, value })),
  );
});

test('a torn last line is skipped aloud, and what stands before and is written after is whole', async () => {
  const spool = await openSpool();
  await spool.append([batch(1), batch(2)]);
  await changeSegment((text) => text.slice(0, -20));
  const again = await openAfterCrash();
  expect(waiting(again)).toEqual([1]);
  expect(complaints.join()).toContain('torn');
  await again.append([batch(3)]);
  expect(waiting(await openAfterCrash())).toEqual([1, 3]);
});

test('a line altered in the middle is skipped, its neighbours are not', async () => {
  const spool = await openSpool();
  await spool.append([batch(1), batch(2), batch(3)]);
  await changeSegment((text) => {
    const [first, second = '', ...others] = text.split('\n');
    return [first, second.replace('"activePowerKw":1.5', '"activePowerKw":9.5'), ...others, 'rubbish\n'].join('\n');
  });
  expect(waiting(await openAfterCrash())).toEqual([1, 3]);
});

test('what the platform has stored is not sent again, not even after a clean restart', async () => {
  const spool = await openSpool();
  await spool.append([batch(1), batch(2), batch(3)]);
  await spool.confirm(receipt(1, 3));
  expect(waiting(spool)).toEqual([2]);
  await spool.close();
  const again = await openSpool();
  expect(waiting(again)).toEqual([2]);
  await again.confirm(receipt(2));
  await again.close();
  expect(await openSpool().then((third) => third.unconfirmedCount)).toBe(0);
  expect(await readdir(join(folder, 'now'))).toEqual([]);
});

test('a receipt for another boot, or a repeated one, changes nothing', async () => {
  const spool = await openSpool();
  await spool.append([batch(1, 'other')]);
  await spool.confirm(receipt(1));
  expect(waiting(spool)).toEqual([1]);
});

test('the spool never outgrows its limit: the oldest readings go first, aloud', async () => {
  const bytesMax = 20_000;
  const spool = await openSpool(bytesMax);
  for (let sequence = 1; sequence <= 200; sequence += 1) await spool.append([batch(sequence)]);
  expect(spool.bytes).toBeLessThanOrEqual(bytesMax);
  const kept = waiting(spool);
  expect(kept.at(-1)).toBe(200);
  expect(kept).toEqual(kept.map((_, index) => (kept[0] ?? 0) + index));
  expect(kept.length).toBeGreaterThan(40);
  expect(complaints.join()).toContain('the oldest readings are lost');
  expect(waiting(await openAfterCrash(bytesMax))).toEqual(kept);
});
