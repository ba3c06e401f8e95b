import { unreachable } from '../../../kernel/assert.ts';

/** What was said to the exchange of an order, and what it answered. */
export const ORDER_EVENTS = ['SENT', 'ACCEPTED', 'REFUSED', 'NOT_KNOWN', 'UNANSWERED', 'NOT_UNDERSTOOD', 'MISSED'] as const;
type OrderEventKind = (typeof ORDER_EVENTS)[number];

export interface OrderEvent {
  readonly kind: OrderEventKind;
  readonly reason: string | null;
  readonly knownAt: Date;
}

export type OrderState =
  /** Nothing was said yet. */
  | 'DECIDED'
  /** It may be there or not: it is asked for. */
  | 'UNKNOWN'
  /** The exchange has said that it has none of that reference. */
  | 'NOT_THERE'
  | 'ACCEPTED'
  | 'REFUSED'
  /** The gate closed, and it is not there. */
  | 'MISSED';

export type OrderAct = { readonly act: 'submit' | 'ask' | 'miss' | 'nothing' } | { readonly act: 'wait'; readonly untilAt: Date };

/** Somebody who has sent an order and has stored no answer within this has died. Longer than an answer may take. */
export const SENDING_MS_MAX = 30_000;
/** Waits after the first answer that says nothing, the second one, and so on; the last one from then on. */
const WAITS_MS = [2_000, 5_000, 10_000, 20_000];

/** Where an order stands, by its events in their order. What the exchange has once said of it counts. Pure. */
export function stateOfOrder(events: readonly OrderEvent[]): OrderState {
  const last = events.findLast(({ kind }) => isFinal(kind)) ?? events.at(-1);
  if (!last) return 'DECIDED';
  switch (last.kind) {
    case 'SENT':
    case 'UNANSWERED':
    case 'NOT_UNDERSTOOD':
      return 'UNKNOWN';
    case 'NOT_KNOWN':
      return 'NOT_THERE';
    case 'ACCEPTED':
    case 'REFUSED':
    case 'MISSED':
      return last.kind;
    default:
      return unreachable(last.kind);
  }
}

/**
 * What is to be done about an order. One that may be there is asked for and never sent; one that the exchange says it does not
 * have is sent again under its own reference, of which the exchange takes no second one. After the gate nothing is sent. Pure.
 */
export function decideOrder(events: readonly OrderEvent[], { now, gateClosesAt }: { now: Date; gateClosesAt: Date }): OrderAct {
  const last = events.at(-1);
  const state = stateOfOrder(events);
  switch (state) {
    case 'ACCEPTED':
    case 'REFUSED':
    case 'MISSED':
      return { act: 'nothing' };
    case 'DECIDED':
      return now < gateClosesAt ? { act: 'submit' } : { act: 'miss' };
    case 'NOT_THERE':
      return now < gateClosesAt ? afterWait('submit', events, now) : { act: 'miss' };
    case 'UNKNOWN':
      if (last?.kind !== 'SENT') return afterWait('ask', events, now);
      return waitOr('ask', new Date(last.knownAt.getTime() + SENDING_MS_MAX), now);
    default:
      return unreachable(state);
  }
}

/** How long to wait after so many answers that said nothing. Pure. */
function waitMsAfter(count: number): number {
  return WAITS_MS[Math.min(count, WAITS_MS.length) - 1] ?? 0;
}

function afterWait(act: 'submit' | 'ask', events: readonly OrderEvent[], now: Date): OrderAct {
  const unhelpful = events.filter(({ kind }) => kind !== 'SENT');
  const last = unhelpful.at(-1);
  return last ? waitOr(act, new Date(last.knownAt.getTime() + waitMsAfter(unhelpful.length)), now) : { act };
}

function waitOr(act: 'submit' | 'ask', untilAt: Date, now: Date): OrderAct {
  return now < untilAt ? { act: 'wait', untilAt } : { act };
}

function isFinal(kind: OrderEventKind): boolean {
  return kind === 'ACCEPTED' || kind === 'REFUSED' || kind === 'MISSED';
}
