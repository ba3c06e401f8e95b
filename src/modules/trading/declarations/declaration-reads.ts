import type postgres from 'postgres';
import type { Interval } from '../../../kernel/intervals.ts';
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
  const newestFirst = sql`order by declaration_sequence desc limit 1`;
  const [[newest], [accepted]] = await Promise.all([
    declarationsWhere(tx, { condition: ofUnit, ordering: newestFirst }),
    declarationsWhere(tx, { condition: sql`${ofUnit} and ${isAccepted(tx)}`, ordering: newestFirst }),
  ]);
  return { newest: newest ?? null, accepted: accepted ?? null };
}

/** The system operator has taken it. */
function isAccepted({ sql }: Tx): postgres.Fragment {
  return sql`exists (
    select from declaration_event event
    where event.tenant_id = declaration.tenant_id and event.unit = declaration.unit
      and event.declaration_sequence = declaration.declaration_sequence and event.kind = 'ACCEPTED')`;
}

/** A declaration reaches to the end of the next day. */
const DECLARED_AHEAD_DAYS = 3;

/** What the system operator took last of a battery for settlement periods, in the order of time, of each that was declared. */
export async function readDeclaredPeriods(
  tx: Tx,
  { batteryId, periods }: { batteryId: string; periods: readonly Interval[] },
): Promise<DeclaredPeriod[]> {
  const { sql, tenantId } = tx;
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (!first || !last) return [];
  const beginning = sql`declared #>> '{period,fromAt}'`;
  const rows = await sql<{ declared: unknown }[]>`
    select distinct on (${beginning}) declared from declaration cross join jsonb_array_elements(periods) as declared
    where declaration.tenant_id = ${tenantId} and battery_id = ${batteryId} and ${isAccepted(tx)}
      and declared_at > ${first.fromAt}::timestamptz - make_interval(days => ${DECLARED_AHEAD_DAYS}) and declared_at < ${last.untilAt}
      and ${beginning} = any(${periods.map(({ fromAt }) => fromAt.toISOString())})
    order by ${beginning}, declaration_sequence desc`;
  return rows.map(({ declared }) => revived<DeclaredPeriod>(declared));
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
