import { useEffect, useState } from 'react';
import { type Client, useClient } from 'urql';
import {
  type AlertDetailFragment,
  AlertsDocument,
  BatteryAlertsDocument,
  LiveAlertsDocument,
} from '../../generated/operations.ts';

interface Asked {
  /** Null for every battery of the tenant. */
  readonly batteryId: string | null;
  /** Whether they are the viewer's to see; nothing is asked when not. */
  readonly mayRead: boolean;
}

const REFRESH_INTERVAL_MS = 10_000;

/** The open alerts, as they come and go. */
export function useOpenAlerts({ batteryId, mayRead }: Asked): readonly AlertDetailFragment[] {
  const client = useClient();
  const [alerts, setAlerts] = useState<readonly AlertDetailFragment[]>([]);
  useEffect(() => {
    if (!mayRead) return;
    let current = true;
    const load = async (): Promise<void> => {
      const open = await openAlerts(client, batteryId);
      if (current && open) setAlerts(open);
    };
    void load();
    // A stream that was interrupted begins anew with those that are open; it does not tell which were cleared meanwhile.
    const timer = setInterval(() => void load(), REFRESH_INTERVAL_MS);
    const stream = client.subscription(LiveAlertsDocument, { batteryId }).subscribe(() => void load());
    return () => {
      current = false;
      clearInterval(timer);
      stream.unsubscribe();
      setAlerts([]);
    };
  }, [client, batteryId, mayRead]);
  return alerts;
}

/** Newest first; null when no answer came, and the next change asks again. */
async function openAlerts(client: Client, batteryId: string | null): Promise<readonly AlertDetailFragment[] | null> {
  if (batteryId === null) return (await client.query(AlertsDocument, {})).data?.alerts.nodes ?? null;
  return (await client.query(BatteryAlertsDocument, { batteryId })).data?.battery?.alerts.nodes ?? null;
}
