import type { ModuleResolvers } from '../../graphql/complete.ts';
import { isNever, timesOfSpan } from '../ownership/index.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import type { SettlementPeriod } from '../../kernel/periods.ts';
import { type MarketPrice, readPrices, readSettledPeriods, type SettledPeriod } from './reads.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    SettlementPeriod: SettlementPeriod;
    MarketPrice: MarketPrice;
    SettledPeriod: SettledPeriod;
  }
}

export const marketsResolvers = {
  Query: {
    marketPrices: (_root, args, ctx) => ctx.read((tx) => readPrices(tx, { market: args.market, span: spanOf(args) })),
  },
  Battery: {
    settledPeriods: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'revenue:read', span });
      return isNever(times) ? [] : ctx.read((tx) => readSettledPeriods(tx, { batteryId: battery.batteryId, span, times }));
    },
  },
  SettlementPeriod: { startAt: (period) => period.fromAt, endAt: (period) => period.untilAt },
} satisfies ModuleResolvers;
