import type { Tx } from '../../../platform/tenant-db.ts';
import { appendEntries, type EntryContent } from './append-entry.ts';

/** What the tenant's file says otherwise than the database did. */
export interface FileChange extends Pick<EntryContent, 'before' | 'after'> {
  readonly operation: 'applySite' | 'applyBattery' | 'applyAgreement';
  readonly subject: NonNullable<EntryContent['subject']>;
}

/** Notes in the trail what was changed by the tenant's file; the last statement of its transaction. */
export async function auditFile(tx: Tx, happenedAt: Date, changes: readonly FileChange[]): Promise<void> {
  if (changes.length === 0) return;
  const said = { actorKind: 'file', credentialId: null, input: {}, decision: 'ALLOWED', outcome: 'Applied' } as const;
  await appendEntries(
    tx,
    changes.map((change) => ({ ...said, ...change, happenedAt })),
  );
}
