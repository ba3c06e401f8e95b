import { existsSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { migrate } from '../../src/platform/migrate.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'migrations');
export const TEMPLATE = 'holdfast_test_template';

/** Every test database is a copy of one that was migrated once. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await administer(adminUrl, `drop database if exists ${TEMPLATE} with (force)`, `create database ${TEMPLATE}`);
  if (existsSync(FOLDER)) await migrate({ ownerUrl: urlOf(adminUrl, TEMPLATE), folder: FOLDER });
}

/** The same server, another database. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs statements that no transaction may hold, on the server's own database. */
export async function administer(adminUrl: string, ...statements: readonly string[]): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
