import type { BatteryId, OverrideId } from '../../kernel/ids.ts';
import { type KeysetPage, keyset } from '../../platform/keyset.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Times, timesSql } from '../ownership/index.ts';
import type { Instruction } from './instruction.ts';

/** An operator's fixed power for a battery. */
export interface Override {
  readonly overrideId: OverrideId;
  readonly batteryId: BatteryId;
  readonly powerKw: number;
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly reason: string;
  readonly cancelledAt: Date | null;
}

/** A battery has no more overrides in force or to come than this; one more is refused, so none is ever left out. */
export const OVERRIDES_PENDING_MAX = 100;
const INSTRUCTIONS_RESUMED_MAX = 1_000;

export async function readInstruction(tx: Tx, instructionId: string): Promise<Instruction | null> {
  const [row] = await tx.sql<InstructionRow[]>`
    select ${columns(tx)} from instruction where tenant_id = ${tx.tenantId} and instruction_id = ${instructionId}`;
  return row ? instructionOf(row) : null;
}

export async function readNewestInstruction(tx: Tx, batteryId: string): Promise<Instruction | null> {
  const [row] = await tx.sql<InstructionRow[]>`
    select ${columns(tx)} from instruction where tenant_id = ${tx.tenantId} and battery_id = ${batteryId}
    order by instruction_sequence desc limit 1`;
  return row ? instructionOf(row) : null;
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

/** The newest instruction of each battery of a site that came after a sequence and still holds, in the order of sequence. */
export async function readSiteInstructions(
  tx: Tx,
  { siteId, afterSequence, now }: { siteId: string; afterSequence: number; now: Date },
): Promise<Instruction[]> {
  const rows = await tx.sql<InstructionRow[]>`
    select * from (
      select distinct on (battery_id) ${columns(tx)} from instruction
      where tenant_id = ${tx.tenantId} and site_id = ${siteId}
      order by battery_id, instruction_sequence desc
    ) newest
    where "instructionSequence" > ${afterSequence} and "validUntil" > ${now} and state <> 'REFUSED'
    order by "instructionSequence" limit ${INSTRUCTIONS_RESUMED_MAX}`;
  return rows.map(instructionOf);
}

/** Overrides in force or still to come, in the order in which they were made. */
export async function readOverrides(tx: Tx, { batteryId, now }: { batteryId: string; now: Date }): Promise<Override[]> {
  return tx.sql<Override[]>`
    select ${overrideColumns(tx)} from battery_override
    where tenant_id = ${tx.tenantId} and battery_id = ${batteryId} and until_at > ${now} and cancelled_at is null
    order by set_at, override_id limit ${OVERRIDES_PENDING_MAX}`;
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
    select distinct battery_id as "batteryId" from instruction where tenant_id = ${tx.tenantId} and state = 'APPLIED'`;
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
    state, refusal_reason as "refusalReason", delivered_at as "deliveredAt", applied_at as "appliedAt", setpoints, limits, responses`;
}

function overrideColumns({ sql }: Tx) {
  return sql`override_id as "overrideId", battery_id as "batteryId", power_kw as "powerKw", from_at as "fromAt", until_at as "untilAt",
    reason, cancelled_at as "cancelledAt"`;
}
