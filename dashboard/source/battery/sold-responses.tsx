import type { ReactElement } from 'react';
import type { BatteryEarningsQuery } from '../../generated/operations.ts';
import { moneyInWords, powerSize, sumOfMoney } from '../quantities.ts';
import { NumericHead } from '../shell/numeric-head.tsx';
import { ScrollTable } from '../shell/scroll-table.tsx';
import { clockTime } from '../site-time.ts';

type Position = NonNullable<BatteryEarningsQuery['battery']>['responsePositions'][number];

interface SoldResponsesProps {
  /** One for each settlement period and service, in the order of time. */
  readonly positions: readonly Position[];
  readonly timeZone: string;
}

const UNAVAILABLE: Readonly<Record<NonNullable<NonNullable<Position['settlement']>['reason']>, string>> = {
  OFFLINE: 'not heard',
  NOT_ENABLED: 'not enabled on site',
  NOT_MEASURED: 'charge not known',
  TOO_LITTLE_ENERGY: 'too little energy or room',
};

/** The responses that were sold, a block at a time: what they are worth when the battery is available, and whether it was. */
export function SoldResponses({ positions, timeZone }: SoldResponsesProps): ReactElement {
  if (positions.length === 0) return <p className="hint">No response was sold for this day.</p>;
  const blocks = [...Map.groupBy(positions, ({ blockStartAt, service, direction }) => `${blockStartAt} ${service} ${direction}`)];
  return (
    <ScrollTable aria-label="Frequency responses sold" height="middle">
      <thead>
        <tr>
          <th scope="col">Block</th>
          <th scope="col">Service</th>
          <NumericHead title="Power" />
          <NumericHead title="Worth" />
          <th scope="col">Available</th>
        </tr>
      </thead>
      <tbody>
        {blocks.map(([key, periods]) => (
          <Block key={key} periods={periods} timeZone={timeZone} />
        ))}
      </tbody>
    </ScrollTable>
  );
}

interface BlockProps {
  readonly periods: readonly Position[];
  readonly timeZone: string;
}

function Block({ periods, timeZone }: BlockProps): ReactElement | null {
  const [first] = periods;
  if (!first) return null;
  const { blockStartAt, blockEndAt, service, direction, powerKw } = first;
  return (
    <tr>
      <th scope="row">
        {clockTime(Date.parse(blockStartAt), timeZone)}–{clockTime(Date.parse(blockEndAt), timeZone)}
      </th>
      <td>
        {service} {direction.toLowerCase()}
      </td>
      <td className="numeric">{powerSize(powerKw)}</td>
      <td className="numeric">{moneyInWords(sumOfMoney(periods.map(({ fullRevenue }) => fullRevenue)))}</td>
      <td>{availabilityInWords(periods)}</td>
    </tr>
  );
}

function availabilityInWords(periods: readonly Position[]): string {
  const settled = periods.flatMap(({ settlement }) => settlement ?? []);
  if (settled.length === 0) return 'to come';
  const availableCount = settled.filter(({ isAvailable }) => isAvailable).length;
  const reasons = new Set(settled.flatMap(({ reason }) => (reason === null ? [] : UNAVAILABLE[reason])));
  const why = reasons.size === 0 ? '' : `: ${[...reasons].join(', ')}`;
  return `${availableCount} of ${settled.length} periods${why}`;
}
