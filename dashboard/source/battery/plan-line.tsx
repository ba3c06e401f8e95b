import { type ReactElement, useState } from 'react';
import { useMutation } from 'urql';
import { type PlanDetailFragment, RequestPlanDocument } from '../../generated/operations.ts';
import { useIdempotencyKey } from '../api/idempotency.ts';
import { money } from '../quantities.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { can, type ViewerCan, withheldReason } from '../shell/viewer.ts';
import { dayAndTime, zoneName } from '../site-time.ts';
import { ChangeNotice, type ChangeResult, notMade } from '../shell/change-result.tsx';

interface PlanLineProps {
  readonly batteryId: string;
  readonly plan: PlanDetailFragment | null;
  readonly timeZone: string;
  readonly viewerCan: ViewerCan;
}

/** The plan in force in a sentence, and a way to ask for a new one. */
export function PlanLine({ batteryId, plan, timeZone, viewerCan }: PlanLineProps): ReactElement {
  const reason = withheldReason(viewerCan, 'READ_PLAN');
  const [{ fetching }, requestPlan] = useMutation(RequestPlanDocument);
  const { keyFor, answered } = useIdempotencyKey();
  const [result, setResult] = useState<ChangeResult | null>(null);
  const ask = async (): Promise<void> => {
    const { data, error } = await requestPlan({ input: { batteryId, idempotencyKey: keyFor({ batteryId }) } });
    if (!data) return setResult(notMade(error));
    answered();
    setResult({ made: true, sentence: 'A new plan is on its way.' });
  };
  return (
    <div className="plan-line">
      {reason !== null ? (
        <NotYours what="The plan" reason={reason} />
      ) : (
        <p>{plan === null ? 'There is no plan to show.' : sentenceFor(plan, timeZone)}</p>
      )}
      {can(viewerCan, 'REQUEST_PLAN') && (
        <button type="button" className="button" disabled={fetching} onClick={() => void ask()}>
          Request a new plan
        </button>
      )}
      <ChangeNotice result={result} />
    </div>
  );
}

function sentenceFor(plan: PlanDetailFragment, timeZone: string): string {
  const [madeAtMs, untilMs] = [Date.parse(plan.madeAt), Date.parse(plan.horizonUntil)];
  const made = `Plan made ${dayAndTime(madeAtMs, timeZone)} ${zoneName(madeAtMs, timeZone)} by ${plan.solver}`;
  const quality = plan.status === 'OPTIMAL' ? 'no plan earns more' : 'it first comes as near to the intent as it can';
  return `${made}: ${quality}. It expects ${money(plan.expectedRevenue)} until ${dayAndTime(untilMs, timeZone)}.`;
}
