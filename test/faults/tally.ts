/** What must never happen, counted. Every count of a run has to be 0. */
export const OFFENCES = ['lost', 'duplicates', 'staleExecutions', 'limitViolations', 'crashes', 'brokenPromises'] as const;
export type Offence = (typeof OFFENCES)[number];

/** So many of each kind are told in words; the rest is only counted. */
const TOLD_PER_OFFENCE_MAX = 10;
/** A long run tells how far it is after so many faults. */
const FAULTS_BETWEEN_WORDS = 30;

/** What a run did and what came of it. */
export class Tally {
  readonly offences: Record<Offence, number> = {
    lost: 0,
    duplicates: 0,
    staleExecutions: 0,
    limitViolations: 0,
    crashes: 0,
    brokenPromises: 0,
  };
  readonly faults = new Map<string, number>();
  readonly checked = new Map<string, number>();
  readonly #recoveriesMs = new Map<string, number[]>();
  readonly #say: (line: string) => void;
  #broughtAbout = 0;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  get offenceCount(): number {
    return Object.values(this.offences).reduce((sum, count) => sum + count, 0);
  }

  /** Something that must never happen has. */
  offend(offence: Offence, what: string): void {
    this.offences[offence] += 1;
    if (this.offences[offence] <= TOLD_PER_OFFENCE_MAX) this.#say(`OFFENCE ${offence}: ${what}`);
  }

  /** Whether something that was promised holds. */
  expect(offence: Offence, holds: boolean, what: string): void {
    if (!holds) this.offend(offence, what);
  }

  /** A fault was brought about. */
  fault(kind: string, count = 1): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    this.#broughtAbout += 1;
    if (this.#broughtAbout % FAULTS_BETWEEN_WORDS !== 0) return;
    const counts = [...this.faults].map(([name, times]) => `${name} ${times}`).join(', ');
    this.#say(`so far: ${counts}; ${this.offenceCount} offences`);
  }

  /** So many things were compared with what they have to be: without any, a run proves nothing. */
  check(kind: string, count: number): void {
    this.checked.set(kind, (this.checked.get(kind) ?? 0) + count);
  }

  /** From the fault to the first thing that worked again. */
  recovered(kind: string, durationMs: number): void {
    this.#recoveriesMs.set(kind, [...(this.#recoveriesMs.get(kind) ?? []), durationMs]);
  }

  recoveries(): Record<string, { readonly count: number; readonly p50: number; readonly p99: number; readonly max: number }> {
    return Object.fromEntries(
      [...this.#recoveriesMs].map(([kind, durationsMs]) => {
        const inOrder = durationsMs.toSorted((one, other) => one - other);
        const at = (ratio: number): number => Math.round(inOrder[Math.ceil(ratio * inOrder.length) - 1] ?? 0);
        return [kind, { count: inOrder.length, p50: at(0.5), p99: at(0.99), max: at(1) }];
      }),
    );
  }
}
