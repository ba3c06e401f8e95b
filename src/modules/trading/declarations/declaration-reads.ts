import type postgres from 'postgres';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type Times, timesSql } from '../../ownership/index.ts';
import type { OrderEvent } from '../market-run/decide-order.ts';
import { revived } from '../market-run/kept-json.ts';
import { eventsAsJson, eventsOf, type EventRow } from '../market-run/order-events.ts';
import type { DeclaredPeriod } from './declared-period.ts';
import type { KeptDeclaration } from './unit-declaration.ts';

/** A declaration with everything that was said of it. */
export interface Declaration extends KeptDeclaration {
  readonly batteryId: string;
  /** In the order in which they became known. */
  readonly events: readonly OrderEvent[];
}

/** As many as the API tells. */
const NEWEST_COUNT_MAX = 5;

/** The newest declaration of a unit, and the newest one that the system operator has taken. */
export async function readDeclared(tx: Tx, unit: string): Promise<{ newest: Declaration | null; accepted: Declaration | null }> {
  const { sql } = tx;
  const ofUnit = sql`unit = ${unit}`;
  const isAccepted = sql`exists (
    select from declaration_event event
    where event.tenant_id = declaration.tenant_id and event.unit = declaration.unit
      and event.declaration_sequence = declaration.declaration_sequence and event.kind = 'ACCEPTED')`;
  const newestFirst = sql`order by declaration_sequence desc limit 1`;
  const [[newest], [accepted]] = await Promise.all([
    declarationsWhere(tx, { condition: ofUnit, ordering: newestFirst }),
    declarationsWhere(tx, { condition: sql`${ofUnit} and ${isAccepted}`, ordering: newestFirst }),
  ]);
  return { newest: newest ?? null, accepted: accepted ?? null };
}

export async function readDeclaration(
  tx: Tx,
  { unit, declarationSequence }: Pick<KeptDeclaration, 'unit' | 'declarationSequence'>,
): Promise<Declaration | null> {
  const condition = tx.sql`unit = ${unit} and declaration_sequence = ${declarationSequence}`;
  const [declaration] = await declarationsWhere(tx, { condition, ordering: tx.sql`` });
  return declaration ?? null;
}

/** The newest of a battery that were made inside of the times, newest first. */
export async function readNewestDeclarations(
  tx: Tx,
  { batteryId, times }: { batteryId: string; times: Times },
): Promise<Declaration[]> {
  const { sql } = tx;
  return declarationsWhere(tx, {
    condition: sql`battery_id = ${batteryId} and ${timesSql(sql, times, 'declared_at')}`,
    ordering: sql`order by declared_at desc, declaration_sequence desc limit ${NEWEST_COUNT_MAX}`,
  });
}

type DeclarationRow = Omit<Declaration, 'periods' | 'events'> & {
  readonly periods: unknown;
  readonly events: readonly EventRow[];
};

async function declarationsWhere(
  tx: Tx,
  { condition, ordering }: { condition: postgres.Fragment; ordering: postgres.Fragment },
): Promise<Declaration[]> {
  const rows = await tx.sql<DeclarationRow[]>`
    select unit, declaration_sequence as "declarationSequence", battery_id as "batteryId", declared_at as "declaredAt", periods,
      (select ${eventsAsJson(tx)} from declaration_event event
       where event.tenant_id = declaration.tenant_id and event.unit = declaration.unit
         and event.declaration_sequence = declaration.declaration_sequence) as events
    from declaration where tenant_id = ${tx.tenantId} and ${condition} ${ordering}`;
  return rows.map(({ periods, events, ...row }) => ({
    ...row,
    periods: revived<DeclaredPeriod[]>(periods),
    events: eventsOf(events),
  }));
}
