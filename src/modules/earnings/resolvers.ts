import type { ModuleResolvers } from '../../graphql/complete.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { isNever, timesOfSpan } from '../ownership/index.ts';
import { type EarningsPart, type PeriodEarnings, totalOf } from './divide-earnings.ts';
import { readEarnings } from './read-earnings.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    PeriodEarnings: PeriodEarnings;
    EarningsPart: EarningsPart;
  }
}

export const earningsResolvers = {
  Battery: {
    earnings: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'revenue:read', span });
      return isNever(times) ? [] : ctx.read((tx) => readEarnings(tx, { battery, span, times }));
    },
  },
  PeriodEarnings: { total: totalOf },
} satisfies ModuleResolvers;
