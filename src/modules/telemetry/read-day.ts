import type { TenantId } from '../../kernel/ids.ts';
import type { CivilDate } from '../../kernel/periods.ts';
import type { TenantDb } from '../../platform/tenant-db.ts';
import { dayEnd, dayStart } from './archived-days.ts';
import type { Reading } from './reading.ts';
import { readBatteriesOf, readReadingsAfter } from './reads.ts';

/** Few enough for the time a statement has. */
const READINGS_AT_ONCE_MAX = 10_000;

/** A tenant's readings of a day that are in the database, by battery and instant, in many short transactions. */
export async function* readDay(
  db: TenantDb,
  { tenantId, day }: { readonly tenantId: TenantId; readonly day: CivilDate },
): AsyncGenerator<Reading> {
  const span = { fromAt: dayStart(day), untilAt: dayEnd(day) };
  const batteryIds = await db.read(tenantId, (tx) => readBatteriesOf(tx, span));
  for (const batteryId of batteryIds) {
    let after: Date | null = null;
    for (;;) {
      const from = after;
      const some: Reading[] = await db.read(tenantId, (tx) =>
        readReadingsAfter(tx, { batteryId, span, after: from, countMax: READINGS_AT_ONCE_MAX }),
      );
      yield* some;
      if (some.length < READINGS_AT_ONCE_MAX) break;
      after = some.at(-1)?.measuredAt ?? null;
    }
  }
}
