import type { ReactElement } from 'react';
import type { LiveReading, LiveReadings } from '../api/live-readings.ts';
import { moneyInWords } from '../quantities.ts';
import { Age, Power, StateOfCharge } from '../shell/live-parts.tsx';
import { Tile } from '../shell/tile.tsx';
import { clockTimeWithSeconds, zoneName } from '../site-time.ts';
import type { earnings } from './outcomes-table.tsx';
import type { BatteryDetail } from './use-battery.ts';

type Shown = NonNullable<BatteryDetail['latestReading']>;

interface BatteryTilesProps {
  readonly battery: BatteryDetail;
  readonly live: LiveReadings;
  readonly newest: LiveReading | undefined;
  readonly shown: Shown | null;
  readonly earned: ReturnType<typeof earnings>;
  readonly dayName: string;
  /** Why something is not the viewer's to see; null when it is. */
  readonly unseen: { readonly reading: string | null; readonly revenue: string | null };
}

export function BatteryTiles({ battery, live, newest, shown, earned, dayName, unseen }: BatteryTilesProps): ReactElement {
  const { currentIntent: intent, site } = battery;
  const socPercentFrom = intent && intent.socPercentMin + intent.reservePercent;
  const marks = intent && socPercentFrom !== null ? [...new Set([socPercentFrom, intent.socPercentMax])] : [];
  return (
    <dl className="tiles">
      <Tile title="Power now" note="at the grid side" withheld={unseen.reading}>
        {shown ? <Power powerKw={shown.activePowerKw} {...battery} /> : '–'}
      </Tile>
      <Tile
        title="State of charge"
        note={intent && `market uses ${socPercentFrom} to ${intent.socPercentMax} %`}
        withheld={unseen.reading}
      >
        {shown ? <StateOfCharge socPercent={shown.socPercent} marks={marks} /> : '–'}
      </Tile>
      <Tile
        withheld={unseen.revenue}
        title={`Earned ${dayName}`}
        note={
          <>
            planned for the same periods <span className="amount">{moneyInWords(earned.planned)}</span>
          </>
        }
      >
        <strong className="figure">{moneyInWords(earned.realised)}</strong>
      </Tile>
      <Tile title="Last reading" note={shown && measured(shown, site.timeZone)} withheld={unseen.reading}>
        <strong className="figure">{newest ? <Age live={live} of={newest} /> : '–'}</strong>
      </Tile>
    </dl>
  );
}

function measured({ measuredAt, quality, qualityReason }: Shown, timeZone: string): string {
  const atMs = Date.parse(measuredAt);
  const suspicion = quality === 'SUSPECT' ? `, suspect: ${qualityReason ?? 'outside a limit'}` : '';
  return `measured ${clockTimeWithSeconds(atMs, timeZone)} ${zoneName(atMs, timeZone)}${suspicion}`;
}
