import { createHttpElexon } from '../../../src/modules/markets/index.ts';
import type { Services } from '../../../src/modules/module.ts';
import { seededPrices } from '../../../src/sim/market/price-source.ts';
import { openReportingDesk } from '../../../src/sim/market/reporting-desk.ts';
import { castShadow } from '../shadow.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
import { unchanged } from '../unchanged.ts';
import { adds } from './adds.ts';
import { askedBy, runJobs } from './own-work.ts';

/** Whole days come with the first look. */
const FACTS_LEAST = 48;

/** What is published becomes known to A by A's own looks, and what is not understood is A's letter. */
export async function askPublishedPrices(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  const now = (): Date => world.clock.now();
  const desk = await openReportingDesk({ now, source: seededPrices() });
  const publisher = createHttpElexon({ url: desk.url, terms: world.services.marketTerms.GB, now, restMs: 1 });
  const services: Services = { ...world.services, publishers: new Map([['GB', publisher]]) };
  // A has not looked at the newest days; the shadow has looked at everything just now.
  await world.owner`
    insert into price_look (tenant_id, market, settlement_date, asked_at, outcome)
    select ${SHADOW_ID}, 'GB', ${now()}::date - age, ${now()}, 'TAKEN' from generate_series(-2, 60) as age
    on conflict (tenant_id, market, settlement_date) do update set asked_at = excluded.asked_at, outcome = 'TAKEN', reason = null`;
  await expectAskedFor(twins, services, 1);
  await adds(twins, { table: 'market_price', least: FACTS_LEAST }, () => fetchOnce(twins, services));
  // Later looks take up the days that the first one left.
  for (let look = 0; look < 4; look += 1) await fetchOnce(twins, services);
  await expectAskedFor(twins, services, 0);
  world.clock.advance({ minutes: 10 });
  // The shadow has looked just now, and has had answers of another time.
  await castShadow(world.owner);
  await world.owner`
    update price_look set asked_at = ${now()}, computed_at = '2099-01-01', outcome = 'TAKEN', reason = null where tenant_id = ${SHADOW_ID}`;
  await expectAskedFor(twins, services, 1);
  desk.corrections = [{ fromAt: await firstOfToday(twins), price: 12.34, at: now() }];
  await adds(twins, { table: 'market_price', least: 1 }, () => unchanged(twins, 'a look', () => fetchJob(services)));
  world.clock.advance({ minutes: 10 });
  desk.mischief = () => 'nonsense';
  await adds(twins, { table: 'dead_letter', where: `source like 'prices/%'`, least: 2, most: 2 }, () =>
    fetchOnce(twins, services),
  );
  await desk.close();
}

/** The first settlement period of the newest day that was looked at. */
async function firstOfToday({ world }: TwinWorld): Promise<Date> {
  const [row] = await world.owner<{ fromAt: Date }[]>`
    select period_start as "fromAt" from market_price
    where tenant_id = ${A.tenantId} and settlement_date = (
      select max(settlement_date) from price_look where tenant_id = ${A.tenantId})
    order by period_start limit 1`;
  return row?.fromAt ?? new Date(0);
}

async function expectAskedFor(twins: TwinWorld, services: Services, count: number): Promise<void> {
  const { findings } = twins;
  const asked = await askedBy(twins, 'watch-publications', services);
  const isMeant = asked.length === count && asked.every(({ tenantId, market }) => tenantId === A.tenantId && market === 'GB');
  findings.count();
  findings.expect('the timer of publications', isMeant, `asks for ${JSON.stringify(asked)} instead of ${count} of A's`);
}

function fetchJob(services: Services): Promise<void> {
  return runJobs(services, 'fetch-prices', [{ market: 'GB' }]);
}

async function fetchOnce(twins: TwinWorld, services: Services): Promise<void> {
  await castShadow(twins.world.owner);
  await unchanged(twins, 'a look', () => fetchJob(services));
}
