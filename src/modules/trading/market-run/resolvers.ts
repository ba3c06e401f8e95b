import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import { durationMs, type Interval } from '../../../kernel/intervals.ts';
import { type Decimal, decimalOf, type Money } from '../../../kernel/money.ts';
import { KW_PER_MW, kwhOf, mwhFromKwh } from '../../../kernel/units.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { spanOf } from '../../../platform/arguments/span.ts';
import { defineLoader } from '../../../platform/loader.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { demandEverywhere, isNever, timesOfSpan } from '../../ownership/index.ts';
import { type OrderEvent, stateOfOrder } from './decide-order.ts';
import { availabilityPayment } from './divide-capacity.ts';
import { type MarketPosition, readPositions } from './position-reads.ts';
import { readResponsePositions, type ResponsePosition } from './response-positions.ts';
import type { MarketRun } from './run-facts.ts';
import {
  type MarketOrder,
  type MarketRunFact,
  readBatteryCounts,
  readOrders,
  readRun,
  readRunFacts,
  readRuns,
} from './run-reads.ts';
import { stateOfRun } from './state-of-run.ts';

/** An award with what its worth is reckoned from. */
type Award = NonNullable<MarketOrder['award']> & Pick<MarketOrder, 'period' | 'service' | 'side' | 'currency'>;

declare module '../../../graphql/models.ts' {
  interface Models {
    MarketRun: MarketRun;
    MarketRunFact: MarketRunFact;
    MarketOrder: MarketOrder;
    MarketOrderEvent: OrderEvent;
    MarketAward: Award;
    MarketPosition: MarketPosition;
    ResponsePosition: ResponsePosition;
  }
}

/** A run is made of the plans and the earnings of every battery. */
const RUN_RIGHTS = ['plan:read', 'revenue:read'] as const;
const EVENTS_COUNT_MAX = 100;

const factsByRun = defineLoader((ctx: GraphQLContext, runIds: readonly string[]) => ctx.read((tx) => readRunFacts(tx, runIds)));
const ordersByRun = defineLoader((ctx: GraphQLContext, runIds: readonly string[]) => ctx.read((tx) => readOrders(tx, runIds)));
const batteryCountByOrder = defineLoader((ctx: GraphQLContext, orderIds: readonly string[]) =>
  ctx.read((tx) => readBatteryCounts(tx, orderIds)),
);

async function loadRun(ctx: GraphQLContext, runId: string): Promise<MarketRun | null> {
  const ability = await ctx.ability();
  if (!RUN_RIGHTS.every((right) => ability.hasEverywhere(right))) return null;
  return ctx.read((tx) => readRun(tx, runId));
}

export const marketRunNodes = { MarketRun: loadRun };

export const marketRunResolvers = {
  Query: {
    marketRuns: async (_root, args, ctx) => {
      const ability = await ctx.ability();
      for (const right of RUN_RIGHTS) demandEverywhere(ability, right);
      const page = parsePage(args, { cursorFields: { openedAt: 'instant', runId: 'uuid' } });
      const rows = await ctx.read((tx) => readRuns(tx, page));
      return connectionOf(rows, page, ({ openedAt, runId }) => ({ openedAt: openedAt.toISOString(), runId }));
    },
  },
  Battery: {
    positions: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'revenue:read', span });
      return isNever(times) ? [] : ctx.read((tx) => readPositions(tx, { batteryId: battery.batteryId, span, times }));
    },
    responsePositions: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'revenue:read', span });
      return isNever(times) ? [] : ctx.read((tx) => readResponsePositions(tx, { batteryId: battery.batteryId, span, times }));
    },
  },
  MarketRun: {
    id: ({ runId }) => printGlobalId('MarketRun', runId),
    // Runs are begun in this market alone so far; its code is the only one that the API has.
    market: () => 'GB',
    state: async ({ runId }, _args, ctx) =>
      stateOfRun(new Set(((await ctx.load(factsByRun, runId)) ?? []).map(({ step }) => step))),
    facts: async ({ runId }, _args, ctx) => (await ctx.load(factsByRun, runId)) ?? [],
    orders: async ({ runId }, _args, ctx) => (await ctx.load(ordersByRun, runId)) ?? [],
  },
  MarketOrder: {
    volumeKw: kwOfMw,
    state: ({ events }) => stateOfOrder(events),
    events: ({ events }) => events.slice(-EVENTS_COUNT_MAX),
    batteryCount: async ({ orderId }, _args, ctx) => (await ctx.load(batteryCountByOrder, orderId)) ?? 0,
    award: ({ award, period, service, side, currency }) => award && { ...award, period, service, side, currency },
  },
  MarketAward: {
    volumeKw: kwOfMw,
    revenue: ({ volumeMw, period, service, side, pricePerMwh, currency }) => {
      if (service !== null) return { amount: availabilityPayment(period, { volumeMw, pricePerMwHour: pricePerMwh }), currency };
      const powerKw = kwOfMw({ volumeMw }) * (side === 'SELL' ? 1 : -1);
      return worthOf({ powerKw, period, pricePerMwh, currency });
    },
  },
  MarketPosition: {
    energyKwh: ({ powerKw, period }) => kwhOf({ powerKw, durationMs: durationMs(period) }),
    revenue: worthOf,
  },
  ResponsePosition: {
    blockStartAt: ({ block }) => block.fromAt,
    blockEndAt: ({ block }) => block.untilAt,
    fullRevenue: ({ fullPayment, currency }) => ({ amount: fullPayment, currency }),
  },
} satisfies ModuleResolvers;

/** Whole kilowatts and fractions as they are kept. */
function kwOfMw({ volumeMw }: { readonly volumeMw: number }): number {
  return Math.round(volumeMw * KW_PER_MW * 1_000) / 1_000;
}

interface Priced {
  readonly powerKw: number;
  readonly period: Interval;
  readonly pricePerMwh: Decimal;
  readonly currency: string;
}

function worthOf({ powerKw, period, pricePerMwh, currency }: Priced): Money {
  const energyMwh = mwhFromKwh(kwhOf({ powerKw, durationMs: durationMs(period) }));
  return { amount: decimalOf(energyMwh * Number(pricePerMwh)), currency };
}
