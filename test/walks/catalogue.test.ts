import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ROLE } from '../../src/platform/database-url.ts';
import { freshDatabase, type FreshDatabase } from '../harness/fresh-database.ts';

/** What was so then; it does not change. */
const FACTS = [
  'audit_entry',
  'reading',
  'market_price',
  'intent',
  'plan',
  'plan_period',
  'forecast',
  'forecast_period',
  'declaration',
  'declaration_event',
  'availability_price',
  'response_position',
  'settled_response',
];
/** Tables that hold no tenant's data. */
const OF_NOBODY = ['holdfast_migration', 'installation', 'world'];

let database: FreshDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await freshDatabase();
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  // Partitions are made as readings arrive: one stands for all.
  await sql`select ensure_reading_partition('2026-05-01')`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

interface Table {
  readonly name: string;
  readonly isPartition: boolean;
  readonly hasTenant: boolean;
  readonly isGuarded: boolean;
  readonly isForced: boolean;
  readonly owner: string;
}

async function tables(): Promise<Table[]> {
  return sql<Table[]>`
    select relname as name, relispartition as "isPartition", relrowsecurity as "isGuarded", relforcerowsecurity as "isForced",
      pg_get_userbyid(relowner) as owner,
      exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_id' and not attisdropped) as "hasTenant"
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`;
}

describe('the catalogue', () => {
  test('has a tenant in every table but those that hold nobody’s data', async () => {
    const all = await tables();
    expect(all.filter(({ hasTenant }) => !hasTenant).map(({ name }) => name)).toEqual(OF_NOBODY);
    expect(all.length).toBeGreaterThan(15);
  });

  test('enables and forces row-level security on every tenant table and partition', async () => {
    const open = (await tables()).filter(({ hasTenant, isGuarded, isForced }) => hasTenant && !(isGuarded && isForced));
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test('has exactly one policy a tenant table, for all commands, that lets the tenant read and write its own rows only', async () => {
    const policies = await sql<
      { name: string; command: string; permissive: string; roles: string[]; using: string; check: string }[]
    >`
      select tablename as name, cmd as command, permissive, roles::text[] as roles, qual as using, with_check as check
      from pg_policies where schemaname = 'public' order by tablename`;
    const guarded = (await tables()).filter(({ hasTenant }) => hasTenant).map(({ name }) => name);
    expect(policies.map(({ name }) => name)).toEqual(guarded);
    const own = /^\(tenant_id = \( SELECT \(NULLIF\(current_setting\('app\.tenant_id'::text, true\), ''::text\)\)::uuid/;
    for (const policy of policies) {
      expect(policy).toMatchObject({ command: 'ALL', permissive: 'PERMISSIVE', roles: ['public'] });
      expect(policy.using).toMatch(own);
      expect(policy.check).toBe(policy.using);
    }
  });

  test('gives the runtime role no way round the policies', async () => {
    const [role] = await sql`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = ${APP_ROLE}`;
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
    });
    expect((await tables()).filter(({ owner }) => owner === APP_ROLE)).toEqual([]);
    expect(await sql`select 1 from pg_auth_members where member = ${APP_ROLE}::regrole`).toHaveLength(0);
  });

  test('puts the tenant first in every primary, unique and foreign key and in every index', async () => {
    const keys = await sql<{ name: string; first: string }[]>`
      select conrelid::regclass || '.' || conname as name,
        (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first
      from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
        and conrelid::regclass::text <> all(${OF_NOBODY})`;
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter(({ first }) => first !== 'tenant_id')).toEqual([]);
    const indexes = await sql<{ name: string; first: string }[]>`
      select indexrelid::regclass::text as name, (select attname from pg_attribute where attrelid = indrelid and attnum = indkey[0]) as first
      from pg_index join pg_class on pg_class.oid = indrelid
      where relnamespace = 'public'::regnamespace and relname <> all(${OF_NOBODY})`;
    expect(indexes.filter(({ first }) => first !== 'tenant_id')).toEqual([]);
  });

  test('lets foreign keys point to the same tenant’s rows only', async () => {
    const references = await sql<{ name: string; first: string }[]>`
      select conrelid::regclass || '.' || conname as name,
        (select attname from pg_attribute where attrelid = confrelid and attnum = confkey[1]) as first
      from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'`;
    expect(references.filter(({ first }) => first !== 'tenant_id')).toEqual([]);
  });

  test('has no view without the rights of its caller and no materialised view', async () => {
    const views = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace
        and (relkind = 'm' or (relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)))`;
    expect(views.map(({ name }) => name)).toEqual([]);
  });

  test('grants partitions to nobody, and the runtime role neither truncation, triggers nor the deletion of what is kept', async () => {
    const grants = await sql<{ name: string; grantee: string; right: string }[]>`
      select table_name as name, grantee, privilege_type as right from information_schema.role_table_grants
      where table_schema = 'public' and grantee in (${APP_ROLE}, 'PUBLIC') order by 1, 3`;
    const partitions = new Set((await tables()).filter(({ isPartition }) => isPartition).map(({ name }) => name));
    expect(partitions.size).toBe(1);
    expect(grants.filter(({ name }) => partitions.has(name))).toEqual([]);
    expect(grants.filter(({ grantee }) => grantee === 'PUBLIC')).toEqual([]);
    expect([...new Set(grants.map(({ right }) => right))].toSorted()).toEqual(['DELETE', 'INSERT', 'SELECT', 'UPDATE']);
    // What the issuer remembers for a time, and what is left to be done; nothing else goes.
    expect(
      grants
        .filter(({ right }) => right === 'DELETE')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['archive_leftover', 'archive_mark', 'oidc_record', 'rollup_mark', 'webhook_endpoint', 'webhook_message']);
    const updatable = grants.filter(({ right }) => right === 'UPDATE').map(({ name }) => name);
    const ofRuns = ['run', 'run_fact', 'order', 'order_share', 'order_event', 'result_event', 'award', 'position'];
    for (const fact of [...FACTS, ...ofRuns.map((name) => `market_${name}`)]) expect(updatable).not.toContain(fact);
    expect(grants.some(({ name }) => name === 'holdfast_migration')).toBe(false);
  });

  test('lets the runtime role read the audit trail and nothing else, but for the one function that appends to it', async () => {
    const rights = await sql<{ name: string; right: string }[]>`
      select distinct table_name as name, privilege_type as right from information_schema.column_privileges
      where table_schema = 'public' and grantee in (${APP_ROLE}, 'PUBLIC') and table_name in ('audit_entry', 'audit_head')
      union select table_name, privilege_type from information_schema.role_table_grants
      where table_schema = 'public' and grantee in (${APP_ROLE}, 'PUBLIC') and table_name in ('audit_entry', 'audit_head') order by 1`;
    expect(rights).toEqual([
      { name: 'audit_entry', right: 'SELECT' },
      { name: 'audit_head', right: 'SELECT' },
    ]);
    const [allowed] = await sql`select has_function_privilege(${APP_ROLE}, 'append_audit_entries(jsonb)', 'execute') as appends`;
    expect(allowed).toEqual({ appends: true });
  });

  test('lets the runtime role end a support session, and neither open nor prolong one', async () => {
    const rights = await sql<{ right: string; column: string }[]>`
      select privilege_type as right, column_name as column from information_schema.column_privileges
      where table_name = 'support_session' and grantee = ${APP_ROLE} and privilege_type <> 'SELECT'`;
    expect(rights).toEqual([{ right: 'UPDATE', column: 'ended_at' }]);
  });

  test('runs nothing with its owner’s rights but four functions, with a fixed search path', async () => {
    const functions = await sql<{ name: string; settings: string[] | null }[]>`
      select proname as name, proconfig as settings from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef order by 1`;
    const settings = ['search_path=public, pg_temp'];
    expect(functions).toEqual([
      { name: 'append_audit_entries', settings },
      { name: 'ensure_reading_partition', settings },
      { name: 'forget_forecasts', settings },
      { name: 'forget_readings', settings },
    ]);
    const open = await sql<{ name: string }[]>`
      select proname as name from pg_proc where pronamespace = 'public'::regnamespace and has_function_privilege('public', oid, 'execute')`;
    expect(open).toEqual([]);
  });
});
