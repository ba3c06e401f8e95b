import type { ReactElement } from 'react';
import { money, moneyInWords, signedNumber, sumOfMoney } from '../quantities.ts';
import { isPartlyWithheld, type Withheld, whyWithheld } from '../api/withheld.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { NumericHead } from '../shell/numeric-head.tsx';
import { PeriodHead } from '../shell/period-head.tsx';
import { ScrollTable } from '../shell/scroll-table.tsx';
import type { DayFacts } from './use-day.ts';

type Outcome = DayFacts['outcomes'][number];

interface OutcomesTableProps {
  readonly outcomes: readonly Outcome[];
  readonly withheld: readonly Withheld[];
  readonly timeZone: string;
}

/** What the columns hold, by the group of facts that gives the right to it. */
const COLUMN_NAMES = { PLAN: 'What was planned', HISTORY: 'What was delivered', REVENUE: 'What it earned' } as const;

/** Planned and realised, period by period. */
export function OutcomesTable({ outcomes, withheld, timeZone }: OutcomesTableProps): ReactElement {
  return (
    <>
      {(['PLAN', 'HISTORY', 'REVENUE'] as const).map((group) => {
        const reason = whyWithheld(withheld, 'outcomes', group);
        return reason === null ? null : <NotYours key={group} what={COLUMN_NAMES[group]} reason={reason} />;
      })}
      {isPartlyWithheld(withheld, 'outcomes') && <p className="hint">Only the periods inside your agreement are shown.</p>}
      <Periods outcomes={outcomes} seen={(group) => whyWithheld(withheld, 'outcomes', group) === null} timeZone={timeZone} />
    </>
  );
}

interface PeriodsProps {
  readonly outcomes: readonly Outcome[];
  readonly seen: (group: keyof typeof COLUMN_NAMES) => boolean;
  readonly timeZone: string;
}

function Periods({ outcomes, seen, timeZone }: PeriodsProps): ReactElement {
  if (outcomes.length === 0) return <p className="empty">No settlement period of this day to show.</p>;
  const [plan, history, revenue] = [seen('PLAN'), seen('HISTORY'), seen('REVENUE')];
  const newestFirst = outcomes.toReversed();
  return (
    <ScrollTable aria-labelledby="outcomes-title">
      <thead>
        <tr>
          <th scope="col">Period</th>
          {plan && (
            <>
              <NumericHead title="Planned" unit="kW" />
              <NumericHead title="Planned value" />
            </>
          )}
          {history && <NumericHead title="Delivered" unit="kWh" />}
          {revenue && <NumericHead title="Realised value" />}
        </tr>
      </thead>
      <tbody>
        {newestFirst.map((outcome) => (
          <PeriodRow key={outcome.period.startAt} {...outcome} columns={{ plan, history, revenue }} timeZone={timeZone} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Metered so far</th>
          {plan && (
            <>
              <td />
              <td className="numeric">{revenue && moneyInWords(earnings(outcomes).planned)}</td>
            </>
          )}
          {history && (
            <td className="numeric">{signedNumber(outcomes.reduce((sum, one) => sum + (one.netExportedKwh ?? 0), 0))}</td>
          )}
          {revenue && <td className="numeric">{moneyInWords(earnings(outcomes).realised)}</td>}
        </tr>
      </tfoot>
    </ScrollTable>
  );
}

interface PeriodRowProps extends Outcome {
  readonly columns: Readonly<Record<'plan' | 'history' | 'revenue', boolean>>;
  readonly timeZone: string;
}

function PeriodRow({ period, columns, timeZone, ...facts }: PeriodRowProps): ReactElement {
  const { plannedPowerKw, plannedRevenue, netExportedKwh, realisedRevenue } = facts;
  return (
    <tr>
      <PeriodHead period={period} timeZone={timeZone} />
      {columns.plan && (
        <>
          <td className="numeric">{plannedPowerKw === null ? 'no plan' : signedNumber(plannedPowerKw)}</td>
          <td className="numeric">{plannedRevenue === null ? '–' : money(plannedRevenue)}</td>
        </>
      )}
      {columns.history && (
        <td className="numeric">{netExportedKwh === null ? 'not metered yet' : signedNumber(netExportedKwh)}</td>
      )}
      {columns.revenue && <td className="numeric">{realisedRevenue === null ? '–' : money(realisedRevenue)}</td>}
    </tr>
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
