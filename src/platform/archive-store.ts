/**
 * Where files are kept for good: a folder or a bucket. A key is a path with slashes, made by our code alone. A file is there whole
 * or not at all, whatever crashes while it is written.
 */
export interface ArchiveStore {
  /** For logs and people; holds no secret. */
  readonly place: string;
  /** Puts a file of this machine there; what stood under the key is replaced. */
  put(key: string, localFile: string): Promise<void>;
  /** Null when there is none. */
  find(key: string): Promise<ArchivedFile | null>;
  /** The keys that begin with a prefix, in their order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Removing what is not there is not an error. */
  remove(key: string): Promise<void>;
  close(): void;
}

/** A file of the archive, of which any part can be read. */
export interface ArchivedFile {
  readonly byteCount: number;
  /** Throws `ArchivedFileGone` when it was removed or replaced meanwhile. */
  read(part: { readonly fromByte: number; readonly untilByte: number }): Promise<Uint8Array>;
}

/** The file was there a moment ago: the manifest names another one by now. */
export class ArchivedFileGone extends Error {
  constructor(key: string, cause?: unknown) {
    super(`The file ${key} of the archive is gone or is another one.`, { cause });
    this.name = 'ArchivedFileGone';
  }
}

const PIECE_BYTES = 4 * 1_048_576;

/** The whole of a file in pieces, so that large ones fit. */
export async function* piecesOf({ byteCount, read }: ArchivedFile): AsyncGenerator<Uint8Array> {
  for (let fromByte = 0; fromByte < byteCount; fromByte += PIECE_BYTES)
    yield await read({ fromByte, untilByte: Math.min(fromByte + PIECE_BYTES, byteCount) });
}
