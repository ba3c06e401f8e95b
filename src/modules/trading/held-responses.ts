import type { Interval } from '../../kernel/intervals.ts';
import type { Decimal } from '../../kernel/money.ts';
import type { ResponseDirection, ResponseServiceName } from '../../kernel/response-curves.ts';
import type { SiteResponse } from '../optimizer/index.ts';

/** A response that a battery has sold over a span of time: a block of an auction. */
export interface HeldResponse extends Interval {
  readonly service: ResponseServiceName;
  readonly direction: ResponseDirection;
  readonly powerKw: number;
  readonly pricePerMwHour: Decimal;
}

interface Planned {
  /** Of the plan's periods, in the order of time. */
  readonly spans: readonly Interval[];
  readonly batteryName: string;
}

/** What is sold as responses that the next plan holds, no more and no less; of what has begun, the rest of it. Pure. */
export function responsesOf(held: readonly HeldResponse[], { spans, batteryName }: Planned): SiteResponse[] {
  return held.flatMap((response, index) => {
    const within = periodsWithin(response, spans);
    if (!within) return [];
    const { service, direction, powerKw, pricePerMwHour, fromAt } = response;
    return [
      {
        name: `sold ${index + 1}: ${service} ${direction} from ${fromAt.toISOString()}`,
        service,
        direction,
        ...within,
        powerKwMin: powerKw,
        powerKwMax: powerKw,
        pricePerMwHour: Number(pricePerMwHour),
        batteryName,
      },
    ];
  });
}

/** The periods that lie in a span; null where none does. Pure. */
export function periodsWithin(
  { fromAt, untilAt }: Interval,
  spans: readonly Interval[],
): { fromPeriodIndex: number; untilPeriodIndex: number } | null {
  const isWithin = (span: Interval): boolean => fromAt <= span.fromAt && span.untilAt <= untilAt;
  const fromPeriodIndex = spans.findIndex(isWithin);
  if (fromPeriodIndex < 0) return null;
  return { fromPeriodIndex, untilPeriodIndex: spans.findLastIndex(isWithin) + 1 };
}
