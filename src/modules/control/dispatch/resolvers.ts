import type { ModuleResolvers } from '../../../graphql/complete.ts';
import { ratioFromPercent } from '../../../kernel/units.ts';
import { spanOf } from '../../../platform/arguments/span.ts';
import { marketOf } from '../../markets/index.ts';
import { timesOfSpan } from '../../ownership/index.ts';
import { priorityOf, type Wish } from '../decide-setpoints.ts';
import { DISPATCH_RIGHTS, dispatchFor } from './dispatch-for.ts';
import { type DispatchPeriod, readDispatch } from './read-dispatch.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    DispatchPeriod: DispatchPeriod;
    PeriodWish: Wish;
  }
}

const DAYS_MAX = 4;

export const dispatchResolvers = {
  Battery: {
    dispatchPeriods: async (battery, args, ctx, info) => {
      const span = spanOf(args, { daysMax: DAYS_MAX });
      for (const right of DISPATCH_RIGHTS) timesOfSpan(ctx, info, { holder: battery, right, span });
      const { tolerancePercent } = ctx.platform.tenants.byId(ctx.actor.tenantId).control;
      const { calendar } = marketOf(battery.site.market);
      const periods = await ctx.read((tx) =>
        readDispatch(tx, { battery, span, now: ctx.now, calendar, toleranceRatio: ratioFromPercent(tolerancePercent) }),
      );
      return dispatchFor(battery, periods);
    },
  },
  PeriodWish: { priorityIndex: ({ source }) => priorityOf(source) },
} satisfies ModuleResolvers;
