import { announce, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type Battery, limitsOf } from '../../assets/index.ts';
import { ALWAYS, type Times, timesSql } from '../../ownership/index.ts';
import { audit } from '../../tenancy/index.ts';
import { readOverrides } from '../reads.ts';
import { readResponsesPending } from '../responses/enable-response.ts';
import { readStopsOver } from '../stop-dispatch.ts';
import { overrideWish, stopWish } from '../wishes.ts';
import {
  type Acceptance,
  type AcceptancePoint,
  type AcceptanceRefusalReason,
  judgeAmendment,
  refuseAcceptance,
  type TakenAcceptance,
} from './decide-acceptances.ts';

export interface AcceptanceAnswer {
  readonly acceptanceNumber: number;
  readonly outcome: 'TAKEN' | 'KNOWN' | 'REFUSED';
  readonly reason: AcceptanceRefusalReason | null;
  readonly message: string | null;
}

export interface AcceptancesTaken {
  readonly __typename: 'AcceptancesTaken';
  /** In the order in which they were asked. */
  readonly answers: readonly AcceptanceAnswer[];
}

interface Taking {
  readonly battery: Battery;
  readonly acceptances: readonly Acceptance[];
  readonly receivedBy: string;
}

/** Takes what the system operator accepted, each by itself: what can be followed is stored, and the site is told. */
export async function takeAcceptances(platform: Platform, tx: Tx, taking: Taking): Promise<AcceptancesTaken> {
  const { sql, tenantId } = tx;
  const { battery, acceptances, receivedBy } = taking;
  const { batteryId } = battery;
  const now = platform.clock.now();
  // Two at once: the row lock lets one go first, and the second is held against it.
  await sql`select 1 from battery where tenant_id = ${tenantId} and battery_id = ${batteryId} for no key update`;
  const numbers = acceptances.map(({ acceptanceNumber }) => acceptanceNumber);
  const known = Map.groupBy(await readAmendments(tx, { batteryId, numbers }), (one) => one.acceptanceNumber);
  const facts = await readFacts(tx, { battery, now });
  let { pendingCount } = facts;
  const taken: TakenAcceptance[] = [];
  const answers = acceptances.map((acceptance): AcceptanceAnswer => {
    const { acceptanceNumber } = acceptance;
    const before = known.get(acceptanceNumber) ?? [];
    const judged = judgeAmendment(before, acceptance);
    const refusal = typeof judged === 'string' ? null : judged;
    if (judged === 'KNOWN') return { acceptanceNumber, outcome: 'KNOWN', reason: null, message: null };
    const isAnother = before.length === 0;
    const refused = refusal ?? refuseAcceptance(acceptance, { ...facts, pendingCount: isAnother ? pendingCount : 0 });
    if (refused) return { acceptanceNumber, outcome: 'REFUSED', ...refused };
    const amendment = { ...acceptance, amendmentSequence: before.length + 1, receivedAt: now };
    known.set(acceptanceNumber, [...before, amendment]);
    taken.push(amendment);
    if (isAnother) pendingCount += 1;
    return { acceptanceNumber, outcome: 'TAKEN', reason: null, message: null };
  });
  if (taken.length > 0) {
    await store(tx, { batteryId, taken, receivedBy });
    await announce(platform, tx, { announcement: 'acceptance-taken', batteryIds: [batteryId] });
  }
  audit(tx, { subject: { type: 'Battery', id: batteryId }, after: { answers } });
  return { __typename: 'AcceptancesTaken', answers };
}

async function readFacts(tx: Tx, { battery, now }: { battery: Battery; now: Date }) {
  const of = { batteryId: battery.batteryId, now };
  // Sent together: one answer of the database is waited for rather than five.
  const [stops, overrides, limits, responses, pending] = await Promise.all([
    readStopsOver(tx, { battery, now }),
    readOverrides(tx, of),
    limitsOf(tx, { battery, now }),
    readResponsesPending(tx, of),
    readAcceptancesPending(tx, of),
  ]);
  const stronger = [...overrides.map(overrideWish), ...stops.map(stopWish)];
  return { now, stronger, limits, responses, pendingCount: pending.length };
}

async function store(
  { sql, tenantId }: Tx,
  { batteryId, taken, receivedBy }: { batteryId: string; taken: readonly TakenAcceptance[]; receivedBy: string },
): Promise<void> {
  const rows = taken.map(({ points, ...one }) => ({
    acceptance_number: one.acceptanceNumber,
    amendment_sequence: one.amendmentSequence,
    amendment: one.amendment,
    accepted_at: one.acceptedAt,
    points: one.amendment === 'DELETED' ? [] : points,
    until_at: one.amendment === 'DELETED' ? null : points.at(-1)?.at,
    received_at: one.receivedAt,
  }));
  await sql`
    insert into acceptance (tenant_id, battery_id, acceptance_number, amendment_sequence, amendment, accepted_at, points, until_at,
      received_at, received_by)
    select ${tenantId}::uuid, ${batteryId}::uuid, acceptance_number, amendment_sequence, amendment, accepted_at, points, until_at,
      received_at, ${receivedBy}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as told (acceptance_number integer, amendment_sequence integer,
      amendment text, accepted_at timestamptz, points jsonb, until_at timestamptz, received_at timestamptz)`;
}

async function readAmendments(
  tx: Tx,
  { batteryId, numbers }: { batteryId: string; numbers: readonly number[] },
): Promise<TakenAcceptance[]> {
  const rows = await tx.sql<AcceptanceRow[]>`
    select ${columns(tx)} from acceptance
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and acceptance_number = any(${[...new Set(numbers)]}::integer[])
    order by amendment_sequence`;
  return rows.map(acceptanceOf);
}

/** The newest amendments of those in force or to come that were taken inside of the times, in the order in which they count. */
export async function readAcceptancesPending(
  tx: Tx,
  { batteryId, now, times = ALWAYS }: { batteryId: string; now: Date; times?: Times },
): Promise<TakenAcceptance[]> {
  const rows = await tx.sql<AcceptanceRow[]>`
    select * from (
      select distinct on (acceptance_number) ${columns(tx)}, until_at from acceptance
      where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and ${timesSql(tx.sql, times, 'received_at')}
        and exists (select 1 from acceptance pending where ${isSame(tx)} and pending.until_at > ${now})
      order by acceptance_number, amendment_sequence desc
    ) newest where until_at > ${now} order by "acceptedAt", "acceptanceNumber"`;
  return rows.map(acceptanceOf);
}

/** Every amendment of acceptances that touch a span, or what begins with it, of many batteries, by their ids. */
export async function readAcceptancesOver(
  tx: Tx,
  { batteryIds, fromAt, untilAt }: { batteryIds: readonly string[]; fromAt: Date; untilAt: Date | null },
): Promise<Map<string, TakenAcceptance[]>> {
  const { sql, tenantId } = tx;
  const rows = await sql<(AcceptanceRow & { readonly batteryId: string })[]>`
    select ${columns(tx)}, battery_id as "batteryId" from acceptance
    where tenant_id = ${tenantId} and battery_id = any(${[...batteryIds]}::uuid[]) and exists (
      select 1 from acceptance pending
      where ${isSame(tx)} and pending.until_at > ${fromAt}
        and (${untilAt}::timestamptz is null or (pending.points -> 0 ->> 'at')::timestamptz < ${untilAt}))`;
  const byBattery = Map.groupBy(rows, ({ batteryId }) => batteryId);
  return new Map([...byBattery].map(([batteryId, amendments]) => [batteryId, amendments.map(acceptanceOf)]));
}

/** Whether what is pending is a word about the same acceptance. */
function isSame({ sql }: Tx) {
  return sql`(pending.tenant_id, pending.battery_id, pending.acceptance_number)
    = (acceptance.tenant_id, acceptance.battery_id, acceptance.acceptance_number)`;
}

type AcceptanceRow = Omit<TakenAcceptance, 'points'> & {
  readonly points: readonly (Omit<AcceptancePoint, 'at'> & { readonly at: string })[];
};

function acceptanceOf({
  points,
  acceptanceNumber,
  acceptedAt,
  amendment,
  amendmentSequence,
  receivedAt,
}: AcceptanceRow): TakenAcceptance {
  const dated = points.map(({ at, powerKw }) => ({ at: new Date(at), powerKw }));
  return { acceptanceNumber, acceptedAt, amendment, amendmentSequence, receivedAt, points: dated };
}

function columns({ sql }: Tx) {
  return sql`acceptance_number as "acceptanceNumber", amendment_sequence as "amendmentSequence", amendment,
    accepted_at as "acceptedAt", points, received_at as "receivedAt"`;
}
