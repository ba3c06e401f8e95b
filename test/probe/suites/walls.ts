import postgres from 'postgres';
import { APP_ROLE } from '../../../src/platform/database-url.ts';
import type { Findings } from '../findings.ts';
import { A, B, type Column, tenantColumns } from '../twins.ts';

/** What stands between tenants in PostgreSQL itself, asked with bare statements of the runtime role in a transaction of A. */
export async function askWalls({
  ownerUrl,
  appUrl,
  findings,
}: {
  ownerUrl: string;
  appUrl: string;
  findings: Findings;
}): Promise<void> {
  const quiet = { max: 1, onnotice: () => undefined };
  const [owner, app] = [postgres(ownerUrl, quiet), postgres(appUrl, quiet)];
  try {
    const columns = await tenantColumns(owner);
    const tables = [...new Set(columns.map(({ table }) => table))];
    for (const table of tables)
      await askTable({ owner, app, findings, table, columns: columns.filter((one) => one.table === table) });
    await askPartitions({ owner, app, findings });
    await askDefiners({ owner, app, findings });
  } finally {
    await Promise.all([owner.end(), app.end()]);
  }
}

interface Wall {
  readonly owner: postgres.Sql;
  readonly app: postgres.Sql;
  readonly findings: Findings;
}

interface TableWall extends Wall {
  readonly table: string;
  readonly columns: readonly Column[];
}

const REFUSED = '42501';

async function askTable({ owner, app, findings, table, columns }: TableWall): Promise<void> {
  const where = `table ${table}`;
  const expect = (isTrue: boolean, what: string): void => {
    findings.count();
    findings.expect(where, isTrue, what);
  };
  const [whole] = await owner<{ own: number; foreign: number; row: object | null }[]>`
    select count(*) filter (where tenant_id = ${A.tenantId})::int as own,
      count(*) filter (where tenant_id <> ${A.tenantId})::int as foreign,
      (select to_jsonb(theirs) from ${owner(table)} theirs where tenant_id = ${B.tenantId} limit 1) as row from ${owner(table)}`;
  const { own = 0, foreign = 0, row = null } = whole ?? {};
  expect(own > 0 && foreign > 0 && row !== null, 'has no rows of both tenants: nothing would be proved of it');
  const count = (tenantId: string | null): Promise<number | string> =>
    inTransaction(
      app,
      tenantId,
      async (tx) => (await tx<{ n: number }[]>`select count(*)::int as n from ${tx(table)}`)[0]?.n ?? -1,
    );
  expect((await count(A.tenantId)) === own, 'A sees other rows than its own, or not all of them');
  expect((await count(null)) === 0, 'rows are seen without a tenant');
  const changed = await inTransaction(app, A.tenantId, async (tx) => {
    const column = columns.findLast(({ name }) => name !== 'tenant_id')?.name ?? 'tenant_id';
    return (await tx`update ${tx(table)} set ${tx(column)} = ${tx(column)} where tenant_id <> ${A.tenantId}`).count;
  });
  expect(changed === 0 || changed === REFUSED, `A changes ${changed} rows of others`);
  const removed = await inTransaction(
    app,
    A.tenantId,
    async (tx) => (await tx`delete from ${tx(table)} where tenant_id <> ${A.tenantId}`).count,
  );
  expect(removed === 0 || removed === REFUSED, `A deletes ${removed} rows of others`);
  const put = await inTransaction(
    app,
    A.tenantId,
    // Refused before anything is looked at: a duplicate key would tell that the row is there.
    async (tx) =>
      (
        await tx`insert into ${tx(table)} overriding system value select * from jsonb_populate_record(null::${tx(table)}, ${JSON.stringify(row)}::text::jsonb)`
      ).count,
  );
  expect(put === REFUSED, `a row of another tenant can be put in, or its key is told: ${put}`);
  const moved = await inTransaction(
    app,
    A.tenantId,
    async (tx) => (await tx`update ${tx(table)} set tenant_id = ${B.tenantId} where tenant_id = ${A.tenantId}`).count,
  );
  expect(moved === REFUSED, `A can give its rows away: ${moved}`);
  const [guard] = await owner<{ isGuarded: boolean; isForced: boolean }[]>`
    select relrowsecurity as "isGuarded", relforcerowsecurity as "isForced" from pg_class where oid = ${table}::regclass`;
  expect(guard?.isGuarded === true && guard.isForced, 'row-level security is not enabled and forced');
}

/** Partitions are reached through their parent only, whose policy holds. */
async function askPartitions({ owner, app, findings }: Wall): Promise<void> {
  const partitions = await owner<{ name: string; isGuarded: boolean }[]>`
    select relname as name, relrowsecurity and relforcerowsecurity as "isGuarded" from pg_class
    where relnamespace = 'public'::regnamespace and relispartition and relkind = 'r'`;
  findings.expect('partitions', partitions.length > 0, 'there are none: nothing would be proved of them');
  for (const { name, isGuarded } of partitions) {
    findings.count(2);
    const seen = await inTransaction(app, A.tenantId, async (tx) => (await tx`select 1 from ${tx(name)} limit 1`).count);
    findings.expect(`partition ${name}`, seen === REFUSED, 'can be read past its parent');
    findings.expect(`partition ${name}`, isGuarded, 'has no forced row-level security');
  }
}

/** The functions that run with their owner's rights act for the transaction's tenant, whatever they are told. */
async function askDefiners({ owner, app, findings }: Wall): Promise<void> {
  const entry = {
    tenant_id: B.tenantId,
    entry_sequence: 1,
    audit_entry_id: '0e000000-0000-4000-8000-00000000000e',
    happened_at: '2026-05-12T10:00:00Z',
    actor_kind: 'unknown',
    operation: 'probe',
    input: '{}',
    decision: 'DENIED',
    outcome: 'NOTHING',
  };
  const contents = JSON.stringify([entry]);
  const entries = (tenantId: string) => owner`select 1 from audit_entry where tenant_id = ${tenantId} and operation = 'probe'`;
  await inTransaction(
    app,
    A.tenantId,
    async (tx) => (await tx`select append_audit_entries(${contents}::text::jsonb)`).count,
    true,
  );
  const nameless = await inTransaction(
    app,
    null,
    async (tx) => (await tx`select append_audit_entries(${contents}::text::jsonb)`).count,
  );
  await askForgetting({ owner, app, findings });
  findings.count(4);
  const [own, foreign] = [await entries(A.tenantId), await entries(B.tenantId)];
  findings.expect('append_audit_entries', own.count === 1 && foreign.count === 0, "writes another tenant's trail");
  findings.expect('append_audit_entries', typeof nameless === 'string', 'writes without a tenant');
  await app`select ensure_reading_partition('2031-01-01')`;
  const [made] = await owner<{ isGuarded: boolean }[]>`
    select relrowsecurity and relforcerowsecurity as "isGuarded" from pg_class where relname = 'reading_203101'`;
  findings.expect('ensure_reading_partition', made?.isGuarded === true, 'makes a partition without row-level security');
  const granted = await owner`
    select 1 from information_schema.role_table_grants where grantee in (${APP_ROLE}, 'PUBLIC') and table_name = 'reading_203101'`;
  findings.expect('ensure_reading_partition', granted.count === 0, 'makes a partition that can be read directly');
}

/** What is forgotten is forgotten for the tenant that asks: for nobody nothing, though there is something to forget. */
async function askForgetting({ owner, app, findings }: Wall): Promise<void> {
  const [archived] = await owner<{ day: string }[]>`
    select day::text from archived_day where tenant_id = ${B.tenantId} and day < now() - interval '4 days' limit 1`;
  findings.expect('forget_readings', archived !== undefined, 'has no archived day to forget: nothing would be proved of it');
  const forgetting = {
    forget_readings: (tx: postgres.TransactionSql) => tx`select forget_readings(${archived?.day ?? ''}, ${B.tenantId}, 1)`,
    forget_forecasts: (tx: postgres.TransactionSql) => tx`select forget_forecasts(now(), 1)`,
  };
  for (const [name, forget] of Object.entries(forgetting)) {
    const forgotten = await inTransaction(app, null, async (tx) => (await forget(tx)).count);
    findings.count();
    findings.expect(name, typeof forgotten === 'string', 'forgets without a tenant');
  }
}

/** What a statement came to in a transaction that is rolled back, or the SQLSTATE of its refusal. */
async function inTransaction(
  sql: postgres.Sql,
  tenantId: string | null,
  work: (tx: postgres.TransactionSql) => Promise<number>,
  isKept = false,
): Promise<number | string> {
  let outcome: number | string = -1;
  await sql
    .begin(async (tx) => {
      if (tenantId !== null) await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
      outcome = await tx.savepoint((point) => work(point)).catch(codeOf);
      if (!isKept) throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  return outcome;
}

class RolledBack extends Error {}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
