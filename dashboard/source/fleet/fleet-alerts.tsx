import type { ReactElement } from 'react';
import { AlertList } from '../alerts/alert-list.tsx';
import { useOpenAlerts } from '../alerts/use-open-alerts.ts';
import { can, useViewer } from '../shell/viewer.ts';

/** For the control room: what somebody should look at, as it comes and goes. Others find alerts at their batteries. */
export function FleetAlerts({ timeZone }: { readonly timeZone: string }): ReactElement {
  const viewer = useViewer();
  const alerts = useOpenAlerts({ batteryId: null, mayRead: can(viewer.viewerCan, 'STOP_DISPATCH') });
  return <AlertList alerts={alerts} timeZone={timeZone} ofMany />;
}
