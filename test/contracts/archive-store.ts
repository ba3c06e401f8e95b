import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ArchivedFile, ArchivedFileGone, type ArchiveStore, piecesOf } from '../../src/platform/archive-store.ts';
import { present } from '../../src/kernel/assert.ts';

/** What every place for files that are kept must do. */
export function archiveStoreContract(open: () => Promise<ArchiveStore>): void {
  describe('the archive store', () => {
    let store: ArchiveStore;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'holdfast-archive-'));
      store = await open();
    });
    afterAll(() => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const put = (key: string, bytes: Uint8Array | string): Promise<void> => {
      const file = path.join(folder, 'upload');
      writeFileSync(file, bytes);
      return store.put(key, file);
    };
    const found = async (key: string): Promise<ArchivedFile> => present(await store.find(key), `a file ${key}`);
    const textOf = async (file: ArchivedFile): Promise<string> =>
      Buffer.from(await file.read({ fromByte: 0, untilByte: file.byteCount })).toString();

    test('gives back any part of what was put there', async () => {
      const bytes = Uint8Array.from({ length: 3_000 }, (_, index) => index % 251);
      await put('a/part.bin', bytes);
      const file = await found('a/part.bin');
      expect(file.byteCount).toBe(bytes.length);
      const part = fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length)).map((ends) => ends.toSorted((one, other) => one - other));
      await fc.assert(
        fc.asyncProperty(part, async ([fromByte = 0, untilByte = 0]) => {
          expect(Buffer.from(await file.read({ fromByte, untilByte }))).toEqual(Buffer.from(bytes.slice(fromByte, untilByte)));
        }),
        { numRuns: 30, examples: [[[0, 1]], [[2_999, 3_000]]] },
      );
    });

    test('gives back a large file in pieces, and an empty one', async () => {
      const large = Buffer.alloc(9_000_000, 'reading ');
      await put('a/large.bin', large);
      const pieces: Uint8Array[] = [];
      for await (const piece of piecesOf(await found('a/large.bin'))) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(1);
      expect(Buffer.concat(pieces).equals(large)).toBe(true);
      await put('a/empty.bin', '');
      expect((await found('a/empty.bin')).byteCount).toBe(0);
    });

    test('has nothing under a key that nobody used', async () => {
      expect(await store.find('a/nothing')).toBeNull();
      expect(await store.list('nowhere/')).toEqual([]);
    });

    test('replaces a file', async () => {
      await put('b/replaced', 'first');
      await put('b/replaced', 'the second');
      expect(await textOf(await found('b/replaced'))).toBe('the second');
    });

    test('lists what begins with a prefix, in order, and nothing else', async () => {
      for (const key of ['list/day=2/x', 'list/day=1/y', 'list/day=1/x', 'list/day=10/x', 'listing/x']) await put(key, key);
      expect(await store.list('list/')).toEqual(['list/day=1/x', 'list/day=1/y', 'list/day=10/x', 'list/day=2/x']);
      expect(await store.list('list/day=1/')).toEqual(['list/day=1/x', 'list/day=1/y']);
    });

    test('says of a file that was removed while it was read that it is gone', async () => {
      await put('c/gone', 'gone');
      const file = await found('c/gone');
      await store.remove('c/gone');
      await store.remove('c/gone');
      await expect(file.read({ fromByte: 0, untilByte: 4 })).rejects.toThrow(ArchivedFileGone);
      expect(await store.find('c/gone')).toBeNull();
    });

    test('leaves what was there when the new file cannot be read', async () => {
      await put('d/kept', 'kept');
      await expect(store.put('d/kept', path.join(folder, 'no-such-file'))).rejects.toThrow('no-such-file');
      expect(await textOf(await found('d/kept'))).toBe('kept');
      expect(await store.list('d/')).toEqual(['d/kept']);
    });
  });
}
