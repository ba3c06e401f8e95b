/** `npm run probe`: asks the platform for what it must not tell. The last line of a run is JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type AskerName, ASKER_NAMES } from './actors.ts';
import { copyOf, startProbeServer } from './databases.ts';
import { EnoughFound, Findings } from './findings.ts';
import type { Verdict } from './mutants/work-off.ts';
import { createRandom } from './random.ts';
import { makeSeeds, type Seeds } from './seed.ts';
import { askAsAgent, askWithForgedTokens } from './suites/credentials.ts';
import { askWithCursors, askWithOtherTypes } from './suites/cursors.ts';
import { askDoors, askLog } from './suites/doors.ts';
import { askUnderFire } from './suites/fire.ts';
import { askParties } from './suites/parties.ts';
import { askForeignIds, askOwnIds } from './suites/roots.ts';
import { askStreamsInTime } from './suites/streams-in-time.ts';
import { askTotals } from './suites/totals.ts';
import { askWalls } from './suites/walls.ts';
import { askRefusals, askWhatWorks, unchanged } from './suites/works.ts';
import { openTwins, type TwinWorld } from './twin-world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const isQuick = values.quick;

/** One for each way in which an ability is made. */
const KINDS_OF_ASKERS: readonly AskerName[] = ['nobody', 'ADMIN', 'owner', 'agent', 'support'];
/** The quick run asks as fewer people, draws fewer agreements and tries every so-manieth mutant. */
const SIZES = isQuick
  ? { roundCount: 4, killCount: 3, mutantEvery: 12, askers: KINDS_OF_ASKERS }
  : { roundCount: 20, killCount: 20, mutantEvery: 1, askers: ASKER_NAMES };
const MUTANT_PROCESS_COUNT = 2;
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
  { name: 'cursors', template: 'twins', ask: askWithCursors },
  { name: 'who may not', template: 'twins', ask: askRefusals },
  { name: 'who may', template: 'twins', ask: askWhatWorks },
  { name: 'forged and ended credentials', template: 'twins', ask: askWithForgedTokens },
  { name: 'agents', template: 'twins', ask: askAsAgent },
  { name: 'ingest, queues, timers, streams', template: 'twins', ask: askDoors },
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

if (values.help) {
  console.log('npm run probe -- [--seed N] [--quick] [--mutant TEXT]');
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
  const mutantRun = runMutants(seeds);
  if (values.mutant === undefined) await askAll(seeds, findings);
  const verdicts = await mutantRun;
  const { mutantCount, killedCount, isSound } = summary(verdicts);
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
    for (const { name, template, ask } of SUITES) {
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

/** Mutants are tried in processes of their own, beside the questions. */
async function runMutants(seeds: Seeds): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await Promise.all(
    Array.from({ length: MUTANT_PROCESS_COUNT }, async (_, part) => {
      const only = values.mutant ?? null;
      const share = { seeds, part, partCount: MUTANT_PROCESS_COUNT, every: SIZES.mutantEvery, only };
      const child = spawn(process.execPath, [MUTANTS, JSON.stringify(share)], { stdio: ['ignore', 'pipe', 'inherit'] });
      // A line is a verdict as the process printed it.
      for await (const line of createInterface({ input: child.stdout })) verdicts.push(JSON.parse(line) as Verdict);
      if (child.exitCode === null) await once(child, 'exit');
      if (child.exitCode !== 0) throw new Error('A process of mutants ended before its work did.');
    }),
  );
  return verdicts;
}

/** Mutants by class; each one that nothing noticed is named. */
function summary(verdicts: readonly Verdict[]): { mutantCount: number; killedCount: number; isSound: boolean } {
  const sound = verdicts.find(({ mutantClass }) => mutantClass === 'none');
  if (sound?.killedBy !== null) console.log(`BROKEN the suites find fault with the platform as it is: ${sound?.killedBy}`);
  const mutants = verdicts.filter(({ mutantClass }) => mutantClass !== 'none');
  for (const [mutantClass, ofClass] of Map.groupBy(mutants, (verdict) => verdict.mutantClass)) {
    const killed = ofClass.filter(({ killedBy }) => killedBy !== null);
    console.log(`${String(killed.length).padStart(6)} of ${String(ofClass.length).padStart(3)} mutants killed  ${mutantClass}`);
    if (values.mutant !== undefined)
      for (const { what, killedBy } of ofClass) console.log(`       ${what}\n       ${killedBy?.slice(0, 300)}`);
  }
  for (const { mutantClass, what, killedBy } of mutants) if (killedBy === null) console.log(`SURVIVED ${mutantClass}: ${what}`);
  return {
    mutantCount: mutants.length,
    killedCount: mutants.filter(({ killedBy }) => killedBy !== null).length,
    isSound: sound?.killedBy === null,
  };
}
