import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  AGREED_NODES,
  agreedNodes,
  agree,
  datedNodes,
  type Drawn,
  drawn,
  entryNodes,
  FACTS_UNTIL_DAY,
  holdsOn,
  isKnown,
  KEYS,
  MODELS,
  namePlaces,
  noon,
  PARTS,
  PLACES,
  responseNodes,
  SPAN,
  today,
  TRUTH,
  truthFor,
  truthIn,
  type Viewer,
  withheldFor,
} from '../../harness/agreements-oracle.ts';
import { globalBattery, newKey } from '../../harness/world.ts';
import { differenceOf } from '../findings.ts';
import { codesOf, send } from '../send.ts';
import { openStreams, QUIET_MS, type Streams } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';

/** Refused, where `currentIntent` is withheld. */
const INTENT = 'query($id: ID!) { battery(id: $id) { intent { versionSequence } } }';

interface Round {
  readonly agreements: readonly Drawn[];
  readonly day: number;
  readonly models?: (typeof MODELS)[number];
}

interface Asking extends Round {
  readonly twins: TwinWorld;
  readonly viewer: Viewer;
  readonly credential: string;
  readonly streams: Streams;
}

interface PartiesOptions {
  readonly seed: number;
  readonly roundCount: number;
  /** One viewer and what it sees, without changes and streams. */
  readonly isBrief?: boolean;
}

/** Between the parties of one tenant, at any time: each answer is what the oracle of the agreements says, no more and no less. */
export async function askParties(twins: TwinWorld, { seed, roundCount, isBrief = false }: PartiesOptions): Promise<void> {
  const { world } = twins;
  const viewers = await Promise.all(
    KEYS.filter(([role]) => !isBrief || role === 'PARTY').map(async ([role, party]) => {
      const credential = await world.key('alder', role, party);
      return { role, party, credential, streams: openStreams(world, credential) };
    }),
  );
  for (const { agreements, day, models } of rounds({ seed, roundCount })) {
    await namePlaces(world, models);
    await agree(world, agreements);
    world.clock.setTo(noon(day));
    for (const { role, party, credential, streams } of viewers) {
      const viewer = { role, party, today: day, ...(models && { models }) };
      const asking = { twins, agreements, day, viewer, credential, streams };
      await askTruth(asking);
      await askParts(asking);
      await askNodes(asking);
      if (isBrief) continue;
      await askChanges(asking);
      await askStreams(asking);
    }
  }
  for (const { streams } of viewers) streams.close();
}

const ROLES = ['OWNER', 'LESSOR', 'LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER', 'SITE_HOST', 'AUDITOR'];
/** Over, in force and to come on the day of asking. */
const SPANS = [
  [3, 6],
  [8, null],
  [17, null],
] as const;

/** What lets a battery be known and little more, for each model: beside it, a role that is over or to come shows by itself. */
const BARELY = [
  [null, null, null],
  ['SITE_HOST', 'SITE_HOST', 'LESSOR'],
  ['OFFTAKER', 'OFFTAKER', 'OPERATOR'],
] as const;

/** Under the usual models in every way, and under the others as drawn. */
function rounds({ seed, roundCount }: { seed: number; roundCount: number }): Round[] {
  const [, ...others] = MODELS;
  return [
    ...coveringRounds(),
    AUDITED_BEFORE,
    ...drawnRounds({ seed, roundCount }),
    ...others.flatMap((models, index) =>
      drawnRounds({ seed: seed + index + 1, roundCount }).map((round) => ({ ...round, models })),
    ),
  ];
}

/** Each role in the past, now and in the future, over batteries of each model, beside another party that has everything. */
function coveringRounds(): Round[] {
  return ROLES.flatMap((role) =>
    BARELY.flatMap((barely) =>
      SPANS.map(([fromDay, untilDay], index) => ({
        day: 14,
        agreements: PLACES.flatMap((_place, place): Drawn[] => {
          const known = barely[place];
          const one = { place, wholeSite: index === place };
          return [
            { ...one, party: 'stranger', role, fromDay, untilDay },
            ...(known ? [{ ...one, wholeSite: false, party: 'stranger', role: known, fromDay: 0, untilDay: null }] : []),
            { ...one, wholeSite: false, party: 'supplier', role: 'OWNER', fromDay: 0, untilDay: null },
          ];
        }),
      })),
    ),
  );
}

/** Whoever may read older plans, and has had to do with the intent only since, learns nothing of it by those. */
const AUDITED_BEFORE: Round = {
  day: 14,
  agreements: [0, 1].flatMap((place): Drawn[] => {
    const one = { place, wholeSite: false, party: 'stranger', untilDay: null };
    return [
      { ...one, role: 'AUDITOR', fromDay: 0 },
      { ...one, role: 'OPTIMISER', fromDay: 8 },
    ];
  }),
};

function drawnRounds({ seed, roundCount }: { seed: number; roundCount: number }): Round[] {
  const round = fc.record({ agreements: fc.array(drawn, { minLength: 1, maxLength: 7 }), day: today });
  return fc.sample(round, { seed, numRuns: roundCount });
}

async function askTruth({ twins, agreements, viewer, credential }: Asking): Promise<void> {
  const where = `everything as ${viewer.role} of ${viewer.party}, ${told(agreements, viewer)}`;
  const { body } = await send(twins.world, credential, { document: TRUTH, variables: SPAN });
  twins.judge(where, body);
  // What `TRUTH` asks for; anything else differs from what is expected.
  const { data } = JSON.parse(body) as { data: Parameters<typeof truthIn>[0] | null };
  const [found, expected] = [data && truthIn(data), truthFor(agreements, viewer)];
  twins.findings.expect(
    where,
    isDeepStrictEqual(found, expected),
    `is not what the agreements give: ${differenceOf(JSON.stringify(found), JSON.stringify(expected))}`,
  );
  await askPages({ twins, credential, where, expected: expected.batteries.length });
}

/** What an answer leaves out it names, with the reason; what is refused whole is refused for the lack of the right alone. */
async function askParts({ twins, agreements, viewer, credential, day }: Asking): Promise<void> {
  for (const [place, where] of PLACES.entries()) {
    if (!isKnown(agreements, viewer, place)) continue;
    const id = globalBattery(where);
    const who = `of battery ${place} as ${viewer.role} of ${viewer.party}, ${told(agreements, viewer)}`;
    const parts = await send(twins.world, credential, { document: PARTS, variables: { id, ...SPAN } });
    // What the platform adds to an answer; without it nothing was withheld.
    const { extensions } = JSON.parse(parts.body) as { extensions?: { withheld?: readonly Withheld[] } };
    const whole = (extensions?.withheld ?? []).filter(({ reason }) => reason !== 'OUTSIDE_AGREEMENT');
    const found = whole.map(({ path }) => String(path.at(-1))).toSorted();
    const expected = withheldFor(agreements, viewer, place).toSorted();
    twins.findings.count();
    twins.findings.expect(
      `what is withheld ${who}`,
      isDeepStrictEqual(found, expected),
      `is ${found.join()} instead of ${expected.join()}`,
    );
    const intent = await send(twins.world, credential, { document: INTENT, variables: { id } });
    const [code = 'allowed'] = codesOf(intent.body);
    const wanted = expectedCode(agreements, viewer, { place, letter: 'i', day });
    twins.findings.count();
    twins.findings.expect(`the intent ${who}`, code === wanted, `is ${code} instead of ${wanted}`);
  }
}

/** One at a time, the pages hold as many as the whole list. */
async function askPages({
  twins,
  credential,
  where,
  expected,
}: {
  twins: TwinWorld;
  credential: string;
  where: string;
  expected: number;
}): Promise<void> {
  const document =
    'query($after: String) { batteries(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  let after: string | null = null;
  let count = 0;
  for (let page = 0; page <= PLACES.length; page += 1) {
    const { body } = await send(twins.world, credential, { document, variables: { after } });
    twins.judge(`a page of ${where}`, body);
    // The shape that the document asks for.
    const { data } = JSON.parse(body) as {
      data: { batteries: { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    };
    count += data.batteries.nodes.length;
    after = data.batteries.pageInfo.endCursor;
    if (!data.batteries.pageInfo.hasNextPage) break;
  }
  twins.findings.expect(`pages of ${where}`, count === expected, `hold ${count} batteries instead of ${expected}`);
}

async function askNodes({ twins, agreements, viewer, credential }: Asking): Promise<void> {
  const where = `by id as ${viewer.role} of ${viewer.party}, ${told(agreements, viewer)}`;
  const agreed = agreedNodes(agreements, viewer);
  const { body: versions } = await send(twins.world, credential, {
    document: AGREED_NODES,
    variables: { ids: agreed.map(({ id }) => id) },
  });
  twins.findings.count(agreed.length);
  // The shape that the document asks for.
  const shown = (JSON.parse(versions) as { data: { nodes: object[] } | null }).data?.nodes;
  const wanted = agreed.map(({ node }) => node);
  twins.findings.expect(
    `versions ${where}`,
    isDeepStrictEqual(shown, wanted),
    'are not what was agreed in the times of the viewer',
  );
  const entries = await entryNodes(twins.world, { agreements, viewer });
  await askById(twins, {
    credential,
    where: `entries of the trail ${where}`,
    fields: '... on AuditEntry { input }',
    nodes: entries,
  });
  const responses = responseNodes(agreements, viewer);
  await askById(twins, { credential, where: `enabled responses ${where}`, fields: '', nodes: responses });
  const dated = datedNodes(agreements, viewer);
  const withheld = await askById(twins, {
    credential,
    where: `plans, instructions, overrides and agreements ${where}`,
    fields: '... on Plan { reasons { constraint } }',
    nodes: dated.map(({ isOutside: _isOutside, ...node }) => node),
  });
  const outside = withheld
    .flatMap(({ path, reason }) => (reason === 'OUTSIDE_AGREEMENT' ? [Number(path[1])] : []))
    .toSorted((one, other) => one - other);
  const expected = dated.flatMap(({ isSeen, isOutside }, index) => (isSeen && isOutside === true ? [index] : []));
  twins.findings.expect(
    `what is withheld of plans ${where}`,
    isDeepStrictEqual(outside, expected),
    `is outside of agreements of ${outside.join()} instead of ${expected.join()}`,
  );
}

interface Withheld {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

interface AskedNodes {
  readonly credential: Asking['credential'];
  readonly where: string;
  /** What is asked of each beside its id. */
  readonly fields: string;
  readonly nodes: readonly { readonly id: string; readonly isSeen: boolean }[];
}

/** Each node is what it should be, or null where it is not the viewer's; returns what was withheld. */
async function askById(twins: TwinWorld, { credential, where, fields, nodes }: AskedNodes): Promise<readonly Withheld[]> {
  const ids = nodes.map(({ id }) => id);
  const document = `query($ids: [ID!]!) { nodes(ids: $ids) { id ${fields} } }`;
  const { body } = await send(twins.world, credential, { document, variables: { ids } });
  twins.findings.count(ids.length);
  const expected = nodes.map(({ isSeen, ...node }) => (isSeen ? node : null));
  // The shape that the document asks for, with what the platform adds to an answer.
  const { data = null, extensions } = JSON.parse(body) as {
    data?: { nodes: object[] } | null;
    extensions?: { withheld?: Withheld[] };
  };
  const difference = differenceOf(data === null ? body : JSON.stringify(data.nodes), JSON.stringify(expected));
  twins.findings.expect(where, isDeepStrictEqual(data?.nodes, expected), `are not what the agreements give: ${difference}`);
  return extensions?.withheld ?? [];
}

/** Wishes that nothing can come of but a refusal: by the agreements, or else for what they ask. */
const CHANGES = [
  [
    'W',
    'mutation($key: String!, $id: ID!) { setIntent(input: { idempotencyKey: $key, batteryId: $id, socPercentMin: 90, socPercentMax: 10 }) { __typename } }',
  ],
  ['W', 'query($id: ID!) { checkIntent(input: { batteryId: $id, socPercentMin: 90, socPercentMax: 10 }) { __typename } }'],
  ['P', 'mutation($key: String!, $id: ID!) { requestPlan(input: { idempotencyKey: $key, batteryId: $id }) { __typename } }'],
  [
    'O',
    'mutation($key: String!, $id: ID!) { overrideBattery(input: { idempotencyKey: $key, batteryId: $id, powerKw: 900000, untilAt: "2026-06-20T00:00:00Z", reason: "a probe" }) { __typename } }',
  ],
] as const;

async function askChanges({ twins, agreements, viewer, credential, day }: Asking): Promise<void> {
  for (const [place, where] of PLACES.entries()) {
    for (const [letter, document] of CHANGES) {
      const { body } = await send(twins.world, credential, { document, variables: { key: newKey(), id: globalBattery(where) } });
      const [code = 'allowed'] = codesOf(body);
      const expected = expectedCode(agreements, viewer, { place, letter, day });
      const who = `${viewer.role} of ${viewer.party}, ${told(agreements, viewer)}`;
      twins.judge(`a change as ${who}`, body);
      twins.findings.expect(
        `change ${letter} of battery ${place} as ${who}`,
        code === expected,
        `is ${code} instead of ${expected}`,
      );
    }
  }
}

/** Of which there is one thing at least that was made in each battery's past. */
const STREAMS = [
  ['l', 'subscription($id: ID!) { readings(batteryIds: [$id]) { socPercent } }'],
  ['p', 'subscription($id: ID!) { plans(batteryId: $id) { madeAt } }'],
  ['n', 'subscription($id: ID!) { instructions(batteryId: $id) { issuedAt } }'],
] as const;
/** No alert is open there. */
const QUIET_STREAMS = [['n', 'subscription($id: ID!) { alerts(batteryId: $id) { kind } }']] as const;

async function askStreams({ twins, agreements, viewer, streams, day }: Asking): Promise<void> {
  await Promise.all(
    PLACES.flatMap((where, place) =>
      [...STREAMS, ...QUIET_STREAMS].map(async ([letter, document], index) => {
        const refusal = expectedCode(agreements, viewer, { place, letter, day });
        const hasNews = index < STREAMS.length && holdsOn(agreements, viewer, { place, letter, day: FACTS_UNTIL_DAY - 1 });
        const expected = refusal === 'allowed' ? (hasNews ? 'an event' : 'quiet') : refusal;
        const variables = { id: globalBattery(where) };
        const answer = await streams.first({ document, variables }, expected === 'quiet' ? QUIET_MS : undefined);
        twins.judge('a stream', answer);
        const [code = answer === 'quiet' ? 'quiet' : 'an event'] = codesOf(answer);
        const who = `${viewer.role} of ${viewer.party}, ${told(agreements, viewer)}`;
        twins.findings.expect(
          `stream ${index} of battery ${place} as ${who}`,
          code === expected,
          `is ${code} instead of ${expected}`,
        );
      }),
    ),
  );
}

function expectedCode(
  agreements: readonly Drawn[],
  viewer: Viewer,
  asked: { place: number; letter: string; day: number },
): 'allowed' | 'FORBIDDEN' | 'NOT_FOUND' {
  if (!isKnown(agreements, viewer, asked.place)) return 'NOT_FOUND';
  return holdsOn(agreements, viewer, asked) ? 'allowed' : 'FORBIDDEN';
}

function told(agreements: readonly Drawn[], { today: day }: Viewer): string {
  return `day ${day}: ${agreements.map((one) => `${one.party} ${one.role} ${one.place}${one.wholeSite ? '*' : ''} ${one.fromDay}-${one.untilDay ?? ''}`).join(', ')}`;
}
