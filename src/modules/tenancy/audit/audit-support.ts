import { appendEntry, askerOf, type Caller } from './append-entry.ts';
import { subjectOf } from './audit-change.ts';

/** Writes what support staff has read, before it is given to them. Without the entry there is no answer. */
export async function auditSupportUse(
  caller: Caller,
  { operation, input }: { operation: string; input: unknown },
): Promise<void> {
  const { platform, actor } = caller;
  await platform.db.write(actor.tenantId, (tx) =>
    appendEntry(tx, platform.clock.now(), {
      ...askerOf(caller),
      operation,
      input,
      subject: subjectOf(input),
      decision: 'ALLOWED',
      outcome: 'READ',
    }),
  );
}
