import { expect, test } from 'vitest';
import { tenantDbContract } from '../../test/contracts/tenant-db.ts';
import { quietLog } from '../../test/harness/quiet-log.ts';
import type { TenantId } from '../kernel/ids.ts';
import { openTenantDb } from './tenant-db.ts';

tenantDbContract();

test('a database that is not there is UNAVAILABLE at once', async () => {
  const db = openTenantDb({ url: 'postgres://nobody:x@127.0.0.1:1/none', connectionCountMax: 1, log: quietLog });
  // A literal in the form of a UUID.
  const tenantId = '00000000-0000-4000-8000-000000000000' as TenantId;
  await expect(db.read(tenantId, ({ sql }) => sql`select 1`)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await db.close();
});
