import { setTimeout as pause } from 'node:timers/promises';
import type { RoleName } from '../installation.ts';
import { type Load, recovery, underLoad } from '../load/load.ts';
import type { Rehearsal, Suite } from '../suite.ts';

const ROLES: readonly RoleName[] = ['api', 'ingest', 'worker'];
const PAUSE_MS_MAX = 500;

/** API, ingest and worker are killed in turn, at random instants, while clients change things and sites send telemetry. */
export const killedProcesses: Suite = {
  name: 'killed processes',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const installation = await rehearsal.installation();
    return underLoad(rehearsal, { installation, name: 'killed' }, async (load) => {
      for (let kill = 0; kill < rehearsal.size.killCount * ROLES.length; kill += 1) {
        await pause(rehearsal.random.next() * PAUSE_MS_MAX);
        await killOne(rehearsal, load, ROLES[kill % ROLES.length] ?? 'api');
      }
    });
  },
};

async function killOne({ tally, installation: opened }: Rehearsal, load: Load, name: RoleName): Promise<void> {
  const { roles, owner } = await opened();
  const interrupted =
    name === 'worker'
      ? await owner<{ id: string; startedOn: Date }[]>`
          select id, started_on as "startedOn" from pgboss.job where state = 'active' and name <> 'dead-letters'`
      : [];
  const sinceMs = performance.now();
  await roles[name].kill();
  tally.fault(`${name} killed`);
  await roles[name].start();
  tally.recovered(`${name} ready`, performance.now() - sinceMs);
  const worksAgain: Record<RoleName, () => boolean | Promise<boolean>> = {
    api: () => load.mutations.lastAcknowledgedMs > sinceMs && load.telemetry.lastAnswerMs > sinceMs,
    ingest: () => load.telemetry.lastReceiptMs > sinceMs,
    worker: async () => {
      const [still] = await owner<{ count: number }[]>`
        select count(*)::int as count from unnest(
          ${interrupted.map(({ id }) => id)}::uuid[], ${interrupted.map(({ startedOn }) => startedOn.toISOString())}::timestamptz[]
        ) as one (id, started_on) join pgboss.job on job.id = one.id
        where job.state = 'active' and job.started_on = one.started_on`;
      return still?.count === 0;
    },
  };
  const recoveryMs = await recovery(sinceMs, worksAgain[name]);
  if (recoveryMs === null) tally.offend('brokenPromises', `the ${name} does not work again`);
  // A job of a killed worker is taken over when its heartbeat is overdue and somebody has looked.
  else tally.recovered(name === 'worker' ? 'jobs of a killed worker' : name, recoveryMs);
}
