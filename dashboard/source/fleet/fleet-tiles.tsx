import type { ReactElement } from 'react';
import { energy, moneyInWords, powerSize, type sumOfMoney } from '../quantities.ts';
import { Power, StateOfCharge } from '../shell/live-parts.tsx';
import { Tile } from '../shell/tile.tsx';
import type { FleetTotals } from './totals.ts';

interface FleetTilesProps {
  readonly label: string;
  readonly batteryCount: number;
  readonly totals: FleetTotals;
  readonly earned: ReturnType<typeof sumOfMoney>;
  /** Why none of it is the viewer's to see; null when some is. */
  readonly unseen: { readonly live: string | null; readonly revenue: string | null };
}

export function FleetTiles({ label, batteryCount, totals, earned, unseen }: FleetTilesProps): ReactElement {
  const { chargePowerKwMax, dischargePowerKwMax, socPercent, storedEnergyKwh, energyCapacityKwh, reportingCount, visibleCount } =
    totals;
  const ofWhich = visibleCount < batteryCount ? ` · ${visibleCount} of ${batteryCount} are yours to see live` : '';
  return (
    <dl className="tiles" aria-label={label}>
      <Tile
        title="Power now"
        note={`of ${powerSize(chargePowerKwMax)} charge, ${powerSize(dischargePowerKwMax)} discharge${ofWhich}`}
        withheld={unseen.live}
      >
        <Power powerKw={totals.activePowerKw} {...totals} />
      </Tile>
      <Tile
        title="State of charge"
        note={`${energy(Math.round(storedEnergyKwh * 10) / 10)} of ${energy(energyCapacityKwh)}, weighted by energy`}
        withheld={unseen.live}
      >
        {socPercent === null ? '–' : <StateOfCharge socPercent={socPercent} />}
      </Tile>
      <Tile title="Earned today" note="metered energy at market prices" withheld={unseen.revenue}>
        <strong className="figure">{moneyInWords(earned)}</strong>
      </Tile>
      <Tile title="Reporting" note="with a reading in the last 30 s" withheld={unseen.live}>
        <strong className="figure">
          {reportingCount} of {visibleCount}
        </strong>
      </Tile>
    </dl>
  );
}
