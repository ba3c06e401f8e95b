import path from 'node:path';
import { openArchiveFolder } from '../platform/archive-folder.ts';
import { openArchiveBucket } from '../platform/archive-s3.ts';
import type { ArchiveStore } from '../platform/archive-store.ts';
import type { ArchivePlace } from './config.ts';

/** The archive of a place. */
export function openArchive(place: ArchivePlace): ArchiveStore {
  return place.kind === 'folder' ? openArchiveFolder(place.folder) : openArchiveBucket({ ...place, credentials: null });
}

/** The place in the folder of a world. */
export function ownArchive(worldFolder: string): ArchivePlace {
  return { kind: 'folder', folder: path.join(worldFolder, 'archive') };
}
