import { parseCivilDate, periodAt, type SettlementPeriod } from '../../../../kernel/periods.ts';
import { type PlacedPrice, type PriceDocument, Remarks, seriesOf } from '../../market-document.ts';
import {
  type Kind,
  NAME,
  oneOf,
  priceIn,
  read,
  readIfThere,
  refuse,
  type Source,
  type SourceRow,
  WHOLE_NUMBER,
} from '../../source.ts';
import { type MmsTable, parseMmsFile } from './mms-file.ts';
import { FIVE_MINUTES_FROM, NEM_DISPATCH_CALENDAR } from './nem-calendar.ts';

const PRICE = priceIn('AUD');
const MARKET_TIME: Kind<Date> = { is: 'market time as YYYY/MM/DD HH:MM:SS', parse: parseMarketTime };
const HALF_HOUR_MINUTES = 30;
const MARKET_OFFSET = '+10:00';

/** Prices of dispatch: one series for each region, run and intervention. */
export function parseDispatchPrices(source: Source): PriceDocument {
  return pricesOf(source, {
    table: 'DISPATCH.PRICE',
    minutesAt: () => NEM_DISPATCH_CALENDAR.periodMinutes,
    labelsOf: (row) => ({ run: read(row, 'RUNNO', WHOLE_NUMBER), intervention: read(row, 'INTERVENTION', WHOLE_NUMBER) }),
    check: (row, { period, remarks }) => {
      const expected = `${period.settlementDate.replaceAll('-', '')}${String(period.periodIndex).padStart(3, '0')}`;
      const interval = readIfThere(row, 'DISPATCHINTERVAL', NAME);
      if (interval !== null && interval !== expected)
        refuse(row, `DISPATCHINTERVAL ${interval} is not that of SETTLEMENTDATE; expected ${expected}`);
      const status = readIfThere(row, 'PRICE_STATUS', NAME);
      if (status !== null && status !== 'FIRM') remarks.note(row, `prices are ${status}`);
    },
  });
}

/** Prices by which energy is settled: one series for each region and run. */
export function parseTradingPrices(source: Source): PriceDocument {
  return pricesOf(source, {
    table: 'TRADING.PRICE',
    minutesAt: (endsAt) => (endsAt > FIVE_MINUTES_FROM ? NEM_DISPATCH_CALENDAR.periodMinutes : HALF_HOUR_MINUTES),
    labelsOf: (row) => ({ run: read(row, 'RUNNO', WHOLE_NUMBER) }),
    check: (row, { remarks }) => {
      if (readIfThere(row, 'INVALIDFLAG', oneOf('0', '1')) === '1') remarks.note(row, 'prices are marked as invalid');
    },
  });
}

interface PriceTable {
  readonly table: string;
  /** The length of the period that ends at an instant. */
  readonly minutesAt: (endsAt: Date) => number;
  readonly labelsOf: (row: SourceRow) => Readonly<Record<string, number>>;
  readonly check: (row: SourceRow, found: { period: SettlementPeriod; remarks: Remarks }) => void;
}

function pricesOf(source: Source, { table, minutesAt, labelsOf, check }: PriceTable): PriceDocument {
  const tables = parseMmsFile(source);
  const wanted = tables.filter(({ name }) => name === table);
  if (wanted.length === 0)
    refuse(
      { source, at: 'line 2' },
      `the file has no table ${table}, only ${tables.map(({ name }) => name).join(', ') || 'none'}`,
    );
  const remarks = new Remarks();
  noteWhatIsLeftOut(tables, { table, remarks });
  const placed = wanted.flatMap(({ rows }) =>
    rows.map((row): PlacedPrice => {
      const period = periodOfRow(row, minutesAt);
      check(row, { period, remarks });
      return {
        place: row,
        name: read(row, 'REGIONID', NAME),
        labels: labelsOf(row),
        price: { ...period, pricePerMwh: read(row, 'RRP', PRICE) },
      };
    }),
  );
  return { kind: 'prices', currency: 'AUD', series: seriesOf(placed, NEM_DISPATCH_CALENDAR), remarks: remarks.list() };
}

function noteWhatIsLeftOut(tables: readonly MmsTable[], { table, remarks }: { table: string; remarks: Remarks }): void {
  for (const { name, rows } of tables)
    for (const row of rows) {
      if (name !== table) remarks.note(row, `rows of ${name} are left out`);
      else if (row.cells.has('RAISE6SECRRP')) remarks.note(row, 'prices of ancillary services (RAISE…, LOWER…) are left out');
    }
}

/** The market stamps a period with its end. */
function periodOfRow(row: SourceRow, minutesAt: PriceTable['minutesAt']): SettlementPeriod {
  const endsAt = read(row, 'SETTLEMENTDATE', MARKET_TIME);
  const calendar = { ...NEM_DISPATCH_CALENDAR, periodMinutes: minutesAt(endsAt) };
  const period = periodAt(new Date(endsAt.getTime() - 1), calendar);
  if (period.untilAt.getTime() !== endsAt.getTime())
    refuse(row, `SETTLEMENTDATE ${row.cells.get('SETTLEMENTDATE')} is not the end of a settlement period`);
  return period;
}

function parseMarketTime(text: string): Date | null {
  const [, date = '', time] = /^(\d{4}\/\d\d\/\d\d) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/.exec(text) ?? [];
  const civil = parseCivilDate(date.replaceAll('/', '-'));
  return civil === null ? null : new Date(`${civil}T${time}${MARKET_OFFSET}`);
}
