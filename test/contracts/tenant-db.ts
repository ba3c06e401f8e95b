import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openTenantDb, type TenantDb } from '../../src/platform/tenant-db.ts';
import { freshDatabase, type FreshDatabase } from '../harness/fresh-database.ts';
import { quietLog } from '../harness/quiet-log.ts';

const FOLDER = `${import.meta.dirname}/migrations`;
const PAIR_COUNT = 200;

/** What every PostgreSQL must do for the tenants' wall to stand. */
export function tenantDbContract(): void {
  describe('the tenants of one database', () => {
    let database: FreshDatabase;
    let db: TenantDb;
    let owner: postgres.Sql;
    const a = newTenant();
    const b = newTenant();
    const namesSeenBy = (tenantId: TenantId): Promise<string[]> =>
      db.read(tenantId, async ({ sql }) =>
        (await sql<{ name: string }[]>`select name from note order by name`).map(({ name }) => name),
      );
    const add = (tenantId: TenantId, name: string): Promise<unknown> =>
      db.write(tenantId, ({ sql }) => sql`insert into note (tenant_id, name) values (${tenantId}, ${name})`);

    beforeAll(async () => {
      database = await freshDatabase({ migrated: false });
      await migrate({ ownerUrl: database.ownerUrl, folder: FOLDER });
      db = openTenantDb({ url: database.appUrl, connectionCountMax: 3, log: quietLog });
      owner = postgres(database.ownerUrl, { max: 1 });
      await add(a, 'of a');
      await add(b, 'of b');
    });
    afterAll(async () => {
      await db.close();
      await owner.end();
      await database.drop();
    });

    test('each sees its own rows only', async () => {
      expect(await namesSeenBy(a)).toEqual(['of a']);
      expect(await namesSeenBy(b)).toEqual(['of b']);
      expect(await namesSeenBy(newTenant())).toEqual([]);
    });

    test('nobody can write into another tenant, nor move a row there', async () => {
      const intrude = db.write(a, ({ sql }) => sql`insert into note (tenant_id, name) values (${b}, 'intruder')`);
      await expect(intrude).rejects.toMatchObject({ code: '42501' });
      const move = db.write(a, ({ sql }) => sql`update note set tenant_id = ${b}`);
      await expect(move).rejects.toMatchObject({ code: '42501' });
      const overwrite = await db.write(a, ({ sql }) => sql`update note set name = 'taken' where tenant_id = ${b}`);
      expect(overwrite.count).toBe(0);
      expect(await namesSeenBy(b)).toEqual(['of b']);
    });

    test('the tenant is gone from the connection after the transaction', async () => {
      // Ends the transaction early and looks at what its connection would give the next one.
      const left = await db.write(a, async ({ sql }) => {
        await sql.unsafe('commit');
        const rows = await sql<{ tenant: string }[]>`select current_setting('app.tenant_id', true) as tenant`;
        return { tenant: rows[0]?.tenant, rows: await sql`select name from note` };
      });
      expect(left).toEqual({ tenant: '', rows: [] });
    });

    test('the runtime role owns no table and cannot pass the wall', async () => {
      const [role] = await owner`select rolsuper, rolbypassrls from pg_roles where rolname = 'holdfast_app'`;
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
      expect(await owner`select 1 from pg_class where relowner = 'holdfast_app'::regrole`).toHaveLength(0);
    });

    test('interleaved tenants on few connections, some failing half-way, never see each other', async () => {
      const jobs = Array.from({ length: PAIR_COUNT }, async (_, index) => {
        const [tenantId, own] = index % 2 === 0 ? ([a, 'of a'] as const) : ([b, 'of b'] as const);
        const failing = index % 10 === 0;
        const seen = await db
          .write(tenantId, async ({ sql }) => {
            const rows = await sql<{ name: string }[]>`select name from note`;
            if (failing) throw new Error('half-way');
            return rows.map(({ name }) => name);
          })
          .catch(() => [own]);
        return seen.length === 1 && seen[0] === own;
      });
      expect(await Promise.all(jobs)).not.toContain(false);
    });

    test('a statement that outlives its transaction never runs', async () => {
      let leaked: PromiseLike<unknown> | undefined;
      await db.read(a, async ({ sql }) => void (leaked = sql`select name from note`));
      await expect(Promise.resolve(leaked)).rejects.toThrow('ended');
    });

    test('a read cannot write', async () => {
      await expect(db.read(a, ({ sql }) => sql`delete from note`)).rejects.toMatchObject({ code: '25006' });
    });

    test('a failed statement that the work ignored is not reported as saved', async () => {
      const careless = db.write(a, async ({ sql }) => {
        await sql`insert into note (tenant_id, name) values (${a}, 'half')`;
        await sql`select 1 / 0`.catch(() => undefined);
      });
      await expect(careless).rejects.toThrow('nothing was saved');
      expect(await namesSeenBy(a)).toEqual(['of a']);
    });

    test('a savepoint undoes its own part only', async () => {
      const tenantId = newTenant();
      await db.write(tenantId, async ({ sql }) => {
        await sql`insert into note (tenant_id, name) values (${tenantId}, 'kept')`;
        await sql.savepoint((inner) => inner`insert into note (tenant_id, name) values (${b}, 'refused')`).catch(() => undefined);
      });
      expect(await namesSeenBy(tenantId)).toEqual(['kept']);
    });

    test('work announced for after the commit runs after a commit and never after a rollback', async () => {
      const done = Promise.withResolvers<string[]>();
      await db.write(a, async (tx) => tx.afterCommit(() => namesSeenBy(a).then(done.resolve)));
      expect(await done.promise).toEqual(['of a']);
      let ran = false;
      const rolledBack = db.write(a, async (tx) => {
        tx.afterCommit(() => void (ran = true));
        throw new Error('no');
      });
      await expect(rolledBack).rejects.toThrow('no');
      expect(ran).toBe(false);
    });

    test('a connection that breaks inside a transaction is UNAVAILABLE, saves nothing, and the next transaction works', async () => {
      const broken = db.write(a, async ({ sql }) => {
        const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
        await owner`select pg_terminate_backend(${own?.pid ?? 0}, 5000)`;
        await sql`insert into note (tenant_id, name) values (${a}, 'lost')`;
      });
      await expect(broken).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(await namesSeenBy(a)).toEqual(['of a']);
    });

    test('an int8 that a number cannot hold is refused, a civil date stays text, an instant is a Date, a numeric keeps its digits', async () => {
      const row = await db.read(a, async ({ sql }) => {
        const rows =
          await sql`select 5::int8 as count, '2026-03-29'::date as day, 'epoch'::timestamptz as at, 0.10::numeric as price`;
        return rows[0];
      });
      expect(row).toEqual({ count: 5, day: '2026-03-29', at: new Date(0), price: '0.10' });
      await expect(db.read(a, ({ sql }) => sql`select 9007199254740993 as count`)).rejects.toThrow('int8');
    });
  });
}

function newTenant(): TenantId {
  // A UUID just made is a tenant id that no other test has.
  return randomUUID() as TenantId;
}
