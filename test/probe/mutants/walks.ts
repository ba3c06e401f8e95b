import type { Step } from './plans.ts';

/** A suite as it went with nothing dropped. */
export interface Walk {
  /** As `stepName` has it. */
  readonly stepName: string;
  /** A finding proves that the suite would notice every mutant, and so nothing. */
  readonly found: string | null;
  /** The places that it came by, by their names, and after how many milliseconds it first did. */
  readonly sites: Readonly<Record<string, number>>;
}

export function stepName({ name, template }: Pick<Step, 'name' | 'template'>): string {
  return `${name} (${template})`;
}

/** The suites of a plan that come by one of these places, the soonest first: no other can notice that it is dropped. */
export function comingBy(plan: readonly Step[], walks: readonly Walk[], sites: readonly string[]): readonly Step[] {
  const firstMs = ({ sites: passed }: Walk): number => Math.min(...sites.map((site) => passed[site] ?? Infinity));
  const soonest = walks.filter((walk) => firstMs(walk) < Infinity).toSorted((one, other) => firstMs(one) - firstMs(other));
  return soonest.flatMap((walk) => plan.filter((step) => stepName(step) === walk.stepName));
}
