import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { gatheredRead } from '../../platform/gathering.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { present } from '../../kernel/assert.ts';
import { Fault, forbidden, lackOf } from '../../platform/fault.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery, loadLimit, loadSite, siteArgument } from '../assets/index.ts';
import {
  allows,
  batteryRightOf,
  demandNow,
  demandEverywhere,
  demandRight,
  everywhereRightOf,
  isNever,
  timesAllowed,
  type ViewerRight,
} from '../ownership/index.ts';
import { once, whatIsTakenBack, whatWasMade } from '../tenancy/index.ts';
import { acknowledgeInstruction, type InstructionAcknowledged } from './acknowledge-instruction.ts';
import type { Setpoint } from './decide-setpoints.ts';
import { followBattery, followSite } from './follow-instructions.ts';
import type { FrequencyResponse, Instruction, InstructionLimits } from './instruction.ts';
import { signInstruction } from './sign-instruction.ts';
import { cancelOverride, overrideBattery, type OverrideBatteryOutcome, type OverrideCancelled } from './override-battery.ts';
import {
  type DispatchResumed,
  type DispatchStop,
  readStop,
  readStops,
  readStopsOver,
  resumeDispatch,
  stopDispatch,
  type StopDispatchOutcome,
  type StoppedPlace,
} from './stop-dispatch.ts';
import { type Override, readInstructions, readInstructionsOf, readOverride, readOverrides } from './reads.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Instruction: Instruction;
    InstructionLimits: InstructionLimits;
    Setpoint: Setpoint;
    FrequencyResponse: FrequencyResponse;
    Override: Override;
    DispatchStop: DispatchStop;
    DispatchStopped: Extract<StopDispatchOutcome, { __typename: 'DispatchStopped' }>;
    StopRefused: Extract<StopDispatchOutcome, { __typename: 'StopRefused' }>;
    DispatchResumed: DispatchResumed;
    BatteryOverridden: Extract<OverrideBatteryOutcome, { __typename: 'BatteryOverridden' }>;
    OverrideRefused: Extract<OverrideBatteryOutcome, { __typename: 'OverrideRefused' }>;
    OverrideCancelled: OverrideCancelled;
    InstructionAcknowledged: InstructionAcknowledged;
  }
}

const REASON_LENGTH_MAX = 200;

/** A fleet reports at the same moment, each agent of its own. */
const instructionRow = gatheredRead(readInstructionsOf);

/** An instruction that was issued while it was the caller's to see; null otherwise. */
export async function loadInstruction(ctx: GraphQLContext, instructionId: string): Promise<Instruction | null> {
  const instruction = await instructionRow(ctx.platform, ctx.actor.tenantId, instructionId);
  return instruction && (await seesInstruction(ctx, instruction)) ? instruction : null;
}

async function seesInstruction(ctx: GraphQLContext, { batteryId, issuedAt }: Instruction): Promise<boolean> {
  const battery = await loadBattery(ctx, batteryId);
  return battery?.rights.covers('instructions:read', issuedAt) ?? false;
}

/** The instruction that a report is of. Its battery is not looked at for the agent of its site, which reports of each one twice. */
async function reportedInstruction(ctx: GraphQLContext, instructionId: string): Promise<Instruction> {
  const ability = await ctx.ability();
  const reported = await instructionRow(ctx.platform, ctx.actor.tenantId, instructionId);
  const isOwn = reported !== null && ability.mayWith('acknowledge', 'Battery', reported);
  if (!reported || !(isOwn || (await seesInstruction(ctx, reported))))
    throw new Fault('NOT_FOUND', { tell: 'There is no such instruction.' });
  ability.demandAgent('acknowledge', reported);
  return reported;
}

async function loadOverride(ctx: GraphQLContext, overrideId: string): Promise<Override | null> {
  const override = await ctx.read((tx) => readOverride(tx, overrideId));
  return override && (await seesOverrides(ctx, override)) ? override : null;
}

/** One of a battery is told to whoever sees its overrides, one of more than a battery to whoever sees those of all. */
async function seesOverrides(ctx: GraphQLContext, { batteryId }: Pick<StoppedPlace, 'batteryId'>): Promise<boolean> {
  if ((await ctx.ability()).hasEverywhere('override:read')) return true;
  const battery = batteryId && (await loadBattery(ctx, batteryId));
  return Boolean(battery && battery.rights.has('override:read'));
}

async function loadStop(ctx: GraphQLContext, stopId: string): Promise<DispatchStop | null> {
  const stop = await ctx.read((tx) => readStop(tx, stopId));
  return stop && (await seesOverrides(ctx, stop)) ? stop : null;
}

/** What is ordered of more than one battery is the control room's to order. */
async function demandStopOf(ctx: GraphQLContext, { batteryId }: StoppedPlace): Promise<void> {
  if (batteryId) demandRight(ctx, { holder: await batteryOf(ctx, { batteryId }), right: 'override:write' });
  else demandEverywhere(await ctx.ability(), 'override:write');
}

async function placeOf(ctx: GraphQLContext, args: { batteryId?: string | null; siteId?: string | null }): Promise<StoppedPlace> {
  if (args.batteryId && args.siteId)
    throw new Fault('BAD_USER_INPUT', { tell: 'Give `batteryId` or `siteId`, or neither for all.' });
  const battery = args.batteryId ? await batteryArgument(ctx, args.batteryId) : null;
  const site = args.siteId ? await siteArgument(ctx, args.siteId) : null;
  return { batteryId: battery?.batteryId ?? null, siteId: site?.siteId ?? null };
}

export const controlNodes = { Instruction: loadInstruction, Override: loadOverride, DispatchStop: loadStop };

export const controlResolvers = {
  Query: {
    dispatchStops: async (_root, args, ctx) => {
      demandEverywhere(await ctx.ability(), 'override:read');
      const page = parsePage(args, { cursorFields: { setAt: 'instant', stopId: 'uuid' } });
      const rows = await ctx.read((tx) => readStops(tx, { page, now: ctx.now }));
      return connectionOf(rows, page, ({ setAt, stopId }) => ({ setAt: setAt.toISOString(), stopId }));
    },
  },
  Mutation: {
    stopDispatch: async (_root, { input }, ctx) => {
      const place = await placeOf(ctx, input);
      await demandStopOf(ctx, place);
      const reason = textOf({ argument: 'reason', text: input.reason, lengthMax: REASON_LENGTH_MAX });
      const wish = { ...place, kind: input.kind, reason, untilAt: input.untilAt ?? null };
      return once<StopDispatchOutcome>(ctx, { operation: 'stopDispatch', input }, (tx) =>
        stopDispatch(ctx.platform, tx, { wish, setBy: ctx.actor.credentialId }),
      );
    },
    resumeDispatch: async (_root, { input }, ctx) => {
      const stop = await whatIsTakenBack(ctx, {
        read: readStop,
        id: idOf('DispatchStop', input.stopId),
        maySee: (one) => seesOverrides(ctx, one),
      });
      if (!stop) throw new Fault('NOT_FOUND', { tell: 'There is no such stop.' });
      await demandStopOf(ctx, stop);
      return once(ctx, { operation: 'resumeDispatch', input }, (tx) =>
        resumeDispatch(ctx.platform, tx, { stop, liftedBy: ctx.actor.credentialId }),
      );
    },
    overrideBattery: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      demandRight(ctx, { holder: battery, right: 'override:write' });
      const wish = {
        powerKw: input.powerKw,
        fromAt: input.fromAt ?? ctx.now,
        untilAt: input.untilAt,
        reason: textOf({ argument: 'reason', text: input.reason, lengthMax: REASON_LENGTH_MAX }),
      };
      return once<OverrideBatteryOutcome>(ctx, { operation: 'overrideBattery', input }, (tx) =>
        overrideBattery(ctx.platform, tx, { battery, wish, setBy: ctx.actor.credentialId }),
      );
    },
    cancelOverride: async (_root, { input }, ctx) => {
      const override = await whatIsTakenBack(ctx, {
        read: readOverride,
        id: idOf('Override', input.overrideId),
        maySee: (one) => seesOverrides(ctx, one),
      });
      const battery = override && (await loadBattery(ctx, override.batteryId));
      if (!battery) throw new Fault('NOT_FOUND', { tell: 'There is no such override.' });
      demandRight(ctx, { holder: battery, right: 'override:write' });
      return once(ctx, { operation: 'cancelOverride', input }, (tx) => cancelOverride(ctx.platform, tx, override));
    },
    acknowledgeInstruction: async (_root, { input }, ctx) => {
      const instruction = await reportedInstruction(ctx, idOf('Instruction', input.instructionId));
      const report = {
        outcome: input.outcome,
        happenedAt: input.happenedAt,
        refusalReason: input.refusalReason
          ? textOf({ argument: 'refusalReason', text: input.refusalReason, lengthMax: REASON_LENGTH_MAX })
          : null,
      };
      return acknowledgeInstruction(ctx, { operation: 'acknowledgeInstruction', input }, { instruction, report });
    },
  },
  Subscription: {
    siteInstructions: {
      subscribe: (_root, { afterSequence }, ctx) => {
        const { actor } = ctx;
        if (actor.kind !== 'agent')
          throw forbidden(lackOf({ reason: 'CREDENTIAL_KIND', missing: 'Only a site’s edge agent follows its instructions.' }));
        return followSite(ctx, { actor, afterSequence });
      },
    },
    instructions: {
      subscribe: async (_root, args, ctx) => {
        const battery = await batteryArgument(ctx, args.batteryId);
        demandNow(ctx, { holder: battery, right: 'instructions:read' });
        return followBattery(ctx, battery.batteryId);
      },
    },
  },
  Battery: {
    instructions: async (battery, args, ctx, info) => {
      const page = parsePage(args, { cursorFields: { sequence: 'integer' } });
      const times = timesAllowed(ctx, info, { holder: battery, right: 'instructions:read' });
      const rows = isNever(times)
        ? []
        : await ctx.read((tx) => readInstructions(tx, { batteryId: battery.batteryId, page, times }));
      return connectionOf(rows, page, (row) => ({ sequence: String(row.instructionSequence) }));
    },
    overrides: (battery, _args, ctx, info) =>
      allows(ctx, info, { holder: battery, right: 'override:read' })
        ? ctx.read((tx) => readOverrides(tx, { batteryId: battery.batteryId, now: ctx.now }))
        : [],
    dispatchStops: (battery, _args, ctx, info) =>
      allows(ctx, info, { holder: battery, right: 'override:read' })
        ? ctx.read((tx) => readStopsOver(tx, { battery, now: ctx.now }))
        : [],
  },
  DispatchStop: {
    id: ({ stopId }) => printGlobalId('DispatchStop', stopId),
    battery: ({ batteryId }, _args, ctx) => (batteryId ? batteryOf(ctx, { batteryId }) : null),
    site: ({ siteId }, _args, ctx) => (siteId ? loadSite(ctx, siteId) : null),
    viewerCan: async (stop, _args, ctx) => [await resumeRightOf(ctx, stop)],
  },
  DispatchStopped: {
    stop: ({ stopId }, _args, ctx) => whatWasMade(ctx, { read: readStop, id: stopId }),
  },
  DispatchResumed: {
    stop: ({ stopId }, _args, ctx) => whatWasMade(ctx, { read: readStop, id: stopId }),
  },
  Instruction: {
    id: (instruction) => printGlobalId('Instruction', instruction.instructionId),
    battery: (instruction, _args, ctx) => batteryOf(ctx, instruction),
    signed: (instruction, _args, { actor, platform }) =>
      actor.kind === 'agent' && actor.siteId === instruction.siteId
        ? signInstruction(platform, actor.tenantId, instruction)
        : null,
  },
  Setpoint: { limit: ({ limitId }, _args, ctx) => (limitId ? loadLimit(ctx, limitId) : null) },
  Override: {
    id: (override) => printGlobalId('Override', override.overrideId),
    viewerCan: async (override, _args, ctx) => {
      const holder = await batteryOf(ctx, override);
      return [batteryRightOf(ctx, { action: 'CANCEL_OVERRIDE', holder, right: 'override:write' })];
    },
  },
  BatteryOverridden: {
    battery: (outcome, _args, ctx) => batteryOf(ctx, outcome),
    override: ({ overrideId }, _args, ctx) => whatWasMade(ctx, { read: readOverride, id: overrideId }),
  },
  OverrideCancelled: {
    override: ({ overrideId }, _args, ctx) => whatWasMade(ctx, { read: readOverride, id: overrideId }),
  },
  InstructionAcknowledged: {
    instruction: async (outcome, _args, ctx) =>
      present(await loadInstruction(ctx, outcome.instructionId), 'an instruction just acknowledged to exist'),
  },
} satisfies ModuleResolvers;

async function resumeRightOf(ctx: GraphQLContext, { batteryId }: StoppedPlace): Promise<ViewerRight> {
  const action = 'RESUME_DISPATCH';
  if (batteryId) return batteryRightOf(ctx, { action, holder: await batteryOf(ctx, { batteryId }), right: 'override:write' });
  return everywhereRightOf(await ctx.ability(), { action, right: 'override:write' });
}
