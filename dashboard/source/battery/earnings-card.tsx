import { type ReactElement, useMemo } from 'react';
import { BatteryEarningsDocument, type BatteryEarningsQuery } from '../../generated/operations.ts';
import { usePolled } from '../api/polled.ts';
import { isPartlyWithheld, type Withheld, whyWithheld } from '../api/withheld.ts';
import { money, moneyInWords, signedNumber, signedPower, sumOfMoney } from '../quantities.ts';
import { sentenceCase } from '../sentence-case.ts';
import { Failures } from '../shell/failures.tsx';
import { NotYours } from '../shell/not-yours.tsx';
import { NumericHead } from '../shell/numeric-head.tsx';
import { PeriodHead } from '../shell/period-head.tsx';
import { ScrollTable } from '../shell/scroll-table.tsx';
import { SoldResponses } from './sold-responses.tsx';
import { dayAndTime, type DayBounds, spanOf } from '../site-time.ts';

interface EarningsCardProps {
  readonly batteryId: string;
  /** The day that is looked at. */
  readonly bounds: DayBounds;
  readonly timeZone: string;
}

type Facts = NonNullable<BatteryEarningsQuery['battery']>;
type Part = Facts['earnings'][number]['parts'][number];

/** What a battery is committed to, and what it earned with it: auction by auction, and with what it did beside. */
export function EarningsCard({ batteryId, bounds, timeZone }: EarningsCardProps): ReactElement {
  const variables = useMemo(() => ({ id: batteryId, ...spanOf(bounds) }), [batteryId, bounds]);
  const { data, withheld, failure } = usePolled(BatteryEarningsDocument, variables);
  const facts = data?.battery;
  return (
    <section className="card" aria-labelledby="earnings-title">
      <h2 id="earnings-title">Sold and earned</h2>
      <p className="hint">The settled periods of the day. Positive is energy to the grid, and money earned.</p>
      <Failures sentences={[failure]} />
      {facts ? (
        <Known {...facts} withheld={withheld} timeZone={timeZone} />
      ) : (
        failure === null && <p className="empty">Loading…</p>
      )}
    </section>
  );
}

interface KnownProps extends Facts {
  readonly withheld: readonly Withheld[];
  readonly timeZone: string;
}

function Known({ earnings, positions, responsePositions, acceptances, withheld, timeZone }: KnownProps): ReactElement {
  const reason = whyWithheld(withheld, 'earnings');
  const acceptancesUnseen = whyWithheld(withheld, 'acceptances');
  return (
    <>
      {reason === null ? (
        <>
          {isPartlyWithheld(withheld, 'earnings') && <p className="hint">Only the periods inside your agreement are shown.</p>}
          <ByCommitment parts={earnings.flatMap(({ parts }) => parts)} />
          <h3>Sold in auctions</h3>
          <Positions positions={positions} timeZone={timeZone} />
          <h3>Frequency responses sold</h3>
          <SoldResponses positions={responsePositions} timeZone={timeZone} />
        </>
      ) : (
        <NotYours what="What was sold and earned" reason={reason} />
      )}
      <h3>Accepted by the system operator</h3>
      {acceptancesUnseen === null ? (
        <Acceptances acceptances={acceptances} timeZone={timeZone} />
      ) : (
        <NotYours reason={acceptancesUnseen} />
      )}
    </>
  );
}

function ByCommitment({ parts }: { readonly parts: readonly Part[] }): ReactElement {
  if (parts.length === 0) return <p className="empty">No period of this day is settled yet.</p>;
  const groups = [...Map.groupBy(parts, nameOf)].toSorted(([one], [other]) => one.localeCompare(other));
  return (
    <ScrollTable aria-label="Earned, by commitment">
      <thead>
        <tr>
          <th scope="col">With</th>
          <NumericHead title="Energy" unit="kWh" />
          <NumericHead title="Earned" />
        </tr>
      </thead>
      <tbody>
        {groups.map(([name, ofName]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="numeric">{signedNumber(energyOf(ofName))}</td>
            <td className="numeric">{moneyInWords(sumOfMoney(ofName.map(({ revenue }) => revenue)))}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Together</th>
          <td className="numeric">{signedNumber(energyOf(parts))}</td>
          <td className="numeric">{moneyInWords(sumOfMoney(parts.map(({ revenue }) => revenue)))}</td>
        </tr>
      </tfoot>
    </ScrollTable>
  );
}

function nameOf(part: Part): string {
  switch (part.source) {
    case 'AUCTION':
      return `Auction: ${sentenceCase(part.product ?? '')}`;
    case 'RESPONSE':
      return `Frequency response: ${part.service ?? ''}`;
    case 'ACCEPTANCE':
      return 'Accepted by the system operator';
    case 'IMBALANCE':
      return 'Metered energy beside what was sold';
  }
}

function energyOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
}

function Positions({ positions, timeZone }: { readonly positions: Facts['positions']; readonly timeZone: string }): ReactElement {
  if (positions.length === 0) return <p className="hint">Nothing was sold or bought for this day.</p>;
  return (
    <ScrollTable aria-label="Sold in auctions" height="middle">
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col">Auction</th>
          <NumericHead title="Power" />
          <NumericHead title="Worth" />
        </tr>
      </thead>
      <tbody>
        {positions.map(({ period, product, powerKw, revenue }) => (
          <tr key={`${product} ${period.startAt}`}>
            <PeriodHead period={period} timeZone={timeZone} />
            <td>{sentenceCase(product)}</td>
            <td className="numeric">{signedPower(powerKw)}</td>
            <td className="numeric">{money(revenue)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function Acceptances({
  acceptances,
  timeZone,
}: {
  readonly acceptances: Facts['acceptances'];
  readonly timeZone: string;
}): ReactElement {
  if (acceptances.length === 0) return <p className="hint">Nothing is in force or to come.</p>;
  return (
    <ul className="lines">
      {acceptances.map(({ acceptanceNumber, points }) => (
        <li key={acceptanceNumber}>
          <strong>No. {acceptanceNumber}</strong>{' '}
          {points.map(({ at, powerKw }) => `${dayAndTime(Date.parse(at), timeZone)}: ${signedPower(powerKw)}`).join(', ')}
        </li>
      ))}
    </ul>
  );
}
