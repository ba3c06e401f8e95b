import { KW_PER_MW } from '../../../kernel/units.ts';
import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { PricedPair } from '../../markets/index.ts';
import { timesAllowed } from '../../ownership/index.ts';
import type { OrderEvent } from '../market-run/decide-order.ts';
import { type Declaration, readNewestDeclarations } from './declaration-reads.ts';
import type { DeclaredPeriod } from './declared-period.ts';
import { stateOfDeclaration } from './state-of-declaration.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    Declaration: Declaration;
    DeclaredPeriod: DeclaredPeriod;
    DeclaredPair: PricedPair;
  }
}

export const declarationResolvers = {
  Battery: {
    declarations: (battery, _args, ctx, info) => {
      const times = timesAllowed(ctx, info, { holder: battery, right: 'plan:read' });
      return ctx.read((tx) => readNewestDeclarations(tx, { batteryId: battery.batteryId, times }));
    },
  },
  Declaration: {
    state: ({ events }) => stateOfDeclaration(events),
    reason: ({ events }) => lastWord(events)?.reason ?? null,
    answeredAt: ({ events }) => lastWord(events)?.knownAt ?? null,
  },
  DeclaredPeriod: {
    notifiedPowerKw: ({ notifiedPowerMw }) => notifiedPowerMw && notifiedPowerMw * KW_PER_MW,
    exportLimitKw: ({ exportLimitMw }) => exportLimitMw * KW_PER_MW,
    importLimitKw: ({ importLimitMw }) => importLimitMw * KW_PER_MW,
  },
  DeclaredPair: {
    pairIndex: ({ pairId }) => pairId,
    rangeKw: ({ rangeMw }) => rangeMw * KW_PER_MW,
    offerPricePerMwh: ({ offerPerMwh }) => offerPerMwh,
    bidPricePerMwh: ({ bidPerMwh }) => bidPerMwh,
  },
} satisfies ModuleResolvers;

/** What came last of saying it. */
function lastWord(events: readonly OrderEvent[]): OrderEvent | undefined {
  return events.findLast(({ kind }) => kind !== 'SENT');
}
