import type postgres from 'postgres';
import type { TenantFile } from '../../src/modules/tenancy/index.ts';
import { TWO_TENANTS } from '../harness/two-tenants.ts';
import { CANARY, type Canaries, RESERVED_NUMBER } from './canary.ts';

/** Tenant A asks. B is its twin, full of canaries; the shadow has A's own ids, so that only the tenant tells them apart. */
export const A = fileOfSlug('alder');
export const B = fileOfSlug('birch');
/** Nobody signs in to it: it is there to be met by a statement that forgets its tenant. It comes first in every index. */
export const SHADOW_ID = '00000000-0000-4000-8000-00000000000c';

const LIMITS = {
  tenantPoints: 1_000_000_000,
  tenantPointsPerSecond: 1_000_000_000,
  credentialPoints: 1_000_000_000,
  credentialPointsPerSecond: 1_000_000_000,
} as const;
/** As a number may be where the platform would reckon with it. */
const RESERVED_KW = Number(`${RESERVED_NUMBER}.5`);

export const TWIN_FILES: readonly TenantFile[] = TWO_TENANTS.map((file) => ({
  ...(file.slug === B.slug ? withCanaries(file) : file),
  limits: LIMITS,
}));

function fileOfSlug(slug: string): TenantFile {
  const file = TWO_TENANTS.find((one) => one.slug === slug);
  if (!file) throw new Error(`There is no tenant ${slug}.`);
  return file;
}

function withCanaries(file: TenantFile): TenantFile {
  const marked = (text: string): string => `${CANARY} ${text}`;
  return {
    ...file,
    name: marked(file.name),
    parties: file.parties.map((party) => ({ ...party, name: marked(party.name) })),
    sites: file.sites.map((site) => ({
      ...site,
      name: marked(site.name),
      address: marked('a road'),
      importLimitKw: RESERVED_KW,
      exportLimitKw: RESERVED_KW,
      batteries: site.batteries.map((battery) => ({
        ...battery,
        name: marked(battery.name),
        chargePowerKwMax: RESERVED_KW,
        dischargePowerKwMax: RESERVED_KW,
        energyCapacityKwh: RESERVED_KW * 2,
        agreements: battery.agreements.map((agreement) => ({ ...agreement, terms: marked('terms') })),
      })),
    })),
  };
}

export interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** Every column of every tenant table that is no partition, as the catalogue has it. */
export function tenantColumns(sql: postgres.Sql): Promise<Column[]> {
  return sql<Column[]>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
    order by c.relname, a.attnum`;
}

/** Tables in an order in which rows can be put in: a table comes after those it refers to. */
export async function tenantTables(sql: postgres.Sql): Promise<string[]> {
  const tables = [...new Set((await tenantColumns(sql)).map(({ table }) => table))];
  const references = await sql<{ from: string; to: string }[]>`
    select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to"
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`;
  const ordered: string[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(
      (table) =>
        !ordered.includes(table) &&
        references.every(({ from, to }) => from !== table || !tables.includes(to) || ordered.includes(to)),
    );
    if (next.length === 0) throw new Error('The tenant tables refer to one another in a circle.');
    ordered.push(...next);
  }
  return ordered;
}

/** Words that the platform itself reads: changed, they would mean something else, or nothing. */
const READ_BY_THE_PLATFORM =
  /^(?:slug|time_zone|market|currency|role|status|state|quality|ownership_model|kind|actor_kind|operation|outcome|decision|subject_type|serial|replaced_by|fingerprint256|source|idempotency_key|scopes?|audience|issuer|grant_type|redirect_uri|purpose|algorithm)$/;
const NUMBERS = new Set(['double precision', 'numeric', 'real']);

/** Marks every text and every number of a tenant that the database lets be marked; the rest is ids, words and instants. */
export async function markTenant(sql: postgres.Sql, tenantId: string): Promise<void> {
  for (const { table, name, type } of await tenantColumns(sql)) {
    const marked = markOf(sql, { table, name, type });
    if (!marked) continue;
    // What is empty may be left so with B, which has to live; nothing reckons with the shadow.
    const isWanted = tenantId === SHADOW_ID ? sql`true` : sql`${sql(name)} is not null`;
    const marking = sql`update ${sql(table)} set ${sql(name)} = ${marked} where tenant_id = ${tenantId} and ${isWanted}`;
    // A column whose values are checked keeps them.
    await marking.catch(() => null);
  }
}

function markOf(sql: postgres.Sql, { table, name, type }: Column): postgres.Fragment | null {
  const column = sql(name);
  if (table === 'tenant' || READ_BY_THE_PLATFORM.test(name)) return null;
  if (type === 'text')
    return sql`case when ${column} like ${`%${CANARY}%`} then ${column} else concat(${`${CANARY} `}::text, ${column}) end`;
  if (NUMBERS.has(type)) return sql`(${`${RESERVED_NUMBER}.`} || (1 + abs(hashtext(ctid::text)) % 999))::numeric`;
  if (type === 'json')
    return sql`case when ${column}::text like ${`%${CANARY}%`} then ${column} else json_build_object(${CANARY}::text, ${column}::text) end`;
  if (type === 'bytea' && name === 'payload') return sql`convert_to(${CANARY}::text || ' payload', 'UTF8')`;
  // What a replay gives back must still be read as an outcome.
  if (type !== 'jsonb' || table === 'idempotent_outcome') return null;
  return sql`regexp_replace(${column}::text, ${':\\s*-?[0-9][0-9.eE+-]*(?=[,}])'}, ${`: ${RESERVED_NUMBER}.25`}, 'g')::jsonb`;
}

/** B's ids, of whatever kind, that A does not have. */
export async function canariesOf(sql: postgres.Sql): Promise<Canaries> {
  const of = async (tenantId: string): Promise<Set<string>> => {
    const ids = new Set<string>();
    for (const { table, name, type } of await tenantColumns(sql)) {
      if (type !== 'uuid') continue;
      const rows = await sql<{ id: string }[]>`
        select distinct ${sql(name)}::text as id from ${sql(table)} where tenant_id = ${tenantId} and ${sql(name)} is not null`;
      for (const { id } of rows) ids.add(id.replaceAll('-', ''));
    }
    return ids;
  };
  const own = await of(A.tenantId);
  const others = [...(await of(B.tenantId)), ...(await of(SHADOW_ID)), SHADOW_ID.replaceAll('-', '')];
  return { ids: new Set(others.filter((id) => !own.has(id))) };
}

/** One hash for each tenant table of what must not change. */
export async function hashesOf(sql: postgres.Sql, tenantIds: readonly string[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const table of new Set((await tenantColumns(sql)).map((column) => column.table))) {
    const [row] = await sql<{ hash: string }[]>`
      select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${sql(table)} t
      where tenant_id = any(${[...tenantIds]}::uuid[])`;
    hashes.set(table, row?.hash ?? '');
  }
  return hashes;
}
