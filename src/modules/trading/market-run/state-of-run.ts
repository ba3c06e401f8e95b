import type { FactName } from './run-facts.ts';

type MarketRunState = 'PREPARING' | 'SUBMITTING' | 'AWAITING_AWARD' | 'AWARDED' | 'ABANDONED';

/** Where a run stands, by the facts there are. Pure. */
export function stateOfRun(taken: ReadonlySet<FactName>): MarketRunState {
  if (taken.has('ABANDON')) return 'ABANDONED';
  if (taken.has('AWARD')) return 'AWARDED';
  if (taken.has('SUBMIT')) return 'AWAITING_AWARD';
  return taken.has('BID') ? 'SUBMITTING' : 'PREPARING';
}
