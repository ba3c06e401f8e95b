import { expect, test } from 'vitest';
import { tenantDbContract } from '../../test/contracts/tenant-db.ts';
import { Proxy } from '../../test/faults/proxy.ts';
import { freshDatabase } from '../../test/harness/fresh-database.ts';
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

test('a connection that is reset fails what runs on it, and nothing waits for it for ever', async () => {
  const database = await freshDatabase({ migrated: false });
  const url = new URL(database.ownerUrl);
  const line = await Proxy.open(Number(url.port));
  url.port = String(line.port);
  const db = openTenantDb({ url: url.href, connectionCountMax: 1, log: quietLog });
  // A literal in the form of a UUID.
  const tenantId = '00000000-0000-4000-8000-000000000000' as TenantId;
  const answerOf = (statement: string): Promise<unknown> => db.write(tenantId, ({ sql }) => sql.unsafe(statement));
  await answerOf('select 1');
  const broken = answerOf('select pg_sleep(5)');
  const next = answerOf('select 1 as one');
  line.reset();
  await expect(broken).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(await next).toEqual([{ one: 1 }]);
  await db.close();
  await line.close();
  await database.drop();
});
