import { durationMs } from '../../kernel/intervals.ts';
import type { Decimal } from '../../kernel/money.ts';
import {
  addDays,
  type CivilDate,
  efaBlocksOfDay,
  instantOf,
  type MarketCalendar,
  periodMinutesOn,
  periodsOfDay,
  type SettlementPeriod,
} from '../../kernel/periods.ts';
import { Fault } from '../../platform/fault.ts';
import { type Market, type MarketName, marketOf } from './market.ts';
import type { PeriodPrice, PriceDocument, PriceSeries } from './market-document.ts';
import type { AuctionTerms, BalancingTerms, GateTerms, MarketTerms, ProductTerms } from './market-terms.ts';
import type { PricePoint } from './publish-prices.ts';

/** A market as the platform deals with it: what is traded there, until when, within which prices, and what its files say. */
export interface Connector extends Market {
  readonly products: readonly Product[];
  /** The price of energy in each settlement period, from a file that has it. What cannot be chosen refuses the file. */
  energyPrices(document: PriceDocument): PricePoint[];
}

/** Something that is traded for periods of its own. */
export interface Product extends Pick<ProductTerms, 'name' | 'sells' | 'orders'> {
  /** How the platform takes part in it; null where it does not. */
  readonly auction: AuctionTerms | null;
  /** How units are declared in it; null where none are. */
  readonly balancing: BalancingTerms | null;
  /** What it is traded for on a settlement date (of a response: an EFA date), in the order of time. */
  periodsOn(date: CivilDate): SettlementPeriod[];
  /** Until when something can be changed for a period, the earliest first. */
  gatesOf(period: SettlementPeriod): Gate[];
  /** Null where none are known. In the market's currency: per MWh of energy, per MW and hour of capacity. */
  priceLimitsOn(date: CivilDate): PriceLimits | null;
}

/** An instant from which on something is frozen. */
export interface Gate extends Pick<GateTerms, 'name' | 'freezes' | 'evidence'> {
  readonly closesAt: Date;
}

export interface PriceLimits {
  readonly least: Decimal;
  readonly most: Decimal;
  readonly evidence: GateTerms['evidence'];
}

export function connectorOf(code: MarketName, terms: MarketTerms): Connector {
  const market = marketOf(code);
  return {
    ...market,
    products: terms.products.map((product) => productOf(product, market.calendar)),
    energyPrices: (document) => energyPrices(document, { market, choices: terms.energyPrices }),
  };
}

function productOf(terms: ProductTerms, calendar: MarketCalendar): Product {
  const { name, sells, orders, gates, priceLimits, periodMinutes } = terms;
  const own = periodMinutes === undefined ? calendar : { ...calendar, periodMinutes, formerPeriods: [] };
  return {
    name,
    sells,
    orders,
    auction: terms.auction ?? null,
    balancing: terms.balancing ?? null,
    periodsOn: (date) => (terms.periods === 'efa-blocks' ? efaPeriods(date) : periodsOfDay(date, own)),
    gatesOf: (period) =>
      gates
        .map((gate) => gateOf(gate, { period, timeZone: calendar.timeZone }))
        .toSorted((one, other) => one.closesAt.getTime() - other.closesAt.getTime()),
    priceLimitsOn: (date) => {
      const valid = priceLimits.find(
        ({ fromDate, beforeDate }) => fromDate <= date && (beforeDate === undefined || date < beforeDate),
      );
      return valid ? { least: valid.least, most: valid.most, evidence: valid.evidence } : null;
    },
  };
}

function efaPeriods(date: CivilDate): SettlementPeriod[] {
  return efaBlocksOfDay(date).map(({ blockIndex, fromAt, untilAt }) => ({
    settlementDate: date,
    periodIndex: blockIndex,
    fromAt,
    untilAt,
  }));
}

function gateOf(terms: GateTerms, { period, timeZone }: { period: SettlementPeriod; timeZone: string }): Gate {
  const { name, freezes, evidence } = terms;
  const closesAt =
    'minutesBefore' in terms
      ? new Date(period.fromAt.getTime() - terms.minutesBefore * 60_000)
      : instantOf({ date: addDays(period.settlementDate, -terms.daysBefore), wallTime: terms.wallTime, timeZone });
  return { name, freezes, evidence, closesAt };
}

interface Choosing {
  readonly market: Market;
  readonly choices: MarketTerms['energyPrices'];
}

/** What energy costs and earns, by the first pair of series that the document has. Pure. */
export function energyPrices(document: PriceDocument, { market, choices }: Choosing): PricePoint[] {
  const { currency, calendar, code } = market;
  if (document.currency !== currency) refuse(`The prices are in ${document.currency}; ${code} has prices in ${currency}`);
  for (const { labels = {}, ...choice } of choices) {
    const [bought, sold] = [choice.import, choice.export].map((name) => seriesNamed(document.series, { name, labels }));
    if (!bought?.length || !sold?.length) continue;
    const exportPrices = settlementPrices(sold, calendar);
    return [...settlementPrices(bought, calendar)].flatMap(([fromMs, { pricePerMwh: importPricePerMwh, ...period }]) => {
      const exportPricePerMwh = exportPrices.get(fromMs)?.pricePerMwh;
      return exportPricePerMwh === undefined ? [] : [{ period, importPricePerMwh, exportPricePerMwh }];
    });
  }
  const names = document.series.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
  return refuse(`None of the series is a price of energy of ${code}; there are ${names.join(', ') || 'none'}`);
}

/** The series of a name that have these labels, or lack them. */
function seriesNamed(
  series: readonly PriceSeries[],
  { name, labels }: { name: string; labels: Readonly<Record<string, string | number>> },
): PriceSeries[] {
  return series.filter(
    (one) => one.name === name && Object.entries(labels).every(([label, value]) => (one.labels[label] ?? value) === value),
  );
}

/**
 * The prices of settlement periods by their start, in the order of time: of an auction that is also told in longer or
 * shorter periods those count by which the market settles on that day.
 */
function settlementPrices(series: readonly PriceSeries[], calendar: MarketCalendar): ReadonlyMap<number, PeriodPrice> {
  const prices = series.flatMap((one) => one.prices).toSorted((one, other) => one.fromAt.getTime() - other.fromAt.getTime());
  const lengthMs = new Map(prices.map(({ settlementDate: date }) => [date, periodMinutesOn(date, calendar) * 60_000]));
  const isSettled = (price: PeriodPrice): boolean => durationMs(price) === lengthMs.get(price.settlementDate);
  const settled = new Map<number, PeriodPrice>();
  for (const price of prices.filter(isSettled)) {
    if (settled.has(price.fromAt.getTime()))
      refuse(`Two series have a price from ${price.fromAt.toISOString()} on: ${printed(series)}`);
    settled.set(price.fromAt.getTime(), price);
  }
  const dates = new Set([...settled.values()].map(({ settlementDate }) => settlementDate));
  const alone = prices.find(({ settlementDate }) => !dates.has(settlementDate));
  if (alone)
    refuse(
      `The prices of ${alone.settlementDate} are by ${durationMs(alone) / 60_000} minutes; the market settles by ${periodMinutesOn(alone.settlementDate, calendar)} on that day`,
    );
  return settled;
}

function printed(series: readonly PriceSeries[]): string {
  return series.map(({ labels }) => JSON.stringify(labels)).join(' and ');
}

function refuse(problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${problem}.` });
}
