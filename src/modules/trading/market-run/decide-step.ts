import { type FactName, RUN_STEPS, type RunStep } from './run-facts.ts';

type NextStep =
  | { readonly kind: 'take'; readonly step: RunStep }
  | { readonly kind: 'abandon'; readonly reason: string }
  | { readonly kind: 'over' };

interface RunSoFar {
  /** The facts there are. */
  readonly taken: ReadonlySet<FactName>;
  readonly now: Date;
  readonly gateClosesAt: Date;
  readonly deliveryEndsAt: Date;
}

/** Before anything can have been said to the exchange. */
const UNSAID: ReadonlySet<RunStep> = new Set(['FETCH', 'FORECAST', 'OPTIMISE', 'BID']);

/** What comes next in a run, from the facts there are: the first step without one. Pure. */
export function decideStep({ taken, now, gateClosesAt, deliveryEndsAt }: RunSoFar): NextStep {
  if (taken.has('ABANDON')) return { kind: 'over' };
  const step = RUN_STEPS.find((one) => !taken.has(one));
  if (step === undefined) return { kind: 'over' };
  if (UNSAID.has(step) && now >= gateClosesAt) return { kind: 'abandon', reason: 'The gate closed before the orders were made.' };
  if (now >= deliveryEndsAt)
    return { kind: 'abandon', reason: 'The delivery day is over, and the exchange has not told what was awarded.' };
  return { kind: 'take', step };
}
