import type { ReactElement } from 'react';
import type { FleetBattery } from './ranking.ts';
import type { Unseen } from './use-fleet.ts';

interface LeftOutProps {
  readonly batteries: readonly FleetBattery[];
  readonly unseen: { readonly live: Unseen; readonly revenue: Unseen };
}

const NAMES_SHOWN_MAX = 5;

/** What the table leaves out because it is not the viewer's, and what would give it; each sentence once. */
export function LeftOut({ batteries, unseen }: LeftOutProps): ReactElement | null {
  const lines = [...linesOf('Live values', unseen.live), ...linesOf('Earnings', unseen.revenue)];
  if (lines.length === 0) return null;
  const nameOf = new Map(batteries.map(({ id, name }) => [id, name]));
  return (
    <section aria-labelledby="left-out-title" className="card">
      <h2 id="left-out-title">Not yours to see</h2>
      <ul className="withheld-list">
        {lines.map(({ what, reason, ids }) => (
          <li key={what + reason}>
            <strong>
              {what} of {namesInWords(ids.map((id) => nameOf.get(id) ?? id))}
            </strong>
            : {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function linesOf(what: string, unseen: Unseen): { what: string; reason: string; ids: string[] }[] {
  const byReason = Map.groupBy(unseen, ([, reason]) => reason);
  return [...byReason].map(([reason, entries]) => ({ what, reason, ids: entries.map(([id]) => id) }));
}

function namesInWords(names: readonly string[]): string {
  if (names.length > NAMES_SHOWN_MAX) return `${names.length} batteries`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
