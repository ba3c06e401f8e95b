import postgres from 'postgres';
import type { GraphQLNamedType } from 'graphql';
import { ASKER_NAMES, ASKERS, type AskerName } from '../actors.ts';
import { differenceOf } from '../findings.ts';
import { documentOf, selectionsOf, shallowSelection } from '../schema-paths.ts';
import { comparable, send } from '../send.ts';
import { putLast } from '../shadow.ts';
import { schema, type TwinWorld } from '../twin-world.ts';
import { B, SHADOW_ID, tenantColumns, tenantTables } from '../twins.ts';
import { ownQuestions, putAll } from './roots.ts';

/** Requests on their way at once. */
const AT_ONCE = 8;

/** A's answers, their sizes and their costs before and after everything of B is there twice: not a letter changes. */
export async function askTotals(twins: TwinWorld): Promise<void> {
  await askAround(twins, {
    askers: ASKER_NAMES,
    waysInto: (answer) => [shallowSelection(schema, answer, 'Battery')],
    changes: { "B's data doubles": () => asOwner(twins, doubleOther) },
  });
}

/** Nor does one change when the shadow's rows come last instead of first, and when they are gone. */
export async function askWithoutShadow(twins: TwinWorld): Promise<void> {
  await askAround(twins, {
    askers: ['ADMIN'],
    waysInto: (answer) => selectionsOf(schema, answer),
    changes: {
      'the shadow comes last': () => asOwner(twins, (sql) => putLast(sql, SHADOW_ID)),
      'the shadow is gone': () => asOwner(twins, removeShadow),
    },
  });
}

async function asOwner({ ownerUrl }: TwinWorld, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await work(sql);
  await sql.end();
}

interface Around {
  readonly askers: readonly AskerName[];
  /** What is selected of an answer: one question for each. */
  readonly waysInto: (answer: GraphQLNamedType) => readonly string[];
  /** One after the other. */
  readonly changes: Readonly<Record<string, () => Promise<void>>>;
}

async function askAround(twins: TwinWorld, { changes, ...asking }: Around): Promise<void> {
  // A credential that is made, and its first use, change what there is to be told of it.
  await answers(twins, asking);
  const before = await answers(twins, asking);
  for (const [when, change] of Object.entries(changes)) {
    await change();
    const after = await answers(twins, asking);
    for (const [where, answer] of before) {
      const now = after.get(where) ?? '';
      twins.findings.expect(where, now === answer, `changes when ${when}: ${differenceOf(now, answer)}`);
    }
  }
}

async function answers(
  twins: TwinWorld,
  { askers, waysInto }: Pick<Around, 'askers' | 'waysInto'>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const questions = ownQuestions(twins, (_root, answer) => waysInto(answer)).filter(({ root }) => root.operation === 'query');
  for (const asker of askers) {
    // Every use of support access adds to the trail that its questions are about.
    if (asker === 'support') continue;
    const credential = await ASKERS[asker](twins.world, 'alder');
    await putAll(twins, { asker, questions, atOnce: AT_ONCE }, async ({ root, selection, variables }, name) => {
      const document = documentOf(root, selection, new Set(Object.keys(variables)));
      const reply = await send(twins.world, credential, { document, variables });
      twins.judge(name, reply.body, Object.values(twins.ids.alder));
      found.set(name, comparable(reply, ''));
    });
  }
  return found;
}

/** Each row of B once more, under ids of its own. Those that refer to one another go on doing so. */
async function doubleOther(sql: postgres.Sql): Promise<void> {
  const columns = await tenantColumns(sql);
  await sql`set session_replication_role = replica`;
  for (const table of await tenantTables(sql)) {
    const own = columns.filter((column) => column.table === table);
    const names = own.map(({ name }) => `"${name}"`).join(', ');
    const values = own.map(({ name, type }) => valueOf(name, type)).join(', ');
    await sql.unsafe(
      `insert into "${table}" (${names}) overriding system value select ${values} from "${table}" where tenant_id = '${B.tenantId}' on conflict do nothing`,
    );
  }
}

async function removeShadow(sql: postgres.Sql): Promise<void> {
  await sql`set session_replication_role = replica`;
  for (const table of await tenantTables(sql)) await sql`delete from ${sql(table)} where tenant_id = ${SHADOW_ID}`;
}

function valueOf(name: string, type: string): string {
  if (type === 'uuid' && name !== 'tenant_id') return `md5('twice ' || "${name}"::text)::uuid`;
  if (name === 'entry_sequence') return `"${name}" + 100000`;
  if (/^(name|serial|fingerprint256|idempotency_key)$/.test(name)) return `"${name}" || ' twice'`;
  return `"${name}"`;
}
