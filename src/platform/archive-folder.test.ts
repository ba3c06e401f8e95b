import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { archiveStoreContract } from '../../test/contracts/archive-store.ts';
import { openArchiveFolder } from './archive-folder.ts';

const parent = mkdtempSync(path.join(tmpdir(), 'holdfast-archive-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

archiveStoreContract(async () => openArchiveFolder(path.join(parent, 'made', 'when-first-used')));

test('a file that a crash left unfinished is not told of', async () => {
  const folder = path.join(parent, 'crashed');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'readings.parquet.7a.part'), 'half');
  expect(await openArchiveFolder(folder).list('')).toEqual([]);
});
