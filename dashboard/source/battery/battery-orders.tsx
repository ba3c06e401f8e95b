import type { ReactElement } from 'react';
import { StopCard } from '../dispatch/stop-card.tsx';
import { LimitsCard } from '../limits/limits-card.tsx';
import { ResponsesCard } from '../responses/responses-card.tsx';
import { can, withheldReason } from '../shell/viewer.ts';
import { InstructionsCard } from './instructions-card.tsx';
import { IntentCard } from './intent-form.tsx';
import { OverrideCard } from './override-card.tsx';
import type { BatteryDetail } from './use-battery.ts';

interface BatteryOrdersProps {
  readonly battery: BatteryDetail;
  /** Why the instructions are not the viewer's to see; null when they are. */
  readonly instructionsUnseen: string | null;
  readonly followedSequence: number | null;
  readonly nowMs: number;
  readonly reload: () => void;
  readonly change: (part: Partial<BatteryDetail>) => void;
}

/** What people let the battery do and make it do, and what its site is told in the end. */
export function BatteryOrders(props: BatteryOrdersProps): ReactElement {
  const { battery, instructionsUnseen, followedSequence, nowMs, reload, change } = props;
  const { id, site, viewerCan } = battery;
  const { timeZone } = site;
  const order = { batteryId: id, viewerCan, timeZone, nowMs, onChanged: reload };
  return (
    <div className="column">
      <IntentCard battery={battery} onChanged={(next) => change({ currentIntent: next })} />
      <StopCard
        stops={battery.dispatchStops}
        batteryId={id}
        mayStop={can(viewerCan, 'OVERRIDE')}
        unseen={withheldReason(viewerCan, 'READ_OVERRIDE')}
        timeZone={timeZone}
        onChanged={reload}
      />
      <OverrideCard overrides={battery.overrides} {...order} />
      <LimitsCard limits={battery.powerLimits} {...order} />
      <ResponsesCard responses={battery.enabledResponses} {...order} />
      <InstructionsCard
        instructions={battery.instructions.nodes}
        unseen={instructionsUnseen}
        followedSequence={followedSequence}
        timeZone={timeZone}
      />
    </div>
  );
}
