import { setTimeout as pause } from 'node:timers/promises';
import { compareChanges, compareConsequences, compareReadings } from '../ledger.ts';
import type { Installation } from '../installation.ts';
import type { Rehearsal } from '../suite.ts';
import { MutationLoad } from './mutations.ts';
import { TelemetryLoad } from './telemetry.ts';

const RECOVERY_MS_MAX = 60_000;
const POLL_MS = 5;
/** Under faults no answer may take longer. */
const ANSWER_MS_MAX = 10_500;

export interface Load {
  readonly mutations: MutationLoad;
  readonly telemetry: TelemetryLoad;
}

/** Changes and telemetry at once while faults are brought about; then everything that was acknowledged is looked for. */
export async function underLoad(
  { tally, random }: Rehearsal,
  { installation, name }: { installation: Installation; name: string },
  work: (load: Load) => Promise<void>,
): Promise<Readonly<Record<string, number>>> {
  const mutations = new MutationLoad(installation, { random, tally, name });
  const telemetry = new TelemetryLoad(installation, { tally });
  await telemetry.start();
  mutations.start();
  try {
    await work({ mutations, telemetry });
  } finally {
    await mutations.stop();
    await telemetry.stop();
  }
  const { changes, refusedCount } = mutations;
  await compareConsequences(installation, { changes, tally });
  await compareChanges(installation, { changes, tally });
  await compareReadings(installation, { sent: telemetry.sent, tally });
  const longestMs = Math.round(Math.max(mutations.longestMs, telemetry.longestMs));
  tally.expect('brokenPromises', longestMs <= ANSWER_MS_MAX, `an answer took ${longestMs} ms`);
  return {
    changes: changes.length,
    acknowledgedChanges: mutations.acknowledgedCount,
    unansweredAttempts: refusedCount,
    readings: telemetry.sent.length,
    acknowledgedReadings: telemetry.acknowledgedCount,
    repeatedBatches: telemetry.repeatedCount,
    longestAnswerMs: longestMs,
  };
}

/** How long after an instant something first works again; null when it takes too long. */
export async function recovery(sinceMs: number, works: () => boolean | Promise<boolean>): Promise<number | null> {
  while (performance.now() - sinceMs < RECOVERY_MS_MAX) {
    if (await works()) return performance.now() - sinceMs;
    await pause(POLL_MS);
  }
  return null;
}
