import type { Module } from '../module.ts';
import { fetchPrices } from './publications/fetch-prices.ts';
import { PRICE_LETTER_PREFIX } from './publications/price-letters.ts';
import { FETCH_PRICES } from './publications/queues.ts';
import { replayPrices } from './publications/replay-prices.ts';
import { watchPublications } from './publications/watch-publications.ts';
import { marketsResolvers } from './resolvers.ts';
import { settleTenant } from './settle.ts';

export {
  type AvailabilityPrice,
  type KnownAvailabilityPrice,
  readAvailabilityPrices,
  saveAvailabilityPrices,
} from './availability-prices.ts';
export { missingPeriods } from './connectors/gb/price-file.ts';
export { readPriceFile } from './connectors/gb/read-price-file.ts';
export { decideAcceptedVolumes } from './decide-accepted-volumes.ts';
export { type Connector, connectorOf, type PriceLimits, type Product } from './connector.ts';
export type { ClearingPrice, Exchange, ExchangeAward, ExchangeOrder, OrderAnswer, ResultsAnswer } from './exchange/exchange.ts';
export { createHttpExchange } from './exchange/http-exchange.ts';
export { readOrderAnswer, readResultsAnswer } from './exchange/read-answers.ts';
export type { DeclarationAnswer, PricedPair, SystemOperator, UnitDeclaration } from './operator/system-operator.ts';
export { createHttpOperator } from './operator/http-operator.ts';
export type { Publisher } from './publisher/publisher.ts';
export { shareAnswers } from './publisher/share-answers.ts';
export { createHttpElexon } from './publisher/http-elexon.ts';
export { readDeclarationAnswer } from './operator/read-declaration-answer.ts';
export { FORMATS, type FormatName, isFormatName } from './formats.ts';
export { type Market, MARKET_NAMES, type MarketName, marketOf } from './market.ts';
export type { MarketDocument, Remark } from './market-document.ts';
export { type BalancingTerms, type MarketTerms, readMarketTerms, type ServiceTerms } from './market-terms.ts';
export type { PowerSegment } from './power-profile.ts';
export { type PricePoint, publishPrices } from './publish-prices.ts';
export {
  type MarketPrice,
  type PeriodRow,
  periodColumns,
  periodOf,
  readPrices,
  readPriceVersions,
  readSettledExport,
  readSettledPeriods,
  readSettlementPrices,
  type SettledPeriod,
} from './reads.ts';
export { settleTenant } from './settle.ts';

export const marketsModule = {
  resolvers: marketsResolvers,
  nodes: {},
  actions: [{ queue: FETCH_PRICES, concurrency: 1, reactsTo: [], runForMarket: fetchPrices }],
  timers: [
    { name: 'settle', everySeconds: 300, run: settleTenant },
    { name: 'watch-publications', everySeconds: 60, run: watchPublications },
  ],
  letterReaders: [{ sourcePrefix: PRICE_LETTER_PREFIX, replay: replayPrices }],
} satisfies Module;
