import path from 'node:path';
import { present } from '../../src/kernel/assert.ts';
import { runAction } from '../../src/main/run-worker.ts';
import { modules } from '../../src/modules/all.ts';
import { createHttpElexon, type Publisher, readMarketTerms } from '../../src/modules/markets/index.ts';
import type { Services } from '../../src/modules/module.ts';
import { seededPrices } from '../../src/sim/market/price-source.ts';
import { openReportingDesk, type ReportingDesk } from '../../src/sim/market/reporting-desk.ts';
import { openWorld, type World } from './world.ts';

/** A few days are enough to see that all of them are asked for. */
export const LOOK_BACK_DAYS = 3;
export const SOURCE = seededPrices();

export interface PublicationStage {
  readonly world: World;
  readonly desk: ReportingDesk;
  readonly publisher: Publisher;
  /** What the clock sets going for these tenants, and then the queue; returns how many jobs there were. */
  look(tenantIds: readonly string[], publisher?: Publisher): Promise<number>;
  /** Works off a job of the queue. */
  fetch(tenantId: string): Promise<void>;
  /** Forgets every price, and goes to another instant. */
  startOver(at: string | Date): Promise<void>;
  close(): Promise<void>;
}

/** Two tenants that learn what energy costs from somebody who publishes it over real HTTP. */
export async function openPublicationStage(): Promise<PublicationStage> {
  const all = await readMarketTerms(path.resolve(import.meta.dirname, '../../markets'));
  const publications = { ...present(all.GB.publications, 'what is known of the publisher'), lookBackDays: LOOK_BACK_DAYS };
  const marketTerms = { ...all, GB: { ...all.GB, publications } };
  const world = await openWorld();
  const now = (): Date => world.clock.now();
  const desk = await openReportingDesk({ now, source: SOURCE });
  const publisher = createHttpElexon({ url: desk.url, terms: marketTerms.GB, now, answerMsMax: 2_000, restMs: 1 });
  const servicesWith = (given: Publisher): Services => ({ ...world.services, marketTerms, publishers: new Map([['GB', given]]) });
  const action = present(modules.markets.actions[0], 'an action');
  const timer = present(
    modules.markets.timers.find(({ name }) => name === 'watch-publications'),
    'a timer',
  );
  return {
    world,
    desk,
    publisher,
    async look(tenantIds, given = publisher) {
      const services = servicesWith(given);
      for (const { tenantId } of services.tenants.all().filter((tenant) => tenantIds.includes(tenant.tenantId)))
        await timer.run(services, tenantId);
      const jobs = await world.owner<{ payload: { tenantId: string; market: string } }[]>`
        delete from pgboss.job where name = ${action.queue} returning data -> 'payload' as payload`;
      for (const { payload } of jobs) await runAction(services, action, [payload]);
      return jobs.length;
    },
    fetch: (tenantId) => runAction(servicesWith(publisher), action, [{ tenantId, market: 'GB' }]),
    async startOver(at) {
      for (const table of ['price_look', 'market_price', 'dead_letter']) await world.owner`delete from ${world.owner(table)}`;
      await world.owner`delete from pgboss.job`;
      desk.reset();
      world.clock.setTo(at);
    },
    async close() {
      await world.close();
      await desk.close();
    },
  };
}
