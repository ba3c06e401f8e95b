import { addDays, type CivilDate, GB_CALENDAR, parseCivilDate, settlementDateOf } from '../../kernel/periods.ts';
import type { PricePoint } from '../../modules/markets/index.ts';
import { type Manners, openCounterparty, type Said } from './counterparty.ts';
import type { PriceSource } from './price-source.ts';

export interface AskedOfReports {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** A row of an answer, by the names of the Insights API. */
export type ReportRow = Readonly<Record<string, string | number | boolean | null>>;

/** A price that was computed again. */
interface Correction {
  readonly fromAt: Date;
  readonly price: number;
  readonly at: Date;
}

/** Somebody who publishes what the market came to over HTTP, by the paths and names of Elexon's Insights API. */
export interface ReportingDesk extends Manners<AskedOfReports> {
  readonly url: string;
  /** The paths with their queries, in the order in which they came. */
  readonly asked: readonly string[];
  /** Physical notifications and acceptances of units, of all times. */
  notified: readonly ReportRow[];
  accepted: readonly ReportRow[];
  corrections: readonly Correction[];
  /** Numbers are told as text. */
  asText: boolean;
  /** Rows come without an envelope. */
  isBare: boolean;
  /** It tells what it would have told then; null tells what is known now. */
  asOf: Date | null;
  /** What is done to the rows before they are told. */
  tamper: (rows: readonly ReportRow[]) => readonly ReportRow[];
  /** It answers nothing and wants to be left alone for so long; null answers. */
  wantsRestSeconds: number | null;
  /** It refuses questions that reach further. */
  spanHoursMax: number;
  /** Forgets what was asked, and behaves. */
  reset(): void;
  close(): Promise<void>;
}

interface ReportingOptions {
  readonly now: () => Date;
  readonly source: PriceSource;
  /** From the end of a period to its price. */
  readonly pricedAfterMinutes?: number;
}

const MANNERS = {
  mischief: () => null,
  delayMs: 0,
  notified: [],
  accepted: [],
  corrections: [],
  asText: false,
  isBare: false,
  asOf: null,
  tamper: (rows: readonly ReportRow[]) => rows,
  wantsRestSeconds: null,
  spanHoursMax: 168,
} satisfies Partial<ReportingDesk>;

const OF_LONG_AGO = {
  settlementDate: '2019-05-14',
  settlementPeriod: 1,
  startTime: '2019-05-13T23:00:00Z',
  createdDateTime: '2019-05-14T00:00:00Z',
  systemSellPrice: 1,
  systemBuyPrice: 1,
};

export async function openReportingDesk(options: ReportingOptions): Promise<ReportingDesk> {
  const asked: string[] = [];
  const answer = (question: AskedOfReports): Said => {
    asked.push(`${question.path}?${question.query.toString()}`);
    if (desk.wantsRestSeconds !== null)
      return { status: 429, body: {}, headers: { 'retry-after': String(desk.wantsRestSeconds) } };
    const said = reportOn(options, desk, question);
    if ('status' in said) return said;
    const rows = desk.tamper(said.rows).map((row) => (desk.asText ? inText(row) : row));
    return { status: 200, body: desk.isBare ? rows : { data: rows, metadata: { datasets: [said.dataset] } } };
  };
  const counterparty = await openCounterparty({
    asks: ({ path }) => {
      const { pathname, searchParams } = new URL(path, 'http://desk');
      return { path: decodeURIComponent(pathname), query: searchParams };
    },
    answer,
    somethingElse: { data: [OF_LONG_AGO] },
    manners: () => desk,
  });
  const desk: ReportingDesk = {
    ...MANNERS,
    url: counterparty.url,
    asked,
    reset() {
      asked.length = 0;
      counterparty.forget();
      Object.assign(desk, MANNERS);
    },
    close: () => counterparty.close(),
  };
  return desk;
}

interface Report {
  readonly dataset: string;
  readonly rows: readonly ReportRow[];
}

function reportOn(options: ReportingOptions, desk: ReportingDesk, { path, query }: AskedOfReports): Report | Said {
  const at = desk.asOf ?? options.now();
  const { corrections } = desk;
  const [, text = ''] = /^\/balancing\/settlement\/system-prices\/([^/]+)$/.exec(path) ?? [];
  if (text !== '') {
    const date = parseCivilDate(text);
    if (date === null) return refused(`The value '${text}' is not valid.`);
    return { dataset: 'DISEBSP', rows: priceRows(options, { date, at, corrections }) };
  }
  const [fromAt, untilAt] = [query.get('from'), query.get('to')].map((instant) => new Date(instant ?? ''));
  if (!fromAt || !untilAt || !(fromAt <= untilAt)) return refused('From and to are needed, in this order.');
  const span = { fromAt, untilAt };
  if (untilAt.getTime() - fromAt.getTime() > desk.spanHoursMax * 3_600_000)
    return refused(`The date range between From and To inclusive must not exceed ${desk.spanHoursMax} hours.`);
  const ofUnit = ({ bmUnit }: ReportRow): boolean => query.getAll('bmUnit').includes(String(bmUnit));
  const inSpan = ({ timeFrom, timeTo }: ReportRow): boolean =>
    new Date(String(timeTo)) >= fromAt && new Date(String(timeFrom)) <= untilAt;
  switch (path) {
    case '/balancing/pricing/market-index':
      return { dataset: 'MID', rows: indexRows(options, { ...span, at, corrections }) };
    case '/system/frequency':
      return { dataset: 'FREQ', rows: frequencyRows({ fromAt, untilAt: untilAt < at ? untilAt : at }) };
    case '/balancing/physical':
      return { dataset: 'PN', rows: desk.notified.filter((row) => ofUnit(row) && inSpan(row)) };
    case '/datasets/BOALF':
      return {
        dataset: 'BOALF',
        rows: desk.accepted.filter((row) => ofUnit(row) && inSpan(row) && new Date(String(row['acceptanceTime'])) <= at),
      };
    default:
      return { status: 404, body: { statusCode: 404, message: 'Resource not found' } };
  }
}

function refused(sentence: string): Said {
  return { status: 400, body: { title: 'One or more validation errors occurred.', status: 400, errors: { '': [sentence] } } };
}

interface Known {
  readonly at: Date;
  readonly corrections: readonly Correction[];
}

/** What is priced by then, the newest first, each price as computed last. */
function pricedBy(
  { source, pricedAfterMinutes = 15 }: ReportingOptions,
  { date, at, corrections }: Known & { date: CivilDate },
): { readonly point: PricePoint; readonly computedAt: Date; readonly corrected: number | null }[] {
  return (source.dayOf(date) ?? [])
    .map((point) => {
      const { fromAt, untilAt } = point.period;
      const correction = corrections.findLast((one) => one.fromAt.getTime() === fromAt.getTime() && one.at <= at);
      const computedAt = correction?.at ?? new Date(untilAt.getTime() + pricedAfterMinutes * 60_000);
      return { point, computedAt, corrected: correction?.price ?? null };
    })
    .filter(({ computedAt }) => computedAt <= at)
    .toReversed();
}

function priceRows(options: ReportingOptions, known: Known & { date: CivilDate }): ReportRow[] {
  return pricedBy(options, known).map(({ point, computedAt, corrected }) => ({
    settlementDate: point.period.settlementDate,
    settlementPeriod: point.period.periodIndex,
    startTime: point.period.fromAt.toISOString(),
    createdDateTime: computedAt.toISOString(),
    systemSellPrice: corrected ?? Number(point.exportPricePerMwh),
    systemBuyPrice: corrected ?? Number(point.importPricePerMwh),
    bsadDefaulted: false,
    priceDerivationCode: 'P',
    netImbalanceVolume: 0,
  }));
}

/** Of two providers one trades; the other one is told with zeros. */
function indexRows(
  options: ReportingOptions,
  { fromAt, untilAt, ...known }: Known & { fromAt: Date; untilAt: Date },
): ReportRow[] {
  const rows: ReportRow[] = [];
  const last = settlementDateOf(untilAt, GB_CALENDAR);
  for (let date = settlementDateOf(fromAt, GB_CALENDAR); date <= last; date = addDays(date, 1)) {
    for (const { point, corrected } of pricedBy(options, { ...known, date })) {
      const { period } = point;
      if (period.fromAt < fromAt || period.fromAt > untilAt) continue;
      const { settlementDate, periodIndex: settlementPeriod } = period;
      const of = { startTime: period.fromAt.toISOString(), settlementDate, settlementPeriod };
      rows.push(
        { ...of, dataProvider: 'N2EXMIDP', price: 0, volume: 0 },
        { ...of, dataProvider: 'APXMIDP', price: corrected ?? Number(point.exportPricePerMwh), volume: 1_310.5 },
      );
    }
  }
  return rows;
}

const SAMPLE_MS = 15_000;

/** A slow swing around the nominal frequency. */
function frequencyRows({ fromAt, untilAt }: { fromAt: Date; untilAt: Date }): ReportRow[] {
  const firstMs = Math.ceil(fromAt.getTime() / SAMPLE_MS) * SAMPLE_MS;
  const count = Math.max(0, Math.floor((untilAt.getTime() - firstMs) / SAMPLE_MS) + 1);
  return Array.from({ length: count }, (_, index) => {
    const atMs = firstMs + index * SAMPLE_MS;
    const frequency = Math.round((50 + 0.05 * Math.sin((2 * Math.PI * atMs) / 600_000)) * 1_000) / 1_000;
    return { measurementTime: new Date(atMs).toISOString(), frequency };
  });
}

function inText(row: ReportRow): ReportRow {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typeof cell === 'number' ? String(cell) : cell]));
}
