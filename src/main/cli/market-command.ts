import path from 'node:path';
import {
  type Connector,
  connectorOf,
  FORMATS,
  type FormatName,
  type MarketDocument,
  type MarketName,
  type PricePoint,
  readMarketTerms,
  type Remark,
  saveAvailabilityPrices,
} from '../../modules/markets/index.ts';
import { WorldClock } from '../../platform/clock.ts';
import { Fault } from '../../platform/fault.ts';
import type { TenantEntry } from '../../platform/platform.ts';
import type { TenantDb } from '../../platform/tenant-db.ts';
import { ROOT } from '../wiring.ts';
import { readText } from './read-text.ts';

interface MarketFile {
  readonly format: FormatName;
  readonly file: string;
}

/** Prints what a market's file means. */
export async function parseMarketFile(named: MarketFile, { say }: { say: (line: string) => void }): Promise<boolean> {
  const { market } = FORMATS[named.format];
  say(JSON.stringify({ format: named.format, market, ...(await documentOf(named)) }, null, 2));
  return true;
}

/** Keeps what a file tells of an auction's prices, for each of the tenants: what their next offers are made by. */
export async function loadMarketFile(named: MarketFile, { db, tenants, say }: Loading): Promise<boolean> {
  const document = await documentOf(named);
  if (document.kind !== 'availability-prices')
    throw new Fault('BAD_USER_INPUT', {
      tell: `${path.basename(named.file)} tells ${document.kind}; prices of capacity are loaded.`,
    });
  const { product, prices } = document;
  const { market } = FORMATS[named.format];
  const cleared = { market, product, prices, source: path.basename(named.file), knownAt: WorldClock.start().now() };
  for (const { tenantId, slug } of tenants) {
    const newCount = await db.write(tenantId, (tx) => saveAvailabilityPrices(tx, cleared));
    say(`${slug}: ${newCount} of ${prices.length} prices of ${product} are new`);
  }
  return true;
}

interface Loading {
  readonly db: TenantDb;
  readonly tenants: readonly TenantEntry[];
  readonly say: (line: string) => void;
}

/** The prices of energy that a file of a market tells, with what was noticed in it. */
export async function readEnergyPrices(
  market: MarketName,
  named: MarketFile,
): Promise<{ connector: Connector; prices: readonly PricePoint[]; remarks: readonly Remark[] }> {
  const connector = connectorOf(market, (await readMarketTerms(TERMS_FOLDER))[market]);
  const document = await documentOf(named);
  if (document.kind !== 'prices')
    throw new Fault('BAD_USER_INPUT', { tell: `${path.basename(named.file)} tells ${document.kind}, not prices.` });
  return { connector, prices: connector.energyPrices(document), remarks: document.remarks };
}

const TERMS_FOLDER = path.join(ROOT, 'markets');

async function documentOf({ format, file }: MarketFile): Promise<MarketDocument> {
  const { market, parse } = FORMATS[format];
  const terms = await readMarketTerms(TERMS_FOLDER);
  return parse({ name: path.basename(file), text: await readText(file) }, terms[market]);
}
