import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import type { CheckIntentInput } from '../../graphql/generated/types.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { defineLoader } from '../../platform/loader.ts';
import { stream } from '../../platform/stream.ts';
import type { BatteryId } from '../../kernel/ids.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery, rightOverBattery } from '../assets/index.ts';
import { allows, demandNow, demandRight, isNever, timesAllowed, timesOfSpan, withhold } from '../ownership/index.ts';
import { once } from '../tenancy/index.ts';
import { checkIntent, type CheckIntentOutcome } from './check-intent.ts';
import { DEFAULT_INTENT, type Intent, type IntentWish } from './intent.ts';
import type { IntentMiss } from './judge-intent.ts';
import { planTopic } from './make-plan.ts';
import { OUTCOME_RIGHTS, outcomesFor } from './outcomes-for.ts';
import type { ToldReason } from './plan-reasons.ts';
import {
  type PeriodOutcome,
  type Plan,
  readIntents,
  readOutcomes,
  readPlan,
  readPlanInForce,
  readPlanPeriods,
  readPlansInForce,
} from './reads.ts';
import { periodsFor, reasonsOfPlan, type ToldPeriod, withholdOnce } from './reasons-for.ts';
import { type PlanRequested, requestPlan, setIntent, type SetIntentOutcome } from './set-intent.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Intent: Intent;
    Plan: Plan;
    PlanPeriod: ToldPeriod;
    PlanReason: ToldReason;
    PeriodOutcome: PeriodOutcome;
    IntentSet: Extract<SetIntentOutcome, { __typename: 'IntentSet' }>;
    IntentChecked: Extract<CheckIntentOutcome, { __typename: 'IntentChecked' }>;
    IntentMiss: IntentMiss;
    IntentNotChecked: Extract<CheckIntentOutcome, { __typename: 'IntentNotChecked' }>;
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

function wishOf(input: CheckIntentInput): IntentWish {
  return {
    socPercentMin: input.socPercentMin,
    socPercentMax: input.socPercentMax,
    reservePercent: input.reservePercent ?? 0,
    cyclesPerDayCountMax: input.cyclesPerDayCountMax ?? null,
    cyclesPerYearCountMax: input.cyclesPerYearCountMax ?? null,
    wearCostPerMwh: input.wearCostPerMwh ?? '0',
    leastMarginPerMwh: input.leastMarginPerMwh ?? '0',
    socTargets: (input.socTargets ?? []).map(({ wallTime, socPercentMin = null, socPercentMax = null }) => {
      return { wallTime, socPercentMin, socPercentMax };
    }),
    blackouts: input.blackouts ?? [],
  };
}

export const tradingNodes = { Plan: loadPlan };

export const tradingResolvers = {
  Query: {
    checkIntent: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      demandRight(ctx, { holder: battery, right: 'intent:write' });
      const { batteryId } = battery;
      return checkIntent(ctx.platform, { tenantId: ctx.actor.tenantId, batteryId, wish: wishOf(input) });
    },
  },
  Mutation: {
    setIntent: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      demandRight(ctx, { holder: battery, right: 'intent:write' });
      return once<SetIntentOutcome>(ctx, { operation: 'setIntent', input }, (tx) =>
        setIntent(ctx.platform, tx, { batteryId: battery.batteryId, wish: wishOf(input), setBy: ctx.actor.credentialId }),
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
        const mayShow = rightOverBattery(ctx, { batteryId, right: 'plan:read' });
        return stream(async function* (signal) {
          const { live } = ctx.platform;
          const topic = planTopic(ctx.actor.tenantId, batteryId);
          const arrivals = live.subscribe(topic, { queueLengthMax: PLANS_WAITING_MAX, signal });
          await arrivals.ready;
          const inForce = await ctx.read((tx) => readPlanInForce(tx, batteryId));
          if (inForce && (await mayShow(inForce.madeAt))) yield { plans: inForce };
          for await (const planId of arrivals) {
            const plan = await ctx.read((tx) => readPlan(tx, planId));
            if (plan && (await mayShow(plan.madeAt))) yield { plans: plan };
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
      const battery = await batteryOf(ctx, plan);
      const { planId, expectedRevenue } = plan;
      const times = battery.rights.times('plan:read');
      const periods = await ctx.read((tx) => readPlanPeriods(tx, { planId, currency: expectedRevenue.currency, times }));
      return periodsFor(ctx, { battery, plan, periods });
    },
    reasons: async (plan, _args, ctx, info) => {
      const { reasons, missing } = reasonsOfPlan(ctx, { battery: await batteryOf(ctx, plan), plan });
      if (missing) withhold(ctx, info, missing);
      return reasons;
    },
  },
  PlanPeriod: {
    why: ({ why, whyMissing }, _args, ctx, info) => {
      if (whyMissing) withholdOnce(ctx, info, whyMissing);
      return why;
    },
    reasons: ({ reasons, missing }, _args, ctx, info) => {
      if (missing) withholdOnce(ctx, info, missing);
      return reasons;
    },
  },
  IntentChecked: {
    battery: (checked, _args, ctx) => batteryOf(ctx, checked),
    horizonFrom: ({ horizon }) => horizon.fromAt,
    horizonUntil: ({ horizon }) => horizon.untilAt,
    isReachable: ({ keptFrom }) => keptFrom !== null,
    costPerDay: async ({ batteryId, costPerDay }, _args, ctx, info) =>
      allows(ctx, info, { holder: await batteryOf(ctx, { batteryId }), right: 'plan:read' }) ? costPerDay : null,
    partCosts: async ({ batteryId, parts }, _args, ctx, info) =>
      allows(ctx, info, { holder: await batteryOf(ctx, { batteryId }), right: 'plan:read' }) ? parts : null,
  },
  IntentMiss: { from: ({ span }) => span.fromAt, until: ({ span }) => span.untilAt },
  IntentSet: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
  PlanRequested: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
} satisfies ModuleResolvers;
