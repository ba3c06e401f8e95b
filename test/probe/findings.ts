/** What a run has asked and what it found: every question counts, every broken expectation is a finding. */
export class Findings {
  probeCount = 0;
  readonly leaks: string[] = [];
  readonly #leakCountMax: number;

  /** A mutant is dead at the first finding; a run wants to see more of them. */
  constructor({ leakCountMax = 200 }: { leakCountMax?: number } = {}) {
    this.#leakCountMax = leakCountMax;
  }

  get isOver(): boolean {
    return this.leaks.length >= this.#leakCountMax;
  }

  /** One more question was put to the platform. */
  count(probeCount = 1): void {
    this.probeCount += probeCount;
  }

  leak(where: string, what: string): void {
    this.leaks.push(`${where}: ${what.slice(0, 600)}`);
    if (this.isOver) throw new EnoughFound();
  }

  expect(where: string, isTrue: boolean, what: string): void {
    if (!isTrue) this.leak(where, what);
  }
}

/** Ends a run that has found what it was to find. */
export class EnoughFound extends Error {}

/** Where two texts part, with a little of what is around. */
export function differenceOf(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 60), at + 80)} instead of ${other.slice(Math.max(0, at - 60), at + 80)}`;
}
