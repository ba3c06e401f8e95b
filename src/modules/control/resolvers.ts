import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { present } from '../../kernel/assert.ts';
import { Fault } from '../../platform/fault.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery } from '../assets/index.ts';
import { once } from '../tenancy/index.ts';
import { acknowledgeInstruction, type InstructionAcknowledged } from './acknowledge-instruction.ts';
import type { Setpoint } from './decide-setpoints.ts';
import { followBattery, followSite } from './follow-instructions.ts';
import type { Instruction, InstructionLimits } from './instruction.ts';
import { cancelOverride, overrideBattery, type OverrideBatteryOutcome, type OverrideCancelled } from './override-battery.ts';
import { type Override, readInstruction, readInstructions, readOverride, readOverrides } from './reads.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Instruction: Instruction;
    InstructionLimits: InstructionLimits;
    Setpoint: Setpoint;
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
  return instruction && (await loadBattery(ctx, instruction.batteryId)) ? instruction : null;
}

async function loadOverride(ctx: GraphQLContext, overrideId: string): Promise<Override | null> {
  const override = await ctx.read((tx) => readOverride(tx, overrideId));
  return override && (await loadBattery(ctx, override.batteryId)) ? override : null;
}

export const controlNodes = { Instruction: loadInstruction, Override: loadOverride };

export const controlResolvers = {
  Mutation: {
    overrideBattery: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      (await ctx.ability()).demandWith('override', 'Battery', battery);
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
      (await ctx.ability()).demandWith('override', 'Battery', await batteryOf(ctx, override));
      return once(ctx, { operation: 'cancelOverride', input }, (tx) => cancelOverride(ctx.platform, tx, override));
    },
    acknowledgeInstruction: async (_root, { input }, ctx) => {
      const instruction = await loadInstruction(ctx, idOf('Instruction', input.instructionId));
      if (!instruction) throw new Fault('NOT_FOUND', { tell: 'There is no such instruction.' });
      (await ctx.ability()).demandWith('acknowledge', 'Battery', instruction);
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
      subscribe: async (_root, { batteryId }, ctx) => followBattery(ctx, (await batteryArgument(ctx, batteryId)).batteryId),
    },
  },
  Battery: {
    instructions: async (battery, args, ctx) => {
      const page = parsePage(args, { cursorFields: { sequence: 'integer' } });
      const rows = await ctx.read((tx) => readInstructions(tx, { batteryId: battery.batteryId, page }));
      return connectionOf(rows, page, (row) => ({ sequence: String(row.instructionSequence) }));
    },
    overrides: (battery, _args, ctx) => ctx.read((tx) => readOverrides(tx, { batteryId: battery.batteryId, now: ctx.now })),
  },
  Instruction: {
    id: (instruction) => printGlobalId('Instruction', instruction.instructionId),
    battery: (instruction, _args, ctx) => batteryOf(ctx, instruction),
  },
  Override: { id: (override) => printGlobalId('Override', override.overrideId) },
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
