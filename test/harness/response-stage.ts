import path from 'node:path';
import { addDays, type CivilDate, GB_CALENDAR, settlementDateOf } from '../../src/kernel/periods.ts';
import {
  connectorOf,
  createHttpExchange,
  type Product,
  readMarketTerms,
  saveAvailabilityPrices,
} from '../../src/modules/markets/index.ts';
import { continueRun } from '../../src/modules/trading/index.ts';
import type { Services } from '../../src/modules/module.ts';
import type { TenantFile } from '../../src/modules/tenancy/index.ts';
import { type AuctionHouse, openAuctionHouse } from '../../src/sim/market/auction-house.ts';
import { ALDER, BATTERIES, forgetRuns, priceAround, PRODUCT } from './market-stage.ts';
import { TWO_TENANTS } from './two-tenants.ts';
import { openWorld, type World } from './world.ts';

export const RESPONSE_PRODUCT = 'frequency response';
const DAYS_KNOWN = 3;
const MINUTE_MS = 60_000;

/** Per MW and hour, by service: some earn, some cost, and one earns little. */
export const USUAL_PRICES: Readonly<Record<string, number>> = { DCL: 9, DCH: 8, DML: 10.5, DMH: -2, DRL: 14, DRH: -5.13 };

export interface ResponseStage {
  readonly world: World;
  readonly house: AuctionHouse;
  readonly product: Product;
  /** What each service clears at; as usual when left alone. */
  clearing: (asked: { readonly service: string; readonly fromAt: Date }) => number;
  readonly gateClosesAt: Date;
  readonly resultsAt: Date;
  /** Forgets every run, order and price of a service, and goes to the minutes in which a run begins; the days before have cleared as usual. */
  startOver(): Promise<void>;
  runId(): Promise<string>;
  /** Begins the run and takes it to its end as the clock goes on. */
  runToEnd(services?: Services): Promise<void>;
  close(): Promise<void>;
}

/** One tenant of the two sells responses of three batteries of 10 MW and 20 MWh for a day, over real HTTP. */
export async function openResponseStage(deliveryDate: CivilDate): Promise<ResponseStage> {
  const terms = await readMarketTerms(path.resolve(import.meta.dirname, '../../markets'));
  const connector = connectorOf('GB', terms.GB);
  const product = connector.products.find(({ name }) => name === RESPONSE_PRODUCT);
  const [block] = product?.periodsOn(deliveryDate) ?? [];
  const gate = block && product?.gatesOf(block)[0];
  if (!product?.auction || !gate) throw new Error('responses are auctioned');
  const gateClosesAt = gate.closesAt;
  const before = (minutes: number): Date => new Date(gateClosesAt.getTime() - minutes * MINUTE_MS);
  const publishedAt = before(170);
  let now = (): Date => publishedAt;
  const house = await openAuctionHouse({
    now: () => now(),
    connector,
    priceOf: ({ service, fromAt }) => (service === null ? null : stage.clearing({ service, fromAt })),
  });
  const exchange = createHttpExchange({ url: house.url, token: 'a token', answerMsMax: 2_000, restMs: 1 });
  const world = await openWorld({
    at: publishedAt.toISOString(),
    tenantFiles: TWO_TENANTS.map((file) => (file.slug === 'alder' ? withLargeBatteries(file) : file)),
    exchanges: new Map([['GB', exchange]]),
  });
  now = () => world.clock.now();
  const today = settlementDateOf(publishedAt, GB_CALENDAR);
  for (const days of [-1, 0]) await world.publishPrices('alder', addDays(today, days), priceAround);
  const runId = async (): Promise<string> => {
    const [row] = await world.owner<{ runId: string }[]>`
      select run_id as "runId" from market_run where product = ${RESPONSE_PRODUCT}`;
    return row?.runId ?? '';
  };
  const stage: ResponseStage = {
    world,
    house,
    product,
    clearing: ({ service }) => USUAL_PRICES[service] ?? 0,
    gateClosesAt,
    resultsAt: before(-125),
    async startOver() {
      await forgetRuns(world);
      house.reset();
      Object.assign(house, { mischief: () => null, fillRatio: 1, delayMs: 0 });
      Object.assign(house, { tamper: (awards: unknown) => awards, tamperPrices: (prices: unknown) => prices });
      stage.clearing = ({ service }) => USUAL_PRICES[service] ?? 0;
      await knowUsualPrices(world, { product, deliveryDate, knownAt: publishedAt });
      world.clock.setTo(before(65));
      for (const place of BATTERIES) await world.storeReading(place, { socPercent: 50 });
      await world.owner`delete from pgboss.job`;
      world.clock.setTo(before(55));
    },
    runId,
    async runToEnd(services = world.services) {
      await world.runTimer('watch-market-runs');
      const subject = { tenantId: ALDER, subjectId: await runId() };
      await continueRun(services, subject);
      for (let count = 0; count < 4; count += 1) {
        world.clock.advance({ seconds: 35 });
        await continueRun(services, subject);
      }
      world.clock.setTo(stage.resultsAt);
      for (let count = 0; count < 6; count += 1) {
        await continueRun(services, subject);
        world.clock.advance({ minutes: 5 });
      }
    },
    async close() {
      await world.close();
      await house.close();
    },
  };
  return stage;
}

async function knowUsualPrices(
  world: World,
  { product, deliveryDate, knownAt }: { product: Product; deliveryDate: CivilDate; knownAt: Date },
): Promise<void> {
  const dates = Array.from({ length: DAYS_KNOWN }, (_, index) => addDays(deliveryDate, -1 - index));
  const prices = dates.flatMap((date) =>
    product
      .periodsOn(date)
      .flatMap((block) =>
        Object.entries(USUAL_PRICES).map(([service, price]) => ({ service, block, pricePerMwHour: price.toFixed(2) })),
      ),
  );
  await world.services.db.write(ALDER, (tx) =>
    saveAvailabilityPrices(tx, {
      market: 'GB',
      product: product.name,
      prices,
      source: 'test',
      knownAt,
    }),
  );
}

function withLargeBatteries(file: TenantFile): TenantFile {
  const power = { chargePowerKwMax: 10_000, dischargePowerKwMax: 10_000, energyCapacityKwh: 20_000 };
  const sites = file.sites.map((site) => ({
    ...site,
    importLimitKw: 30_000,
    exportLimitKw: 30_000,
    batteries: site.batteries.map((one) => ({ ...one, ...power })),
  }));
  // The second one's gate closes before the first one tells its results.
  const auctions = [RESPONSE_PRODUCT, PRODUCT].map((product) => ({ market: 'GB' as const, product, participant: 'ALDER' }));
  return { ...file, sites, trading: { auctions } };
}
