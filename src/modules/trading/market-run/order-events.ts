import type { Tx } from '../../../platform/tenant-db.ts';
import type { OrderEvent } from './decide-order.ts';

/** Events as a statement gives them that reads them along with what they are about. */
export type EventRow = Omit<OrderEvent, 'knownAt'> & { readonly knownAt: string };

/** All rows of `event` in their order, for a list of what is selected. */
export function eventsAsJson({ sql }: Tx) {
  return sql`coalesce(json_agg(json_build_object('kind', event.kind, 'reason', event.reason,
    'knownAt', to_char(event.known_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by event.event_sequence), '[]')`;
}

export function eventsOf(rows: readonly EventRow[]): OrderEvent[] {
  return rows.map(({ knownAt, ...event }) => ({ ...event, knownAt: new Date(knownAt) }));
}

/** Whether the last answer was not understood for the same reason: an answer that is as wrong as the one before makes no second letter. Pure. */
export function isAsWrongAsBefore(events: readonly OrderEvent[], reason: string): boolean {
  const before = events.findLast(({ kind }) => kind !== 'SENT');
  return before?.kind === 'NOT_UNDERSTOOD' && before.reason === reason;
}
