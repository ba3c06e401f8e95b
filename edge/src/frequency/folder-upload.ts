/** Hands finished files of samples over to a folder, such as a mounted share, with a line in its manifest for each. */
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../durable-file.ts';
import type { SampleFile, SampleUpload } from './sample-store.ts';

export class FolderUpload implements SampleUpload {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file first: what the manifest names is there. A repeated upload repeats the line, which is harmless. */
  async upload(file: SampleFile, bytes: Buffer): Promise<void> {
    const folder = join(this.#folder, file.batteryId);
    await mkdir(folder, { recursive: true });
    await writeDurably(join(folder, file.name), bytes);
    await appendFile(join(folder, 'manifest.jsonl'), `${JSON.stringify(file)}\n`, { flush: true });
  }
}
