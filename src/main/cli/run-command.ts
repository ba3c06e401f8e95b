import path from 'node:path';
import { createConsoleKey, directoryOf, grantSupport, readTenantFiles } from '../../modules/tenancy/index.ts';
import { WorldClock } from '../../platform/clock.ts';
import { appUrlOf } from '../../platform/database-url.ts';
import { Fault } from '../../platform/fault.ts';
import { createLog } from '../../platform/log.ts';
import type { TenantDirectory, TenantEntry } from '../../platform/platform.ts';
import { openTenantDb } from '../../platform/tenant-db.ts';
import { ROOT } from '../wiring.ts';
import { existingArchive, listArchive, verifyArchives } from './archive-commands.ts';
import { anchorAudit, verifyAudit } from './audit-commands.ts';
import { backtest } from './backtest-command.ts';
import { runJobsCommand } from './jobs-commands.ts';
import { fetchMarketDay } from './fetch-command.ts';
import { loadMarketFile, parseMarketFile } from './market-command.ts';
import { openDatabase } from './open-database.ts';
import { planFile } from './plan-command.ts';
import { type Command, USAGE } from './read-command.ts';
import { listRuns, replayOneRun } from './runs-commands.ts';

type Say = (line: string) => void;

/** Carries a command out; false when it found something wrong. */
export async function runCommand(command: Command, { say }: { say: Say }): Promise<boolean> {
  if (command.name === 'help') {
    say(USAGE);
    return true;
  }
  if (command.name === 'plan') return planFile(command, { say });
  if (command.name === 'backtest') return backtest(command, { say });
  if (command.name === 'market parse') return parseMarketFile(command, { say });
  if (command.name === 'market fetch') return fetchMarketDay(command, { say });
  const directory = directoryOf(await readTenantFiles(path.join(ROOT, 'tenants')));
  if ('queueName' in command) return runJobsCommand(command, { directory, say });
  const tenants = command.tenantSlug === null ? directory.all() : [tenantOf(directory, command.tenantSlug)];
  const log = createLog({ level: 'warn' });
  const { ownerUrl, worldFolder, stop } = await openDatabase(command.place, log);
  // A session can be made by the owner of the tables alone; whatever reads does so as the runtime role.
  const url = command.name === 'support grant' ? ownerUrl : appUrlOf(ownerUrl);
  const db = openTenantDb({ url, connectionCountMax: 1, log });
  try {
    switch (command.name) {
      case 'audit verify':
        return await verifyAudit({ db, tenants, say }, command.anchorsFile);
      case 'audit anchor':
        await anchorAudit({ db, tenants, say });
        return true;
      case 'archive list':
        await listArchive({ db, tenants, say });
        return true;
      case 'archive verify':
        return await verifyArchives({ db, tenants, say }, existingArchive(command.place.archive, worldFolder));
      case 'market load':
        return await loadMarketFile(command, { db, tenants, say });
      case 'runs list':
        await listRuns({ db, tenants, say });
        return true;
      case 'runs replay':
        return await replayOneRun({ db, tenants, say }, command.runId);
      case 'keys create':
        for (const { tenantId, name } of tenants) {
          const platform = { tenants: directory, clock: WorldClock.start(), wallNow: () => new Date() };
          const key = { name: command.keyName, createdBy: command.createdBy };
          const secret = await db.write(tenantId, (tx) => createConsoleKey(platform, tx, key));
          say(`${name} can see this key and revoke it. It is not kept here; send:`);
          say(`Authorization: Bearer ${secret}`);
        }
        return true;
      case 'support grant':
        for (const tenant of tenants) {
          const grant = { ...command, tenantSlug: tenant.slug };
          const { token, expiresAt } = await db.write(tenant.tenantId, (tx) => grantSupport(tx, grant));
          say(`${tenant.name} can see this session and end it. Until ${expiresAt.toISOString()} send:`);
          say(`Authorization: Bearer ${token}`);
        }
        return true;
    }
  } finally {
    await db.close();
    await stop();
  }
}

function tenantOf(directory: TenantDirectory, slug: string): TenantEntry {
  const tenant = directory.bySlug(slug);
  if (tenant) return tenant;
  const known = directory.all().map((entry) => entry.slug);
  throw new Fault('BAD_USER_INPUT', { tell: `There is no tenant "${slug}"; there are ${known.join(', ')}.` });
}
