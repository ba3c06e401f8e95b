import type { Step } from './plans.ts';

/** A suite as it went with nothing dropped. */
export interface Walk {
  /** As `stepName` has it. */
  readonly stepName: string;
  /** A finding proves that the suite would notice every mutant, and so nothing. */
  readonly found: string | null;
  readonly durationMs: number;
  /** The places that it came by, by their names. */
  readonly sites: readonly string[];
  /** Of each question that can be put alone: the places that it came by, as indexes of `sites`. */
  readonly questions: readonly { readonly name: string; readonly sites: readonly number[] }[];
}

/** A suite that may notice a mutant, or those of its questions that can. */
export interface Trial {
  readonly step: Step;
  /** Null for all of them. */
  readonly names: ReadonlySet<string> | null;
  readonly costMs: number;
}

/** Before the first question is put. */
const OPENING_MS = 5_000;

export function stepName({ name, template }: Pick<Step, 'name' | 'template'>): string {
  return `${name} (${template})`;
}

/** What of a plan comes by one of these places, the cheapest first: nothing else can notice that it is dropped. */
export function trialsOf(plan: readonly Step[], walks: readonly Walk[], sites: readonly string[]): readonly Trial[] {
  const byName = new Map(walks.map((walk) => [walk.stepName, walk]));
  const trials = plan.flatMap((step): Trial[] => {
    const walk = byName.get(stepName(step));
    if (!walk?.sites.some((site) => sites.includes(site))) return [];
    const whole = { step, names: null, costMs: walk.durationMs };
    const chosen = questionsBy(walk, sites);
    if (chosen.length === 0) return [whole];
    const costMs = OPENING_MS + (walk.durationMs * chosen.length) / walk.questions.length;
    return [{ step, names: new Set(chosen), costMs }, whole];
  });
  return trials.toSorted((one, other) => one.costMs - other.costMs);
}

function questionsBy({ sites: passed, questions }: Walk, sites: readonly string[]): string[] {
  const wanted = new Set(sites.map((site) => passed.indexOf(site)));
  return questions.filter((question) => question.sites.some((index) => wanted.has(index))).map(({ name }) => name);
}
