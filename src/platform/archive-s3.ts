import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { ArchivedFileGone, type ArchiveStore } from './archive-store.ts';

/** A bucket, and what its keys begin with. */
export interface Bucket {
  readonly bucket: string;
  /** Empty, or ends in a slash. */
  readonly prefix: string;
  readonly region: string;
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  /** Null leaves them to what the machine offers: its environment, its profile, its role. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

const REQUEST_TIMEOUT_MS = 60_000;
const CONNECTION_TIMEOUT_MS = 5_000;

/** An archive in a bucket of S3 or of a server that speaks it. */
export function openArchiveBucket({ bucket, prefix, region, endpoint, credentials }: Bucket): ArchiveStore {
  const client = new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === null ? {} : { credentials }),
    requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: CONNECTION_TIMEOUT_MS },
    // The bytes are checked by the SHA-256 that every server of the protocol knows; newer ways are known to few.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const object = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  return {
    place: `s3://${bucket}/${prefix}`,
    put: (key, localFile) => putFile(client, { ...object(key), localFile }),
    async find(key) {
      const head = await unlessMissing(client.send(new HeadObjectCommand(object(key))));
      if (head === null) return null;
      const read = (part: Part): Promise<Uint8Array> => readPart(client, { ...object(key), ...part, tag: head.ETag });
      return { byteCount: head.ContentLength ?? 0, read };
    },
    list: (keyPrefix) => listKeys(client, { bucket, prefix, keyPrefix }),
    async remove(key) {
      await client.send(new DeleteObjectCommand(object(key)));
    },
    close: () => client.destroy(),
  };
}

interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
}

interface Part {
  readonly fromByte: number;
  readonly untilByte: number;
}

/** An object is there when all of its bytes have come and their sum is the one that was announced. */
async function putFile(client: S3Client, { localFile, ...object }: ObjectName & { localFile: string }): Promise<void> {
  const { size } = await stat(localFile);
  const hash = createHash('sha256');
  await pipeline(createReadStream(localFile), hash);
  const sha256 = hash.digest('hex');
  const command = new PutObjectCommand({ ...object, Body: createReadStream(localFile), ContentLength: size });
  // The sum is part of what is signed: a server refuses bytes that have another.
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (isRequest(request)) request.headers['x-amz-content-sha256'] = sha256;
      return next(args);
    },
    { step: 'build', name: 'sum-of-the-file' },
  );
  await client.send(command);
}

async function readPart(
  client: S3Client,
  { fromByte, untilByte, tag, ...object }: ObjectName & Part & { tag: string | undefined },
): Promise<Uint8Array> {
  if (fromByte === untilByte) return new Uint8Array(0);
  const range = { Range: `bytes=${fromByte}-${untilByte - 1}`, ...(tag === undefined ? {} : { IfMatch: tag }) };
  const answer = await unlessMissing(client.send(new GetObjectCommand({ ...object, ...range })));
  const bytes = (await answer?.Body?.transformToByteArray()) ?? null;
  const beginsAt = firstByteOf(answer?.ContentRange);
  const part = bytes?.subarray(fromByte - beginsAt, untilByte - beginsAt);
  if (part?.length !== untilByte - fromByte) throw new ArchivedFileGone(object.Key);
  return part;
}

/** Where an answer begins: a server may give more than was asked for, or all of it (RFC 9110, 14.2). */
function firstByteOf(contentRange: string | undefined): number {
  return Number(/^bytes (\d+)-/.exec(contentRange ?? '')?.[1] ?? 0);
}

async function listKeys(
  client: S3Client,
  { bucket, prefix, keyPrefix }: { bucket: string; prefix: string; keyPrefix: string },
): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: `${prefix}${keyPrefix}`,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    keys.push(...(page.Contents ?? []).map(({ Key }) => (Key ?? '').slice(prefix.length)));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys.toSorted();
}

const MISSING = new Set([404, 412, 416]);

/** Null for what is not there, or is another file than the one that was found. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && MISSING.has(error.$metadata.httpStatusCode ?? 0)) return null;
    throw error;
  }
}

function isRequest(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request;
}
