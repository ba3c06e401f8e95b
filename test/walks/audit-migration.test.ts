import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import { verifyChain } from '../../src/modules/tenancy/index.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openConnection } from '../../src/platform/postgres-connection.ts';
import { openTenantDb } from '../../src/platform/tenant-db.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { quietLog } from '../harness/quiet-log.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'migrations');

test('entries of the time before the chains are moved into them, each in its tenant’s, oldest first', async () => {
  const before = mkdtempSync(join(tmpdir(), 'holdfast-migrations-'));
  for (const name of readdirSync(FOLDER).filter((file) => file < '0012')) copyFileSync(join(FOLDER, name), join(before, name));
  const database = await freshDatabase({ migrated: false });
  await migrate({ ownerUrl: database.ownerUrl, folder: before });
  const { sql, close } = openConnection(database.ownerUrl);
  const tenantIds = [randomUUID(), randomUUID()] as string[] as TenantId[];
  for (const [index, tenantId] of tenantIds.entries()) {
    await sql`insert into tenant values (${tenantId}, ${`t${index}`}, 'T')`;
    for (const minute of [3, 1, 2]) {
      await sql`insert into audit_entry values (${tenantId}, ${randomUUID()}, ${new Date(Date.UTC(2026, 4, 1, 10, minute))}, 'api-key',
        ${randomUUID()}, 'setIntent', ${sql.json({ minute, ä: 'ö"' })}, 'IntentSet')`;
    }
  }
  await migrate({ ownerUrl: database.ownerUrl, folder: FOLDER });
  const db = openTenantDb({ url: database.appUrl, connectionCountMax: 1, log: quietLog });
  for (const tenantId of tenantIds) {
    expect(await db.read(tenantId, (tx) => verifyChain(tx))).toMatchObject({
      entryCount: 3,
      head: { entrySequence: 3 },
      problems: [],
    });
    const rows = await db.read(
      tenantId,
      (tx) => tx.sql`
        select entry_sequence as place, input ->> 'minute' as minute, input ->> 'ä' as text, decision, outcome, actor_kind as kind
        from audit_entry where tenant_id = ${tenantId} order by 1`,
    );
    const rest = { text: 'ö"', decision: 'ALLOWED', outcome: 'IntentSet', kind: 'api-key' };
    expect([...rows]).toEqual([1, 2, 3].map((place) => ({ place, minute: String(place), ...rest })));
  }
  await db.close();
  await close();
  await database.drop();
  rmSync(before, { recursive: true });
});
