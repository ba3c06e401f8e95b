import type { PowerLimitId } from '../../../kernel/ids.ts';
import type { Interval } from '../../../kernel/intervals.ts';

export const LIMIT_ROLES = ['OWNER', 'MARKET', 'OPERATOR'] as const;
export type LimitRole = (typeof LIMIT_ROLES)[number];

/** What somebody lets one battery do over a span of time; of a limit on the site, the battery's share. Null: as much as it can. */
export interface SetLimit extends Interval {
  readonly limitId: PowerLimitId;
  readonly role: LimitRole;
  readonly chargePowerKwMax: number | null;
  readonly dischargePowerKwMax: number | null;
}

/** The bounds of one battery, each with who set it. Never negative. */
export interface PowerLimits {
  readonly nameplate: { readonly chargePowerKwMax: number; readonly dischargePowerKwMax: number };
  readonly gridConnection: { readonly importLimitKw: number; readonly exportLimitKw: number };
  readonly set: readonly SetLimit[];
}

/** The most one may do in one direction, and what holds it there. */
export interface Bound {
  readonly powerKwMax: number;
  readonly source: 'NAMEPLATE' | 'GRID_CONNECTION' | LimitRole;
  /** Of a limit that somebody set; null for the other two. */
  readonly limitId: PowerLimitId | null;
}

export type Direction = 'charge' | 'discharge';

/** The narrowest bound at any instant of a span. Of two alike it is the nameplate's, then the grid connection's. Pure. */
export function narrowest({ nameplate, gridConnection, set }: PowerLimits, direction: Direction, span: Interval): Bound {
  const isCharge = direction === 'charge';
  const bounds: Bound[] = [
    {
      powerKwMax: isCharge ? nameplate.chargePowerKwMax : nameplate.dischargePowerKwMax,
      source: 'NAMEPLATE',
      limitId: null,
    },
    {
      powerKwMax: isCharge ? gridConnection.importLimitKw : gridConnection.exportLimitKw,
      source: 'GRID_CONNECTION',
      limitId: null,
    },
    ...set.flatMap(({ limitId, role, fromAt, untilAt, chargePowerKwMax, dischargePowerKwMax }): Bound[] => {
      const powerKwMax = isCharge ? chargePowerKwMax : dischargePowerKwMax;
      const touches = fromAt < span.untilAt && span.fromAt < untilAt;
      return powerKwMax !== null && touches ? [{ powerKwMax, source: role, limitId }] : [];
    }),
  ];
  return bounds.reduce((best, bound) => (bound.powerKwMax < best.powerKwMax ? bound : best));
}

/** The most a battery may charge and discharge with throughout a span, whoever asks. Pure. */
export function boundsOver(limits: PowerLimits, span: Interval): { chargePowerKwMax: number; dischargePowerKwMax: number } {
  return {
    chargePowerKwMax: narrowest(limits, 'charge', span).powerKwMax,
    dischargePowerKwMax: narrowest(limits, 'discharge', span).powerKwMax,
  };
}
