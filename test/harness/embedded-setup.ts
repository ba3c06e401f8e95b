import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { createLog } from '../../src/platform/log.ts';
import './provided.ts';
import { makeTemplate } from './database-template.ts';

/** One embedded PostgreSQL for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  const server = await startEmbeddedPostgres({ dataDir, log: createLog({ level: 'warn' }) });
  const adminUrl = server.ownerUrl('postgres');
  await makeTemplate(adminUrl);
  project.provide('adminUrl', adminUrl);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
