import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { agentOfSite } from '../assets/index.ts';
import { appendEntry, takesEntryOfSite } from '../tenancy/index.ts';

/** A message from one site that speaks for another: refused, and never an accident of a correct agent. */
export interface FalseClaim {
  /** The site whose topic, and so whose credential, it came by. */
  readonly siteId: string;
  readonly topic: string;
  readonly claimedSiteId: string | null;
  readonly claimedBatteryIds: readonly string[];
}

/**
 * One audit entry for each false claim, in the transaction that keeps the message as a dead letter; it comes last in it
 * (`appendEntry`). A site that goes on and on gets as many entries as any other denial: the rest is counted. Where a message
 * came through a broker of the operator's own, the site may have no agent here.
 */
export async function auditClaims(
  platform: Platform,
  tx: Tx,
  { claims, receivedAt }: { claims: readonly FalseClaim[]; receivedAt: Date },
): Promise<void> {
  const { tenantId } = tx;
  for (const { siteId, topic, claimedSiteId, claimedBatteryIds } of claims) {
    const content = {
      actorKind: 'agent',
      credentialId: await agentOfSite(tx, siteId),
      operation: 'publishTelemetry',
      subject: { type: 'Site', id: siteId },
      input: { topic, siteId, claimedSiteId, claimedBatteryIds },
      decision: 'DENIED',
      outcome: 'FalseClaimRefused',
    } as const;
    if (takesEntryOfSite(platform, { tenantId, siteId, content })) await appendEntry(tx, receivedAt, content);
  }
}
