import { assert } from '../../kernel/assert.ts';
import type { BatteryId, InstructionId, OverrideId, SiteId } from '../../kernel/ids.ts';
import type { Interval } from '../../kernel/intervals.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Times, timesSql } from '../ownership/index.ts';
import type { Instruction, Reported } from './instruction.ts';

/** An operator's fixed power for a battery. */
export interface Override {
  readonly overrideId: OverrideId;
  readonly batteryId: BatteryId;
  readonly powerKw: number;
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly reason: string;
  /** The credential. */
  readonly setBy: string;
  readonly cancelledAt: Date | null;
}

/** A battery has no more overrides in force or to come than this; one more is refused, so none is ever left out. */
export const OVERRIDES_PENDING_MAX = 100;
const INSTRUCTIONS_RESUMED_MAX = 1_000;

export async function readInstruction(tx: Tx, instructionId: string): Promise<Instruction | null> {
  const [instruction] = await readInstructionsOf(tx, [instructionId]);
  return instruction ?? null;
}

/** Those of the ids, each once; null for what is not there. */
export async function readInstructionsOf(tx: Tx, instructionIds: readonly string[]): Promise<(Instruction | null)[]> {
  const rows = await tx.sql<InstructionRow[]>`
    select ${columns(tx)} from instruction
    where tenant_id = ${tx.tenantId} and instruction_id = any(${[...new Set(instructionIds)]}::uuid[])`;
  const byId = new Map<string, Instruction>();
  for (const row of rows) {
    assert(!byId.has(row.instructionId), 'one instruction of an id');
    byId.set(row.instructionId, instructionOf(row));
  }
  return instructionIds.map((instructionId) => byId.get(instructionId) ?? null);
}

export async function readNewestInstruction(tx: Tx, batteryId: string): Promise<Instruction | null> {
  return (await readNewestInstructions(tx, [batteryId])).get(batteryId) ?? null;
}

/** The newest instruction of each battery that has any. */
export async function readNewestInstructions(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, Instruction>> {
  const rows = await tx.sql<InstructionRow[]>`
    select newest.* from unnest(${[...batteryIds]}::uuid[]) as wanted (battery_id)
    cross join lateral (
      select ${columns(tx)} from instruction where tenant_id = ${tx.tenantId} and instruction.battery_id = wanted.battery_id
      order by instruction_sequence desc limit 1
    ) newest`;
  return new Map(rows.map((row) => [row.batteryId, instructionOf(row)]));
}

/** The newest sequence of each battery that has instructions. */
export async function readNewestSequences(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.sql<{ batteryId: string; newest: number | null }[]>`
    select wanted.battery_id as "batteryId", (
      select max(instruction_sequence) from instruction
      where tenant_id = ${tx.tenantId} and instruction.battery_id = wanted.battery_id
    ) as newest from unnest(${[...new Set(batteryIds)]}::uuid[]) as wanted (battery_id)`;
  return new Map(rows.flatMap(({ batteryId, newest }) => (newest === null ? [] : [[batteryId, newest]])));
}

/**
 * What is known of instructions, their rows locked in the order of their ids: whoever changes more than one at a time locks
 * them like this first, so that nobody waits in a circle.
 */
export async function lockInstructions(
  { sql, tenantId }: Tx,
  instructionIds: readonly InstructionId[],
): Promise<Map<InstructionId, Reported>> {
  const rows = await sql<(Reported & { readonly instructionId: InstructionId })[]>`
    select instruction_id as "instructionId", state, delivered_at as "deliveredAt", applied_at as "appliedAt",
      refused_at as "refusedAt", refusal_reason as "refusalReason"
    from instruction where tenant_id = ${tenantId} and instruction_id = any(${[...instructionIds]}::uuid[])
    order by instruction_id for update`;
  return new Map(rows.map(({ instructionId, ...reported }) => [instructionId, reported]));
}

/** Those issued inside of the times, newest first. */
export async function readInstructions(
  tx: Tx,
  { batteryId, page, times }: { batteryId: string; page: KeysetPage; times: Times },
): Promise<Instruction[]> {
  const { bounds, ordering } = keyset(tx.sql, page, { columns: { sequence: 'instruction_sequence' }, descending: true });
  const rows = await tx.sql<InstructionRow[]>`
    select ${columns(tx)} from instruction where tenant_id = ${tx.tenantId} and battery_id = ${batteryId}
      and ${timesSql(tx.sql, times, 'issued_at')} and ${bounds} ${ordering}`;
  return rows.map(instructionOf);
}

/** Where the stream of a site stands. */
export interface SitePosition {
  readonly siteId: SiteId;
  readonly afterSequence: number;
  /** Instructions that have run out by then are left out. */
  readonly now: Date;
}

/**
 * For each position the newest instruction of each battery of the site that came after the sequence and still holds, in the
 * order of sequence.
 */
export async function readSiteInstructions(tx: Tx, positions: readonly SitePosition[]): Promise<Instruction[][]> {
  const rows = await tx.sql<(InstructionRow & { readonly position: number })[]>`
    select newest.* from unnest(
      ${positions.map((_, index) => index)}::integer[],
      ${positions.map(({ siteId }) => siteId)}::uuid[],
      ${positions.map(({ afterSequence }) => afterSequence)}::integer[],
      ${positions.map(({ now }) => now.toISOString())}::timestamptz[]
    ) as wanted (position, site_id, after_sequence, now)
    cross join lateral (
      select wanted.position, each.* from (
        select distinct on (battery_id) ${columns(tx)} from instruction
        where tenant_id = ${tx.tenantId} and instruction.site_id = wanted.site_id and instruction_sequence > wanted.after_sequence
        order by battery_id, instruction_sequence desc
      ) each
      where "validUntil" > wanted.now and state <> 'REFUSED'
      order by "instructionSequence" limit ${INSTRUCTIONS_RESUMED_MAX}
    ) newest`;
  const byPosition = Map.groupBy(rows, ({ position }) => position);
  return positions.map((_, index) =>
    (byPosition.get(index) ?? [])
      .map(({ position: _position, ...row }) => instructionOf(row))
      .toSorted((one, other) => one.instructionSequence - other.instructionSequence),
  );
}

/** Those that were the newest at some time of a span, in the order of their sequences. */
export async function readInstructionsOver(
  tx: Tx,
  { batteryId, span, countMax }: { batteryId: string; span: Interval; countMax: number },
): Promise<Instruction[]> {
  const { sql, tenantId } = tx;
  const rows = await sql<InstructionRow[]>`
    select ${columns(tx)} from instruction
    where tenant_id = ${tenantId} and battery_id = ${batteryId} and issued_at < ${span.untilAt} and valid_until > ${span.fromAt}
      and instruction_sequence >= coalesce((
        select max(instruction_sequence) from instruction
        where tenant_id = ${tenantId} and battery_id = ${batteryId} and issued_at <= ${span.fromAt}), 0)
    order by instruction_sequence limit ${countMax}`;
  return rows.map(instructionOf);
}

/** Overrides that touch a span, cancelled ones among them, in the order in which they were made. */
export async function readOverridesOver(
  tx: Tx,
  { batteryId, span }: { batteryId: string; span: Interval },
): Promise<(Override & { readonly setAt: Date })[]> {
  return tx.sql<(Override & { readonly setAt: Date })[]>`
    select ${overrideColumns(tx)}, set_at as "setAt" from battery_override
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and from_at < ${span.untilAt} and until_at > ${span.fromAt}
    order by set_at, override_id`;
}

/** Overrides in force or still to come, in the order in which they were made. */
export async function readOverrides(tx: Tx, { batteryId, now }: { batteryId: string; now: Date }): Promise<readonly Override[]> {
  return (await readOverridesOf(tx, { batteryIds: [batteryId], now })).get(batteryId) ?? [];
}

/** As `readOverrides`, of many batteries; `OVERRIDES_PENDING_MAX` bounds those of each. */
export async function readOverridesOf(
  tx: Tx,
  { batteryIds, now }: { batteryIds: readonly string[]; now: Date },
): Promise<Map<string, Override[]>> {
  const overrides = await tx.sql<Override[]>`
    select ${overrideColumns(tx)} from battery_override
    where tenant_id = ${tx.tenantId} and battery_id = any(${[...batteryIds]}::uuid[]) and until_at > ${now} and cancelled_at is null
    order by set_at, override_id`;
  return Map.groupBy(overrides, ({ batteryId }): string => batteryId);
}

export async function readOverride(tx: Tx, overrideId: string): Promise<Override | null> {
  const [override] = await tx.sql<Override[]>`
    select ${overrideColumns(tx)} from battery_override where tenant_id = ${tx.tenantId} and override_id = ${overrideId}`;
  return override ?? null;
}

/** The batteries whose newest instruction runs out before an instant. */
export async function readBatteriesRunningOut(tx: Tx, before: Date): Promise<BatteryId[]> {
  const rows = await tx.sql<{ batteryId: BatteryId }[]>`
    select battery_id as "batteryId" from instruction where tenant_id = ${tx.tenantId}
    group by battery_id having max(valid_until) < ${before}`;
  return rows.map((row) => row.batteryId);
}

/** The batteries that have carried out an instruction which still holds. */
export async function readAppliedBatteryIds(tx: Tx): Promise<Set<string>> {
  const rows = await tx.sql<{ batteryId: string }[]>`
    select distinct battery_id as "batteryId" from instruction where tenant_id = ${tx.tenantId} and state in ('APPLIED', 'EXECUTING')`;
  return new Set(rows.map((row) => row.batteryId));
}

interface JsonSpan {
  readonly fromAt: string;
  readonly untilAt: string;
}

type InJson<T> = Omit<T, keyof JsonSpan> & JsonSpan;

type InstructionRow = Omit<Instruction, 'setpoints' | 'responses'> & {
  readonly setpoints: readonly InJson<Instruction['setpoints'][number]>[];
  readonly responses: readonly InJson<Instruction['responses'][number]>[];
};

function instructionOf({ setpoints, responses, ...row }: InstructionRow): Instruction {
  return { ...row, setpoints: setpoints.map(dated), responses: responses.map(dated) };
}

function dated<T extends JsonSpan>(span: T): Omit<T, keyof JsonSpan> & { fromAt: Date; untilAt: Date } {
  return { ...span, fromAt: new Date(span.fromAt), untilAt: new Date(span.untilAt) };
}

function columns({ sql }: Tx) {
  return sql`instruction_id as "instructionId", site_id as "siteId", battery_id as "batteryId",
    instruction_sequence as "instructionSequence", issued_at as "issuedAt", valid_from as "validFrom", valid_until as "validUntil",
    state, refusal_reason as "refusalReason", delivered_at as "deliveredAt", applied_at as "appliedAt",
    executing_at as "executingAt", setpoints, limits, responses`;
}

function overrideColumns({ sql }: Tx) {
  return sql`override_id as "overrideId", battery_id as "batteryId", power_kw as "powerKw", from_at as "fromAt", until_at as "untilAt",
    reason, set_by as "setBy", cancelled_at as "cancelledAt"`;
}
