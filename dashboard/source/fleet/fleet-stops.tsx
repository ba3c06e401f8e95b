import type { ReactElement } from 'react';
import { useQuery } from 'urql';
import { DispatchStopsDocument } from '../../generated/operations.ts';
import { StopCard } from '../dispatch/stop-card.tsx';
import { can, useViewer } from '../shell/viewer.ts';

/** For the control room: what stands still anywhere, and the stop of everything. Others find stops at their batteries. */
export function FleetStops({ timeZone }: { readonly timeZone: string }): ReactElement | null {
  const viewer = useViewer();
  const mayStop = can(viewer.viewerCan, 'STOP_DISPATCH');
  const [{ data }, ask] = useQuery({ query: DispatchStopsDocument, pause: !mayStop, requestPolicy: 'cache-and-network' });
  if (!mayStop || !data) return null;
  const reload = (): void => ask({ requestPolicy: 'network-only' });
  return (
    <StopCard
      stops={data.dispatchStops.nodes}
      batteryId={null}
      mayStop={mayStop}
      unseen={null}
      timeZone={timeZone}
      onChanged={reload}
    />
  );
}
