import path from 'node:path';
import {
  createHttpElexon,
  createHttpExchange,
  createHttpOperator,
  type Publisher,
  readMarketTerms,
  shareAnswers,
} from '../modules/markets/index.ts';
import { readTenantFiles } from '../modules/tenancy/index.ts';
import { WorldClock } from '../platform/clock.ts';
import type { DeviceAuthority } from '../platform/device-authority.ts';
import { createLog } from '../platform/log.ts';
import { openMetricsListener } from '../platform/metrics-listener.ts';
import { createOutbound } from '../platform/outbound.ts';
import type { RoleConfig } from './config.ts';
import { openArchive } from './open-archive.ts';
import { ROOT, type Wired, wire } from './wiring.ts';

/** Opens what every role leans on: shared services, the wall clock, the tenants' files, the numbers told. */
export async function openRole(
  { databaseUrl, redisUrl, logLevel, archive: place, webhookReach, metrics: address, ...partners }: RoleConfig,
  authority: DeviceAuthority | null = null,
): Promise<Wired> {
  const log = createLog({ level: logLevel });
  const tenantFiles = await readTenantFiles(path.join(ROOT, 'tenants'), { reach: webhookReach });
  const archive = place && openArchive(place);
  const outbound = createOutbound({ reach: webhookReach });
  const clock = WorldClock.start();
  const { exchange, systemOperator, elexonUrl } = partners;
  const exchanges = new Map(exchange ? [['GB', createHttpExchange(exchange)] as const] : []);
  const operators = new Map(systemOperator ? [['GB', createHttpOperator(systemOperator)] as const] : []);
  const publishers = new Map(elexonUrl === null ? [] : [['GB', await openElexon(elexonUrl, clock)] as const]);
  const wired = await wire({
    exchanges,
    operators,
    publishers,
    ownerUrl: databaseUrl,
    redisUrl,
    clock,
    log,
    tenantFiles,
    authority,
    archive,
    outbound,
  });
  const { metrics } = wired.services;
  const listener = address && (await openMetricsListener(address, { metrics, log }));
  return {
    ...wired,
    async stop() {
      await listener?.stop();
      await wired.stop();
    },
  };
}

async function openElexon(url: string, clock: WorldClock): Promise<Publisher> {
  const terms = await readMarketTerms(path.join(ROOT, 'markets'));
  const elexon = createHttpElexon({ url, terms: terms.GB, now: () => clock.now() });
  return shareAnswers(elexon, { nowMs: () => clock.nowMs() });
}
