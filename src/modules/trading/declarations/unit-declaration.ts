import type { Interval } from '../../../kernel/intervals.ts';
import type { UnitDeclaration } from '../../markets/index.ts';
import type { DeclaredPeriod } from './declared-period.ts';

/** A declaration as it is kept. */
export interface KeptDeclaration {
  readonly unit: string;
  readonly declarationSequence: number;
  readonly declaredAt: Date;
  readonly periods: readonly DeclaredPeriod[];
}

/** A declaration as the system operator is told of it; the same whenever it is sent. Pure. */
export function unitDeclarationOf({ unit, declarationSequence, declaredAt, periods }: KeptDeclaration): UnitDeclaration {
  const limits = periods.map((one) => ({ ...one, span: fromOn(declaredAt, one.period) }));
  return {
    unit,
    sequence: declarationSequence,
    declaredAt,
    periods: periods.flatMap(({ period, notifiedPowerMw, pairs, isGateClosed }) =>
      isGateClosed || notifiedPowerMw === null ? [] : [{ period, notification: [level(period, notifiedPowerMw)], pairs }],
    ),
    exportLimit: limits.map(({ span, exportLimitMw }) => level(span, exportLimitMw)),
    // Zero is written without a sign.
    importLimit: limits.map(({ span, importLimitMw }) => level(span, 0 - importLimitMw)),
  };
}

function fromOn(declaredAt: Date, { fromAt, untilAt }: Interval): Interval {
  return { fromAt: fromAt > declaredAt ? fromAt : declaredAt, untilAt };
}

function level({ fromAt, untilAt }: Interval, powerMw: number): UnitDeclaration['exportLimit'][number] {
  return { fromAt, untilAt, fromPowerMw: powerMw, untilPowerMw: powerMw };
}
