/** `npm run faults`: breaks the platform while it works, and compares what was acknowledged with what is there. The last line is JSON. */
import { parseArgs } from 'node:util';
import { createRandom } from '../probe/random.ts';
import { type Installation, startInstallation } from './installation.ts';
import { missingPrograms } from './outer-programs.ts';
import type { Rehearsal, Size, Suite } from './suite.ts';
import { brokerAndRedis } from './suites/broker-and-redis.ts';
import { cutOffSites } from './suites/cut-off-sites.ts';
import { databaseRestarted } from './suites/database-restarted.ts';
import { garbageFrames } from './suites/garbage-frames.ts';
import { killedAgents } from './suites/killed-agents.ts';
import { killedProcesses } from './suites/killed-processes.ts';
import { offlineDay } from './suites/offline-day.ts';
import { poison } from './suites/poison.ts';
import { reorderedReadings } from './suites/reordered-readings.ts';
import { Tally } from './tally.ts';

const SUITES: readonly Suite[] = [
  killedProcesses,
  databaseRestarted,
  reorderedReadings,
  brokerAndRedis,
  cutOffSites,
  killedAgents,
  garbageFrames,
  poison,
  offlineDay,
];

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string' },
    fault: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    `npm run faults -- [--seed N] [--minutes N] [--fault TEXT,TEXT]\n${SUITES.map(({ name }) => `  ${name}`).join('\n')}`,
  );
  process.exit(0);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const chosen = SUITES.filter(({ name }) => (values.fault ?? '').split(',').some((text) => name.includes(text)));
if (!Number.isSafeInteger(seed) || (minutes !== null && !(minutes > 0)) || chosen.length === 0) {
  console.log(
    '--seed is a whole number, --minutes is above 0, and --fault is a part of a name that --help lists, or several by commas.',
  );
  process.exit(2);
}
console.log(`seed ${seed}${minutes === null ? ', the quick version' : `, about ${minutes} minutes`}`);
process.exitCode = (await rehearse()) ? 0 : 1;
process.exit();

async function rehearse(): Promise<boolean> {
  const tally = new Tally((line) => console.log(line));
  const opened: Promise<Installation>[] = [];
  const installation = (): Promise<Installation> => {
    const known = opened[0] ?? startInstallation(tally);
    opened[0] = known;
    return known;
  };
  const left: string[] = [];
  try {
    for (const suite of chosen) {
      const missing = missingPrograms(suite.needs);
      if (missing.length > 0) {
        console.log(`skipped  ${suite.name}: ${missing.join(' and ')} not installed`);
        left.push(suite.name);
      } else await timed(suite, { tally, random: createRandom(seed), seed, size: sizeOf(minutes), installation });
    }
  } finally {
    for (const one of await Promise.all(opened)) await one.stop();
  }
  const { offences } = tally;
  console.log(
    JSON.stringify({
      ...offences,
      faults: Object.fromEntries(tally.faults),
      checked: Object.fromEntries(tally.checked),
      recoveryMs: tally.recoveries(),
      skipped: left,
      seed,
    }),
  );
  return tally.offenceCount === 0;
}

async function timed(suite: Suite, rehearsal: Rehearsal): Promise<void> {
  const { tally } = rehearsal;
  const before = tally.offenceCount;
  const startedAtMs = performance.now();
  const figures = await suite.run(rehearsal).catch((error: unknown) => {
    tally.offend('brokenPromises', `the rehearsal itself broke: ${error instanceof Error ? error.stack : String(error)}`);
    return {};
  });
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  const told = Object.entries(figures).map(([name, count]) => `${name} ${count}`);
  console.log(`${String(tally.offenceCount - before).padStart(4)} offences  ${suite.name} (${seconds} s): ${told.join(', ')}`);
}

/** A long run is as many times the quick one as its minutes allow. */
function sizeOf(minutesWanted: number | null): Size {
  if (minutesWanted === null) return { isQuick: true, killCount: 1, outageCount: 1, frameCount: 800, propertyRunCount: 40 };
  return {
    isQuick: false,
    killCount: Math.ceil(minutesWanted * 10),
    outageCount: Math.ceil(minutesWanted),
    frameCount: Math.ceil(minutesWanted * 20_000),
    propertyRunCount: Math.ceil(minutesWanted * 50),
  };
}
