import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { APP_ROLE, appPasswordOf } from './database-url.ts';
import { Fault } from './fault.ts';

const FILE_NAME = /^\d{4}-[a-z0-9-]+\.sql$/;
/** Any fixed number: processes that start together wait here for each other. */
const MIGRATION_LOCK = 4_202_611;

interface Migration {
  readonly name: string;
  readonly statements: string;
  readonly checksum: string;
}

/** Brings a database forward: the runtime role, then every file not applied yet, each in a transaction of its own. Returns their names. */
export async function migrate({ ownerUrl, folder }: { ownerUrl: string; folder: string }): Promise<readonly string[]> {
  const migrations = migrationsIn(folder);
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    // Held by the session and so until `end`, whatever happens.
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await ensureAppRole(sql, appPasswordOf(ownerUrl));
    await sql`create table if not exists holdfast_migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`;
    const applied = new Map(
      (await sql<{ name: string; checksum: string }[]>`select name, checksum from holdfast_migration`).map((row) => [
        row.name,
        row.checksum,
      ]),
    );
    refuseRewrittenHistory(migrations, applied);
    const waiting = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of waiting) await apply(sql, migration);
    return waiting.map(({ name }) => name);
  } finally {
    await sql.end();
  }
}

function migrationsIn(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, index) => {
    if (!FILE_NAME.test(name)) throw new Error(`The migration ${name} is not named NNNN-name.sql.`);
    if (names[index - 1]?.slice(0, 4) === name.slice(0, 4))
      throw new Error(`Two migrations have the number ${name.slice(0, 4)}.`);
    const statements = readFileSync(join(folder, name), 'utf8');
    return { name, statements, checksum: createHash('sha256').update(statements).digest('hex') };
  });
}

/** An applied file never changes and nothing is put before it: a database made today equals one brought forward. */
function refuseRewrittenHistory(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const changed = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (changed) {
    throw new Fault('UNAVAILABLE', {
      tell: `The migration ${changed.name} was applied to this database and has been changed since: restore it and write a new one.`,
    });
  }
  const names = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new Fault('UNAVAILABLE', {
      tell: `This database has the migration ${unknown}, which this release does not know: it is newer.`,
    });
  }
  const newest = [...applied.keys()].toSorted().at(-1) ?? '';
  const late = migrations.find(({ name }) => !applied.has(name) && name < newest);
  if (late) {
    throw new Fault('UNAVAILABLE', {
      tell: `The migration ${late.name} comes before ${newest}, which is applied already: give it a later number.`,
    });
  }
}

async function apply(sql: postgres.Sql, { name, statements, checksum }: Migration): Promise<void> {
  await sql
    .begin(async (tx) => {
      await tx.unsafe(statements);
      await tx`insert into holdfast_migration (name, checksum) values (${name}, ${checksum})`;
    })
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Fault('UNAVAILABLE', { tell: `The migration ${name} failed: ${reason}.`, detail: { name }, cause: error });
    });
}

/** Roles belong to the whole server: another database's migration may make the same one at the same moment. */
async function ensureAppRole(sql: postgres.Sql, password: string): Promise<void> {
  try {
    await sql.unsafe(`create role ${APP_ROLE} login password '${password}'`);
  } catch (error) {
    const madeByAnother = error instanceof postgres.PostgresError && (error.code === '42710' || error.code === '23505');
    if (!madeByAnother) throw error;
  }
  const [tooStrong] = await sql`
    select from pg_roles where rolname = ${APP_ROLE} and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`;
  if (tooStrong) {
    throw new Fault('UNAVAILABLE', {
      tell: `The role ${APP_ROLE} has rights that let it pass the tenants' walls; take them from it.`,
    });
  }
  for (let attempt = 1; !(await alteredRole(sql, password)); attempt += 1) {
    if (attempt === 10) throw new Error(`The role ${APP_ROLE} is being changed by others all the time.`);
  }
}

/** False where another database's migration changed the role at the same moment. */
async function alteredRole(sql: postgres.Sql, password: string): Promise<boolean> {
  try {
    await sql.unsafe(`alter role ${APP_ROLE} login password '${password}'`);
    return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === 'XX000' && error.message.includes('concurrently updated'))
      return false;
    throw error;
  }
}
