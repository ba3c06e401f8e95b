import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../installation.ts';
import { type Load, recovery, underLoad } from '../load/load.ts';
import type { Suite } from '../suite.ts';
import type { Tally } from '../tally.ts';

const PAUSE_MS_MAX = 2_000;

/** PostgreSQL ends without a word to anybody, and the lines to it go dead, while clients change things and sites send telemetry. */
export const databaseRestarted: Suite = {
  name: 'database restarted',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const { tally, random, size } = rehearsal;
    const installation = await rehearsal.installation();
    return underLoad(rehearsal, { installation, name: 'database' }, async (load) => {
      for (let outage = 0; outage < size.outageCount; outage += 1) {
        await pause(random.next() * PAUSE_MS_MAX);
        const sinceMs = performance.now();
        const crashed = installation.crashDatabase();
        tally.fault('database crashed');
        const { outageMs } = await crashed;
        tally.recovered('database itself', outageMs);
        await everythingWorks(load, { tally, sinceMs, after: 'a crash of the database' });
      }
      for (let outage = 0; outage < Math.ceil(size.outageCount / 2); outage += 1) {
        await pause(random.next() * PAUSE_MS_MAX);
        await loseLines(installation, load, tally);
      }
    });
  },
};

/** Nobody is told that the connections are dead; new ones are made as ever. */
async function loseLines({ databaseLine }: Installation, load: Load, tally: Tally): Promise<void> {
  const sinceMs = performance.now();
  databaseLine.abandon();
  tally.fault('database connections gone dead');
  await everythingWorks(load, { tally, sinceMs, after: 'dead connections to the database' });
}

async function everythingWorks(
  { mutations, telemetry }: Load,
  { tally, sinceMs, after }: { tally: Tally; sinceMs: number; after: string },
): Promise<void> {
  const works: readonly (readonly [string, () => boolean])[] = [
    ['changes', () => mutations.lastAcknowledgedMs > sinceMs],
    ['telemetry over HTTP', () => telemetry.lastAnswerMs > sinceMs],
    ['telemetry over MQTT', () => telemetry.lastReceiptMs > sinceMs],
  ];
  await Promise.all(
    works.map(async ([what, worksAgain]) => {
      const recoveryMs = await recovery(sinceMs, worksAgain);
      if (recoveryMs === null) tally.offend('brokenPromises', `${what} never came back after ${after}`);
      else tally.recovered(`${what} after ${after}`, recoveryMs);
    }),
  );
}
