import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { defineLoader } from '../../platform/loader.ts';
import { stream } from '../../platform/stream.ts';
import type { BatteryId } from '../../kernel/ids.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery, visibleBatteries } from '../assets/index.ts';
import { allows, demandNow, demandRight, isNever, timesAllowed, timesOfSpan } from '../ownership/index.ts';
import { once } from '../tenancy/index.ts';
import { DEFAULT_INTENT, type Intent } from './intent.ts';
import { planTopic } from './make-plan.ts';
import { OUTCOME_RIGHTS, outcomesFor } from './outcomes-for.ts';
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
  const battery = plan && (await loadBattery(ctx, plan.batteryId));
  return plan && battery?.rights.covers('plan:read', plan.madeAt) ? plan : null;
}

async function intentOf(ctx: GraphQLContext, batteryId: BatteryId): Promise<Intent> {
  return (await ctx.load(intentByBattery, batteryId)) ?? DEFAULT_INTENT;
}

export const tradingNodes = { Plan: loadPlan };

export const tradingResolvers = {
  Mutation: {
    setIntent: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      demandRight(ctx, { holder: battery, right: 'intent:write' });
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
      demandRight(ctx, { holder: battery, right: 'plan:write' });
      return once(ctx, { operation: 'requestPlan', input }, (tx) => requestPlan(ctx.platform, tx, battery.batteryId));
    },
  },
  Subscription: {
    plans: {
      subscribe: async (_root, args, ctx) => {
        const battery = await batteryArgument(ctx, args.batteryId);
        demandNow(ctx, { holder: battery, right: 'plan:read' });
        const { batteryId } = battery;
        const visible = visibleBatteries(ctx, { right: 'plan:read', chosen: [batteryId] });
        return stream(async function* (signal) {
          const { live } = ctx.platform;
          const topic = planTopic(ctx.actor.tenantId, batteryId);
          const arrivals = live.subscribe(topic, { queueLengthMax: PLANS_WAITING_MAX, signal });
          await arrivals.ready;
          const inForce = await ctx.read((tx) => readPlanInForce(tx, batteryId));
          if (inForce && (await visible.includes(batteryId, inForce.madeAt))) yield { plans: inForce };
          for await (const planId of arrivals) {
            const plan = await ctx.read((tx) => readPlan(tx, planId));
            if (plan && (await visible.includes(batteryId, plan.madeAt))) yield { plans: plan };
          }
        });
      },
    },
  },
  Battery: {
    intent: (battery, _args, ctx) => {
      demandRight(ctx, { holder: battery, right: 'intent:read' });
      return intentOf(ctx, battery.batteryId);
    },
    currentIntent: (battery, _args, ctx, info) =>
      allows(ctx, info, { holder: battery, right: 'intent:read' }) ? intentOf(ctx, battery.batteryId) : null,
    plan: async (battery, _args, ctx, info) => {
      if (isNever(timesAllowed(ctx, info, { holder: battery, right: 'plan:read' }))) return null;
      const plan = await ctx.load(planByBattery, battery.batteryId);
      return plan && battery.rights.covers('plan:read', plan.madeAt) ? plan : null;
    },
    outcomes: async (battery, args, ctx, info) => {
      const span = spanOf(args);
      for (const right of OUTCOME_RIGHTS) timesOfSpan(ctx, info, { holder: battery, right, span });
      const outcomes = await ctx.read((tx) => readOutcomes(tx, { batteryId: battery.batteryId, span, now: ctx.now }));
      return outcomesFor(battery, outcomes);
    },
  },
  Plan: {
    id: (plan) => printGlobalId('Plan', plan.planId),
    battery: (plan, _args, ctx) => batteryOf(ctx, plan),
    periods: async (plan, _args, ctx) => {
      const { rights } = await batteryOf(ctx, plan);
      const { planId, expectedRevenue } = plan;
      return ctx.read((tx) =>
        readPlanPeriods(tx, { planId, currency: expectedRevenue.currency, times: rights.times('plan:read') }),
      );
    },
  },
  IntentSet: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
  PlanRequested: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
} satisfies ModuleResolvers;
