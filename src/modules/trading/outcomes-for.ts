import type { Right } from '../../kernel/ownership-models.ts';
import type { BatteryRightsHolder } from '../ownership/index.ts';
import type { PeriodOutcome } from './reads.ts';

/** Which right each part of an outcome needs; a period of which no part may be seen is left out. */
const PARTS = {
  plannedPowerKw: 'plan:read',
  plannedSocPercent: 'plan:read',
  plannedRevenue: 'plan:read',
  netExportedKwh: 'history:read',
  realisedRevenue: 'revenue:read',
} as const satisfies Record<Exclude<keyof PeriodOutcome, 'period'>, Right>;

/** The rights that an outcome is made of. */
export const OUTCOME_RIGHTS = [...new Set(Object.values(PARTS))];

/** The outcomes as one caller may see them: each part only in the periods that the caller's rights cover whole. */
export function outcomesFor({ rights }: BatteryRightsHolder, outcomes: readonly PeriodOutcome[]): PeriodOutcome[] {
  return outcomes.flatMap(({ period, ...outcome }) => {
    const seen = new Set(OUTCOME_RIGHTS.filter((right) => rights.coversAll(right, period)));
    if (seen.size === 0) return [];
    return [
      {
        period,
        plannedPowerKw: seen.has(PARTS.plannedPowerKw) ? outcome.plannedPowerKw : null,
        plannedSocPercent: seen.has(PARTS.plannedSocPercent) ? outcome.plannedSocPercent : null,
        plannedRevenue: seen.has(PARTS.plannedRevenue) ? outcome.plannedRevenue : null,
        netExportedKwh: seen.has(PARTS.netExportedKwh) ? outcome.netExportedKwh : null,
        realisedRevenue: seen.has(PARTS.realisedRevenue) ? outcome.realisedRevenue : null,
      },
    ];
  });
}
