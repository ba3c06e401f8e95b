import type { ReactElement } from 'react';
import type { WorldTime } from '../api/world-time.ts';
import { clockTime, dateAt, dayInWords, zoneName } from '../site-time.ts';
import { useWallClock } from './live-parts.tsx';

/** Above this speed the world is said to run faster; below, it is the error of the estimate. */
const FASTER_THAN = 1.5;

/** The time at the sites, which in a demo runs faster than the time on the wall. */
export function WorldClock({ world, timeZone }: { readonly world: WorldTime; readonly timeZone: string }): ReactElement | null {
  const nowMs = useWallClock();
  if (world.newestMs === null) return null;
  const atMs = world.at(nowMs);
  const speed = world.speed ?? 1;
  return (
    <p className="world-clock">
      <span>
        {dayInWords(dateAt(atMs, timeZone))}, {clockTime(atMs, timeZone)} {zoneName(atMs, timeZone)}
      </span>
      {speed > FASTER_THAN && <span className="tag">About {Number(speed.toPrecision(speed < 100 ? 1 : 2))} × real time</span>}
    </p>
  );
}
