import { type ReactElement, useEffect, useState } from 'react';
import type { LiveReading, LiveReadings } from '../api/live-readings.ts';
import { ageInWords, directionInWords, directionOf, percent, powerSize } from '../quantities.ts';

/** A reading older than this is marked. */
const STALE_AFTER_MS = 30_000;

interface PowerProps {
  readonly powerKw: number;
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
}

/** Power as a size, a word, and a bar from the middle: charging to the left, discharging to the right. */
export function Power({ powerKw, chargePowerKwMax, dischargePowerKwMax }: PowerProps): ReactElement {
  const scaleKw = Math.max(chargePowerKwMax, dischargePowerKwMax);
  const direction = directionOf(powerKw, scaleKw);
  const widthPercent = Math.min(50, (Math.abs(powerKw) / scaleKw) * 50);
  const left = powerKw < 0 ? 50 - widthPercent : 50;
  return (
    <span className={`power power-${direction}`}>
      <span className="power-words">
        <span className="power-sign" aria-hidden="true" />
        <span className="power-direction">{directionInWords(direction)}</span> <strong>{powerSize(powerKw)}</strong>
      </span>
      <span className="bar bar-from-middle" aria-hidden="true">
        <span style={{ left: `${left}%`, width: `${widthPercent}%` }} />
      </span>
    </span>
  );
}

interface StateOfChargeProps {
  readonly socPercent: number;
  /** Bounds to mark on the bar, percent. */
  readonly marks?: readonly number[];
}

const NO_MARKS: readonly number[] = [];

export function StateOfCharge({ socPercent, marks = NO_MARKS }: StateOfChargeProps): ReactElement {
  return (
    <span className="soc">
      <strong>{percent(socPercent)}</strong>
      <span className="bar bar-soc" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, socPercent))}%` }} />
        {marks.map((mark) => (
          <i key={mark} style={{ left: `${mark}%` }} />
        ))}
      </span>
    </span>
  );
}

/** How old the newest reading is, counted on without new readings. */
export function Age({ live, of }: { readonly live: LiveReadings; readonly of: LiveReading }): ReactElement {
  const ageMs = live.ageMs(of, useWallClock());
  const stale = ageMs > STALE_AFTER_MS;
  return (
    <span className={stale ? 'age age-stale' : 'age'}>
      {ageInWords(ageMs)}
      {stale && <span className="tag tag-warn">Stale</span>}
    </span>
  );
}

export function isStale(live: LiveReadings, reading: LiveReading, nowMs: number): boolean {
  return live.ageMs(reading, nowMs) > STALE_AFTER_MS;
}

/** The page's monotonic clock, once a second. */
export function useWallClock(): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
