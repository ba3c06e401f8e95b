import { readFileSync } from 'node:fs';
import { drop, notePassed, rightsAsked, sites } from './switches.ts';
import type { Seeds } from '../seed.ts';
import { nameOf } from './instrument.ts';
import type { MutantClass } from './operators.ts';
import type { Step } from './plans.ts';
import { ALL_QUESTIONS, type Questions, someQuestions } from '../questions.ts';
import { stepName, type Trial, trialsOf, type Walk } from './walks.ts';

/**
 * A process of a run with mutants: it walks through suites with nothing dropped, or takes some mutants, drops what each is about and
 * sees whether a suite notices. Each line it prints is JSON.
 */

export interface Share {
  readonly seeds: Seeds;
  readonly work:
    | {
        readonly kind: 'walks';
        /** Every so-manieth suite from the first index on. */
        readonly fromIndex: number;
        readonly every: number;
      }
    | {
        readonly kind: 'mutants';
        /** Every so-manieth of all mutants only. */
        readonly every: number;
        /** Those whose description holds one of these, alone. */
        readonly only: readonly string[];
        /** Where among these it begins. */
        readonly fromIndex: number;
        readonly count: number;
        /** A file with the walks, as JSON; without it, a mutant is held against every suite of its plan. */
        readonly walksFile: string | null;
      };
}

export type Line = { readonly mutantCount: number } | { readonly walk: Walk } | { readonly verdict: Verdict };

export interface Verdict {
  readonly mutantClass: MutantClass;
  readonly what: string;
  /** What noticed it; null when nothing did. */
  readonly killedBy: string | null;
  /** Whether the time was over before all of them were through. */
  readonly isOverdue: boolean;
  /** How many suites could have noticed. */
  readonly stepCount: number;
  readonly durationMs: number;
}

interface Mutant {
  readonly mutantClass: MutantClass;
  readonly what: string;
  /** How many suites can notice it. */
  readonly stepCount: number;
  readonly tryIt: () => Promise<string | null>;
}

/** A mutant that nothing was said of by then has not been noticed. */
const MUTANT_MS_MAX = 600_000;
const WALK_MS_MAX = 900_000;

// The platform is loaded after its switches.
const { noticedBy, PLANS, STEPS } = await import('./plans.ts');
const { partnersOf } = await import('./twice.ts');
const { ruleMutants } = await import('./rules.ts');
const { databaseMutants } = await import('./database.ts');
const { copyOf } = await import('../databases.ts');
const { Findings } = await import('../findings.ts');
const { askWalls } = await import('../suites/walls.ts');
const { default: postgres } = await import('postgres');

// What the parent hands over is a share as it printed it.
const { seeds, work } = JSON.parse(process.argv[2] ?? '{}') as Share;
let noticing: string | null = null;
let broken: ((error: unknown) => void) | null = null;
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => broken?.(error));

await (work.kind === 'walks' ? walkThrough(work) : tryMutants(work));
// Lines that are long are still on their way.
process.stdout.write('', () => process.exit(0));

function tell(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** With nothing dropped no suite may find anything: else its findings would prove nothing. */
async function walkThrough({ fromIndex, every }: Extract<Share['work'], { kind: 'walks' }>): Promise<void> {
  for (const step of STEPS.filter((_, index) => index % every === fromIndex)) {
    const passed = notePassed();
    const startedAtMs = performance.now();
    const { found } = await within(WALK_MS_MAX, () => noticedBy(seeds, step));
    const durationMs = Math.round(performance.now() - startedAtMs);
    const questions = found === null && step.isOfQuestions ? await sitesOfQuestions(step) : new Map<string, readonly string[]>();
    const all = passed();
    const indexOf = new Map(all.map((site, index) => [site, index]));
    const told = [...questions].map(([name, sites]) => ({ name, sites: sites.flatMap((site) => indexOf.get(site) ?? []) }));
    tell({ walk: { stepName: stepName(step), found, durationMs, sites: all, questions: told } });
  }
}

/** What each question comes by: put once, one after the other. */
async function sitesOfQuestions(step: Step): Promise<ReadonlyMap<string, readonly string[]>> {
  const noted = new Map<string, readonly string[]>();
  const questions: Questions = {
    isPut: (name) => !noted.has(name),
    atOnceMax: 1,
    async put(name, question) {
      const passed = notePassed();
      await question();
      noted.set(name, passed());
    },
  };
  await within(WALK_MS_MAX, () => noticedBy(seeds, step, questions));
  return noted;
}

async function tryMutants({
  every,
  only,
  fromIndex,
  count,
  walksFile,
}: Extract<Share['work'], { kind: 'mutants' }>): Promise<void> {
  // The parent has written what its walkers printed.
  const walks = walksFile === null ? null : (JSON.parse(readFileSync(walksFile, 'utf8')) as Walk[]);
  const asked = (await allMutants(walks))
    .filter(({ what }) => only.some((text) => what.includes(text)))
    .filter((_, index) => index % every === 0);
  tell({ mutantCount: asked.length });
  for (const mutant of asked.slice(fromIndex, fromIndex + count)) {
    const { mutantClass, what, stepCount, tryIt } = mutant;
    const startedAtMs = performance.now();
    const { found, isOverdue } = await within(MUTANT_MS_MAX, tryIt);
    const durationMs = Math.round(performance.now() - startedAtMs);
    tell({ verdict: { mutantClass, what, killedBy: found, isOverdue, stepCount, durationMs } });
    // What was given up goes on behind, and would put back what the next one drops: others try the rest.
    if (isOverdue) return;
  }
}

async function allMutants(walks: readonly Walk[] | null): Promise<Mutant[]> {
  const template = await copyOf(seeds.adminUrl, seeds.templates.twins);
  const ofDatabase = await databaseMutants(template.ownerUrl);
  await template.drop();
  return [
    ...ruleMutants((right) => rightsAsked.has(right)).map(({ mutantClass, what, change }): Mutant => {
      return { mutantClass, what, ...droppedIn(PLANS[mutantClass].map(wholly), { rules: change }) };
    }),
    ...sites.map((site): Mutant => {
      const { mutantClass } = site;
      const partners = partnersOf(site, sites);
      const all = [site, ...partners];
      const plan = PLANS[mutantClass];
      const trials = walks ? trialsOf(plan, walks, all.map(nameOf)) : plan.map(wholly);
      const what = `${nameOf(site)}${partners.length > 0 ? ', and the same lock where it stands again' : ''}`;
      return { mutantClass, what, ...droppedIn(trials, { ids: all.map(({ id }) => id) }) };
    }),
    ...ofDatabase.map(({ what, statements }): Mutant => {
      return { mutantClass: 'row-level security', what, stepCount: 1, tryIt: () => wallsWithout(statements) };
    }),
  ];
}

/** As it is tried where nobody has walked through the suites. */
function wholly(step: Step): Trial {
  return { step, names: null, costMs: 0 };
}

function droppedIn(trials: readonly Trial[], changes: Parameters<typeof drop>[0]): Pick<Mutant, 'stepCount' | 'tryIt'> {
  return {
    stepCount: new Set(trials.map(({ step }) => step)).size,
    async tryIt() {
      const restore = drop(changes);
      try {
        for (const trial of likeliestFirst(trials)) {
          const found = await noticedBy(seeds, trial.step, trial.names ? someQuestions(trial.names) : ALL_QUESTIONS);
          if (found === null) continue;
          noticing = trialName(trial);
          return found;
        }
        return null;
      } finally {
        restore();
      }
    },
  };
}

/** What noticed the mutant before, which often stands in the same file. */
function likeliestFirst(trials: readonly Trial[]): readonly Trial[] {
  const rank = (trial: Trial): number => (trialName(trial) === noticing ? 0 : 1);
  return trials.toSorted((one, other) => rank(one) - rank(other));
}

function trialName({ step, names }: Trial): string {
  return `${stepName(step)}${names ? ', some of it' : ''}`;
}

async function wallsWithout(statements: readonly string[]): Promise<string | null> {
  const database = await copyOf(seeds.adminUrl, seeds.templates.twins);
  const findings = new Findings({ leakCountMax: 1 });
  try {
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
    for (const statement of statements) await sql.unsafe(statement);
    await sql.end();
    await askWalls({ ...database, findings });
  } catch (error) {
    return findings.leaks[0] ?? String(error);
  } finally {
    await database.drop();
  }
  return findings.leaks[0] ?? null;
}

interface Search {
  readonly found: string | null;
  /** It was given up. */
  readonly isOverdue: boolean;
}

/** What was found by then; what breaks the process meanwhile has been noticed too. */
function within(durationMs: number, find: () => Promise<string | null>): Promise<Search> {
  return new Promise((resolve) => {
    const end = (found: string | null, isOverdue = false): void => {
      clearTimeout(overdue);
      broken = null;
      resolve({ found, isOverdue });
    };
    const overdue = setTimeout(() => end(null, true), durationMs);
    broken = (error) => end(`broke: ${String(error)}`);
    find().then(
      (found) => end(found),
      (error: unknown) => end(`broke: ${String(error)}`),
    );
  });
}
