import { drop, rightsAsked, sites } from './switches.ts';
import type { Seeds } from '../seed.ts';
import type { MutantClass } from './operators.ts';

/** A process that takes every so-manieth mutant, drops what it is about and sees whether a suite notices. One line of JSON each. */

export interface Share {
  readonly seeds: Seeds;
  readonly part: number;
  readonly partCount: number;
  /** Every so-manieth of all mutants only. */
  readonly every: number;
  /** Those whose description holds it, alone. */
  readonly only: string | null;
}

export interface Verdict {
  readonly mutantClass: MutantClass | 'none';
  readonly what: string;
  /** What noticed it; null when nothing did. */
  readonly killedBy: string | null;
  readonly durationMs: number;
}

interface Mutant {
  readonly mutantClass: MutantClass | 'none';
  readonly what: string;
  readonly tryIt: () => Promise<string | null>;
}

/** A mutant that nothing was said of by then has not been noticed. */
const MUTANT_MS_MAX = 240_000;

// The platform is loaded after its switches.
const { noticedBy, PLANS } = await import('./plans.ts');
const { partnersOf } = await import('./twice.ts');
const { ruleMutants } = await import('./rules.ts');
const { databaseMutants } = await import('./database.ts');
const { copyOf } = await import('../databases.ts');
const { Findings } = await import('../findings.ts');
const { askWalls } = await import('../suites/walls.ts');
const { default: postgres } = await import('postgres');

// What the parent hands over is a share as it printed it.
const { seeds, part, partCount, every, only } = JSON.parse(process.argv[2] ?? '{}') as Share;
let broken: ((error: unknown) => void) | null = null;
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => broken?.(error));

const mutants = [...(await allMutants()).filter(isMine), ...(part === 0 ? [unchangedPlatform()] : [])];
for (const mutant of mutants) {
  const startedAtMs = performance.now();
  const killedBy = await tried(mutant);
  const verdict: Verdict = {
    mutantClass: mutant.mutantClass,
    what: mutant.what,
    killedBy,
    durationMs: Math.round(performance.now() - startedAtMs),
  };
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}
process.exit(0);

function isMine({ what }: Mutant, index: number): boolean {
  if (only !== null) return what.includes(only) && index % partCount === part;
  return index % every === 0 && Math.floor(index / every) % partCount === part;
}

async function allMutants(): Promise<Mutant[]> {
  const template = await copyOf(seeds.adminUrl, seeds.templates.twins);
  const ofDatabase = await databaseMutants(template.ownerUrl);
  await template.drop();
  return [
    ...ruleMutants((right) => rightsAsked.has(right)).map(({ mutantClass, what, change }): Mutant => {
      return { mutantClass, what, tryIt: () => dropped({ rules: change }, mutantClass) };
    }),
    ...sites.map((site): Mutant => {
      const { id, mutantClass, file, line, what } = site;
      const partners = partnersOf(site, sites);
      const told = `${file}:${line} ${what}${partners.length > 0 ? ', and the same lock where it stands again' : ''}`;
      return { mutantClass, what: told, tryIt: () => dropped({ ids: [id, ...partners] }, mutantClass) };
    }),
    ...ofDatabase.map(({ what, statements }): Mutant => {
      return { mutantClass: 'row-level security', what, tryIt: () => wallsWithout(statements) };
    }),
  ];
}

/** With nothing dropped no suite may find anything: else its findings would prove nothing. */
function unchangedPlatform(): Mutant {
  const steps = new Map(
    Object.values(PLANS).flatMap((plan) => plan.map((step) => [`${step.name} ${step.template}`, step] as const)),
  );
  return {
    mutantClass: 'none',
    what: 'the platform as it is',
    async tryIt() {
      for (const step of steps.values()) {
        const found = await noticedBy(seeds, step);
        if (found !== null) return found;
      }
      return null;
    },
  };
}

async function dropped(changes: Parameters<typeof drop>[0], mutantClass: MutantClass): Promise<string | null> {
  if (mutantClass === 'row-level security') throw new Error('That is dropped in the database.');
  const restore = drop(changes);
  try {
    for (const step of PLANS[mutantClass]) {
      const found = await noticedBy(seeds, step);
      if (found !== null) return found;
    }
    return null;
  } finally {
    restore();
  }
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

function tried({ mutantClass, tryIt }: Mutant): Promise<string | null> {
  return new Promise((resolve) => {
    const overdue = setTimeout(() => resolve(null), mutantClass === 'none' ? 4 * MUTANT_MS_MAX : MUTANT_MS_MAX);
    const end = (found: string | null): void => {
      clearTimeout(overdue);
      broken = null;
      resolve(found);
    };
    broken = (error) => end(`broke: ${String(error)}`);
    tryIt().then(end, (error: unknown) => end(`broke: ${String(error)}`));
  });
}
