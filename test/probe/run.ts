/** `npm run probe`: asks the platform for what it must not tell. The last line of a run is JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type AskerName, ASKER_NAMES } from './actors.ts';
import { copyOf, startProbeServer } from './databases.ts';
import { EnoughFound, Findings } from './findings.ts';
import type { Walk } from './mutants/walks.ts';
import type { Line, Share, Verdict } from './mutants/work-off.ts';
import { createRandom } from './random.ts';
import { makeSeeds, type Seeds } from './seed.ts';
import { askAsAgent, askWithForgedTokens } from './suites/credentials.ts';
import { askWithCursors, askWithOtherTypes } from './suites/cursors.ts';
import { askDeclarations } from './suites/declarations.ts';
import { askDoors, askLog } from './suites/doors.ts';
import { askMarketRuns } from './suites/market-runs.ts';
import { askUnderFire } from './suites/fire.ts';
import { askParties } from './suites/parties.ts';
import { askPeople } from './suites/people.ts';
import { askForeignIds, askOwnIds } from './suites/roots.ts';
import { askPublishedPrices } from './suites/published-prices.ts';
import { askStreamsInTime } from './suites/streams-in-time.ts';
import { askTotals, askWithoutShadow } from './suites/totals.ts';
import { askWalls } from './suites/walls.ts';
import { askRefusals, askWhatWorks } from './suites/works.ts';
import { unchanged } from './unchanged.ts';
import { openTwins, type TwinWorld } from './twin-world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    mutant: { type: 'string', multiple: true },
    from: { type: 'string', default: '0' },
    suite: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const isQuick = values.quick;

/** One for each way in which an ability is made. */
const KINDS_OF_ASKERS: readonly AskerName[] = ['nobody', 'ADMIN', 'owner', 'scoped', 'person', 'agent', 'support'];
/** The quick run asks as fewer people, draws fewer agreements and tries every so-manieth mutant. */
const SIZES = isQuick
  ? { roundCount: 4, killCount: 3, mutantEvery: 12, askers: KINDS_OF_ASKERS }
  : { roundCount: 20, killCount: 20, mutantEvery: 1, askers: ASKER_NAMES };
/** They wait for locks and for silence more than they reckon. */
const MUTANT_PROCESS_COUNT = 5;
/** For so few it costs more to find out which suites come by them than to ask all of these. */
const CHOSEN_FEW = 5;
/** After so many a process is replaced: what a dropped lock broke, and did not give back, does not add up. */
const MUTANTS_PER_PROCESS = 20;
const MUTANTS = join(import.meta.dirname, 'mutants', 'work-off.ts');
const PARTY_TIME = '2026-05-20T00:00:00Z';

interface Suite {
  readonly name: string;
  readonly template: keyof Seeds['templates'];
  readonly ask: (twins: TwinWorld) => Promise<unknown>;
}

const foreign = (twins: TwinWorld): Promise<void> => {
  const random = createRandom(seed);
  return unchanged(twins, "asking for what is another tenant's", async () => {
    await askOwnIds(twins, { askers: SIZES.askers });
    await askForeignIds(twins, { random, askers: SIZES.askers });
    await askWithOtherTypes(twins, { random });
  });
};

const SUITES: readonly Suite[] = [
  { name: 'root fields, with every id', template: 'twins', ask: foreign },
  {
    name: 'the same without row-level security',
    template: 'open',
    ask: (twins) => askOwnIds(twins, { askers: KINDS_OF_ASKERS }),
  },
  { name: 'answers without the shadow', template: 'open', ask: askWithoutShadow },
  { name: 'cursors', template: 'twins', ask: askWithCursors },
  { name: 'who may not', template: 'twins', ask: askRefusals },
  { name: 'who may', template: 'twins', ask: askWhatWorks },
  { name: 'forged and ended credentials', template: 'twins', ask: askWithForgedTokens },
  { name: 'people and apps', template: 'twins', ask: askPeople },
  { name: 'agents', template: 'twins', ask: askAsAgent },
  { name: 'ingest, queues, timers, streams', template: 'twins', ask: askDoors },
  { name: 'market runs', template: 'twins', ask: askMarketRuns },
  { name: 'declarations', template: 'twins', ask: askDeclarations },
  { name: 'published prices', template: 'twins', ask: askPublishedPrices },
  { name: 'totals while the other tenant doubles', template: 'twins', ask: askTotals },
  { name: 'parties and time', template: 'parties', ask: (twins) => askParties(twins, { seed, roundCount: SIZES.roundCount }) },
  { name: 'streams and time', template: 'parties', ask: askStreamsInTime },
  {
    name: 'while the server is killed',
    template: 'twins',
    ask: (twins) => askUnderFire(twins, { random: createRandom(seed), killCount: SIZES.killCount }),
  },
];
/** B itself speaks there. */
const OTHERS_SPEAK = new Set([
  'ingest, queues, timers, streams',
  'cursors',
  'forged and ended credentials',
  'totals while the other tenant doubles',
]);

interface MutantRun {
  readonly verdicts: readonly Verdict[];
  /** What suites found with nothing dropped. */
  readonly faults: readonly string[];
}

/** Of a run of some suites alone. */
const NO_MUTANTS = { mutantCount: 0, killedCount: 0, isSound: true };

if (values.help) {
  console.log('npm run probe -- [--seed N] [--quick] [--mutant TEXT … [--from N]] [--suite TEXT]');
  process.exit(0);
}
console.log(`seed ${seed}${isQuick ? ', the quick version' : ''}`);
const server = await startProbeServer();
try {
  process.exitCode = (await run(await makeSeeds(server.adminUrl))) ? 0 : 1;
} finally {
  await server.stop();
}
process.exit();

async function run(seeds: Seeds): Promise<boolean> {
  const findings = new Findings();
  const mutantRun = values.suite === undefined ? runMutants(seeds) : null;
  if (values.mutant === undefined) await askAll(seeds, findings);
  const { mutantCount, killedCount, isSound } = mutantRun ? summary(await mutantRun) : NO_MUTANTS;
  for (const leak of findings.leaks) console.log(`LEAK ${leak}`);
  console.log(
    JSON.stringify({
      probes: findings.probeCount,
      leaks: findings.leaks.length,
      mutants: mutantCount,
      killed: killedCount,
      seed,
    }),
  );
  return isSound && findings.leaks.length === 0 && killedCount === mutantCount;
}

async function askAll(seeds: Seeds, findings: Findings): Promise<void> {
  try {
    await timed('walls of the database', findings, async () => {
      const database = await copyOf(seeds.adminUrl, seeds.templates.twins);
      await askWalls({ ...database, findings });
      await database.drop();
    });
    for (const { name, template, ask } of SUITES.filter(({ name }) => name.includes(values.suite ?? ''))) {
      await timed(name, findings, async () => {
        const at = template.startsWith('parties') ? { at: PARTY_TIME } : {};
        const twins = await openTwins(seeds, { template: seeds.templates[template], findings, ...at });
        try {
          await ask(twins);
          if (!OTHERS_SPEAK.has(name)) askLog(twins);
        } finally {
          await twins.close();
        }
      });
    }
  } catch (error) {
    if (!(error instanceof EnoughFound)) throw error;
  }
}

async function timed(name: string, findings: Findings, work: () => Promise<unknown>): Promise<void> {
  const [before, leaksBefore, startedAtMs] = [findings.probeCount, findings.leaks.length, performance.now()];
  await work();
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  const count = String(findings.probeCount - before).padStart(6);
  console.log(`${count} probes ${String(findings.leaks.length - leaksBefore).padStart(3)} leaks  ${name} (${seconds} s)`);
}

/** Mutants are tried in processes of their own, beside the questions; all but a chosen few only by the suites that come by them. */
async function runMutants(seeds: Seeds): Promise<MutantRun> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-probe-'));
  try {
    const chosen = values.mutant ?? [''];
    const isFew = chosen.length <= CHOSEN_FEW && !chosen.includes('');
    const walks = isFew ? null : await walkThrough(seeds);
    const walksFile = walks && join(folder, 'walks.json');
    if (walksFile !== null) writeFileSync(walksFile, JSON.stringify(walks));
    const faults = (walks ?? []).flatMap(({ stepName, found }) => (found === null ? [] : `${stepName}: ${found}`));
    // What finds fault with the platform as it is did not see all that it comes by either.
    return { verdicts: faults.length > 0 ? [] : await tryAll(seeds, walksFile), faults };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The platform as it is: a suite that finds fault with it would notice every mutant. */
async function walkThrough(seeds: Seeds): Promise<Walk[]> {
  const walks = await Promise.all(
    Array.from({ length: MUTANT_PROCESS_COUNT }, async (_, fromIndex) => {
      const lines = linesOf({ seeds, work: { kind: 'walks', fromIndex, every: MUTANT_PROCESS_COUNT } });
      return (await Array.fromAsync(lines)).flatMap((line) => ('walk' in line ? line.walk : []));
    }),
  );
  return walks.flat();
}

async function tryAll(seeds: Seeds, walksFile: string | null): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const work = {
    kind: 'mutants',
    every: SIZES.mutantEvery,
    only: values.mutant ?? [''],
    walksFile,
  } as const;
  let mutantCount = Infinity;
  let nextIndex = Number(values.from);
  const workOff = async (): Promise<void> => {
    while (nextIndex < mutantCount) {
      let fromIndex = nextIndex;
      nextIndex += MUTANTS_PER_PROCESS;
      const untilIndex = nextIndex;
      // A process ends early behind one that it gave up.
      while (fromIndex < Math.min(untilIndex, mutantCount)) {
        for await (const line of linesOf({ seeds, work: { ...work, fromIndex, count: untilIndex - fromIndex } })) {
          if ('mutantCount' in line) ({ mutantCount } = line);
          if (!('verdict' in line)) continue;
          verdicts.push(told(line.verdict));
          fromIndex += 1;
        }
      }
      if (verdicts.length > 0) console.log(`${Number(values.from) + verdicts.length} of ${mutantCount} mutants tried`);
    }
  };
  await Promise.all(Array.from({ length: MUTANT_PROCESS_COUNT }, workOff));
  return verdicts;
}

async function* linesOf(share: Share): AsyncGenerator<Line> {
  const child = spawn(process.execPath, [MUTANTS, JSON.stringify(share)], { stdio: ['ignore', 'pipe', 'inherit'] });
  // A line is what the process printed.
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Line;
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error('A process of mutants ended before its work did.');
}

/** A mutant that nothing noticed is named at once: a run is long. */
function told(verdict: Verdict): Verdict {
  const { killedBy, mutantClass, what, stepCount, isOverdue } = verdict;
  const why = isOverdue ? 'the time was over' : `${stepCount} suites come by`;
  if (killedBy === null) console.log(`SURVIVED ${mutantClass}: ${what} (${why})`);
  return verdict;
}

/** Mutants by class. */
function summary({ verdicts, faults }: MutantRun): { mutantCount: number; killedCount: number; isSound: boolean } {
  for (const fault of faults) console.log(`BROKEN a suite finds fault with the platform as it is: ${fault}`);
  for (const [mutantClass, ofClass] of Map.groupBy(verdicts, (verdict) => verdict.mutantClass)) {
    const killed = ofClass.filter(({ killedBy }) => killedBy !== null);
    const seconds = ofClass.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000;
    const count = `${String(killed.length).padStart(6)} of ${String(ofClass.length).padStart(3)}`;
    console.log(`${count} mutants killed  ${mutantClass} (${seconds.toFixed(0)} s)`);
    if (values.mutant !== undefined)
      for (const { what, killedBy } of ofClass) console.log(`       ${what}\n       ${killedBy?.slice(0, 300)}`);
  }
  return {
    mutantCount: verdicts.length,
    killedCount: verdicts.filter(({ killedBy }) => killedBy !== null).length,
    isSound: faults.length === 0,
  };
}
