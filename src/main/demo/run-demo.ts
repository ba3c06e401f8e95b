import path from 'node:path';
import { readTenantFiles, type TenantFile } from '../../modules/tenancy/index.ts';
import { claimDataFolder } from '../../platform/data-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { createLog, type Log } from '../../platform/log.ts';
import { type PriceSource, recordedPrices, seededPrices } from '../../sim/market/price-source.ts';
import type { Config, WorldSettings } from '../config.ts';
import { ROOT } from '../wiring.ts';
import { handOverAt, withHandOver } from './hand-over.ts';
import { openWorld } from './open-world.ts';
import { runPlatform } from './run-platform.ts';
import { printSummary, type Summary } from './summary.ts';
import type { Say, Surroundings } from './surroundings.ts';

/** Everything in one process: checks what it was given, opens the database of the world asked for, and runs it. */
export async function runDemo(config: Config, surroundings: Surroundings): Promise<void> {
  const { say } = surroundings;
  // Whatever may be refused is refused before anything is started.
  const tenantFiles = await readTenantFiles(path.join(ROOT, 'tenants'), { reach: config.webhookReach });
  const source = priceSource(config.world);
  const summary = await runWith(config, { surroundings, tenantFiles, source });
  if (!summary) return say('Stopped. Data is kept; the next start carries on from it.');
  say(printSummary(summary));
  if (config.json) say(JSON.stringify(summary));
}

interface Checked {
  readonly surroundings: Surroundings;
  readonly tenantFiles: readonly TenantFile[];
  readonly source: PriceSource;
}

async function runWith(config: Config, { surroundings, tenantFiles, source }: Checked): Promise<Summary | null> {
  await using open = new AsyncDisposableStack();
  const { say } = surroundings;
  const log = createLog({ level: config.logLevel });
  let postgres: EmbeddedPostgres | null = null;
  if (config.databaseUrl === null) {
    postgres = await startPostgres(config, { say, log });
    open.defer(() => postgres?.stop());
  } else {
    // The embedded server claims the folder by itself.
    const claim = claimDataFolder(config.dataDir);
    open.defer(() => claim.release());
  }
  const world = await openWorld(config, { postgres, say });
  open.defer(() => world.store.close());
  const handOver = handOverAt({ fromAt: world.fromAt, fromDate: config.world.fromDate });
  const parts = { ...surroundings, log, tenantFiles: withHandOver(tenantFiles, handOver), source };
  // Awaited here: the database is closed when this function ends.
  return await runPlatform(config, { ...parts, ...world });
}

async function startPostgres(config: Config, { say, log }: { say: Say; log: Log }): Promise<EmbeddedPostgres> {
  say(`Starting PostgreSQL in ${config.dataDir} …`);
  return startEmbeddedPostgres({ dataDir: config.dataDir, log });
}

function priceSource({ pricesFile, fromDate }: WorldSettings): PriceSource {
  return pricesFile !== null && fromDate !== null ? recordedPrices({ file: pricesFile, firstDate: fromDate }) : seededPrices();
}
