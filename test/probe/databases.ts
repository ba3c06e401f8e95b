import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appUrlOf } from '../../src/platform/database-url.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { createLog } from '../../src/platform/log.ts';
import { administer, makeTemplate, TEMPLATE, urlOf } from '../harness/database-template.ts';
import type { FreshDatabase } from '../harness/fresh-database.ts';

/** A throw-away server; nothing on it is worth a disk's time. */
export interface ProbeServer {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

export async function startProbeServer(): Promise<ProbeServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-probe-'));
  const server = await startEmbeddedPostgres({ dataDir, log: createLog({ level: 'warn' }) });
  const adminUrl = server.ownerUrl('postgres');
  await administer(
    adminUrl,
    'alter system set fsync = off',
    'alter system set synchronous_commit = off',
    'select pg_reload_conf()',
  );
  await makeTemplate(adminUrl);
  return {
    adminUrl,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A copy of a database nobody is connected to. Two at once would meet each other on the server: it is tried again. */
export async function copyOf(adminUrl: string, template: string = TEMPLATE): Promise<FreshDatabase & { readonly name: string }> {
  const name = `p_${randomUUID().replaceAll('-', '')}`;
  await copyAs(adminUrl, { template, name });
  const ownerUrl = urlOf(adminUrl, name);
  return {
    name,
    ownerUrl,
    appUrl: appUrlOf(ownerUrl),
    drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Rows come in the order of their keys, the tenant first: which of two comes first is no matter of where they lie. */
export async function readByKey(adminUrl: string, name: string): Promise<void> {
  await administer(
    adminUrl,
    `alter database ${name} set enable_seqscan = off`,
    `alter database ${name} set enable_bitmapscan = off`,
  );
}

const COPY_ATTEMPT_COUNT_MAX = 20;
const COPY_RETRY_MS = 50;

export async function copyAs(adminUrl: string, { template, name }: { template: string; name: string }): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await administer(adminUrl, `create database ${name} template ${template}`);
    } catch (error) {
      if (attempt === COPY_ATTEMPT_COUNT_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, COPY_RETRY_MS));
    }
  }
}
