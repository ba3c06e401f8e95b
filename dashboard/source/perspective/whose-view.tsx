import type { ReactElement } from 'react';
import type { BatteryDetail } from '../battery/use-battery.ts';
import { can, useViewer, type ViewerCan } from '../shell/viewer.ts';
import { useCurrentPerspective } from './current.ts';
import { viewInWords } from './view-sentence.ts';

type Action = ViewerCan[number]['action'];

/** What can be seen of a battery, and what changing it is called. */
const GROUPS: readonly { readonly name: string; readonly read: Action; readonly change?: Action; readonly changing?: string }[] =
  [
    { name: 'Live readings', read: 'READ_LIVE' },
    { name: 'History', read: 'READ_HISTORY' },
    { name: 'Money', read: 'READ_REVENUE' },
    { name: 'Plan', read: 'READ_PLAN', change: 'REQUEST_PLAN', changing: 'may ask for one' },
    { name: 'Intent', read: 'READ_INTENT', change: 'SET_INTENT', changing: 'may set' },
    { name: 'Override', read: 'READ_OVERRIDE', change: 'OVERRIDE', changing: 'may set' },
    { name: 'Instructions', read: 'READ_INSTRUCTIONS' },
    { name: 'Location', read: 'READ_LOCATION' },
    { name: 'Contracts of others', read: 'READ_CONTRACTS' },
  ];

interface WhoseViewProps {
  readonly battery: Pick<BatteryDetail, 'agreements' | 'viewerCan' | 'site'>;
  readonly nowMs: number;
}

/** Whose view of a battery this is, by which agreement, and what it holds and leaves out. */
export function WhoseView({ battery, nowMs }: WhoseViewProps): ReactElement {
  const viewer = useViewer();
  const { agreements, viewerCan, site } = battery;
  const perspective = useCurrentPerspective();
  const { name, basis } = viewInWords({ perspective, viewer, agreements, nowMs, timeZone: site.timeZone });
  return (
    <section className="whose-view" aria-label="Whose view this is">
      <p>
        You see this battery as <strong>{name}</strong>: {basis}.
      </p>
      <ul className="truths">
        {GROUPS.map((group) => (
          <Truth key={group.name} {...group} viewerCan={viewerCan} />
        ))}
      </ul>
    </section>
  );
}

function Truth({ name, read, change, changing, viewerCan }: (typeof GROUPS)[number] & { viewerCan: ViewerCan }): ReactElement {
  const right = viewerCan.find(({ action }) => action === read);
  if (!right?.allowed) {
    return (
      <li className="truth truth-withheld" title={right?.missing ?? undefined}>
        {name} <span>withheld</span>
      </li>
    );
  }
  return (
    <li className="truth">
      {name}
      {change !== undefined && can(viewerCan, change) && <span> {changing}</span>}
    </li>
  );
}
