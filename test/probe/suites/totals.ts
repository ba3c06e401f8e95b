import postgres from 'postgres';
import { getNamedType } from 'graphql';
import { ASKER_NAMES, ASKERS } from '../actors.ts';
import { differenceOf } from '../findings.ts';
import { inParallel } from '../in-parallel.ts';
import { documentOf, rootFieldsOf, shallowSelection } from '../schema-paths.ts';
import { comparable, send } from '../send.ts';
import { schema, type TwinWorld } from '../twin-world.ts';
import { B, tenantColumns, tenantTables } from '../twins.ts';
import { ownVariables } from './roots.ts';

/** A's answers, their sizes and their costs before and after everything of B is there twice: not a letter changes. */
export async function askTotals(twins: TwinWorld): Promise<void> {
  // A credential that is made, and its first use, change what there is to be told of it.
  await answers(twins);
  const before = await answers(twins);
  await doubleOther(twins.ownerUrl);
  const after = await answers(twins);
  for (const [where, answer] of before) {
    const now = after.get(where) ?? '';
    twins.findings.expect(where, now === answer, `changes when B's data doubles: ${differenceOf(now, answer)}`);
  }
}

async function answers(twins: TwinWorld): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const roots = rootFieldsOf(schema).filter(({ operation }) => operation === 'query');
  for (const asker of ASKER_NAMES) {
    // Every use of support access adds to the trail that its questions are about.
    if (asker === 'support') continue;
    const credential = await ASKERS[asker](twins.world, 'alder');
    await inParallel(roots, 8, async (root) => {
      const variables = ownVariables(twins, root);
      const selection = shallowSelection(schema, getNamedType(root.field.type), 'Battery');
      const document = documentOf(root, selection, new Set(Object.keys(variables)));
      const reply = await send(twins.world, credential, { document, variables });
      twins.judge(`${root.path} as ${asker}`, reply.body, Object.values(twins.ids.alder));
      found.set(`${root.path} as ${asker}`, comparable(reply, ''));
    });
  }
  return found;
}

/** Each row of B once more, under ids of its own. Those that refer to one another go on doing so. */
async function doubleOther(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
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
  await sql.end();
}

function valueOf(name: string, type: string): string {
  if (type === 'uuid' && name !== 'tenant_id') return `md5('twice ' || "${name}"::text)::uuid`;
  if (name === 'entry_sequence') return `"${name}" + 100000`;
  if (/^(name|serial|fingerprint256|idempotency_key)$/.test(name)) return `"${name}" || ' twice'`;
  return `"${name}"`;
}
