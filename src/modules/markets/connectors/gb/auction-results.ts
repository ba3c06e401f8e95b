import { efaBlocksOfDay, GB_CALENDAR, settlementDateOf, type SettlementPeriod } from '../../../../kernel/periods.ts';
import type { AvailabilityPrice } from '../../availability-prices.ts';
import { type AvailabilityDocument, Remarks } from '../../market-document.ts';
import type { MarketTerms } from '../../market-terms.ts';
import { INSTANT, type Kind, NAME, priceIn, read, refuse, type Source, type SourceRow } from '../../source.ts';

const PRICE = priceIn('GBP');
/** Instants come without an offset, and mean UTC. */
const INSTANT_IN_UTC: Kind<Date> = {
  is: 'an instant in UTC, such as 2025-03-04T23:00:00',
  parse: (text) => INSTANT.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`),
};
const HOUR_MS = 3_600_000;

/** Recorded results of the auction of responses, CSV: what each service cleared at in each block, by the columns that the terms name. */
export function parseAuctionResults(source: Source, { auctionResults, products }: MarketTerms): AvailabilityDocument {
  const { product: productName, columns } =
    auctionResults ?? refuse({ source, at: 'line 1' }, 'the market has no results of auctions');
  const { auction } = products.find(({ name }) => name === productName) ?? {};
  const services = auction && 'services' in auction ? auction.services : [];
  const remarks = new Remarks();
  const prices = new Map<string, AvailabilityPrice>();
  for (const row of csvRows(source)) {
    const service = read(row, columns.service, NAME);
    if (!services.some(({ name }) => name === service)) {
      remarks.note(row, `rows of ${service} are left out: the terms do not have it`);
      continue;
    }
    const block = blockOf(row, columns);
    const pricePerMwHour = read(row, columns.price, PRICE);
    const key = `${service} ${block.fromAt.toISOString()}`;
    const other = prices.get(key);
    if (other && other.pricePerMwHour !== pricePerMwHour) refuse(row, `${service} has another price for this block already`);
    if (other) remarks.note(row, 'rows that repeat another one are left out');
    prices.set(key, { service, block, pricePerMwHour });
  }
  const inOrder = [...prices.values()].toSorted((one, other) => one.block.fromAt.getTime() - other.block.fromAt.getTime());
  return { kind: 'availability-prices', currency: 'GBP', product: productName, prices: inOrder, remarks: remarks.list() };
}

type Columns = NonNullable<MarketTerms['auctionResults']>['columns'];

/** The EFA block that a row is about, as a whole. */
function blockOf(row: SourceRow, columns: Columns): SettlementPeriod {
  const [fromAt, untilAt] = [read(row, columns.from, INSTANT_IN_UTC), read(row, columns.until, INSTANT_IN_UTC)];
  // An EFA day begins an hour before the date that it is called by.
  const date = settlementDateOf(new Date(fromAt.getTime() + HOUR_MS), GB_CALENDAR);
  const block = efaBlocksOfDay(date).find((one) => one.fromAt.getTime() === fromAt.getTime());
  if (!block || block.untilAt.getTime() !== untilAt.getTime())
    return refuse(row, `${fromAt.toISOString()} to ${untilAt.toISOString()} is no EFA block`);
  return { settlementDate: date, periodIndex: block.blockIndex, fromAt, untilAt };
}

function csvRows(source: Source): SourceRow[] {
  const lines = source.text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = (lines[0] ?? '').split(',');
  return lines.slice(1).flatMap((line, index): SourceRow[] => {
    if (line === '') return [];
    const [at, cells] = [`line ${index + 2}`, line.split(',')];
    if (cells.length !== header.length)
      return refuse({ source, at }, `${cells.length} cells where the header has ${header.length}`);
    return [{ source, at, cells: new Map(header.map((name, place) => [name, cells[place] ?? null])) }];
  });
}
