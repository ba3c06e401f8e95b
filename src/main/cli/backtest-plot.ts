import type { TradedPeriod, Trial } from '../../modules/trading/index.ts';

const WIDTH = 960;
const MARGIN = { left: 64, right: 16 } as const;
const PANEL_HEIGHT = 150;
const PANEL_GAP = 38;
const TOP = 40;

interface Panel {
  readonly title: string;
  readonly values: readonly number[];
  readonly least: number;
  readonly most: number;
  readonly colour: string;
  readonly shape: 'steps' | 'bars' | 'line';
}

/** A settlement day as SVG, three panels over the same time: price, power, stored energy. */
export function plotDay({
  title,
  trial: { battery, market },
  periods,
}: {
  title: string;
  trial: Pick<Trial, 'battery' | 'market'>;
  periods: readonly TradedPeriod[];
}): string {
  const prices = periods.map(({ price }) => Number(price?.exportPricePerMwh ?? 0));
  const { powerKwMax, energyCapacityKwh } = battery;
  const panels: readonly Panel[] = [
    { title: `Price, ${market.currency} per MWh`, values: prices, least: Math.min(0, ...prices), most: Math.max(1, ...prices), colour: '#7a4b00', shape: 'steps' },
    { title: 'Power, kW, positive towards the grid', values: periods.map(({ powerKw }) => powerKw), least: -powerKwMax, most: powerKwMax, colour: '#0b5fa5', shape: 'bars' },
    { title: 'Stored energy, kWh', values: periods.map(({ energyKwh }) => energyKwh), least: 0, most: energyCapacityKwh, colour: '#1b7a43', shape: 'line' },
  ]; // prettier-ignore
  const height = TOP + panels.length * (PANEL_HEIGHT + PANEL_GAP);
  const times = periods.map(({ period }) =>
    Temporal.Instant.fromEpochMilliseconds(period.fromAt.getTime())
      .toZonedDateTimeISO(market.calendar.timeZone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${MARGIN.left}" y="20" font-size="15">${escaped(title)}</text>`,
    ...panels.map((panel, index) => drawPanel(panel, { top: TOP + 16 + index * (PANEL_HEIGHT + PANEL_GAP), times })),
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel(
  { title, values, least, most, colour, shape }: Panel,
  { top, times }: { top: number; times: string[] },
): string {
  const step = (WIDTH - MARGIN.left - MARGIN.right) / values.length;
  const x = (index: number): string => (MARGIN.left + index * step).toFixed(1);
  const y = (value: number): number => top + PANEL_HEIGHT * (1 - (value - least) / (most - least));
  const zero = y(0).toFixed(1);
  const bar = (value: number, index: number): string =>
    `<rect x="${x(index)}" y="${Math.min(y(value), y(0)).toFixed(1)}" width="${(step * 0.85).toFixed(1)}" height="${Math.abs(y(value) - y(0)).toFixed(1)}" fill="${colour}"/>`;
  const steps = values.flatMap((value, index) => [
    `${x(index)},${y(value).toFixed(1)}`,
    `${x(index + 1)},${y(value).toFixed(1)}`,
  ]);
  const line = values.map((value, index) => `${x(index + 1)},${y(value).toFixed(1)}`);
  const hours = times.flatMap((time, index) =>
    index % 8 === 0 ? [`<text x="${x(index)}" y="${top + PANEL_HEIGHT + 14}" fill="#555555">${time}</text>`] : [],
  );
  return [
    `<text x="${MARGIN.left}" y="${top - 6}">${escaped(title)}</text>`,
    `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${zero}" y2="${zero}" stroke="#999999"/>`,
    ...[least, most].map(
      (value) =>
        `<text x="${MARGIN.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="#555555">${Number(value.toPrecision(4))}</text>`,
    ),
    shape === 'bars'
      ? values.map(bar).join('')
      : `<polyline points="${(shape === 'steps' ? steps : line).join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    ...hours,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
