import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { AcceptanceInput } from '../../../graphql/generated/types.ts';
import { POWER_KW_MAX } from '../../../kernel/plausible.ts';
import { numberOf } from '../../../platform/arguments/numbers.ts';
import { Fault } from '../../../platform/fault.ts';
import { batteryArgument } from '../../assets/index.ts';
import { demandRight, timesAllowed } from '../../ownership/index.ts';
import { once } from '../../tenancy/index.ts';
import { type Acceptance, ACCEPTANCES_PENDING_MAX, type AcceptancePoint, type TakenAcceptance } from './decide-acceptances.ts';
import { type AcceptanceAnswer, type AcceptancesTaken, readAcceptancesPending, takeAcceptances } from './take-acceptances.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    Acceptance: TakenAcceptance;
    AcceptancePoint: AcceptancePoint;
    AcceptanceAnswer: AcceptanceAnswer;
    AcceptancesTaken: AcceptancesTaken;
  }
}

const NUMBER_MAX = 2_147_483_647;

export const acceptanceResolvers = {
  Mutation: {
    takeAcceptances: async (_root, { input }, ctx) => {
      const battery = await batteryArgument(ctx, input.batteryId);
      demandRight(ctx, { holder: battery, right: 'plan:write' });
      if (input.acceptances.length > ACCEPTANCES_PENDING_MAX)
        throw new Fault('BAD_USER_INPUT', { tell: `\`acceptances\` has ${ACCEPTANCES_PENDING_MAX} entries at most.` });
      const acceptances = input.acceptances.map(acceptanceOf);
      return once<AcceptancesTaken>(ctx, { operation: 'takeAcceptances', input }, (tx) =>
        takeAcceptances(ctx.platform, tx, { battery, acceptances, receivedBy: ctx.actor.credentialId }),
      );
    },
  },
  Battery: {
    acceptances: (battery, _args, ctx, info) => {
      const times = timesAllowed(ctx, info, { holder: battery, right: 'plan:read' });
      return ctx.read((tx) => readAcceptancesPending(tx, { batteryId: battery.batteryId, now: ctx.now, times }));
    },
  },
} satisfies ModuleResolvers;

function acceptanceOf({ acceptanceNumber, acceptedAt, amendment, points }: AcceptanceInput): Acceptance {
  return {
    acceptanceNumber: numberOf({ argument: 'acceptanceNumber', value: acceptanceNumber, min: 0, max: NUMBER_MAX }),
    acceptedAt,
    amendment: amendment ?? 'ORIGINAL',
    points: (points ?? []).map(({ at, powerKw }) => ({
      at,
      powerKw: numberOf({ argument: 'powerKw', value: powerKw, min: -POWER_KW_MAX, max: POWER_KW_MAX }),
    })),
  };
}
