import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { appUrlOf } from '../../src/platform/database-url.ts';
import { administer, TEMPLATE, urlOf } from './database-template.ts';
import './provided.ts';

/** A database of one test file's own. */
export interface FreshDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** Copies the migrated template; `{ migrated: false }` gives an empty database. */
export async function freshDatabase({ migrated = true }: { migrated?: boolean } = {}): Promise<FreshDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `create database ${name} template ${migrated ? TEMPLATE : 'template0'}`);
  const ownerUrl = urlOf(adminUrl, name);
  return {
    ownerUrl,
    appUrl: appUrlOf(ownerUrl),
    drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`),
  };
}
