import { isDeepStrictEqual } from 'node:util';
import { connectorOf, createHttpExchange, saveAvailabilityPrices } from '../../../src/modules/markets/index.ts';
import type { Services } from '../../../src/modules/module.ts';
import { replayRun } from '../../../src/modules/trading/index.ts';
import { type AuctionHouse, openAuctionHouse } from '../../../src/sim/market/auction-house.ts';
import { BATTERIES, clearingPrice, priceAround, PRODUCT } from '../../harness/market-stage.ts';
import { batteryIdOf } from '../../harness/world.ts';
import { wordIn } from '../canary.ts';
import { ONE } from '../places.ts';
import { castShadow } from '../shadow.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
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
  await offerCapacity(twins, first.runId);
  await follow({ ...first, services: withoutExchange, runId });
  await expectCounted({ ...first, runId });
  await askClearedPrices(twins);
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
  await hearOthers(world, { batteryId, fromAt, untilAt });
  await unchanged(twins, 'the timer of responses', () =>
    adds(twins, { table: 'settled_response', where: `reason = 'NOT_ENABLED' and held_kwh is null`, least: 1, most: 1 }, () =>
      runTimer(services, 'settle-responses'),
    ),
  );
  world.clock.setTo(before);
}

/** Of a span with an instruction that A's battery has applied: others are heard at its beginning and are settled, and A's is not. */
async function hearOthers(
  { owner }: TwinWorld['world'],
  { batteryId, fromAt, untilAt }: { batteryId: string; fromAt: Date; untilAt: Date },
): Promise<void> {
  const applied = {
    instruction_id: SHADOW_ID,
    instruction_sequence: 1_900_000,
    issued_at: fromAt,
    delivered_at: fromAt,
    applied_at: fromAt,
    valid_from: fromAt,
    valid_until: new Date(untilAt.getTime() + 3_600_000),
    state: 'APPLIED',
  };
  await owner`
    insert into instruction select copy.* from instruction newest
    cross join lateral jsonb_populate_record(newest, ${JSON.stringify(applied)}::text::jsonb) copy
    where newest.tenant_id = ${A.tenantId} and newest.battery_id = ${batteryId} order by newest.instruction_sequence desc limit 1`;
  await owner`
    insert into settled_response (tenant_id, battery_id, period_start, run_id, service, is_available, required_kwh, payment, settled_at)
    select tenant_id, battery_id, period_start, run_id, service, true, 1, 1, known_at from response_position
    where tenant_id = ${SHADOW_ID} and battery_id = ${batteryId} and period_start = ${fromAt}`;
  await owner`
    insert into reading select copy.* from reading newest
    cross join lateral jsonb_populate_record(newest, ${JSON.stringify({ tenant_id: SHADOW_ID, measured_at: fromAt })}::text::jsonb) copy
    where newest.tenant_id = ${A.tenantId} and newest.battery_id = ${batteryId} order by newest.measured_at desc limit 1`;
}

const CAPACITY = 'frequency response';
const OFFERED_KW = 1_500;

/** An offer of A's of which nothing more is known yet; the same one of the shadow was refused, and its auction is over. */
async function offerCapacity({ world }: TwinWorld, likeRunId: string): Promise<void> {
  const { owner } = world;
  const run = { run_id: A.tenantId, product: CAPACITY, delivery_date: '2026-05-14', delivery_ends_at: '2026-05-14T22:00:00Z' };
  await owner`
    insert into market_run select copy.* from market_run known
    cross join lateral jsonb_populate_record(known, ${JSON.stringify(run)}::text::jsonb) copy
    where known.tenant_id = ${A.tenantId} and known.run_id = ${likeRunId}`;
  await owner`
    insert into market_order (tenant_id, order_id, run_id, reference, period_start, period_end, settlement_date, period_index, side, volume_mw,
      limit_price_per_mwh, currency, service)
    values (${A.tenantId}, ${A.tenantId}, ${A.tenantId}, 'capacity', '2026-05-13T22:00:00Z', '2026-05-14T02:00:00Z', '2026-05-14', 1, 'SELL',
      1.5, 4, 'GBP', 'DCL')`;
  await owner`
    insert into market_order_share (tenant_id, order_id, battery_id, power_kw)
    values (${A.tenantId}, ${A.tenantId}, ${batteryIdOf(ONE)}, ${OFFERED_KW})`;
  await castShadow(owner);
  await owner`
    insert into market_order_event (tenant_id, order_id, event_sequence, kind, known_at)
    values (${SHADOW_ID}, ${A.tenantId}, 1000, 'REFUSED', '2000-01-01')`;
}

/** The run for energy counts what A's battery has on offer, once, and nothing of others. */
async function expectCounted({ twins: { world, findings }, runId }: Auction): Promise<void> {
  const [row] = await world.owner<
    { fact: { batteries: readonly { batteryId: string; responses?: readonly { powerKw: number }[] }[] } }[]
  >`
    select fact from market_run_fact where tenant_id = ${A.tenantId} and run_id = ${runId} and step = 'FETCH'`;
  const { responses = [] } = row?.fact.batteries.find(({ batteryId }) => batteryId === batteryIdOf(ONE)) ?? {};
  findings.count();
  const isMeant = responses.filter(({ powerKw }) => powerKw === OFFERED_KW).length === 1 && responses.length === 1;
  findings.expect('capacity on offer', isMeant, `is counted as ${JSON.stringify(responses)}`);
}

/** What A knows an auction to have cleared at is no news, whatever others have heard since. */
async function askClearedPrices({ world, findings }: TwinWorld): Promise<void> {
  const block = {
    settlementDate: '2026-05-10',
    periodIndex: 1,
    fromAt: new Date('2026-05-09T22:00:00Z'),
    untilAt: new Date('2026-05-10T02:00:00Z'),
  } as const;
  const cleared = { market: 'GB', product: CAPACITY, source: 'probe', knownAt: world.clock.now() } as const;
  const prices = [{ service: 'DCL', block, pricePerMwHour: '4.25' }] as const;
  const save = (): Promise<number> =>
    world.services.db.write(A.tenantId, (tx) => saveAvailabilityPrices(tx, { ...cleared, prices }));
  const first = await save();
  await world.owner`
    insert into availability_price select copy.* from availability_price known
    cross join lateral jsonb_populate_record(known, ${JSON.stringify({ tenant_id: SHADOW_ID, price_per_mw_hour: 9_090, known_at: '2100-01-01' })}::text::jsonb) copy
    where known.tenant_id = ${A.tenantId}`;
  const again = await save();
  findings.count();
  findings.expect('prices of capacity', first === 1 && again === 0, `are news ${first} and ${again} times`);
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
