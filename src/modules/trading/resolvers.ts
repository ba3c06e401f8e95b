import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { defineLoader } from '../../platform/loader.ts';
import { stream } from '../../platform/stream.ts';
import type { BatteryId } from '../../kernel/ids.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery, visibleBatteries } from '../assets/index.ts';
import { once } from '../tenancy/index.ts';
import { DEFAULT_INTENT, type Intent } from './intent.ts';
import { planTopic } from './make-plan.ts';
import {
  type PeriodOutcome,
  type Plan,
  type PlanPeriod,
  readIntents,
  readOutcomes,
  readPlan,
  readPlanInForce,
  readPlanPeriods,
  readPlansInForce,
} from './reads.ts';
import { type PlanRequested, requestPlan, setIntent, type SetIntentOutcome } from './set-intent.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Intent: Intent;
    Plan: Plan;
    PlanPeriod: PlanPeriod;
    PeriodOutcome: PeriodOutcome;
    IntentSet: Extract<SetIntentOutcome, { __typename: 'IntentSet' }>;
    IntentRefused: Extract<SetIntentOutcome, { __typename: 'IntentRefused' }>;
    PlanRequested: PlanRequested;
  }
}

/** Only the newest plan matters to a reader who is slow. */
const PLANS_WAITING_MAX = 1;

const intentByBattery = defineLoader((ctx: GraphQLContext, batteryIds: readonly BatteryId[]) =>
  ctx.read((tx) => readIntents(tx, batteryIds)),
);

const planByBattery = defineLoader((ctx: GraphQLContext, batteryIds: readonly BatteryId[]) =>
  ctx.read((tx) => readPlansInForce(tx, batteryIds)),
);

async function loadPlan(ctx: GraphQLContext, planId: string): Promise<Plan | null> {
  const plan = await ctx.read((tx) => readPlan(tx, planId));
  return plan && (await loadBattery(ctx, plan.batteryId)) ? plan : null;
}

export const tradingNodes = { Plan: loadPlan };

export const tradingResolvers = {
  Mutation: {
    setIntent: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      (await ctx.ability()).demandWith('set-intent', 'Battery', battery);
      const wish = {
        socPercentMin: input.socPercentMin,
        socPercentMax: input.socPercentMax,
        reservePercent: input.reservePercent ?? 0,
        cyclesPerDayCountMax: input.cyclesPerDayCountMax ?? null,
        wearCostPerMwh: input.wearCostPerMwh ?? '0',
      };
      return once<SetIntentOutcome>(ctx, { operation: 'setIntent', input }, (tx) =>
        setIntent(ctx.platform, tx, { batteryId: battery.batteryId, wish, setBy: ctx.actor.credentialId }),
      );
    },
    requestPlan: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      (await ctx.ability()).demandWith('request-plan', 'Battery', battery);
      return once(ctx, { operation: 'requestPlan', input }, (tx) => requestPlan(ctx.platform, tx, battery.batteryId));
    },
  },
  Subscription: {
    plans: {
      subscribe: async (_root, args, ctx) => {
        const { batteryId } = await batteryArgument(ctx, args.batteryId);
        const visible = visibleBatteries(ctx, [batteryId]);
        return stream(async function* (signal) {
          const { live } = ctx.platform;
          const topic = planTopic(ctx.actor.tenantId, batteryId);
          const arrivals = live.subscribe(topic, { queueLengthMax: PLANS_WAITING_MAX, signal });
          await arrivals.ready;
          const inForce = await ctx.read((tx) => readPlanInForce(tx, batteryId));
          if (inForce) yield { plans: inForce };
          for await (const planId of arrivals) {
            const plan = (await visible.includes(batteryId)) ? await ctx.read((tx) => readPlan(tx, planId)) : null;
            if (plan) yield { plans: plan };
          }
        });
      },
    },
  },
  Battery: {
    intent: async (battery, _args, ctx) => (await ctx.load(intentByBattery, battery.batteryId)) ?? DEFAULT_INTENT,
    plan: (battery, _args, ctx) => ctx.load(planByBattery, battery.batteryId),
    outcomes: (battery, args, ctx) =>
      ctx.read((tx) => readOutcomes(tx, { batteryId: battery.batteryId, span: spanOf(args), now: ctx.now })),
  },
  Plan: {
    id: (plan) => printGlobalId('Plan', plan.planId),
    battery: (plan, _args, ctx) => batteryOf(ctx, plan),
    periods: ({ planId, expectedRevenue }, _args, ctx) =>
      ctx.read((tx) => readPlanPeriods(tx, { planId, currency: expectedRevenue.currency })),
  },
  IntentSet: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
  PlanRequested: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
} satisfies ModuleResolvers;
