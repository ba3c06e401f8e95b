import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import type { Right } from '../../../kernel/ownership-models.ts';
import { POWER_KW_MAX } from '../../../kernel/plausible.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { numberOf } from '../../../platform/arguments/numbers.ts';
import { textOf } from '../../../platform/arguments/text.ts';
import { Fault } from '../../../platform/fault.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { allows, batteryRightOf, demandEverywhere, demandRight, everywhereRightOf } from '../../ownership/index.ts';
import { once, whatIsTakenBack, whatWasMade } from '../../tenancy/index.ts';
import { batteryArgument, batteryOf, loadBattery, loadSite, siteArgument } from '../resolvers.ts';
import type { LimitRole } from './bounds.ts';
import { type PowerLimit, readLimit, readLimits, readLimitsOver } from './reads.ts';
import { type LimitWish, liftPowerLimit, type PowerLimitLifted, setPowerLimit, type SetPowerLimitOutcome } from './set-limit.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    PowerLimit: PowerLimit;
    PowerLimitSet: Extract<SetPowerLimitOutcome, { __typename: 'PowerLimitSet' }>;
    PowerLimitRefused: Extract<SetPowerLimitOutcome, { __typename: 'PowerLimitRefused' }>;
    PowerLimitLifted: PowerLimitLifted;
  }
}

const REASON_LENGTH_MAX = 200;
const ONE_PLACE = 'Give `batteryId` or `siteId`, and not both.';

/** What it takes to hold a battery back as somebody. */
const RIGHT_OF = {
  OWNER: 'intent:write',
  MARKET: 'plan:write',
  OPERATOR: 'override:write',
} as const satisfies Record<LimitRole, Right>;

export async function loadLimit(ctx: GraphQLContext, limitId: string): Promise<PowerLimit | null> {
  const limit = await ctx.read((tx) => readLimit(tx, limitId));
  return limit && (await seesLimit(ctx, limit)) ? limit : null;
}

/** One of a battery is told to whoever sees its overrides, one of a site to whoever sees those of all. */
async function seesLimit(ctx: GraphQLContext, { batteryId }: PowerLimit): Promise<boolean> {
  if ((await ctx.ability()).hasEverywhere('override:read')) return true;
  const battery = batteryId && (await loadBattery(ctx, batteryId));
  return Boolean(battery && battery.rights.has('override:read'));
}

async function demandLimitOf(ctx: GraphQLContext, { batteryId, role }: Pick<LimitWish, 'batteryId' | 'role'>): Promise<void> {
  if (batteryId) demandRight(ctx, { holder: await batteryOf(ctx, { batteryId }), right: RIGHT_OF[role] });
  else demandEverywhere(await ctx.ability(), 'override:write');
}

function powerOf(argument: string, value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : numberOf({ argument, value, min: 0, max: POWER_KW_MAX });
}

export const limitNodes = { PowerLimit: loadLimit };

export const limitResolvers = {
  Query: {
    powerLimits: async (_root, args, ctx) => {
      demandEverywhere(await ctx.ability(), 'override:read');
      const page = parsePage(args, { cursorFields: { setAt: 'instant', limitId: 'uuid' } });
      const rows = await ctx.read((tx) => readLimits(tx, { page, now: ctx.now }));
      return connectionOf(rows, page, ({ setAt, limitId }) => ({ setAt: setAt.toISOString(), limitId }));
    },
  },
  Mutation: {
    setPowerLimit: async (_root, { input }, ctx) => {
      if (Boolean(input.batteryId) === Boolean(input.siteId)) throw new Fault('BAD_USER_INPUT', { tell: ONE_PLACE });
      const battery = input.batteryId ? await batteryArgument(ctx, input.batteryId) : null;
      const site = input.siteId ? await siteArgument(ctx, input.siteId) : null;
      const wish: LimitWish = {
        siteId: site?.siteId ?? null,
        batteryId: battery?.batteryId ?? null,
        role: input.role,
        chargePowerKwMax: powerOf('chargePowerKwMax', input.chargePowerKwMax),
        dischargePowerKwMax: powerOf('dischargePowerKwMax', input.dischargePowerKwMax),
        fromAt: input.fromAt ?? ctx.now,
        untilAt: input.untilAt ?? null,
        reason: textOf({ argument: 'reason', text: input.reason, lengthMax: REASON_LENGTH_MAX }),
      };
      await demandLimitOf(ctx, wish);
      return once<SetPowerLimitOutcome>(ctx, { operation: 'setPowerLimit', input }, (tx) =>
        setPowerLimit(ctx.platform, tx, { wish, setBy: ctx.actor.credentialId }),
      );
    },
    liftPowerLimit: async (_root, { input }, ctx) => {
      const limit = await whatIsTakenBack(ctx, {
        read: readLimit,
        id: idOf('PowerLimit', input.limitId),
        maySee: (one) => seesLimit(ctx, one),
      });
      if (!limit) throw new Fault('NOT_FOUND', { tell: 'There is no such limit.' });
      await demandLimitOf(ctx, limit);
      return once(ctx, { operation: 'liftPowerLimit', input }, (tx) =>
        liftPowerLimit(ctx.platform, tx, { limit, liftedBy: ctx.actor.credentialId }),
      );
    },
  },
  Battery: {
    powerLimits: (battery, _args, ctx, info) =>
      allows(ctx, info, { holder: battery, right: 'override:read' })
        ? ctx.read((tx) => readLimitsOver(tx, { battery, now: ctx.now }))
        : [],
  },
  PowerLimit: {
    id: ({ limitId }) => printGlobalId('PowerLimit', limitId),
    battery: ({ batteryId }, _args, ctx) => (batteryId ? batteryOf(ctx, { batteryId }) : null),
    site: ({ siteId }, _args, ctx) => (siteId ? loadSite(ctx, siteId) : null),
    viewerCan: async ({ batteryId, role }, _args, ctx) => {
      const action = 'LIFT_POWER_LIMIT';
      if (!batteryId) return [everywhereRightOf(await ctx.ability(), { action, right: 'override:write' })];
      return [batteryRightOf(ctx, { action, holder: await batteryOf(ctx, { batteryId }), right: RIGHT_OF[role] })];
    },
  },
  PowerLimitSet: {
    limit: ({ limitId }, _args, ctx) => whatWasMade(ctx, { read: readLimit, id: limitId }),
  },
  PowerLimitLifted: {
    limit: ({ limitId }, _args, ctx) => whatWasMade(ctx, { read: readLimit, id: limitId }),
  },
} satisfies ModuleResolvers;
