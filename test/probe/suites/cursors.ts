import { getNamedType } from 'graphql';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { ROOT_FIELDS } from '../../api/root-fields.ts';
import { type AskerName, ASKERS } from '../actors.ts';
import type { Random } from '../random.ts';
import { documentOf, isCursor, placed, type RootField, rootFieldsOf, shallowSelection, slotsOf } from '../schema-paths.ts';
import { codesOf, comparable, send } from '../send.ts';
import { nodeTypes, schema, type TwinWorld, uuidIn } from '../twin-world.ts';
import { judgeReply } from './roots.ts';
import { answerTo } from './works.ts';

const PAGED = '{ edges { cursor } pageInfo { startCursor endCursor } }';
const ASKERS_OF_PAGES = ['ADMIN', 'VIEWER', 'owner', 'supplier', 'agent', 'support'] as const satisfies readonly AskerName[];

/** The positions of B's lists, given to A: a cursor is a place in an order and opens nothing. One of another list is refused. */
export async function askWithCursors(twins: TwinWorld): Promise<void> {
  const paged = rootFieldsOf(schema).filter(({ field }) => slotsOf(field.args, isCursor).length > 0);
  const foreign = new Map<string, readonly string[]>();
  const admin = await ASKERS.ADMIN(twins.world, 'birch');
  for (const root of paged) foreign.set(root.name, await cursorsOf(twins, root, admin));
  for (const asker of ASKERS_OF_PAGES) {
    const credential = await ASKERS[asker](twins.world, 'alder');
    for (const root of paged) {
      for (const [name, cursors] of foreign) {
        for (const cursor of cursors) {
          await askAfter(twins, { root, asker, credential, cursor, isOfAnother: name !== root.name });
        }
      }
      for (const cursor of forged(foreign.get(root.name) ?? [])) {
        await askAfter(twins, { root, asker, credential, cursor, isOfAnother: true });
      }
    }
  }
}

async function cursorsOf({ world, findings }: TwinWorld, root: RootField, credential: string | null): Promise<string[]> {
  // Those of streams are instants, and nobody's.
  if (root.operation === 'subscription') return [];
  const { body } = await send(world, credential, { document: documentOf(root, PAGED, new Set()), variables: {} });
  const cursors = [...body.matchAll(/"cursor":"([^"]+)"/g)].flatMap(([, cursor]) => cursor ?? []);
  findings.count();
  findings.expect(`${root.path} of B`, cursors.length > 0, 'has no pages: nothing would be proved of them');
  return cursors.slice(0, 3);
}

interface After {
  readonly root: RootField;
  readonly asker: AskerName;
  readonly credential: string | null;
  readonly cursor: string;
  readonly isOfAnother: boolean;
}

async function askAfter(twins: TwinWorld, { root, asker, credential, cursor, isOfAnother }: After): Promise<void> {
  for (const slot of slotsOf(root.field.args, isCursor)) {
    // `placed` gives back an object where it was given one.
    const variables = placed({}, slot, cursor) as Record<string, unknown>;
    const selection = shallowSelection(schema, getNamedType(root.field.type), '');
    const question = { document: documentOf(root, selection, new Set(Object.keys(variables))), variables };
    const reply = await answerTo(twins, { field: root.path, credential, question });
    const where = `${root.path} as ${asker}, ${slot.join('.')} ${Buffer.from(cursor, 'base64url').toString()}`;
    judgeReply(twins, where, reply, [cursor, ...Object.values(twins.ids.alder)]);
    const codes = codesOf(reply.body);
    const isRefused = codes.includes('BAD_USER_INPUT') || codes.includes('FORBIDDEN');
    if (isOfAnother)
      twins.findings.expect(where, isRefused || isSameOrder(reply.body), 'takes a cursor that is not one of its own');
  }
}

/** Two lists in the same order have the same cursors: then there is an answer, and it was judged. */
function isSameOrder(body: string): boolean {
  return !body.includes('"errors"');
}

/** A cursor with something else where an id, an instant or a number stands. */
function forged(cursors: readonly string[]): string[] {
  const print = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const [cursor] = cursors;
  if (cursor === undefined) return [];
  // A cursor is JSON of texts.
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, string>;
  const last = Object.keys(parts).at(-1) ?? '';
  return [
    'zero',
    print([]),
    print({ ...parts, [last]: 'no such thing' }),
    print({ ...parts, [last]: 1 }),
    print({ ...parts, more: 'x' }),
  ];
}

/** The right UUID under another type's name is an id of nothing. */
export async function askWithOtherTypes(twins: TwinWorld, { random }: { random: Random }): Promise<void> {
  for (const { field, document, as, withId } of ROOT_FIELDS) {
    if (!withId || field.startsWith('Subscription.') || field === 'Query.node' || field === 'Query.nodes') continue;
    const credential = await ASKERS[as](twins.world, 'alder');
    const uuid = uuidIn(twins.staged.alder[withId.type]);
    for (const type of nodeTypes()) {
      const isOfType = printGlobalId(type, uuid) === twins.staged.alder[withId.type];
      if (isOfType || field === 'Query.auditEntries') continue;
      const asked = [printGlobalId(type, uuid), printGlobalId(type, random.uuid())] as const;
      const [theirs, nothings] = await Promise.all(
        asked.map((id) => send(twins.world, credential, { document, variables: withId.variables(id, twins.staged.alder) })),
      );
      if (!theirs || !nothings) continue;
      judgeReply(twins, `${field} with the UUID of a ${withId.type} as a ${type}`, theirs, asked);
      const isSame = comparable(theirs, asked[0]) === comparable(nothings, asked[1]);
      twins.findings.expect(`${field} with the UUID of a ${withId.type} as a ${type}`, isSame, `is found: ${theirs.body}`);
    }
  }
}
