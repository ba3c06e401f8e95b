import { present } from '../../kernel/assert.ts';
import type { BatteryId, InstructionId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Done, onceTogether } from '../tenancy/index.ts';
import { changeAlerts, type AlertChanges } from './alerts/alerts.ts';
import { afterReport, type Instruction, type Reported, type Report } from './instruction.ts';
import { lockInstructions, readNewestSequences } from './reads.ts';
import { instructionTopic } from './topics.ts';

export interface InstructionAcknowledged {
  readonly __typename: 'InstructionAcknowledged';
  readonly instructionId: InstructionId;
}

/** What a site says of one of its instructions. */
export interface SiteReport {
  readonly instruction: Pick<Instruction, 'instructionId' | 'batteryId' | 'instructionSequence'>;
  readonly report: Report;
}

/** Stores what a site reports of an instruction. Reports that come together are stored together: a fleet reports all at once. */
export const acknowledgeInstruction = onceTogether(acknowledgeInstructions);

/** Stores what sites report of instructions, in the order given; the first report of each kind keeps its instant. */
async function acknowledgeInstructions(
  platform: Platform,
  tx: Tx,
  reports: readonly SiteReport[],
): Promise<readonly Done<InstructionAcknowledged>[]> {
  const stored = await lockInstructions(tx, [...new Set(reports.map(({ instruction }) => instruction.instructionId))]);
  const done = reports.map(({ instruction: { instructionId }, report }) => {
    const before = present(stored.get(instructionId), 'an instruction that was read to be there');
    const after = afterReport(before, report);
    stored.set(instructionId, after);
    return {
      outcome: { __typename: 'InstructionAcknowledged', instructionId } as const,
      note: {
        subject: { type: 'Instruction', id: instructionId },
        before: { state: before.state },
        after: { state: after.state },
      },
    };
  });
  await save(tx, stored);
  await clearConfirmed(platform, tx, { reports, stored });
  tx.afterCommit(async () => {
    for (const { instruction } of reports) {
      await platform.live.publish(instructionTopic(tx.tenantId, instruction.batteryId), instruction.instructionId);
    }
  });
  return done;
}

async function save({ sql, tenantId }: Tx, reported: ReadonlyMap<InstructionId, Reported>): Promise<void> {
  const rows = [...reported].map(([instructionId, { state, deliveredAt, appliedAt, refusedAt, refusalReason }]) => ({
    instruction_id: instructionId,
    state,
    delivered_at: deliveredAt,
    applied_at: appliedAt,
    refused_at: refusedAt,
    refusal_reason: refusalReason,
  }));
  await sql`
    update instruction set state = told.state, delivered_at = told.delivered_at, applied_at = told.applied_at,
      refused_at = told.refused_at, refusal_reason = told.refusal_reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as told (instruction_id uuid, state text,
      delivered_at timestamptz, applied_at timestamptz, refused_at timestamptz, refusal_reason text)
    where tenant_id = ${tenantId} and instruction.instruction_id = told.instruction_id`;
}

/** The alerts that reports end; the others are looked at by the clock. */
async function clearConfirmed(
  platform: Platform,
  tx: Tx,
  { reports, stored }: { reports: readonly SiteReport[]; stored: ReadonlyMap<InstructionId, Reported> },
): Promise<void> {
  const instructions = new Map(reports.map(({ instruction }) => [instruction.instructionId, instruction]));
  const newest = await readNewestSequences(
    tx,
    reports.map(({ instruction }) => instruction.batteryId),
  );
  const cleared = [...instructions.values()]
    // A report of an earlier one says nothing about the newest, which may still be on its way.
    .filter(({ batteryId, instructionSequence }) => newest.get(batteryId) === instructionSequence)
    .flatMap(({ batteryId, instructionId }) => confirmedBy(batteryId, stored.get(instructionId)?.state));
  await changeAlerts(platform, tx, { raised: [], cleared });
}

function confirmedBy(batteryId: BatteryId, state: Instruction['state'] | undefined): AlertChanges['cleared'] {
  const notDelivered = { batteryId, kind: 'NOT_DELIVERED' } as const;
  return state === 'DELIVERED' ? [notDelivered] : [notDelivered, { batteryId, kind: 'NOT_APPLIED' }];
}
