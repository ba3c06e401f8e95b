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
}

export function stepName({ name, template }: Pick<Step, 'name' | 'template'>): string {
  return `${name} (${template})`;
}

/** The suites of a plan that come by one of these places, the cheapest first: no other can notice that it is dropped. */
export function comingBy(plan: readonly Step[], walks: readonly Walk[], sites: readonly string[]): readonly Step[] {
  const passing = walks.filter((walk) => sites.some((site) => walk.sites.includes(site)));
  const cheapest = passing.toSorted((one, other) => one.durationMs - other.durationMs);
  return cheapest.flatMap((walk) => plan.filter((step) => stepName(step) === walk.stepName));
}
