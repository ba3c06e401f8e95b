import type { Connector, Product } from '../../modules/markets/index.ts';
import { type Manners, openCounterparty, type Said } from './counterparty.ts';
import { isWholeSteps } from './whole-steps.ts';

export interface AskedOfHouse {
  readonly method: string;
  readonly path: string;
  /** Of an order; null for results. */
  readonly reference: string | null;
}

export interface HouseOrder {
  readonly participant: string;
  readonly product: string;
  readonly deliveryDate: string;
  readonly fromAt: string;
  readonly untilAt: string;
  /** Of capacity. */
  readonly service?: string;
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  readonly limitPricePerMwh: string;
  readonly currency: string;
}

/** An exchange that takes orders over HTTP, closes its gates by the market's rules and clears at given prices. */
export interface AuctionHouse extends Manners<AskedOfHouse> {
  readonly url: string;
  /** The orders that it has taken, by reference. */
  readonly orders: ReadonlyMap<string, HouseOrder>;
  /** The references of all submissions that have come, in their order. */
  readonly submitted: readonly string[];
  /** The share of each order that is taken at its price; all of it when left alone. */
  fillRatio: number;
  /** What is done to the list of results before it is told. */
  tamper: (awards: readonly HouseAward[]) => readonly HouseAward[];
  /** The same of the prices of capacity. */
  tamperPrices: (prices: readonly HousePrice[]) => readonly HousePrice[];
  /** Forgets every order and submission. */
  reset(): void;
  close(): Promise<void>;
}

export interface HouseAward {
  readonly reference: string;
  readonly volumeMw: number;
  readonly pricePerMwh: string;
  readonly currency: string;
}

/** Of a service and block, whoever has sold it. */
export interface HousePrice {
  readonly service: string;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly pricePerMwHour: string;
}

/** What is cleared at one price: a period, of capacity for a service. */
export interface Cleared {
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly service: string | null;
}

interface HouseOptions {
  readonly now: () => Date;
  readonly connector: Connector;
  /** Per MWh, or per MW and hour of capacity, at which all orders of it are cleared; null while that is not known. */
  readonly priceOf: (cleared: Cleared) => number | null;
  /** The shortest time from a gate to its results. */
  readonly resultsMinutesAfter?: number;
}

export async function openAuctionHouse(options: HouseOptions): Promise<AuctionHouse> {
  const orders = new Map<string, HouseOrder>();
  const submitted: string[] = [];
  const answer = (asked: AskedOfHouse, body: string): Said => {
    if (asked.reference === null)
      return results(options, { house, orders, query: new URL(asked.path, 'http://house').searchParams });
    if (asked.method !== 'PUT') return stateOf(orders, asked.reference);
    submitted.push(asked.reference);
    return take(options, { orders, reference: asked.reference, body });
  };
  const counterparty = await openCounterparty({
    asks: askedBy,
    answer,
    somethingElse: { reference: 'HF-of-somebody-else', participant: 'SOMEBODY' },
    manners: () => house,
  });
  const house: AuctionHouse = {
    url: counterparty.url,
    orders,
    submitted,
    mischief: () => null,
    fillRatio: 1,
    tamper: (awards) => awards,
    tamperPrices: (prices) => prices,
    delayMs: 0,
    reset() {
      orders.clear();
      submitted.length = 0;
      counterparty.forget();
    },
    close: () => counterparty.close(),
  };
  return house;
}

function askedBy({ method, path }: Pick<AskedOfHouse, 'method' | 'path'>): AskedOfHouse {
  const { pathname } = new URL(path, 'http://house');
  const [, reference] = /^\/orders\/([^/]+)$/.exec(pathname) ?? [];
  return { method, path, reference: reference === undefined ? null : decodeURIComponent(reference) };
}

function stateOf(orders: ReadonlyMap<string, HouseOrder>, reference: string): Said {
  const order = orders.get(reference);
  return order
    ? { status: 200, body: { reference, state: 'ACCEPTED', order } }
    : { status: 404, body: { reference, state: 'UNKNOWN' } };
}

interface Submission {
  readonly orders: Map<string, HouseOrder>;
  readonly reference: string;
  readonly body: string;
}

/** Under one reference there is one order: the same again is no news, and another one is not taken. */
function take(options: HouseOptions, { orders, reference, body }: Submission): Said {
  const known = orders.get(reference);
  if (known) return { status: JSON.stringify(known) === body ? 200 : 409, body: { reference, state: 'ACCEPTED', order: known } };
  // What was sent is looked at below; whatever is not there fails there.
  const order = JSON.parse(body) as HouseOrder;
  const reason = refusalOf(options, order);
  if (reason !== null) return { status: 422, body: { reference, state: 'REFUSED', reason } };
  orders.set(reference, order);
  return { status: 201, body: { reference, state: 'ACCEPTED', order } };
}

function refusalOf({ now, connector }: HouseOptions, order: HouseOrder): string | null {
  const product = connector.products.find(({ name }) => name === order.product);
  const period = product
    ?.periodsOn(order.deliveryDate)
    .find(({ fromAt, untilAt }) => fromAt.toISOString() === order.fromAt && untilAt.toISOString() === order.untilAt);
  if (!product?.auction || !period) return 'There is no such period.';
  const gate = product.gatesOf(period).find(({ freezes }) => freezes === 'everything');
  if (!gate || now() >= gate.closesAt) return 'The gate is closed.';
  const { auction } = product;
  const isSold =
    'services' in auction ? auction.services.some(({ name }) => name === order.service) : order.service === undefined;
  if (!isSold || ('services' in auction && order.side !== 'SELL')) return 'There is no such service.';
  const limits = product.priceLimitsOn(order.deliveryDate);
  const limit = Number(order.limitPricePerMwh);
  if (limits && (limit < Number(limits.least) || limit > Number(limits.most))) return 'The price is beyond the limits.';
  const { volumeStepMw, priceStep } = auction;
  if (!(order.volumeMw > 0) || !isWholeSteps(order.volumeMw, volumeStepMw)) return 'The volume is no multiple of the step.';
  if ('services' in auction && order.volumeMw > auction.volumeMwMax) return 'The volume is too large.';
  if (!isWholeSteps(limit, priceStep)) return 'The price is no multiple of the step.';
  return null;
}

interface Clearing {
  readonly house: Pick<AuctionHouse, 'fillRatio' | 'tamper' | 'tamperPrices'>;
  readonly orders: ReadonlyMap<string, HouseOrder>;
  readonly query: URLSearchParams;
}

/** One price a period, of capacity one a service and block: whoever asked for no more, or offered no less, gets it. */
function results({ now, connector, priceOf, resultsMinutesAfter = 0 }: HouseOptions, { house, orders, query }: Clearing): Said {
  const [participant, productName, deliveryDate] = ['participant', 'product', 'deliveryDate'].map(
    (name) => query.get(name) ?? '',
  );
  const product = connector.products.find(({ name }) => name === productName);
  const period = product?.periodsOn(deliveryDate ?? '')[0];
  const gate = period && product?.gatesOf(period).find(({ freezes }) => freezes === 'everything');
  const isOut = gate && now().getTime() >= gate.closesAt.getTime() + resultsMinutesAfter * 60_000;
  const own = [...orders].filter(
    ([, order]) => order.participant === participant && order.product === productName && order.deliveryDate === deliveryDate,
  );
  const cleared = own.map(([reference, order]) => {
    const price = priceOf({ fromAt: new Date(order.fromAt), untilAt: new Date(order.untilAt), service: order.service ?? null });
    return price === null ? null : { reference, ...awardOf(order, price, house.fillRatio) };
  });
  const prices = product ? clearingPrices(product, { date: deliveryDate ?? '', priceOf }) : [];
  if (!isOut || cleared.includes(null) || prices.includes(null)) return { status: 200, body: { state: 'PENDING' } };
  const awards = house.tamper(cleared.filter((award) => award !== null));
  const told = house.tamperPrices(prices.filter((price) => price !== null));
  const published = { awards, ...(told.length > 0 && { clearingPrices: told }) };
  return { status: 200, body: { state: 'PUBLISHED', participant, product: productName, deliveryDate, ...published } };
}

/** Of capacity, of every service in every block; one that is not known is null. */
function clearingPrices(
  { auction, periodsOn }: Product,
  { date, priceOf }: Pick<HouseOptions, 'priceOf'> & { date: string },
): (HousePrice | null)[] {
  if (!auction || !('services' in auction)) return [];
  return periodsOn(date).flatMap(({ fromAt, untilAt }) =>
    auction.services.map(({ name: service }) => {
      const price = priceOf({ fromAt, untilAt, service });
      if (price === null) return null;
      return { service, fromAt: fromAt.toISOString(), untilAt: untilAt.toISOString(), pricePerMwHour: price.toFixed(2) };
    }),
  );
}

function awardOf(order: HouseOrder, price: number, fillRatio: number): Omit<HouseAward, 'reference'> {
  const limit = Number(order.limitPricePerMwh);
  const isTaken = order.side === 'SELL' ? price >= limit : price <= limit;
  const volumeMw = isTaken ? Math.floor(order.volumeMw * fillRatio * 1_000 + 1e-6) / 1_000 : 0;
  return { volumeMw, pricePerMwh: price.toFixed(2), currency: order.currency };
}
