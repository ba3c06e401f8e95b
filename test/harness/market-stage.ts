import path from 'node:path';
import { addDays } from '../../src/kernel/periods.ts';
import {
  connectorOf,
  createHttpExchange,
  type Exchange,
  readMarketTerms,
  type SystemOperator,
} from '../../src/modules/markets/index.ts';
import type { Services } from '../../src/modules/module.ts';
import { type AuctionHouse, openAuctionHouse } from '../../src/sim/market/auction-house.ts';
import { TWO_TENANTS } from './two-tenants.ts';
import { fileOf, openWorld, type Place, type World } from './world.ts';

export const PRODUCT = 'day-ahead half-hourly';
/** In the minutes in which a run begins; the gate closes at 14:30. */
const BIDDING_AT = '2026-05-12T13:55:00Z';
/** Prices are known from then on, and the batteries are heard a little before a run begins. */
const PUBLISHED_AT = '2026-05-12T12:00:00Z';
const HEARD_AT = '2026-05-12T13:45:00Z';
export const RESULTS_AT = '2026-05-12T14:45:00Z';
export const DELIVERY_DATE = '2026-05-13';
export const BATTERIES: readonly Place[] = [
  { tenant: 'alder', site: 'north', battery: 'one' },
  { tenant: 'alder', site: 'north', battery: 'two' },
  { tenant: 'alder', site: 'south', battery: 'three' },
];

export interface MarketStage {
  readonly world: World;
  readonly house: AuctionHouse;
  readonly exchange: Exchange;
  /** Forgets every run and every order, and goes back to the minutes in which a run begins. */
  startOver(): Promise<void>;
  close(): Promise<void>;
}

interface StageOptions {
  readonly product?: string;
  readonly answerMsMax?: number;
}

/** Cheap by night and at noon, dear in the morning and in the evening. */
export const clearingPrice = ({ fromAt }: { readonly fromAt: Date }): number => {
  const hour = (fromAt.getUTCHours() + 1) % 24;
  if (hour < 5 || (hour >= 11 && hour < 15)) return 30;
  return (hour >= 7 && hour < 10) || (hour >= 17 && hour < 20) ? 200 : 80;
};

export function priceAround({ fromAt }: { readonly fromAt: Date }): { importPricePerMwh: string; exportPricePerMwh: string } {
  const price = clearingPrice({ fromAt });
  return { importPricePerMwh: String(price + 2), exportPricePerMwh: String(price) };
}

/** One tenant of the two takes part in an auction over real HTTP, with prices of yesterday and today, and with batteries that are heard. */
export async function openMarketStage({ product = PRODUCT, answerMsMax = 2_000 }: StageOptions = {}): Promise<MarketStage> {
  const terms = await readMarketTerms(path.resolve(import.meta.dirname, '../../markets'));
  let now = (): Date => new Date(BIDDING_AT);
  const house = await openAuctionHouse({ now: () => now(), connector: connectorOf('GB', terms.GB), priceOf: clearingPrice });
  const exchange = createHttpExchange({ url: house.url, token: 'a token', answerMsMax, restMs: 1 });
  const auctions = [{ market: 'GB' as const, product, participant: 'ALDER' }];
  const tenantFiles = TWO_TENANTS.map((file) => (file.slug === 'alder' ? { ...file, trading: { auctions } } : file));
  const world = await openWorld({ at: PUBLISHED_AT, tenantFiles, exchanges: new Map([['GB', exchange]]) });
  now = () => world.clock.now();
  for (const days of [-1, 0]) await world.publishPrices('alder', addDays('2026-05-12', days), priceAround);
  return {
    world,
    house,
    exchange,
    async startOver() {
      await forgetRuns(world);
      house.reset();
      Object.assign(house, { mischief: () => null, fillRatio: 1, tamper: (awards: unknown) => awards, delayMs: 0 });
      world.clock.setTo(HEARD_AT);
      for (const place of BATTERIES) await world.storeReading(place, { socPercent: 50 });
      await world.owner`delete from pgboss.job`;
      world.clock.setTo(BIDDING_AT);
    },
    async close() {
      await world.close();
      await house.close();
    },
  };
}

/** Services that die at a point: whatever is told from then on is told to nobody. */
export class Dying extends Error {}

/** What a point at which somebody dies is called by. */
export type Deadly =
  | { readonly write: number; readonly when: 'before' | 'after' }
  | { readonly call: number; readonly when: 'before' | 'after' };

/** The same services, with a death at the n-th write or the n-th call of an exchange or a system operator: before it is kept, or after. */
export function mortal(
  services: Services,
  deadly: Deadly | null,
): { services: Services; counted: { writes: number; calls: number } } {
  const counted = { writes: 0, calls: 0 };
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Dying('the process is gone');
  };
  const isPoint = (kind: 'write' | 'call', when: 'before' | 'after', count: number): boolean =>
    deadly !== null &&
    deadly.when === when &&
    (kind === 'write' ? 'write' in deadly && deadly.write === count : 'call' in deadly && deadly.call === count);
  const db: Services['db'] = {
    ...services.db,
    read: (tenantId, work) => (isDead ? die() : services.db.read(tenantId, work)),
    async write(tenantId, work) {
      if (isDead) die();
      const count = (counted.writes += 1);
      const result = await services.db.write(tenantId, async (tx) => {
        const done = await work(tx);
        // Before the commit: what was written is rolled back.
        return isPoint('write', 'before', count) ? die() : done;
      });
      return isPoint('write', 'after', count) ? die() : result;
    },
  };
  const call = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (isDead) die();
    const count = (counted.calls += 1);
    if (isPoint('call', 'before', count)) die();
    const answer = await ask();
    return isPoint('call', 'after', count) ? die() : answer;
  };
  const exchanges = new Map(
    [...services.exchanges].map(([market, exchange]) => [
      market,
      {
        submit: (order) => call(() => exchange.submit(order)),
        stateOf: (order) => call(() => exchange.stateOf(order)),
        resultsOf: (auction) => call(() => exchange.resultsOf(auction)),
      } satisfies Exchange,
    ]),
  );
  const operators = new Map(
    [...services.operators].map(([market, operator]) => [
      market,
      {
        declare: (declaration) => call(() => operator.declare(declaration)),
        stateOf: (declaration) => call(() => operator.stateOf(declaration)),
      } satisfies SystemOperator,
    ]),
  );
  return { services: { ...services, db, exchanges, operators }, counted };
}

export const { tenantId: ALDER } = fileOf('alder');

/** As if no auction had been held. */
export async function forgetRuns(world: World): Promise<void> {
  for (const table of [
    'settled_response',
    'response_position',
    'market_position',
    'market_award',
    'market_order_event',
    'market_result_event',
    'market_order_share',
    'market_order',
    'market_run_fact',
    'enabled_response',
    'market_run',
    'availability_price',
    'dead_letter',
  ])
    await world.owner`delete from ${world.owner(table)}`;
  await world.owner`delete from pgboss.job`;
}
