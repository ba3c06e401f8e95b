import type { ReactElement } from 'react';
import { clockTime } from '../site-time.ts';

interface PeriodHeadProps {
  readonly period: { readonly periodIndex: number; readonly startAt: string; readonly endAt: string };
  readonly timeZone: string;
}

/** Heads the row of a settlement period: its number, and from when until when in the time of the site. */
export function PeriodHead({ period, timeZone }: PeriodHeadProps): ReactElement {
  return (
    <th scope="row">
      <span className="period-number">{period.periodIndex}</span>
      <span className="period-span">
        {clockTime(Date.parse(period.startAt), timeZone)}–{clockTime(Date.parse(period.endAt), timeZone)}
      </span>
    </th>
  );
}
