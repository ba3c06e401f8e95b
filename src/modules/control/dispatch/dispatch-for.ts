import type { Right } from '../../../kernel/ownership-models.ts';
import type { BatteryRightsHolder } from '../../ownership/index.ts';
import type { Wish } from '../decide-setpoints.ts';
import type { DispatchPeriod } from './read-dispatch.ts';

/** The rights that the links of a period need. */
export const DISPATCH_RIGHTS = [
  'plan:read',
  'override:read',
  'instructions:read',
  'history:read',
  'revenue:read',
] as const satisfies readonly Right[];

const WISH_RIGHTS: Readonly<Record<Wish['source'], Right>> = {
  PLAN: 'plan:read',
  FREQUENCY_RESPONSE: 'plan:read',
  ACCEPTANCE: 'plan:read',
  OVERRIDE: 'override:read',
  STOP: 'override:read',
};

/**
 * The periods as one caller may see them: each link only where the caller's rights cover all of the period, an instruction
 * only when it was issued inside of them. Why asked and done differ is told to whoever sees what was planned, told and done.
 */
export function dispatchFor({ rights }: BatteryRightsHolder, periods: readonly DispatchPeriod[]): DispatchPeriod[] {
  return periods.flatMap((one) => {
    const sees = (right: Right): boolean => rights.coversAll(right, one.period);
    if (!DISPATCH_RIGHTS.some(sees)) return [];
    const seesTold =
      sees('instructions:read') && one.instructions.every(({ issuedAt }) => rights.covers('instructions:read', issuedAt));
    const [seesPlan, seesDone] = [sees('plan:read'), sees('history:read')];
    return [
      {
        period: one.period,
        wishes: one.wishes.filter(({ source }) => sees(WISH_RIGHTS[source])),
        setpoints: seesTold ? one.setpoints : [],
        instructions: seesTold ? one.instructions : [],
        askedKwh: seesPlan ? one.askedKwh : null,
        decidedKwh: seesTold ? one.decidedKwh : null,
        meteredKwh: seesDone ? one.meteredKwh : null,
        coveredRatio: seesDone ? one.coveredRatio : null,
        settledKwh: seesDone ? one.settledKwh : null,
        settledRevenue: sees('revenue:read') ? one.settledRevenue : null,
        reason: seesPlan && seesTold && seesDone ? one.reason : null,
      },
    ];
  });
}
