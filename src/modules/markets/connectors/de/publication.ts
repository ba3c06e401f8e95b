import type { Interval } from '../../../../kernel/intervals.ts';
import { type MarketCalendar, periodAt } from '../../../../kernel/periods.ts';
import { type PeriodPrice, type PlacedPrice, type PriceDocument, Remarks, seriesOf } from '../../market-document.ts';
import { INSTANT, type Kind, NAME, oneOf, priceIn, refuse, type Source, WHOLE_NUMBER } from '../../source.ts';
import { child, childIfThere, childrenOf, parseXml, valueOf, type XmlElement } from '../../xml-tree.ts';
import { CENTRAL_EUROPEAN_CALENDAR } from './central-european-calendar.ts';

const NO_DATA = '999';
const PERIODS_MAX = 40_000;

const MINUTES_OF: Readonly<Record<string, number>> = { PT60M: 60, PT1H: 60, PT30M: 30, PT15M: 15 };
const RESOLUTION: Kind<number> = {
  is: `one of ${Object.keys(MINUTES_OF).join(', ')}`,
  parse: (text) => MINUTES_OF[text] ?? null,
};
const MINUTE: Kind<Date> = { is: 'an instant such as 2025-09-30T22:00Z', parse: INSTANT.parse };
const CURVE = oneOf('A01', 'A03');

/** A time series as its head describes it. */
interface Head {
  readonly area: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly currency: string;
  readonly curve: 'A01' | 'A03';
}

/**
 * Prices of a publication of the ENTSO-E transparency platform (document type A44), one series for each area,
 * resolution and sequence. That no data was found is an answer without series, with what the platform says as a remark.
 */
export function parsePublication(source: Source): PriceDocument {
  const root = parseXml(source);
  const remarks = new Remarks();
  if (root.name === 'Acknowledgement_MarketDocument') return acknowledged(root, remarks);
  if (root.name !== 'Publication_MarketDocument')
    refuse(root, `the document is a ${root.name}; expected Publication_MarketDocument or Acknowledgement_MarketDocument`);
  valueOf(root, 'type', oneOf('A44'));
  const timeSeries = childrenOf(root, 'TimeSeries');
  if (timeSeries.length === 0) refuse(root, 'there is no TimeSeries');
  const within = intervalOf(child(root, 'period.timeInterval'));
  const heads = timeSeries.map((element) => ({ element, head: headOf(element, remarks) }));
  const currency = heads[0]?.head.currency ?? '';
  const placed = heads.flatMap(({ element, head }) => {
    if (head.currency !== currency) refuse(element, `the currency is ${head.currency}, and ${currency} in the series before`);
    const periods = childrenOf(element, 'Period');
    if (periods.length === 0) refuse(element, 'TimeSeries has no Period');
    return periods.flatMap((period) => pricesOf(period, { head, within }));
  });
  const byMinutes = Map.groupBy(placed, ({ labels }) => Number(labels?.['resolutionMinutes']));
  const series = [...byMinutes].flatMap(([minutes, members]) => seriesOf(members, calendarOf(minutes)));
  return { kind: 'prices', currency, series, remarks: remarks.list() };
}

function acknowledged(root: XmlElement, remarks: Remarks): PriceDocument {
  for (const reason of childrenOf(root, 'Reason')) {
    const code = valueOf(reason, 'code', NAME);
    const text = childIfThere(reason, 'text')?.text ?? '';
    if (code !== NO_DATA) refuse(reason, `the platform answers with reason ${code}: ${text}`);
    remarks.note(reason, `no data: ${text}`);
  }
  if (remarks.list().length === 0) refuse(root, 'the acknowledgement has no Reason');
  return { kind: 'prices', currency: 'EUR', series: [], remarks: remarks.list() };
}

function headOf(element: XmlElement, remarks: Remarks): Head {
  const [into, from] = [valueOf(element, 'in_Domain.mRID', NAME), valueOf(element, 'out_Domain.mRID', NAME)];
  const currency = valueOf(element, 'currency_Unit.name', { is: 'a currency such as EUR', parse: parseCurrency });
  const unit = valueOf(element, 'price_Measure_Unit.name', oneOf('MWH', currency));
  if (unit === currency) remarks.note(element, `price_Measure_Unit.name repeats the currency; read as a price per MWh`);
  const sequence = childIfThere(element, 'classificationSequence_AttributeInstanceComponent.position');
  return {
    area: into === from ? into : `${from} to ${into}`,
    labels: {
      ...(sequence
        ? { sequence: valueOf(element, 'classificationSequence_AttributeInstanceComponent.position', WHOLE_NUMBER) }
        : {}),
      auctionType: childIfThere(element, 'auction.type')?.text ?? 'none',
      businessType: valueOf(element, 'businessType', NAME),
    },
    currency,
    curve: valueOf(element, 'curveType', CURVE),
  };
}

function pricesOf(period: XmlElement, { head, within }: { head: Head; within: Interval }): PlacedPrice[] {
  const { fromAt, untilAt } = intervalOf(child(period, 'timeInterval'));
  if (fromAt < within.fromAt || untilAt > within.untilAt)
    refuse(period, 'the timeInterval of the Period is not within period.timeInterval of the document');
  const resolutionMinutes = valueOf(period, 'resolution', RESOLUTION);
  const lengthMs = resolutionMinutes * 60_000;
  const count = (untilAt.getTime() - fromAt.getTime()) / lengthMs;
  if (!Number.isInteger(count) || count > PERIODS_MAX || fromAt.getTime() % lengthMs !== 0)
    refuse(period, `the timeInterval of the Period is not at most ${PERIODS_MAX} whole periods of ${resolutionMinutes} minutes`);
  const points = pointsOf(period, { count, currency: head.currency });
  if (head.curve === 'A01' && points.size < count)
    refuse(period, `${points.size} of ${count} positions are there; expected every one of them, for curveType is A01`);
  const calendar = calendarOf(resolutionMinutes);
  const labels = { resolutionMinutes, ...head.labels };
  let last = points.get(1) ?? refuse(period, 'there is no Point of position 1');
  return Array.from({ length: count }, (_, index): PlacedPrice => {
    // A price that is that of the position before is left out of a curve of type A03.
    last = points.get(index + 1) ?? last;
    const price: PeriodPrice = {
      ...periodAt(new Date(fromAt.getTime() + index * lengthMs), calendar),
      pricePerMwh: last.pricePerMwh,
    };
    return { place: last.point, name: head.area, labels, price };
  });
}

/** The points of a period by position, in whichever order they come. */
function pointsOf(
  period: XmlElement,
  { count, currency }: { count: number; currency: string },
): Map<number, { point: XmlElement; pricePerMwh: string }> {
  const kind = {
    is: `a position from 1 to ${count}`,
    parse: (text: string) => (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= count ? Number(text) : null),
  };
  const price = priceIn(currency);
  const points = new Map<number, { point: XmlElement; pricePerMwh: string }>();
  for (const point of childrenOf(period, 'Point')) {
    const position = valueOf(point, 'position', kind);
    if (points.has(position)) refuse(point, `position ${position} comes a second time`);
    points.set(position, { point, pricePerMwh: valueOf(point, 'price.amount', price) });
  }
  return points;
}

function intervalOf(element: XmlElement): Interval {
  const [fromAt, untilAt] = [valueOf(element, 'start', MINUTE), valueOf(element, 'end', MINUTE)];
  if (untilAt <= fromAt) refuse(element, 'end is not after start');
  return { fromAt, untilAt };
}

function calendarOf(periodMinutes: number): MarketCalendar {
  return { ...CENTRAL_EUROPEAN_CALENDAR, periodMinutes, formerPeriods: [] };
}

function parseCurrency(text: string): string | null {
  return /^[A-Z]{3}$/.test(text) ? text : null;
}
