import { type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { AcknowledgeAlertDocument, type AlertDetailFragment } from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';
import { batteryPath, Link } from '../router.tsx';
import { sentenceCase } from '../sentence-case.ts';
import { can } from '../shell/viewer.ts';
import { dayAndTime, zoneName } from '../site-time.ts';

const WORDS: Readonly<Record<AlertDetailFragment['kind'], string>> = {
  NOT_DELIVERED: 'the site does not confirm its instruction',
  NOT_APPLIED: 'the hardware has not taken its instruction',
  OUT_OF_TOLERANCE: 'the power is not what it is told',
};

interface AlertListProps {
  readonly alerts: readonly AlertDetailFragment[];
  readonly timeZone: string;
  /** Whether each names its battery, and leads to it. */
  readonly ofMany: boolean;
}

/** What somebody should look at; nothing where there is nothing. How many there are is spoken when that changes. */
export function AlertList({ alerts, timeZone, ofMany }: AlertListProps): ReactElement {
  return (
    <>
      <p role="status" className="for-screen-readers">
        {alerts.length > 0 && `Open alerts: ${alerts.length}`}
      </p>
      {alerts.length > 0 && (
        <section className="card" aria-labelledby="alerts-title">
          <h2 id="alerts-title">Alerts</h2>
          <ul className="lines">
            {alerts.map((alert) => (
              <AlertLine key={alert.id} alert={alert} timeZone={timeZone} ofMany={ofMany} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type AlertLineProps = Omit<AlertListProps, 'alerts'> & { readonly alert: AlertDetailFragment };

function AlertLine({ alert, timeZone, ofMany }: AlertLineProps): ReactElement {
  const [{ fetching }, acknowledgeAlert] = useMutation(AcknowledgeAlertDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const acknowledge = async (): Promise<void> => {
    const input = { alertId: alert.id };
    const { data, error } = await acknowledgeAlert({ input: { ...input, idempotencyKey: keyFor(input) } });
    if (!data) return setResult(notMade(error));
    answered();
    setResult(null);
  };
  const sinceMs = Date.parse(alert.sinceAt);
  const words = WORDS[alert.kind];
  return (
    <li>
      <div>
        <strong>
          {ofMany ? (
            <>
              <Link href={batteryPath(alert.battery.id)}>{alert.battery.name}</Link>: {words}
            </>
          ) : (
            sentenceCase(words)
          )}
        </strong>{' '}
        since {dayAndTime(sinceMs, timeZone)} {zoneName(sinceMs, timeZone)}
        {alert.acknowledgedAt !== null && (
          <p className="hint">Seen at {dayAndTime(Date.parse(alert.acknowledgedAt), timeZone)}</p>
        )}
        <ChangeNotice result={result} />
      </div>
      {alert.acknowledgedAt === null && can(alert.viewerCan, 'ACKNOWLEDGE_ALERT') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void acknowledge()}>
          I have seen it
        </button>
      )}
    </li>
  );
}
