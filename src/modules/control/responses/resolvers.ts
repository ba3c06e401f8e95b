import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import { POWER_KW_MAX } from '../../../kernel/plausible.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { numberOf } from '../../../platform/arguments/numbers.ts';
import { Fault } from '../../../platform/fault.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery } from '../../assets/index.ts';
import { batteryRightOf, demandRight, timesAllowed } from '../../ownership/index.ts';
import { once, whatIsTakenBack, whatWasMade } from '../../tenancy/index.ts';
import { readNewestInstruction } from '../reads.ts';
import { stateOfResponse } from './decide-responses.ts';
import {
  disableResponse,
  enableResponse,
  type EnableResponseOutcome,
  readResponse,
  readResponsesPending,
  type ResponseDisabled,
  type StoredResponse,
} from './enable-response.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    EnabledResponse: StoredResponse;
    ResponseEnabled: Extract<EnableResponseOutcome, { __typename: 'ResponseEnabled' }>;
    ResponseRefused: Extract<EnableResponseOutcome, { __typename: 'ResponseRefused' }>;
    ResponseDisabled: ResponseDisabled;
  }
}

async function loadResponse(ctx: GraphQLContext, responseId: string): Promise<StoredResponse | null> {
  const response = await ctx.read((tx) => readResponse(tx, responseId));
  return response && (await seesResponse(ctx, response)) ? response : null;
}

/** Dated by when it was made, as a plan is. */
async function seesResponse(ctx: GraphQLContext, { batteryId, setAt }: StoredResponse): Promise<boolean> {
  const battery = await loadBattery(ctx, batteryId);
  return battery?.rights.covers('plan:read', setAt) ?? false;
}

export const responseNodes = { EnabledResponse: loadResponse };

export const responseResolvers = {
  Mutation: {
    enableResponse: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      demandRight(ctx, { holder: battery, right: 'plan:write' });
      const power = { argument: 'contractedPowerKw', value: input.contractedPowerKw, above: 0, max: POWER_KW_MAX };
      const wish = {
        service: input.service,
        direction: input.direction,
        contractedPowerKw: numberOf(power),
        baselinePowerKw: input.baselinePowerKw ?? null,
        fromAt: input.fromAt ?? ctx.now,
        untilAt: input.untilAt,
      };
      return once<EnableResponseOutcome>(ctx, { operation: 'enableResponse', input }, (tx) =>
        enableResponse(ctx.platform, tx, { battery, wish, setBy: ctx.actor.credentialId }),
      );
    },
    disableResponse: async (_root, { input }, ctx) => {
      const response = await whatIsTakenBack(ctx, {
        read: readResponse,
        id: idOf('EnabledResponse', input.responseId),
        maySee: (one) => seesResponse(ctx, one),
      });
      const battery = response && (await loadBattery(ctx, response.batteryId));
      if (!battery) throw new Fault('NOT_FOUND', { tell: 'There is no such response.' });
      demandRight(ctx, { holder: battery, right: 'plan:write' });
      return once(ctx, { operation: 'disableResponse', input }, (tx) =>
        disableResponse(ctx.platform, tx, { response, disabledBy: ctx.actor.credentialId }),
      );
    },
  },
  Battery: {
    enabledResponses: (battery, _args, ctx, info) => {
      const times = timesAllowed(ctx, info, { holder: battery, right: 'plan:read' });
      const { batteryId } = battery;
      return ctx.read((tx) => readResponsesPending(tx, { batteryId, now: ctx.now, times }));
    },
  },
  EnabledResponse: {
    id: ({ responseId }) => printGlobalId('EnabledResponse', responseId),
    battery: (response, _args, ctx) => batteryOf(ctx, response),
    state: async (response, _args, ctx) => {
      const newest = await ctx.read((tx) => readNewestInstruction(tx, response.batteryId));
      return stateOfResponse(response, { newest, now: ctx.now });
    },
    viewerCan: async (response, _args, ctx) => {
      const holder = await batteryOf(ctx, response);
      return [batteryRightOf(ctx, { action: 'DISABLE_RESPONSE', holder, right: 'plan:write' })];
    },
  },
  ResponseEnabled: {
    response: ({ responseId }, _args, ctx) => whatWasMade(ctx, { read: readResponse, id: responseId }),
  },
  ResponseDisabled: {
    response: ({ responseId }, _args, ctx) => whatWasMade(ctx, { read: readResponse, id: responseId }),
  },
} satisfies ModuleResolvers;
