import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../installation.ts';
import { recovery } from '../load/load.ts';
import { ProgramProcess } from '../program-process.ts';
import { isAsked, judgeLooks, LATE_MS_MAX } from '../site/judge-looks.ts';
import { openSite, type Site } from '../site/open-site.ts';
import { everythingFollows, override } from '../site/override-site.ts';
import type { Rehearsal, Suite } from '../suite.ts';

/** Once with its lines, once without, once with a clock that goes wrong, and once with both. */
const KILL_COUNT_MIN = 4;
const HELD_MS = 8_000;
const KILL_WITHIN_MS = 1_000;
const STEPS_MS = [-3_600_000, 3_600_000, -90_000, 86_400_000];
/** What was measured a moment before the kill may not be on disk yet, and the first round takes a moment. */
const MARGIN_MS = 3_000;
const SECOND_MS = 1_000;

/** A span in which nobody drove the battery. */
interface Gap {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The agent of a site is killed while its battery is overridden, with and without the platform, and with its computer's clock stepped. */
export const killedAgents: Suite = {
  name: 'killed agents',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const installation = await rehearsal.installation();
    await using site = await openSite(installation);
    const sinceMs = Date.now();
    const agent = agentOf(rehearsal, site);
    await agent.process.start();
    await using running = new AsyncDisposableStack();
    running.defer(() => agent.process.stop());
    const killCount = Math.max(KILL_COUNT_MIN, rehearsal.size.killCount);
    const gaps: Gap[] = [];
    for (let kill = 0; kill < killCount; kill += 1) {
      const faults = { isOffline: kill % 2 === 1, stepMs: kill % 4 < 2 ? 0 : rehearsal.random.pick(STEPS_MS) };
      gaps.push(await killWhileHeld(rehearsal, { installation, site, agent, ...faults }));
    }
    const isUnattended = (atMs: number): boolean => gaps.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);
    const readings = await judgeReadings(rehearsal, { installation, site, sinceMs, gaps });
    return { kills: killCount, readings, ...(await judgeLooks(rehearsal.tally, installation, { site, isUnattended })) };
  },
};

interface SteppedAgent {
  readonly process: ProgramProcess;
  /** From now on its system's clock is wrong by so much. */
  stepClock(errorMs: number): void;
}

function agentOf({ tally }: Rehearsal, { config }: Site): SteppedAgent {
  const [configPath, clockPath] = [join(config.dataDir, 'config.json'), join(config.dataDir, 'stepped-clock')];
  const stepClock = (errorMs: number): void => writeFileSync(clockPath, String(errorMs));
  writeFileSync(configPath, JSON.stringify(config));
  stepClock(0);
  const program = {
    name: 'agent',
    command: ['--import', './test/faults/stepped-clock.ts', 'edge/src/cli/main.ts', 'run', configPath],
    readyText: 'the agent runs',
    environment: { STEPPED_CLOCK_FILE: clockPath },
  };
  return { process: new ProgramProcess(program, tally), stepClock };
}

interface Kill {
  readonly installation: Installation;
  readonly site: Site;
  readonly agent: SteppedAgent;
  readonly isOffline: boolean;
  readonly stepMs: number;
}

/** Whatever has happened to its agent, the battery does what it was asked until it is over. */
async function killWhileHeld(rehearsal: Rehearsal, { installation, site, agent, isOffline, stepMs }: Kill): Promise<Gap> {
  const { tally, random } = rehearsal;
  await everythingFollows(rehearsal, { installation, site });
  const heldUntilMs = Date.now() + HELD_MS;
  const powerKw = await override(rehearsal, { installation, site, durationMs: HELD_MS });
  const follows = (): boolean => isAsked(site.battery.state().control.setpointW, powerKw);
  tally.expect('brokenPromises', (await recovery(performance.now(), follows)) !== null, 'a site does not take an override');
  for (const line of [site.instructionLine, site.telemetryLine]) line.condition = isOffline ? 'down' : 'open';
  agent.stepClock(stepMs);
  await pause(random.next() * KILL_WITHIN_MS);
  const fromMs = Date.now();
  await agent.process.kill();
  await agent.process.start();
  tally.recovered('agent ready', Date.now() - fromMs);
  tally.fault(`agent killed${isOffline ? ' while offline' : ''}${stepMs === 0 ? '' : ', its clock stepped'}`);
  const gap = { fromMs, untilMs: Date.now() + LATE_MS_MAX };
  while (Date.now() < gap.untilMs) await pause(LATE_MS_MAX / 10);
  while (Date.now() < heldUntilMs - LATE_MS_MAX / 10) {
    tally.expect('brokenPromises', follows(), `a site let go of ${powerKw} kW ${heldUntilMs - Date.now()} ms before its end`);
    tally.check('looks at what a restarted agent holds', 1);
    await pause(LATE_MS_MAX / 10);
  }
  await pause(LATE_MS_MAX);
  agent.stepClock(0);
  for (const line of [site.instructionLine, site.telemetryLine]) line.condition = 'open';
  return gap;
}

/** Every second in which an agent drove the battery has its reading, and there are none of another time. */
async function judgeReadings(
  { tally }: Rehearsal,
  {
    installation: { owner },
    site,
    sinceMs,
    gaps,
  }: Pick<Kill, 'installation' | 'site'> & { sinceMs: number; gaps: readonly Gap[] },
): Promise<number> {
  const untilMs = Date.now();
  const caughtUpMs = await recovery(performance.now(), async () => {
    const [row] = await owner<{ isThere: boolean }[]>`
      select coalesce(max(measured_at) >= ${new Date(untilMs)}, false) as "isThere" from reading
      where battery_id = ${site.batteryId} and measured_at < ${new Date(untilMs + MARGIN_MS * 10)}`;
    return row?.isThere === true;
  });
  tally.expect('lost', caughtUpMs !== null, 'the readings of a killed agent never arrived');
  const rows = await owner<{ second: number; receivedAt: Date }[]>`
    select (extract(epoch from measured_at))::int as second, received_at as "receivedAt" from reading
    where battery_id = ${site.batteryId} and received_at >= ${new Date(sinceMs)}`;
  const seconds = new Set(rows.map(({ second }) => second));
  tally.expect('duplicates', seconds.size === rows.length, `${rows.length - seconds.size} readings too many`);
  const strange = rows.filter(
    ({ second, receivedAt }) => second * SECOND_MS < sinceMs - MARGIN_MS || second * SECOND_MS > receivedAt.getTime() + SECOND_MS,
  );
  tally.expect('brokenPromises', strange.length === 0, `${strange.length} readings are of a time at which nobody measured`);
  for (let second = Math.ceil((sinceMs + MARGIN_MS) / SECOND_MS); second * SECOND_MS < untilMs; second += 1) {
    const atMs = second * SECOND_MS;
    if (gaps.some(({ fromMs, untilMs: endMs }) => fromMs - MARGIN_MS <= atMs && atMs < endMs + MARGIN_MS)) continue;
    tally.expect('lost', seconds.has(second), `the reading of ${new Date(atMs).toISOString()} is missing`);
    tally.check('readings of a killed agent', 1);
  }
  return rows.length;
}
