import { Writable } from 'node:stream';
import { isInterfaceType } from 'graphql';
import pino from 'pino';
import type postgres from 'postgres';
import { apiSchema } from '../../src/graphql/resolvers.ts';
import { parseGlobalId, printGlobalId } from '../../src/wire/global-id.ts';
import type { Ids } from '../api/stage.ts';
import { withModels } from '../harness/agreements-oracle.ts';
import type { Slug } from '../harness/two-tenants.ts';
import { openWorld, type World } from '../harness/world.ts';
import { ASKERS, ISSUERS } from './actors.ts';
import { canaryIn, type Canaries } from './canary.ts';
import { copyOf, readByKey } from './databases.ts';
import type { Findings } from './findings.ts';
import type { Seeds } from './seed.ts';
import { ALL_QUESTIONS, type Questions } from './questions.ts';
import { hangUp } from './send.ts';
import { castShadow } from './shadow.ts';
import { A, B, canariesOf, tenantColumns, TWIN_FILES } from './twins.ts';

/** A running platform over a copy of the twins, and what is needed to judge its answers. */
export interface TwinWorld {
  readonly world: World;
  readonly findings: Findings;
  readonly questions: Questions;
  readonly canaries: Canaries;
  /** The global ids of one object of every type, by tenant: all that the catalogue knows, not only what is staged by name. */
  readonly ids: Readonly<Record<Slug, Readonly<Record<string, string>>>>;
  readonly staged: Readonly<Record<Slug, Ids>>;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** What the platform has logged so far. */
  readonly logged: () => string;
  /** No text that came from the platform may hold what is another tenant's. */
  judge(where: string, text: string, asked?: readonly string[]): void;
  close(): Promise<void>;
}

export const schema = apiSchema();

export async function openTwins(
  seeds: Seeds,
  {
    template,
    findings,
    at,
    questions = ALL_QUESTIONS,
  }: { template: string; findings: Findings; at?: string; questions?: Questions },
): Promise<TwinWorld> {
  const { adminUrl, ids: staged } = seeds;
  const database = await copyOf(adminUrl, template);
  const isOpen = template === seeds.templates.open || template === seeds.templates.partiesOpen;
  if (isOpen) await readByKey(adminUrl, database.name);
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: 'debug', base: null }, destination);
  const isOfParties = template === seeds.templates.parties || template === seeds.templates.partiesOpen;
  const tenantFiles = isOfParties
    ? TWIN_FILES.map((file) => (file.tenantId === A.tenantId ? withModels(file) : file))
    : TWIN_FILES;
  const world = await openWorld({ database, tenantFiles, issuers: ISSUERS, log, ...(at !== undefined && { at }) });
  // Opening it has brought both tenants in line with their files: what follows from that is none of the probe's doing.
  await world.owner`delete from pgboss.job`;
  // What was made for those who ask has a shadow too.
  if (template === seeds.templates.open) {
    for (const credential of Object.values(ASKERS)) await credential(world, 'alder');
    await castShadow(world.owner);
  }
  const canaries = await canariesOf(world.owner);
  return {
    world,
    findings,
    questions,
    canaries,
    staged,
    ids: { alder: await idsOf(world.owner, 'alder', staged.alder), birch: await idsOf(world.owner, 'birch', staged.birch) },
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    logged: () => lines.join(''),
    judge(where, text, asked = []) {
      findings.count();
      const found = canaryIn(text, canaries, asked);
      if (found !== null) findings.leak(where, `holds ${found}`);
    },
    async close() {
      hangUp(world);
      await world.close();
    },
  };
}

/** Types that have a row and an id, whether they are nodes of the API or not. */
async function idsOf(sql: postgres.Sql, tenant: Slug, staged: Ids): Promise<Record<string, string>> {
  const { tenantId } = tenant === 'alder' ? A : B;
  const ids: Record<string, string> = {};
  for (const { table, name, type } of await tenantColumns(sql)) {
    if (type !== 'uuid' || !name.endsWith('_id') || name === 'tenant_id') continue;
    const typeName = typeNameOf(name);
    if (ids[typeName] !== undefined) continue;
    const [row] = await sql<{ id: string }[]>`
      select ${sql(name)}::text as id from ${sql(table)} where tenant_id = ${tenantId} and ${sql(name)} is not null order by 1 limit 1`;
    if (row) ids[typeName] = printGlobalId(typeName, row.id);
  }
  return { ...ids, ...staged };
}

/** `dead_letter_id` is the id of a `DeadLetter`. */
function typeNameOf(column: string): string {
  return column
    .replace(/_id$/, '')
    .split('_')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}

/** Every type that `node` can give. */
export function nodeTypes(): readonly string[] {
  const node = schema.getType('Node');
  return isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
}

/** The UUID inside a global id. */
export function uuidIn(globalId: string): string {
  return parseGlobalId(globalId)?.id ?? '';
}
