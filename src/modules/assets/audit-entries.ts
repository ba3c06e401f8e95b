import type { GraphQLContext } from '../../graphql/context.ts';
import { type Connection, connectionOf, type PageArguments, parsePage } from '../../platform/arguments/connection.ts';
import { type FieldPlace, isNever, timesAllowed, timesSql } from '../ownership/index.ts';
import { type AuditEntry, readAuditEntry, readEntriesAbout } from '../tenancy/index.ts';
import type { VisibleBattery } from './reads.ts';

/** The audit entries about a battery itself, of the times in which the caller may read them. */
export async function auditEntriesOf(
  ctx: GraphQLContext,
  info: FieldPlace,
  { battery, args }: { battery: VisibleBattery; args: PageArguments },
): Promise<Connection<AuditEntry>> {
  const page = parsePage(args, { cursorFields: { entrySequence: 'integer' } });
  const times = timesAllowed(ctx, info, { holder: battery, right: 'audit:read' });
  const subject = { type: 'Battery', id: battery.batteryId };
  const rows = isNever(times)
    ? []
    : await ctx.read((tx) => readEntriesAbout(tx, { subject, page, within: timesSql(tx.sql, times, 'happened_at') }));
  return connectionOf(rows, page, (row) => ({ entrySequence: String(row.entrySequence) }));
}

/** An entry that the caller finds in the tenant's trail, or in that of a battery. */
export async function visibleAuditEntry(
  ctx: GraphQLContext,
  {
    auditEntryId,
    batteryById,
  }: { auditEntryId: string; batteryById: (ctx: GraphQLContext, batteryId: string) => Promise<VisibleBattery | null> },
): Promise<AuditEntry | null> {
  const entry = await ctx.read((tx) => readAuditEntry(tx, auditEntryId));
  if (entry === null || (await ctx.ability()).may('read-audit', 'Tenant')) return entry;
  const battery = entry.subjectType === 'Battery' && entry.subjectId ? await batteryById(ctx, entry.subjectId) : null;
  return battery?.rights.covers('audit:read', entry.happenedAt) ? entry : null;
}
