import type { Module } from '../module.ts';
import { marketsResolvers } from './resolvers.ts';
import { settleTenant } from './settle.ts';

export { missingPeriods, parsePriceFile } from './connectors/gb/price-file.ts';
export { marketOf } from './market.ts';
export { type PricePoint, publishPrices } from './publish-prices.ts';
export { type MarketPrice, type PeriodRow, periodColumns, periodOf, readPrices, readSettledPeriods } from './reads.ts';
export { settleTenant } from './settle.ts';

export const marketsModule = {
  resolvers: marketsResolvers,
  nodes: {},
  actions: [],
  timers: [{ name: 'settle', everySeconds: 300, run: settleTenant }],
} satisfies Module;
