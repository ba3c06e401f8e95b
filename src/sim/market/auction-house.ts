import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Connector } from '../../modules/markets/index.ts';

/** What goes wrong with one request. */
export type Mischief =
  /** It never comes. */
  | 'request lost'
  /** It is done, and nobody hears of it. */
  | 'answer lost'
  /** It comes twice. */
  | 'twice'
  /** The caller hears nothing, and it comes after the next one. */
  | 'late'
  /** It is not done: there is too much to do. */
  | 'busy'
  /** It is done, and the answer is about something else. */
  | 'wrong answer'
  /** It is done, and the answer is no JSON. */
  | 'nonsense';

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
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  readonly limitPricePerMwh: string;
  readonly currency: string;
}

/** An exchange that takes orders over HTTP, closes its gates by the market's rules and clears at given prices. */
export interface AuctionHouse {
  readonly url: string;
  /** The orders that it has taken, by reference. */
  readonly orders: ReadonlyMap<string, HouseOrder>;
  /** The references of all submissions that have come, in their order. */
  readonly submitted: readonly string[];
  /** Decides what goes wrong with a request; nothing when left alone. */
  mischief: (asked: AskedOfHouse) => Mischief | null;
  /** The share of each order that is taken at its price; all of it when left alone. */
  fillRatio: number;
  /** What is done to the list of results before it is told. */
  tamper: (awards: readonly HouseAward[]) => readonly HouseAward[];
  /** Answers wait for this. */
  delayMs: number;
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

interface HouseOptions {
  readonly now: () => Date;
  readonly connector: Connector;
  /** Per MWh, at which all orders of a period are cleared; null while that is not known. */
  readonly priceOf: (period: { readonly fromAt: Date; readonly untilAt: Date }) => number | null;
  /** The shortest time from a gate to its results. */
  readonly resultsMinutesAfter?: number;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const BODY_BYTES_MAX = 100_000;

export async function openAuctionHouse(options: HouseOptions): Promise<AuctionHouse> {
  const orders = new Map<string, HouseOrder>();
  const submitted: string[] = [];
  /** Requests that come after the next one. */
  let late: (() => void)[] = [];
  const answer = (asked: AskedOfHouse, body: string): Answer => {
    if (asked.reference === null)
      return results(options, { house, orders, query: new URL(asked.path, 'http://house').searchParams });
    if (asked.method !== 'PUT') return stateOf(orders, asked.reference);
    submitted.push(asked.reference);
    return take(options, { orders, reference: asked.reference, body });
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = askedBy(request);
    const body = await text(request);
    if (body.length > BODY_BYTES_MAX) return void response.writeHead(413).end();
    const mischief = house.mischief(asked);
    if (house.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, house.delayMs));
    if (mischief === 'busy') return void response.writeHead(503).end('busy');
    if (mischief === 'request lost') return void request.socket.destroy();
    if (mischief === 'late') {
      late.push(() => void answer(asked, body));
      return void request.socket.destroy();
    }
    if (mischief === 'twice') answer(asked, body);
    const said = answer(asked, body);
    const [before, after] = [late, []];
    late = after;
    for (const come of before) come();
    if (mischief === 'answer lost') return void request.socket.destroy();
    if (mischief === 'nonsense') return void response.writeHead(200).end('<html>the service will be back soon</html>');
    const told =
      mischief === 'wrong answer' ? { ...said.body, reference: 'HF-of-somebody-else', participant: 'SOMEBODY' } : said.body;
    response.writeHead(said.status, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  };
  const server = createServer((request, response) => void handle(request, response).catch(() => request.socket.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  const house: AuctionHouse = {
    url: `http://127.0.0.1:${port}`,
    orders,
    submitted,
    mischief: () => null,
    fillRatio: 1,
    tamper: (awards) => awards,
    delayMs: 0,
    reset() {
      orders.clear();
      submitted.length = 0;
      late = [];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return house;
}

function askedBy({ method = 'GET', url = '/' }: IncomingMessage): AskedOfHouse {
  const { pathname } = new URL(url, 'http://house');
  const [, reference] = /^\/orders\/([^/]+)$/.exec(pathname) ?? [];
  return { method, path: url, reference: reference === undefined ? null : decodeURIComponent(reference) };
}

function stateOf(orders: ReadonlyMap<string, HouseOrder>, reference: string): Answer {
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
function take(options: HouseOptions, { orders, reference, body }: Submission): Answer {
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
  const steps = order.volumeMw / product.auction.volumeStepMw;
  if (!(order.volumeMw > 0) || Math.abs(steps - Math.round(steps)) > 1e-6) return 'The volume is no multiple of the step.';
  const priceSteps = Number(order.limitPricePerMwh) / product.auction.priceStep;
  if (Math.abs(priceSteps - Math.round(priceSteps)) > 1e-6) return 'The price is no multiple of the step.';
  return null;
}

interface Clearing {
  readonly house: Pick<AuctionHouse, 'fillRatio' | 'tamper'>;
  readonly orders: ReadonlyMap<string, HouseOrder>;
  readonly query: URLSearchParams;
}

/** One price a period: whoever asked for no more, or offered no less, gets it. */
function results({ now, connector, priceOf, resultsMinutesAfter = 0 }: HouseOptions, { house, orders, query }: Clearing): Answer {
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
    const price = priceOf({ fromAt: new Date(order.fromAt), untilAt: new Date(order.untilAt) });
    return price === null ? null : { reference, ...awardOf(order, price, house.fillRatio) };
  });
  if (!isOut || cleared.includes(null)) return { status: 200, body: { state: 'PENDING' } };
  const awards = house.tamper(cleared.filter((award) => award !== null));
  return { status: 200, body: { state: 'PUBLISHED', participant, product: productName, deliveryDate, awards } };
}

function awardOf(order: HouseOrder, price: number, fillRatio: number): Omit<HouseAward, 'reference'> {
  const limit = Number(order.limitPricePerMwh);
  const isTaken = order.side === 'SELL' ? price >= limit : price <= limit;
  const volumeMw = isTaken ? Math.floor(order.volumeMw * fillRatio * 1_000 + 1e-6) / 1_000 : 0;
  return { volumeMw, pricePerMwh: price.toFixed(2), currency: order.currency };
}
