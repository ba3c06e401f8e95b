import { ALL_QUESTIONS, type Questions } from '../questions.ts';
import { createRandom } from '../random.ts';
import { Findings } from '../findings.ts';
import type { Seeds } from '../seed.ts';
import { askAsAgent, askWithForgedTokens } from '../suites/credentials.ts';
import { askWithCursors, askWithOtherTypes } from '../suites/cursors.ts';
import { askDeclarations } from '../suites/declarations.ts';
import { askDoors } from '../suites/doors.ts';
import { askMarketRuns } from '../suites/market-runs.ts';
import { askParties } from '../suites/parties.ts';
import { askPeople } from '../suites/people.ts';
import { askPublishedPrices } from '../suites/published-prices.ts';
import { askForeignIds, askOwnIds } from '../suites/roots.ts';
import { askStreamsInTime } from '../suites/streams-in-time.ts';
import { askWithoutShadow } from '../suites/totals.ts';
import { askRefusals, askWhatWorks } from '../suites/works.ts';
import { openTwins, type TwinWorld } from '../twin-world.ts';
import type { SourceClass } from './operators.ts';
import { stepName } from './walks.ts';

/** A suite on a copy of one of the worlds. */
export interface Step {
  readonly name: string;
  readonly template: keyof Seeds['templates'];
  /** It has many that have nothing to do with one another: some of them can be put alone. */
  readonly isOfQuestions?: true;
  readonly ask: (twins: TwinWorld) => Promise<void>;
}

const PARTY_TIME = '2026-05-20T00:00:00Z';

const seeded = { seed: 4, roundCount: 10 };
const works = (template: Step['template']): Step => ({ name: 'works', template, ask: askWhatWorks });
const refusals: Step = { name: 'refusals', template: 'twins', ask: askRefusals };
const doors = (template: Step['template']): Step => ({ name: 'doors', template, ask: askDoors });
const marketRuns = (template: Step['template']): Step => ({ name: 'market runs', template, ask: askMarketRuns });
const publishedPrices = (template: Step['template']): Step => ({ name: 'published prices', template, ask: askPublishedPrices });
const declarations = (template: Step['template']): Step => ({ name: 'declarations', template, ask: askDeclarations });
const agents = (template: Step['template']): Step => ({ name: 'agents', template, ask: askAsAgent });
const tokens = (template: Step['template']): Step => ({ name: 'tokens', template, ask: askWithForgedTokens });
const people = (template: Step['template']): Step => ({ name: 'people', template, ask: askPeople });
const parties = (template: Step['template']): readonly Step[] => [
  { name: 'parties, briefly', template, ask: (twins) => askParties(twins, { ...seeded, roundCount: 0, isBrief: true }) },
  { name: 'parties', template, ask: (twins) => askParties(twins, seeded) },
];
const streams: Step = { name: 'streams in time', template: 'parties', ask: askStreamsInTime };
const cursors: Step = { name: 'cursors', template: 'twins', ask: askWithCursors };
const types: Step = {
  name: 'ids of other types',
  template: 'twins',
  ask: (twins) => askWithOtherTypes(twins, { random: createRandom(4) }),
};
const own: readonly Step[] = [
  {
    name: 'own ids, briefly',
    template: 'open',
    isOfQuestions: true,
    ask: (twins) => askOwnIds(twins, { askers: ['ADMIN', 'owner', 'agent'], isBrief: true }),
  },
  {
    name: 'own ids',
    template: 'open',
    isOfQuestions: true,
    ask: (twins) => askOwnIds(twins, { askers: ['ADMIN', 'owner', 'agent'] }),
  },
];

const foreign: Step = {
  name: 'ids of others',
  template: 'open',
  ask: (twins) => askForeignIds(twins, { random: createRandom(4), askers: ['ADMIN'], isBrief: true }),
};

const shadowless: Step = { name: 'without the shadow', template: 'open', isOfQuestions: true, ask: askWithoutShadow };

/** Which suites have to notice, the likeliest and the cheapest first; one that notices is enough. */
export const PLANS: Readonly<Record<SourceClass, readonly Step[]>> = {
  rule: [...parties('parties'), agents('twins'), streams],
  'rule of agents': [agents('twins')],
  'time of an agreement': [streams, ...parties('parties')],
  'tenant transaction': [
    works('twins'),
    doors('twins'),
    marketRuns('twins'),
    declarations('twins'),
    publishedPrices('twins'),
    tokens('twins'),
    people('twins'),
    agents('twins'),
    refusals,
    streams,
  ],
  // The second lock is gone in these worlds: what is kept apart is kept apart by the condition alone.
  'tenant condition': [
    works('open'),
    ...own.slice(0, 1),
    foreign,
    shadowless,
    marketRuns('open'),
    declarations('open'),
    publishedPrices('open'),
    doors('open'),
    agents('open'),
    tokens('open'),
    people('open'),
    ...parties('partiesOpen'),
    ...own.slice(1),
  ],
  check: [refusals, streams, agents('twins'), ...parties('parties'), people('twins'), doors('twins'), works('twins')],
  'binding of agents': [agents('twins'), doors('twins'), works('twins'), ...parties('parties')],
  credential: [tokens('twins'), people('twins'), agents('twins')],
  'id and cursor': [types, cursors],
};

/** Every suite of a plan, once. */
export const STEPS: readonly Step[] = [
  ...new Map(
    Object.values(PLANS)
      .flat()
      .map((step) => [stepName(step), step]),
  ).values(),
];

/** The first finding of a suite, or null. A suite that cannot be carried through has noticed too. */
export async function noticedBy(
  seeds: Seeds,
  { name, template, ask }: Step,
  questions: Questions = ALL_QUESTIONS,
): Promise<string | null> {
  const findings = new Findings({ leakCountMax: 1 });
  const at = template.startsWith('parties') ? { at: PARTY_TIME } : {};
  let twins: TwinWorld | null = null;
  try {
    twins = await openTwins(seeds, { template: seeds.templates[template], findings, questions, ...at });
    await ask(twins);
  } catch (error) {
    return `${name}: ${findings.leaks[0] ?? String(error)}`;
  } finally {
    await twins?.close().catch(() => undefined);
  }
  return findings.leaks[0] === undefined ? null : `${name}: ${findings.leaks[0]}`;
}
