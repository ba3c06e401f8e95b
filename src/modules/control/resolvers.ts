import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { present } from '../../kernel/assert.ts';
import { Fault } from '../../platform/fault.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery } from '../assets/index.ts';
import { allows, batteryRightOf, demandNow, demandRight, isNever, timesAllowed } from '../ownership/index.ts';
import { once } from '../tenancy/index.ts';
import { acknowledgeInstruction, type InstructionAcknowledged } from './acknowledge-instruction.ts';
import type { Setpoint } from './decide-setpoints.ts';
import { followBattery, followSite } from './follow-instructions.ts';
import type { FrequencyResponse, Instruction, InstructionLimits } from './instruction.ts';
import { cancelOverride, overrideBattery, type OverrideBatteryOutcome, type OverrideCancelled } from './override-battery.ts';
import { type Override, readInstruction, readInstructions, readOverride, readOverrides } from './reads.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Instruction: Instruction;
    InstructionLimits: InstructionLimits;
    Setpoint: Setpoint;
    FrequencyResponse: FrequencyResponse;
    Override: Override;
    BatteryOverridden: Extract<OverrideBatteryOutcome, { __typename: 'BatteryOverridden' }>;
    OverrideRefused: Extract<OverrideBatteryOutcome, { __typename: 'OverrideRefused' }>;
    OverrideCancelled: OverrideCancelled;
    InstructionAcknowledged: InstructionAcknowledged;
  }
}

const REASON_LENGTH_MAX = 200;

async function loadInstruction(ctx: GraphQLContext, instructionId: string): Promise<Instruction | null> {
  const instruction = await ctx.read((tx) => readInstruction(tx, instructionId));
  const battery = instruction && (await loadBattery(ctx, instruction.batteryId));
  return instruction && battery?.rights.covers('instructions:read', instruction.issuedAt) ? instruction : null;
}

async function loadOverride(ctx: GraphQLContext, overrideId: string): Promise<Override | null> {
  const override = await ctx.read((tx) => readOverride(tx, overrideId));
  const battery = override && (await loadBattery(ctx, override.batteryId));
  return battery?.rights.has('override:read') ? override : null;
}

export const controlNodes = { Instruction: loadInstruction, Override: loadOverride };

export const controlResolvers = {
  Mutation: {
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
      const override = await loadOverride(ctx, idOf('Override', input.overrideId));
      if (!override) throw new Fault('NOT_FOUND', { tell: 'There is no such override.' });
      demandRight(ctx, { holder: await batteryOf(ctx, override), right: 'override:write' });
      return once(ctx, { operation: 'cancelOverride', input }, (tx) => cancelOverride(ctx.platform, tx, override));
    },
    acknowledgeInstruction: async (_root, { input }, ctx) => {
      const instruction = await loadInstruction(ctx, idOf('Instruction', input.instructionId));
      if (!instruction) throw new Fault('NOT_FOUND', { tell: 'There is no such instruction.' });
      (await ctx.ability()).demandWith('acknowledge', instruction);
      const report = {
        outcome: input.outcome,
        happenedAt: input.happenedAt,
        refusalReason: input.refusalReason
          ? textOf({ argument: 'refusalReason', text: input.refusalReason, lengthMax: REASON_LENGTH_MAX })
          : null,
      };
      return once(ctx, { operation: 'acknowledgeInstruction', input }, (tx) =>
        acknowledgeInstruction(ctx.platform, tx, { instruction, report }),
      );
    },
  },
  Subscription: {
    siteInstructions: {
      subscribe: (_root, { afterSequence }, ctx) => {
        const { actor } = ctx;
        if (actor.kind !== 'agent')
          throw new Fault('FORBIDDEN', { tell: 'Only the credential of an edge agent may follow a site’s instructions.' });
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
  },
  Instruction: {
    id: (instruction) => printGlobalId('Instruction', instruction.instructionId),
    battery: (instruction, _args, ctx) => batteryOf(ctx, instruction),
  },
  Override: {
    id: (override) => printGlobalId('Override', override.overrideId),
    viewerCan: async (override, _args, ctx) => {
      const holder = await batteryOf(ctx, override);
      return [batteryRightOf(ctx, { action: 'CANCEL_OVERRIDE', holder, right: 'override:write' })];
    },
  },
  BatteryOverridden: {
    battery: (outcome, _args, ctx) => batteryOf(ctx, outcome),
    override: async (outcome, _args, ctx) =>
      present(await loadOverride(ctx, outcome.overrideId), 'an override just made to exist'),
  },
  OverrideCancelled: {
    override: async (outcome, _args, ctx) =>
      present(await loadOverride(ctx, outcome.overrideId), 'an override just ended to exist'),
  },
  InstructionAcknowledged: {
    instruction: async (outcome, _args, ctx) =>
      present(await loadInstruction(ctx, outcome.instructionId), 'an instruction just acknowledged to exist'),
  },
} satisfies ModuleResolvers;
