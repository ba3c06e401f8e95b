import postgres from 'postgres';
import { B, tenantTables } from '../twins.ts';

/** One thing in the database taken away, as statements of its owner. */
export interface DatabaseMutant {
  readonly what: string;
  readonly statements: readonly string[];
}

/** For each tenant table its lock in every way it can be left open, and what runs with the rights of the owner. */
export async function databaseMutants(ownerUrl: string): Promise<DatabaseMutant[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await tenantTables(sql);
    const partitions = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relispartition and relkind = 'r'`;
    const functions = await sql<{ name: string; source: string }[]>`
      select proname as name, pg_get_functiondef(oid) as source from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef`;
    return [
      ...tables.flatMap(ofTable),
      ...partitions.map(({ name }) => mutant(`partition ${name} can be read`, `grant select on "${name}" to holdfast_app`)),
      ...functions.flatMap(ofFunction),
    ];
  } finally {
    await sql.end();
  }
}

const mutant = (what: string, ...statements: string[]): DatabaseMutant => ({ what, statements });

function ofTable(table: string): DatabaseMutant[] {
  return [
    mutant(`${table} without its policy`, `drop policy tenant_only on "${table}"`),
    mutant(`${table} without row-level security`, `alter table "${table}" disable row level security`),
    mutant(`${table} open to its owner`, `alter table "${table}" no force row level security`),
    mutant(`${table} lets all rows be seen`, `alter policy tenant_only on "${table}" using (true)`),
    mutant(
      `${table} lets any row be put in`,
      `alter policy tenant_only on "${table}" with check (true)`,
      `grant insert, update on "${table}" to holdfast_app`,
    ),
    mutant(`${table} is seen without a tenant`, unsetMeansAll(table)),
    mutant(
      `${table} belongs to whoever runs it`,
      `alter table "${table}" owner to holdfast_app`,
      `alter table "${table}" no force row level security`,
    ),
  ];
}

function unsetMeansAll(table: string): string {
  const tenant = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
  return `alter policy tenant_only on "${table}" using (tenant_id = coalesce((select ${tenant}), tenant_id))`;
}

/** What runs as the owner does its work for the tenant it is told of, for another, or without the lock it is to make. */
function ofFunction({ name, source }: { name: string; source: string }): DatabaseMutant[] {
  const changed = (what: string, before: RegExp, after: string): DatabaseMutant[] =>
    before.test(source) ? [mutant(`${name} ${what}`, source.replaceAll(new RegExp(before, 'g'), after))] : [];
  const asking = /nullif\(current_setting\('app\.tenant_id', true\), ''\)::uuid;/;
  return [
    ...(source.includes('content ->>')
      ? changed('acts for the tenant it is told', asking, `(content ->> 'tenant_id')::uuid;`)
      : changed('acts for another tenant', asking, `'${B.tenantId}'::uuid;`)),
    ...changed('makes no lock', /execute format\('alter table %I (?:enable|force) row level security', partition_name\);/, ''),
    ...changed('forces no lock', /execute format\('alter table %I force row level security', partition_name\);/, ''),
  ];
}
