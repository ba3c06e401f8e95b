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
}

export function FleetTiles({ label, batteryCount, totals, earned }: FleetTilesProps): ReactElement {
  const { chargePowerKwMax, dischargePowerKwMax, socPercent, storedEnergyKwh, energyCapacityKwh, reportingCount } = totals;
  return (
    <dl className="tiles" aria-label={label}>
      <Tile title="Power now" note={`of ${powerSize(chargePowerKwMax)} charge, ${powerSize(dischargePowerKwMax)} discharge`}>
        <Power powerKw={totals.activePowerKw} {...totals} />
      </Tile>
      <Tile
        title="State of charge"
        note={`${energy(Math.round(storedEnergyKwh * 10) / 10)} of ${energy(energyCapacityKwh)}, weighted by energy`}
      >
        {socPercent === null ? '–' : <StateOfCharge socPercent={socPercent} />}
      </Tile>
      <Tile title="Earned today" note="metered energy at market prices">
        <strong className="figure">{moneyInWords(earned)}</strong>
      </Tile>
      <Tile title="Reporting" note="with a reading in the last 30 s">
        <strong className="figure">
          {reportingCount} of {batteryCount}
        </strong>
      </Tile>
    </dl>
  );
}
