import type { ReactElement } from 'react';
import { NotYours } from '../shell/not-yours.tsx';
import { can, type ViewerCan, withheldReason } from '../shell/viewer.ts';
import { AlertList } from './alert-list.tsx';
import { useOpenAlerts } from './use-open-alerts.ts';

interface BatteryAlertsProps {
  readonly batteryId: string;
  readonly viewerCan: ViewerCan;
  readonly timeZone: string;
}

/** What somebody should look at, of one battery. */
export function BatteryAlerts({ batteryId, viewerCan, timeZone }: BatteryAlertsProps): ReactElement {
  const alerts = useOpenAlerts({ batteryId, mayRead: can(viewerCan, 'READ_INSTRUCTIONS') });
  const reason = withheldReason(viewerCan, 'READ_INSTRUCTIONS');
  return reason === null ? (
    <AlertList alerts={alerts} timeZone={timeZone} ofMany={false} />
  ) : (
    <NotYours what="Alerts" reason={reason} />
  );
}
