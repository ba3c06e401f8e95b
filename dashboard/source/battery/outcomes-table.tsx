import type { ReactElement } from 'react';
import { money, moneyInWords, signedNumber, sumOfMoney } from '../quantities.ts';
import { clockTime } from '../site-time.ts';
import type { DayFacts } from './use-day.ts';

type Outcome = DayFacts['outcomes'][number];

/** Planned and realised, period by period. */
export function OutcomesTable({ outcomes, timeZone }: { outcomes: readonly Outcome[]; timeZone: string }): ReactElement {
  if (outcomes.length === 0) return <p className="empty">No settlement period of this day has begun.</p>;
  const newestFirst = outcomes.toReversed();
  return (
    <div className="scroll-box" tabIndex={0} role="region" aria-labelledby="outcomes-title">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col" className="numeric">
              Planned <small>kW</small>
            </th>
            <th scope="col" className="numeric">
              Planned value
            </th>
            <th scope="col" className="numeric">
              Delivered <small>kWh</small>
            </th>
            <th scope="col" className="numeric">
              Realised value
            </th>
          </tr>
        </thead>
        <tbody>
          {newestFirst.map(({ period, plannedPowerKw, plannedRevenue, netExportedKwh, realisedRevenue }) => (
            <tr key={period.startAt}>
              <th scope="row">
                <span className="period-number">{period.periodIndex}</span>
                <span className="period-span">
                  {clockTime(Date.parse(period.startAt), timeZone)}–{clockTime(Date.parse(period.endAt), timeZone)}
                </span>
              </th>
              <td className="numeric">{plannedPowerKw === null ? 'no plan' : signedNumber(plannedPowerKw)}</td>
              <td className="numeric">{plannedRevenue === null ? '–' : money(plannedRevenue)}</td>
              <td className="numeric">{netExportedKwh === null ? 'not metered yet' : signedNumber(netExportedKwh)}</td>
              <td className="numeric">{realisedRevenue === null ? '–' : money(realisedRevenue)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Metered so far</th>
            <td />
            <td className="numeric">{moneyInWords(earnings(outcomes).planned)}</td>
            <td className="numeric">{signedNumber(outcomes.reduce((sum, one) => sum + (one.netExportedKwh ?? 0), 0))}</td>
            <td className="numeric">{moneyInWords(earnings(outcomes).realised)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Planned against realised over the same, metered periods: anything else would compare unlike things. */
export function earnings(outcomes: readonly Outcome[]): Record<'planned' | 'realised', ReturnType<typeof sumOfMoney>> {
  const metered = outcomes.filter((one) => one.realisedRevenue !== null);
  return {
    planned: sumOfMoney(metered.flatMap((one) => one.plannedRevenue ?? [])),
    realised: sumOfMoney(metered.flatMap((one) => one.realisedRevenue ?? [])),
  };
}
