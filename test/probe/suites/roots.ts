import { getNamedType, type GraphQLNamedType, type GraphQLObjectType, isInterfaceType } from 'graphql';
import { parseGlobalId, printGlobalId } from '../../../src/wire/global-id.ts';
import { ROOT_FIELDS } from '../../api/root-fields.ts';
import { newKey } from '../../harness/world.ts';
import { type AskerName, ASKER_NAMES, ASKERS } from '../actors.ts';
import { inParallel } from '../in-parallel.ts';
import type { Random } from '../random.ts';
import {
  documentOf,
  isId,
  placed,
  type RootField,
  rootFieldsOf,
  samplesOf,
  selectionsOf,
  shallowSelection,
  type Slot,
  slotsOf,
} from '../schema-paths.ts';
import { codesOf, comparable, type Reply, send } from '../send.ts';
import { openStreams, QUIET_MS, type Streams } from '../streams.ts';
import { nodeTypes, schema, type TwinWorld } from '../twin-world.ts';

const TRAIL = 'Query.auditEntries';
/** Requests on their way at once. */
const AT_ONCE = 12;

export interface RootsOptions {
  readonly random: Random;
  readonly askers?: readonly AskerName[];
  /** One way into each answer instead of all, and only ids of the type that the place is called by. */
  readonly isBrief?: boolean;
}

interface Case {
  readonly root: RootField;
  readonly slot: Slot;
  /** Which of the other arguments stand beside the slot. */
  readonly variables: Readonly<Record<string, unknown>>;
}

type Ask = (question: { document: string; variables: object }, waitMsMax?: number) => Promise<Reply>;

/** Every root field, every place of an id in its arguments: another tenant's ids, ids of other types, ids of nothing. */
export async function askForeignIds(
  twins: TwinWorld,
  { random, askers = ASKER_NAMES, isBrief = false }: RootsOptions,
): Promise<void> {
  const cases = rootFieldsOf(schema).flatMap((root) => casesOf(twins, root));
  const types = [...new Set([...nodeTypes(), ...Object.keys(twins.ids.birch)])];
  // Whatever is refused stands in A's own trail with the id that A named, so that the trail is asked before anything else.
  const [trail, others] = [cases.filter(({ root }) => root.path === TRAIL), cases.filter(({ root }) => root.path !== TRAIL)];
  for (const [asker, asked] of [trail, others].flatMap((some) => askers.map((each) => [each, some] as const))) {
    const { ask, close } = await openAsker(twins, asker);
    await inParallel(
      asked.flatMap((one) => types.flatMap((type) => (isBrief && !isCalled(one.slot, type) ? [] : [[one, type] as const]))),
      AT_ONCE,
      async ([one, type]) => askAbout(twins, { asker, ask: ask(one.root), one, type, random }),
    );
    close();
  }
}

/** `siteId` is the place of a Site's id, `batteryIds` that of several batteries'; `id` may be that of anything. */
function isCalled(slot: Slot, type: string): boolean {
  const name = String(slot.findLast((key) => typeof key === 'string'))
    .toLowerCase()
    .replace(/s$/, '');
  return name === 'id' || name === `${type}id`.toLowerCase();
}

/** Each root field with what is A's own, as deep as its answer goes: B and the shadow are in none of it. */
export async function askOwnIds(
  twins: TwinWorld,
  { askers = ASKER_NAMES, isBrief = false }: Omit<RootsOptions, 'random'>,
): Promise<void> {
  const questions = ownQuestions(twins, (root, answer) => waysInto(root, answer, isBrief));
  for (const asker of askers) {
    const { ask, close } = await openAsker(twins, asker);
    await putAll(twins, { asker, questions, atOnce: AT_ONCE }, async ({ root, selection, variables }) => {
      const document = documentOf(root, selection, new Set(Object.keys(variables)));
      const reply = await ask(root)({ document, variables }, QUIET_MS);
      judgeReply(twins, `${root.path} as ${asker} with its own ids: ${document}`, reply, Object.values(twins.ids.alder));
    });
    close();
  }
}

/** Puts an asker's questions, each by its name. */
export async function putAll(
  { questions: put }: TwinWorld,
  { asker, questions, atOnce }: { asker: AskerName; questions: readonly OwnQuestion[]; atOnce: number },
  work: (question: OwnQuestion, name: string) => Promise<void>,
): Promise<void> {
  const named = questions
    .map(
      (question) =>
        [question, `${question.root.path} as ${asker}: ${question.selection} of ${JSON.stringify(question.variables)}`] as const,
    )
    .filter(([, name]) => put.isPut(name));
  await inParallel(named, Math.min(atOnce, put.atOnceMax), ([question, name]) => put.put(name, () => work(question, name)));
}

export interface OwnQuestion {
  readonly root: RootField;
  readonly selection: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Each root field that changes nothing, with what is A's own, by the ways into its answer. */
export function ownQuestions(
  twins: TwinWorld,
  ways: (root: RootField, answer: GraphQLNamedType) => readonly string[],
): OwnQuestion[] {
  const roots = rootFieldsOf(schema).filter(({ operation }) => operation !== 'mutation');
  return roots.flatMap((root) =>
    ownsOf(twins, root).flatMap(({ variables, about }) =>
      ways(root, about ?? getNamedType(root.field.type)).map((inner) => {
        const selection = about ? `{ __typename ... on ${about.name} ${inner} }` : inner;
        return { root, selection, variables };
      }),
    ),
  );
}

/** What a stream tells of is what queries tell of too: one way into it is enough. */
function waysInto({ operation }: RootField, answer: GraphQLNamedType, isBrief: boolean): string[] {
  return isBrief || operation === 'subscription' ? [shallowSelection(schema, answer, answer.name)] : selectionsOf(schema, answer);
}

interface Question {
  readonly asker: AskerName;
  readonly ask: Ask;
  readonly one: Case;
  readonly type: string;
  readonly random: Random;
}

async function askAbout(twins: TwinWorld, { asker, ask, one, type, random }: Question): Promise<void> {
  const { root, slot } = one;
  const where = `${root.path} as ${asker}, ${slot.join('.')} of type ${type}`;
  const selection = shallowSelection(schema, getNamedType(root.field.type), type);
  const asking = async (id: string, waitMsMax?: number): Promise<Reply> => {
    // `placed` gives back an object where it was given one.
    const own = placed(one.variables, slot, id) as Record<string, unknown>;
    const variables = root.operation === 'mutation' ? withFreshKey(own) : own;
    return ask({ document: documentOf(root, selection, new Set(Object.keys(variables))), variables }, waitMsMax);
  };
  const foreign = twins.ids.birch[type];
  const nothing = printGlobalId((foreign && typeOfId(foreign)) ?? type, random.uuid());
  const replies = [nothing, ...(foreign === undefined ? [] : [foreign])].map(async (id) => [id, await asking(id)] as const);
  const [ofNothing, ofForeign] = await Promise.all(replies);
  if (!ofNothing) return;
  judgeReply(twins, where, ofNothing[1], [nothing]);
  if (ofForeign) {
    judgeReply(twins, `${where}, another tenant's`, ofForeign[1], [ofForeign[0]]);
    const [theirs, nothings] = [comparable(ofForeign[1], ofForeign[0]), comparable(ofNothing[1], nothing)];
    twins.findings.expect(
      where,
      theirs === nothings,
      `another tenant's id is told from an id of nothing:\n${theirs}\n${nothings}`,
    );
  }
  await askOfOtherType(twins, { where, asking, root, slot, type });
}

/** An id of A's own that the place does not take: it must not be taken for another object of the same UUID. */
async function askOfOtherType(
  twins: TwinWorld,
  {
    where,
    asking,
    root,
    slot,
    type,
  }: { where: string; asking: (id: string, waitMsMax: number) => Promise<Reply>; root: RootField; slot: Slot; type: string },
): Promise<void> {
  const own = twins.ids.alder[type];
  const mayWork = root.operation === 'mutation' && type === typeIn(twins, root, slot);
  if (own === undefined || mayWork) return;
  judgeReply(twins, `${where}, of A's own`, await asking(own, QUIET_MS), Object.values(twins.ids.alder));
}

export function judgeReply(twins: TwinWorld, where: string, { status, headers, body }: Reply, asked: readonly string[]): void {
  twins.judge(where, `${headers}\n${body}`, asked);
  const codes = codesOf(body);
  const isBroken = status >= 500 || codes.includes('INTERNAL') || codes.includes('GRAPHQL_VALIDATION_FAILED');
  twins.findings.expect(where, !isBroken, `breaks: ${status} ${body}`);
}

/** How somebody asks: queries and changes over HTTP, streams over a socket. */
async function openAsker({ world }: TwinWorld, asker: AskerName): Promise<{ ask: (root: RootField) => Ask; close: () => void }> {
  const credential = await ASKERS[asker](world, 'alder');
  let streams: Streams | null = null;
  const follow: Ask = async (question, waitMsMax) => {
    streams ??= openStreams(world, credential);
    return { status: 200, headers: '', body: await streams.first(question, waitMsMax) };
  };
  return {
    ask: ({ operation }) => (operation === 'subscription' ? follow : (question) => send(world, credential, question)),
    close: () => streams?.close(),
  };
}

/** Where ids stand in the arguments of a root field: beside what it needs, and beside what a sample of it brings. */
function casesOf(twins: TwinWorld, root: RootField): Case[] {
  const needed = samplesOf(root.field.args);
  const sampled = ownVariables(twins, root);
  return slotsOf(root.field.args, isId).flatMap((slot) => {
    const beside = [sampled, needed, alone(sampled, slot)].map((variables) => JSON.stringify(variables));
    // What was JSON a line ago is so still.
    return [...new Set(beside)].map((variables) => ({ root, slot, variables: JSON.parse(variables) as Case['variables'] }));
  });
}

/** The variables without the other ids of the same input: where one of several is to be given, this one is. */
function alone(variables: Readonly<Record<string, unknown>>, slot: Slot): Record<string, unknown> {
  const [argument, ...inner] = slot;
  const input = variables[String(argument)];
  if (inner.length === 0 || typeof input !== 'object' || input === null) return { ...variables };
  const others = Object.entries(input).filter(([name]) => name === 'partyId' || !/Ids?$/.test(name));
  return { ...variables, [String(argument)]: Object.fromEntries(others) };
}

/** Variables that work, where there is a sample of the field; else any that can be meant. */
function ownVariables({ staged }: TwinWorld, { path, field }: RootField): Record<string, unknown> {
  const sample = ROOT_FIELDS.find((one) => one.field === path)?.variables(staged.alder) ?? {};
  const names = new Set(field.args.map(({ name }) => name));
  // A page of one would hide what stands second.
  const known = Object.entries(sample).filter(([name]) => names.has(name) && name !== 'first');
  return { ...samplesOf(field.args), ...Object.fromEntries(known) };
}

/** The sample; where an id may be of any type, one of each with what is asked about it. */
function ownsOf(twins: TwinWorld, root: RootField): { variables: Record<string, unknown>; about: GraphQLObjectType | null }[] {
  const own = ownVariables(twins, root);
  const answer = getNamedType(root.field.type);
  if (!isInterfaceType(answer)) return [{ variables: own, about: null }];
  return slotsOf(root.field.args, isId).flatMap((slot) =>
    schema.getPossibleTypes(answer).flatMap((about) => {
      const id = twins.ids.alder[about.name];
      // `placed` gives back an object where it was given one.
      return id === undefined ? [] : [{ variables: placed(own, slot, id) as Record<string, unknown>, about }];
    }),
  );
}

function typeIn({ staged }: TwinWorld, { path }: RootField, slot: Slot): string | null {
  const id = slot.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    ROOT_FIELDS.find((one) => one.field === path)?.variables(staged.alder),
  );
  return typeof id === 'string' ? typeOfId(id) : null;
}

function typeOfId(globalId: string): string | null {
  return parseGlobalId(globalId)?.typeName ?? null;
}

function withFreshKey({ input, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return typeof input === 'object' ? { ...rest, input: { ...input, idempotencyKey: newKey() } } : rest;
}
