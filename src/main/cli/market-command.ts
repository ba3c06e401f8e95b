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
} from '../../modules/markets/index.ts';
import { Fault } from '../../platform/fault.ts';
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
