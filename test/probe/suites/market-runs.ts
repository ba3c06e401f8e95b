import { isDeepStrictEqual } from 'node:util';
import { connectorOf, createHttpExchange } from '../../../src/modules/markets/index.ts';
import type { Services } from '../../../src/modules/module.ts';
import { replayRun } from '../../../src/modules/trading/index.ts';
import { type AuctionHouse, openAuctionHouse } from '../../../src/sim/market/auction-house.ts';
import { BATTERIES, clearingPrice, priceAround, PRODUCT } from '../../harness/market-stage.ts';
import { batteryIdOf } from '../../harness/world.ts';
import { wordIn } from '../canary.ts';
import { ONE } from '../places.ts';
import { castShadow } from '../shadow.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';
import { adds } from './adds.ts';
import { askedBy, runJobs, runTimer, withFiles } from './own-work.ts';
import { unchanged } from '../unchanged.ts';

/** A stage of an auction of A's: who is asked, and what is known of the run. */
interface Auction {
  readonly twins: TwinWorld;
  readonly house: AuctionHouse;
  readonly services: Services;
  readonly runId: string;
  /** From now on the house knows its prices. */
  readonly clear: () => void;
}

/** An auction of A's is bid for with A's batteries alone, from what A knows, and what is awarded is A's. */
export async function askMarketRuns(twins: TwinWorld): Promise<void> {
  const { world } = twins;
  let isCleared = false;
  const house = await openAuctionHouse({
    now: () => world.clock.now(),
    connector: connectorOf('GB', world.services.marketTerms.GB),
    priceOf: (period) => (isCleared ? clearingPrice(period) : null),
  });
  const exchange = createHttpExchange({ url: house.url, token: 'a token', restMs: 1 });
  const auctions = [{ market: 'GB', product: PRODUCT, participant: 'OURS' }] as const;
  const files = withFiles(world.services, (entry) => ({ ...entry, trading: { ...entry.trading, auctions } }));
  const withoutExchange = { ...files, exchanges: new Map() };
  const services = { ...withoutExchange, exchanges: new Map([['GB', exchange] as const]) };
  await twins.world.publishPrices('alder', '2026-05-11', priceAround);
  await hearOn(twins, '2026-05-12');
  const clear = (): void => void (isCleared = true);
  const first = { twins, house, services, runId: await begun(twins, services), clear };
  await askBidding(first);
  await askAward(first);
  await askSoldResponses(first);
  // A day later nobody takes orders until the gate has closed.
  await hearOn(twins, '2026-05-13');
  const runId = await begun(twins, services);
  await follow({ ...first, services: withoutExchange, runId });
  await askMissedGate({ ...first, runId });
  await house.close();
}

/** Prices of the day, and every battery heard shortly before its auction. */
async function hearOn({ world }: TwinWorld, date: string): Promise<void> {
  world.clock.setTo(`${date}T12:00:00Z`);
  await world.publishPrices('alder', date, priceAround);
  world.clock.setTo(`${date}T13:45:00Z`);
  for (const place of BATTERIES) await world.storeReading(place, { socPercent: 50 });
  world.clock.setTo(`${date}T13:55:00Z`);
}

/** The timer begins one run of A's, and asks for those of A's that are not over and for no others. */
async function begun(twins: TwinWorld, services: Services): Promise<string> {
  const { world } = twins;
  await castShadow(world.owner);
  await unchanged(twins, 'the timer of market runs', () =>
    adds(twins, { table: 'market_run', least: 1, most: 1 }, () => expectAskedFor(twins, services)),
  );
  const [run] = await world.owner<{ runId: string }[]>`
    select run_id as "runId" from market_run where tenant_id = ${A.tenantId} and opened_at = ${world.clock.now()}`;
  return run?.runId ?? '';
}

/** Those of A's that are not over are asked for, and no others. */
async function expectAskedFor(twins: TwinWorld, services: Services): Promise<void> {
  const { world, findings } = twins;
  const asked = await askedBy(twins, 'watch-market-runs', services);
  const waiting = await world.owner<{ runId: string }[]>`
    select run_id as "runId" from market_run run where tenant_id = ${A.tenantId} and not exists (
      select from market_run_fact fact where fact.tenant_id = run.tenant_id and fact.run_id = run.run_id and step in ('AWARD', 'ABANDON'))
    order by 1`;
  const [one, other] = [asked.map(({ subjectId }) => subjectId), waiting.map(({ runId }) => runId)].map((ids) => ids.join());
  findings.expect('the timer of market runs', one === other, `asks for ${one} instead of ${other}`);
}

/** Takes the run as far as it goes; the shadow has all of it too, and has gone on. */
async function follow({ twins, services, runId }: Auction): Promise<void> {
  await castShadow(twins.world.owner);
  await unchanged(twins, 'a market run', () => runJobs(services, 'continue-market-run', [{ subjectId: runId }]));
}

async function askBidding(auction: Auction): Promise<void> {
  const { twins, house, runId } = auction;
  const { world, findings } = twins;
  await adds(twins, { table: 'market_order', least: 6 }, () => follow(auction));
  for (let look = 0; look < 5; look += 1) {
    world.clock.advance({ seconds: 35 });
    await follow(auction);
  }
  const references = (
    await world.owner<{ reference: string }[]>`
    select reference from market_order where tenant_id = ${A.tenantId} and run_id = ${runId} order by 1`
  ).map(({ reference }) => reference);
  findings.count();
  findings.expect('a market run', house.submitted.toSorted().join() === references.join(), `sends ${house.submitted.join()}`);
  const word = wordIn(JSON.stringify([...house.orders]));
  findings.expect('a market run', word === null, `tells ${word}`);
  await expectFact(auction, 'SUBMIT', { acceptedCount: references.length, refusedCount: 0, missedCount: 0 });
  const facts = await world.owner<{ step: string; fact: unknown }[]>`
    select step, fact from market_run_fact where tenant_id = ${A.tenantId} and run_id = ${runId}`;
  for (const { step, fact } of facts) {
    const known = wordIn(JSON.stringify(fact));
    findings.expect(`${step} of a market run`, known === null, `rests on ${known}`);
  }
}

/** Not published yet, then nothing that is understood, then the results. */
async function askAward(auction: Auction): Promise<void> {
  const { twins, house, runId, clear } = auction;
  const { world, findings } = twins;
  world.clock.setTo('2026-05-12T14:45:00Z');
  await expectAskedFor(twins, auction.services);
  await adds(twins, { table: 'market_result_event', least: 1, most: 1 }, () => follow(auction));
  clear();
  house.tamper = (awards) => awards.map((award) => ({ ...award, volumeMw: award.volumeMw + 1 }));
  world.clock.advance({ minutes: 5 });
  await adds(twins, { table: 'dead_letter', least: 1, most: 1 }, () => follow(auction));
  house.tamper = (awards) => awards;
  world.clock.advance({ minutes: 5 });
  await adds(twins, { table: 'market_award', least: 6 }, () => follow(auction));
  const [sums] = await world.owner<{ awarded: number; sold: number }[]>`
    select (select sum((case side when 'SELL' then 1 else -1 end) * award.volume_mw::float8 * 1000) from market_award award
        join market_order using (tenant_id, order_id) where tenant_id = ${A.tenantId} and run_id = ${runId}) as awarded,
      (select sum(power_kw) from market_position where tenant_id = ${A.tenantId} and run_id = ${runId}) as sold`;
  const replayed = await replayRun(auction.services, { tenantId: A.tenantId, runId });
  const isSame = replayed !== null && isDeepStrictEqual(replayed.bid, replayed.again);
  findings.expect('a market run', isSame, 'bids otherwise when it is replayed, or cannot be');
  const isWhole = Math.abs((sums?.awarded ?? NaN) - (sums?.sold ?? NaN)) < 1e-6;
  findings.count();
  findings.expect('an award', isWhole, `of ${sums?.awarded} kW makes positions of ${sums?.sold} kW`);
}

/** What A has sold of capacity is enabled on A's battery and settled for A, whatever others have sold, enabled and settled. */
async function askSoldResponses({ twins, services, runId }: Auction): Promise<void> {
  const { world } = twins;
  const [batteryId, fromAt] = [batteryIdOf(ONE), new Date(world.clock.nowMs() + 3_600_000)];
  const untilAt = new Date(fromAt.getTime() + 1_800_000);
  await world.owner`
    insert into response_position (tenant_id, battery_id, period_start, run_id, service, response_service, direction, period_end,
      settlement_date, period_index, block_start, block_end, power_kw, price_per_mw_hour, full_payment, currency, known_at)
    values (${A.tenantId}, ${batteryId}, ${fromAt}, ${runId}, 'DCL', 'DC', 'LOW', ${untilAt}, '2026-05-12', 36, ${fromAt}, ${untilAt}, 1.5,
      4, 0.003, 'GBP', ${world.clock.now()})`;
  await castShadow(world.owner);
  const enable = (): Promise<void> => runJobs(services, 'enable-sold-responses', [{ batteryId }]);
  await unchanged(twins, 'responses that were sold', () =>
    adds(twins, { table: 'enabled_response', least: 1, most: 1 }, async () => {
      await enable();
      await enable();
    }),
  );
  const before = world.clock.now();
  world.clock.setTo(new Date(untilAt.getTime() + 7_200_000));
  await unchanged(twins, 'the timer of responses', () =>
    adds(twins, { table: 'settled_response', where: `reason = 'NOT_ENABLED'`, least: 1, most: 1 }, () =>
      runTimer(services, 'settle-responses'),
    ),
  );
  world.clock.setTo(before);
}

async function askMissedGate(auction: Auction): Promise<void> {
  const { world } = auction.twins;
  world.clock.setTo('2026-05-13T14:45:00Z');
  await follow(auction);
  const [orders] = await world.owner<{ count: number }[]>`
    select count(*)::int as count from market_order where tenant_id = ${A.tenantId} and run_id = ${auction.runId}`;
  await expectFact(auction, 'SUBMIT', { acceptedCount: 0, refusedCount: 0, missedCount: orders?.count ?? NaN });
  await expectFact(auction, 'AWARD', { awardCount: 0, positionCount: 0 });
}

async function expectFact({ twins, runId }: Auction, step: string, expected: object): Promise<void> {
  const { world, findings } = twins;
  const [row] = await world.owner<{ fact: Record<string, unknown> }[]>`
    select fact from market_run_fact where tenant_id = ${A.tenantId} and run_id = ${runId} and step = ${step}`;
  const isMeant = Object.entries(expected).every(([name, value]) => row?.fact[name] === value);
  findings.count();
  findings.expect(
    `${step} of a market run`,
    isMeant,
    `came to ${JSON.stringify(row?.fact)} instead of ${JSON.stringify(expected)}`,
  );
}
