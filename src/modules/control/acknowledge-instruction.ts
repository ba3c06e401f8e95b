import type { InstructionId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import { type AcknowledgementOutcome, type Instruction, stateAfter } from './instruction.ts';
import { instructionTopic } from './topics.ts';

export interface InstructionAcknowledged {
  readonly __typename: 'InstructionAcknowledged';
  readonly instructionId: InstructionId;
}

interface Report {
  readonly outcome: AcknowledgementOutcome;
  readonly happenedAt: Date;
  readonly refusalReason: string | null;
}

/** Stores what a site reports of an instruction; the first report of each kind keeps its instant. */
export async function acknowledgeInstruction(
  { live }: Platform,
  tx: Tx,
  { instruction, report }: { instruction: Instruction; report: Report },
): Promise<InstructionAcknowledged> {
  const { sql, tenantId } = tx;
  const { instructionId, batteryId } = instruction;
  const [stored] = await sql<{ state: Instruction['state'] }[]>`
    select state from instruction where tenant_id = ${tenantId} and instruction_id = ${instructionId} for update`;
  const state = stateAfter(stored?.state ?? instruction.state, report.outcome);
  const deliveredAt = report.outcome === 'DELIVERED' || report.outcome === 'APPLIED' ? report.happenedAt : null;
  const appliedAt = report.outcome === 'APPLIED' && state === 'APPLIED' ? report.happenedAt : null;
  await sql`
    update instruction set state = ${state}, delivered_at = coalesce(delivered_at, ${deliveredAt}),
      applied_at = coalesce(applied_at, ${appliedAt}), refusal_reason = coalesce(refusal_reason, ${state === 'REFUSED' ? report.refusalReason : null})
    where tenant_id = ${tenantId} and instruction_id = ${instructionId}`;
  audit(tx, { subject: { type: 'Instruction', id: instructionId }, before: { state: stored?.state }, after: { state } });
  tx.afterCommit(() => live.publish(instructionTopic(tenantId, batteryId), instructionId));
  return { __typename: 'InstructionAcknowledged', instructionId };
}
