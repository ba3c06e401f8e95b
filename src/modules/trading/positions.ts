import type { Interval } from '../../kernel/intervals.ts';
import type { Decimal } from '../../kernel/money.ts';
import type { SiteProblem } from '../optimizer/index.ts';

/** What a battery has sold (above zero) or bought over a span of time: a power at the grid side. */
export interface HeldPosition extends Interval {
  readonly powerKw: number;
  /** What each MWh beside it is taken to cost, beyond its price. */
  readonly deviationPricePerMwh: Decimal;
}

type Commitments = NonNullable<NonNullable<SiteProblem['site']>['commitments']>;

const NAME = 'sold at the market';

/**
 * What a battery has sold as a promise of its next plan: a baseline, and what each deviation costs up and down. Where nothing is
 * sold, nothing is promised. Null without any in these spans. Pure.
 */
export function commitmentsOf(
  positions: readonly HeldPosition[],
  { spans, batteryName }: { spans: readonly Interval[]; batteryName: string },
): Commitments | null {
  const held = spans.map((span) => positions.filter(({ fromAt, untilAt }) => fromAt <= span.fromAt && span.untilAt <= untilAt));
  if (held.every((ofSpan) => ofSpan.length === 0)) return null;
  const prices = held.map((ofSpan) => Math.max(0, ...ofSpan.map(({ deviationPricePerMwh }) => Number(deviationPricePerMwh))));
  return [
    {
      name: NAME,
      batteryName,
      baselineKw: held.map((ofSpan) => ofSpan.reduce((sum, { powerKw }) => sum + powerKw, 0)),
      upPricePerMwh: prices,
      downPricePerMwh: prices,
    },
  ];
}
