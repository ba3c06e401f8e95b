import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/tenant-db.ts';
import { agentOfSite } from '../assets/index.ts';

/** A message from one site that speaks for another: refused, and never an accident of a correct agent. */
export interface FalseClaim {
  /** The site whose topic, and so whose credential, it came by. */
  readonly siteId: string;
  readonly topic: string;
  readonly claimedSiteId: string | null;
  readonly claimedBatteryIds: readonly string[];
}

/** Where a message came through a broker of the operator's own, the site may have no agent here. */
const NO_AGENT = '00000000-0000-0000-0000-000000000000';

/** One audit entry for each false claim, in the transaction that keeps the message as a dead letter. */
export async function auditClaims(
  tx: Tx,
  { claims, receivedAt }: { claims: readonly FalseClaim[]; receivedAt: Date },
): Promise<void> {
  for (const { siteId, topic, claimedSiteId, claimedBatteryIds } of claims) {
    const agentId = (await agentOfSite(tx, siteId)) ?? NO_AGENT;
    const input = { topic, siteId, claimedSiteId, claimedBatteryIds: [...claimedBatteryIds] };
    await tx.sql`
      insert into audit_entry (tenant_id, audit_entry_id, happened_at, actor_kind, credential_id, operation, input, outcome)
      values (${tx.tenantId}, ${randomUUID()}, ${receivedAt}, 'agent', ${agentId}, 'publishTelemetry', ${tx.sql.json(input)},
              'FalseClaimRefused')`;
  }
}
