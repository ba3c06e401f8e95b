import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { startAgent } from '../../../edge/src/agent.ts';
import { wallClock } from '../../../edge/src/clock/wall-clock.ts';
import { recovery } from '../load/load.ts';
import { judgeLooks } from '../site/judge-looks.ts';
import { openSite, type Site } from '../site/open-site.ts';
import { everythingFollows, override, OVERRIDE_MS } from '../site/override-site.ts';
import type { Suite } from '../suite.ts';

const CUT_MS = 5_000;
const FLAP_MS = 700;
const FLAP_COUNT = 5;

/** A site's lines are silent in either direction, reset, refused and flapping, while its battery is overridden for seconds at a time. */
export const cutOffSites: Suite = {
  name: 'sites cut off',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const installation = await rehearsal.installation();
    await using site = await openSite(installation);
    const log = pino({ level: process.env['HOLDFAST_TEST_LOG'] ?? 'silent' });
    const agent = await startAgent(site.config, { clock: wallClock, log });
    await using running = new AsyncDisposableStack();
    running.defer(() => agent.stop());
    const overriding = { installation, site };
    await everythingFollows(rehearsal, overriding);
    const cuts = cutsOf(site);
    const cutCount = rehearsal.size.isQuick ? cuts.length : cuts.length * rehearsal.size.outageCount;
    for (let index = 0; index < cutCount; index += 1) {
      const cut = cuts[index % cuts.length];
      if (!cut) continue;
      await override(rehearsal, overriding);
      await Promise.all([
        cut.bring(),
        // One that the site may hear of when it is over.
        pause(CUT_MS / 3).then(() => override(rehearsal, overriding)),
      ]);
      rehearsal.tally.fault(cut.name);
      await everythingFollows(rehearsal, overriding);
    }
    await pause(OVERRIDE_MS);
    const spooled = await recovery(performance.now(), () => agent.status().unconfirmedBatchCount <= 1);
    rehearsal.tally.expect('lost', spooled !== null, 'the telemetry of a site that was cut off never got its receipts');
    return { cuts: cutCount, ...(await judgeLooks(rehearsal.tally, installation, { site })) };
  },
};

function cutsOf({ instructionLine, telemetryLine }: Site): readonly { readonly name: string; bring(): Promise<void> }[] {
  const lines = [instructionLine, telemetryLine];
  const during = async (condition: 'silent' | 'silent-up' | 'silent-down' | 'down', durationMs: number): Promise<void> => {
    for (const line of lines) line.condition = condition;
    await pause(durationMs);
    for (const line of lines) line.condition = 'open';
  };
  return [
    { name: 'site silent', bring: () => during('silent', CUT_MS) },
    { name: 'nothing from the site', bring: () => during('silent-up', CUT_MS) },
    { name: 'nothing to the site', bring: () => during('silent-down', CUT_MS) },
    {
      name: 'flapping line',
      async bring() {
        for (let flap = 0; flap < FLAP_COUNT; flap += 1) {
          await during('down', FLAP_MS);
          await pause(FLAP_MS);
        }
      },
    },
    {
      name: 'half-open sockets',
      async bring() {
        for (const line of lines) line.abandon();
        await pause(CUT_MS);
      },
    },
  ];
}
