import path from 'node:path';
import { readTenantFiles } from '../modules/tenancy/index.ts';
import { WorldClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { readRoleConfig } from './config.ts';
import { runProcess } from './run-process.ts';
import { applyTenants, prepareDatabase, ROOT, wire } from './wiring.ts';

/** Brings the database and the tenants in it up to date, before the other roles start on it. */
await runProcess(async () => {
  const { databaseUrl, redisUrl, logLevel } = readRoleConfig(process.env, []);
  const log = createLog({ level: logLevel });
  const tenantFiles = await readTenantFiles(path.join(ROOT, 'tenants'));
  await prepareDatabase(databaseUrl);
  const { services, stop } = await wire({ ownerUrl: databaseUrl, redisUrl, clock: WorldClock.start(), log, tenantFiles });
  await applyTenants(services, tenantFiles);
  await stop();
  log.info({ tenants: tenantFiles.map((file) => file.slug) }, 'the database is up to date');
});
