import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchiveBucket } from '../../src/platform/archive-s3.ts';
import type { ArchiveStore } from '../../src/platform/archive-store.ts';
import { archiveStoreContract } from './archive-store.ts';

let server: S3rver;
let directory: string;
let endpoint: string;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'holdfast-s3-'));
  const configureBuckets = [{ name: 'archive' }];
  server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The one key pair that the server knows. */
const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

function bucketOf({ prefix = 'holdfast/', bucket = 'archive', credentials = CREDENTIALS } = {}): ArchiveStore {
  return openArchiveBucket({ bucket, prefix, region: 'eu-west-2', endpoint, credentials });
}

archiveStoreContract(async () => bucketOf());

test('what lies beside the prefix is another archive', async () => {
  const [here, there] = [bucketOf({ prefix: 'here/' }), bucketOf({ prefix: 'there/' })];
  await here.put('one', import.meta.filename);
  expect(await there.list('')).toEqual([]);
  expect(await there.find('one')).toBeNull();
  expect(await here.list('')).toEqual(['one']);
});

test('a bucket that is not there, and a key that nobody knows, are errors and not an empty archive', async () => {
  await expect(bucketOf({ bucket: 'no-such-bucket' }).list('')).rejects.toThrow('bucket does not exist');
  const unknown = bucketOf({ credentials: { ...CREDENTIALS, accessKeyId: 'NOBODY' } });
  await expect(unknown.put('one', import.meta.filename)).rejects.toThrow('does not exist in our records');
});
