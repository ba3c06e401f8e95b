import { type OrderEvent, stateOfOrder } from '../market-run/decide-order.ts';

type DeclarationState = 'SENT' | 'ACCEPTED' | 'REFUSED' | 'UNKNOWN';

/** Where a declaration stands, by its events in their order. Pure. */
export function stateOfDeclaration(events: readonly OrderEvent[]): DeclarationState {
  const state = stateOfOrder(events);
  if (state === 'ACCEPTED' || state === 'REFUSED') return state;
  return events.every(({ kind }) => kind === 'SENT') ? 'SENT' : 'UNKNOWN';
}
