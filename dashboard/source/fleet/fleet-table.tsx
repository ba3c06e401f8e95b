import { memo, type ReactElement, type RefObject } from 'react';
import type { LiveReading, LiveReadings } from '../api/live-readings.ts';
import { energy, limitPair, moneyInWords, type sumOfMoney } from '../quantities.ts';
import { batteryPath, Link } from '../router.tsx';
import { Age, Power, StateOfCharge } from '../shell/live-parts.tsx';
import type { Column, FleetBattery, Ranking } from './ranking.ts';
import type { Unseen as UnseenBatteries } from './use-fleet.ts';

interface FleetTableProps {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly rows: readonly FleetBattery[];
  readonly live: LiveReadings;
  readonly earned: ReadonlyMap<string, ReturnType<typeof sumOfMoney>>;
  readonly unseen: { readonly live: UnseenBatteries; readonly revenue: UnseenBatteries };
  readonly ranking: Ranking;
  readonly onRank: (ranking: Ranking) => void;
  readonly totals: Readonly<Record<'label' | 'limit' | 'power' | 'soc' | 'earned', string>>;
}

const COLUMNS: readonly { readonly column: Column; readonly title: string; readonly numeric: boolean }[] = [
  { column: 'name', title: 'Battery', numeric: false },
  { column: 'site', title: 'Site', numeric: false },
  { column: 'limit', title: 'Charge / discharge limit', numeric: true },
  { column: 'power', title: 'Power', numeric: false },
  { column: 'soc', title: 'State of charge', numeric: false },
  { column: 'age', title: 'Last reading', numeric: true },
  { column: 'earned', title: 'Earned today', numeric: true },
];

export function FleetTable({ table, rows, live, earned, unseen, ranking, onRank, totals }: FleetTableProps): ReactElement {
  return (
    <table className="fleet card" ref={table}>
      <caption className="for-screen-readers">Batteries with their live values. Each row leads to its battery.</caption>
      <thead>
        <tr>
          {COLUMNS.map(({ column, title, numeric }) => (
            <th
              key={column}
              scope="col"
              className={numeric ? 'numeric' : undefined}
              aria-sort={ranking.column !== column ? 'none' : ranking.ascending ? 'ascending' : 'descending'}
            >
              <button
                type="button"
                className="sort"
                onClick={() => onRank({ column, ascending: ranking.column === column ? !ranking.ascending : !numeric })}
              >
                {title}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((battery) => (
          <FleetRow
            key={battery.id}
            battery={battery}
            live={live}
            reading={live.of(battery.id)}
            earned={moneyInWords(earned.get(battery.id) ?? [])}
            liveUnseen={unseen.live.get(battery.id) ?? null}
            revenueUnseen={unseen.revenue.get(battery.id) ?? null}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {totals.label}
          </th>
          <td className="numeric" data-title="Limits">
            {totals.limit}
          </td>
          <td data-title="Power">
            {totals.power} {totals.power !== '–' && <small>(+ to the grid)</small>}
          </td>
          <td data-title="State of charge">{totals.soc}</td>
          <td className="numeric empty-cell" />
          <td className="numeric" data-title="Earned today">
            {totals.earned}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

interface FleetRowProps {
  readonly battery: FleetBattery;
  readonly live: LiveReadings;
  readonly reading: LiveReading | undefined;
  readonly earned: string;
  readonly liveUnseen: string | null;
  readonly revenueUnseen: string | null;
}

/** Told once below the table, with what would give it. */
function Unseen({ reason }: { readonly reason: string }): ReactElement {
  return (
    <span className="withheld" title={reason}>
      not yours to see
    </span>
  );
}

const FleetRow = memo(function FleetRow({
  battery,
  live,
  reading,
  earned,
  liveUnseen,
  revenueUnseen,
}: FleetRowProps): ReactElement {
  const shown = liveUnseen === null ? (reading?.reading ?? battery.latestReading) : null;
  return (
    <tr>
      <th scope="row">
        <Link href={batteryPath(battery.id)} className="row-link">
          {battery.name}
        </Link>
      </th>
      <td className="site">{battery.site.name}</td>
      <td className="numeric limit" data-title="Charge / discharge limit">
        {limitPair(battery)}
        <small> {energy(battery.energyCapacityKwh)}</small>
      </td>
      <td className="live-cell">
        {liveUnseen !== null ? (
          <Unseen reason={liveUnseen} />
        ) : shown ? (
          <Power powerKw={shown.activePowerKw} {...battery} />
        ) : (
          <span className="hint">No reading yet</span>
        )}
      </td>
      <td className="live-cell">{shown ? <StateOfCharge socPercent={shown.socPercent} /> : '–'}</td>
      <td className="numeric" data-title="Last reading">
        {reading && liveUnseen === null ? <Age live={live} of={reading} /> : '–'}
        {shown?.quality === 'SUSPECT' && (
          <span className="tag tag-warn" title={shown.qualityReason ?? undefined}>
            Suspect
          </span>
        )}
      </td>
      <td className="numeric" data-title="Earned today">
        {revenueUnseen === null ? earned : <Unseen reason={revenueUnseen} />}
      </td>
    </tr>
  );
});
