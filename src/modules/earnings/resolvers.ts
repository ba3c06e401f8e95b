import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { defineLoader } from '../../platform/loader.ts';
import { isNever, timesOfSpan } from '../ownership/index.ts';
import { type EarningsPart, type PeriodEarnings, totalOf } from './divide-earnings.ts';
import { readEarnings } from './read-earnings.ts';
import { readSettledResponses, type SettledResponse, settledKeyOf } from './settled-responses.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    PeriodEarnings: PeriodEarnings;
    EarningsPart: EarningsPart;
    ResponseSettlement: SettledResponse & { readonly currency: string };
  }
}

const settledByKey = defineLoader((ctx: GraphQLContext, keys: readonly string[]) =>
  ctx.read((tx) => readSettledResponses(tx, keys)),
);

export const earningsResolvers = {
  Battery: {
    earnings: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'revenue:read', span });
      return isNever(times) ? [] : ctx.read((tx) => readEarnings(tx, { battery, span, times }));
    },
  },
  PeriodEarnings: { total: totalOf },
  ResponsePosition: {
    settlement: async (position, _args, ctx) => {
      const settled = await ctx.load(settledByKey, settledKeyOf(position));
      return settled ? { ...settled, currency: position.currency } : null;
    },
  },
  ResponseSettlement: {
    revenue: ({ payment, currency }) => ({ amount: payment, currency }),
  },
} satisfies ModuleResolvers;
