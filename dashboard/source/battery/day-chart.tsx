import { type ReactElement, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import { present } from '../../../src/kernel/assert.ts';
import { clockTime, type DayBounds, dateAt, dayInWords, zoneName } from '../site-time.ts';
import { powerUnit, signedPower } from '../quantities.ts';
import { powerColumns, priceColumns, socColumns } from './chart-data.ts';
import { type Colours, Plot } from './plot.tsx';
import type { DayFacts, MeasuredPoint } from './use-day.ts';

interface DayChartProps {
  readonly facts: DayFacts | null;
  readonly measured: readonly MeasuredPoint[];
  readonly bounds: DayBounds;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly powerKwMax: number;
}

type Draft = Omit<uPlot.Options, 'width'>;

const HOUR = 3600;
const NARROW_PX = 560;

/** Three plots over one day with one cursor: power, the prices it answers to, and the state of charge. */
export function DayChart({ facts, measured, bounds, nowMs, timeZone, powerKwMax }: DayChartProps): ReactElement {
  const now = useRef(nowMs);
  now.current = nowMs;
  const currency = facts?.prices[0]?.currency ?? 'GBP';
  const powerData = useMemo(() => powerColumns(facts, measured, bounds), [facts, measured, bounds]);
  const priceData = useMemo(() => priceColumns(facts), [facts]);
  const socData = useMemo(() => socColumns(facts, measured, bounds), [facts, measured, bounds]);
  const options = useMemo(() => {
    const frame = (colours: Colours, widthPx: number): Frame => ({ colours, widthPx, bounds, timeZone, now });
    const drawn = (draft: (frame: Frame) => Draft) => (colours: Colours, widthPx: number) => draft(frame(colours, widthPx));
    return {
      power: drawn((one) => powerPlot(one, powerKwMax)),
      price: drawn((one) => pricePlot(one, symbolOf(currency))),
      soc: drawn(socPlot),
    };
  }, [bounds, timeZone, powerKwMax, currency]);
  const day = `on ${dayInWords(dateAt(bounds.fromAtMs, timeZone))}, in ${zoneName(bounds.fromAtMs, timeZone)}`;
  return (
    <div className="day-chart">
      <Plot
        data={powerData}
        nowMs={nowMs}
        optionsOf={options.power}
        label={`Power as planned and as metered, kW, ${day}. The table of settlement periods has the figures.`}
      />
      <Plot
        data={priceData}
        nowMs={nowMs}
        optionsOf={options.price}
        label={`Import and export prices, ${currency} per MWh, ${day}.`}
      />
      <Plot
        data={socData}
        nowMs={nowMs}
        optionsOf={options.soc}
        label={`State of charge as planned and as metered, percent, ${day}.`}
      />
    </div>
  );
}

interface Frame {
  readonly colours: Colours;
  readonly widthPx: number;
  readonly bounds: DayBounds;
  readonly timeZone: string;
  readonly now: { readonly current: number | null };
}

function powerPlot(frame: Frame, powerKwMax: number): Draft {
  const { colours } = frame;
  const unit = powerUnit(powerKwMax);
  return {
    ...common(frame, 250),
    scales: {
      x: timeScale(frame),
      power: { range: (_plot, low, high) => symmetric(Math.max(powerKwMax, Math.abs(low ?? 0), Math.abs(high ?? 0)) * 1.08) },
    },
    axes: [
      timeAxis(frame),
      {
        ...axis(colours),
        scale: 'power',
        values: (_plot, splits) => splits.map((kw) => minus(kw / unit.sizeKw)),
        label: `Power, ${unit.name}`,
      },
    ],
    series: [
      timeSeries(frame),
      { ...STEPPED, ...PLANNED, label: 'Planned', scale: 'power', stroke: colours.plan, value: powerAtCursor },
      {
        ...METERED,
        label: 'Metered',
        scale: 'power',
        stroke: colours.discharge,
        fill: colours.fill,
        fillTo: 0,
        value: powerAtCursor,
      },
    ],
  };
}

function pricePlot(frame: Frame, symbol: string): Draft {
  const { colours } = frame;
  const price = { ...STEPPED, scale: 'price', points: { show: false }, value: figure(`${symbol}/MWh`, 2), width: 1.5 };
  return {
    ...common(frame, 130),
    scales: { x: timeScale(frame), price: { range: (_plot, low, high) => padded(low, high) } },
    axes: [
      { ...timeAxis(frame), size: 8, values: () => [] },
      {
        ...axis(colours),
        scale: 'price',
        space: 28,
        values: (_plot, splits) => splits.map(minus),
        label: `Price, ${symbol}/MWh`,
      },
    ],
    series: [
      timeSeries(frame),
      { ...price, label: 'Import price', stroke: colours.importPrice, dash: [2, 3] },
      { ...price, label: 'Export price', stroke: colours.exportPrice },
    ],
  };
}

function socPlot(frame: Frame): Draft {
  const { colours } = frame;
  return {
    ...common(frame, 170),
    scales: { x: timeScale(frame), soc: { range: [0, 100] } },
    axes: [timeAxis(frame), { ...axis(colours), scale: 'soc', splits: () => [0, 25, 50, 75, 100], label: 'Charge, %' }],
    series: [
      timeSeries(frame),
      { ...PLANNED, label: 'Planned', scale: 'soc', stroke: colours.plan, value: figure('%', 1) },
      { ...METERED, label: 'Metered', scale: 'soc', stroke: colours.discharge, fill: colours.fill, value: figure('%', 1) },
    ],
  };
}

const STEPPED = { paths: present(uPlot.paths.stepped, 'stepped lines in uPlot')({ align: 1 }) };
const PLANNED = { width: 1.75, dash: [6, 4], points: { show: false } };
const METERED = { width: 2, points: { show: false } };

function common(
  frame: Frame,
  height: number,
): Pick<uPlot.Options, 'height' | 'tzDate' | 'cursor' | 'legend' | 'hooks' | 'padding'> {
  return {
    height,
    padding: [8, 20, 0, 0],
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), frame.timeZone),
    cursor: { sync: { key: 'day' }, drag: { x: false, y: false }, y: false, dataIdx: lastKnown, points: { size: 6 } },
    legend: { live: true },
    hooks: { drawClear: [(plot) => shadeFuture(plot, frame)], draw: [(plot) => markNow(plot, frame)] },
  };
}

function axis({ ink, grid }: Colours): uPlot.Axis {
  return {
    stroke: ink,
    font: '12px ui-sans-serif, system-ui, sans-serif',
    labelFont: '12px ui-sans-serif, system-ui, sans-serif',
    labelSize: 18,
    size: 44,
    grid: { stroke: grid, width: 1 },
    ticks: { show: false },
  };
}

function timeScale({ bounds }: Frame): uPlot.Scale {
  return { time: true, range: () => [bounds.fromAtMs / 1000, bounds.untilAtMs / 1000] };
}

function timeAxis({ colours, timeZone, widthPx }: Frame): uPlot.Axis {
  return {
    ...axis(colours),
    labelSize: 0,
    size: 28,
    incrs: widthPx < NARROW_PX ? [6 * HOUR] : [3 * HOUR],
    values: (_plot, splits) => splits.map((at) => clockTime(at * 1000, timeZone)),
  };
}

function timeSeries({ timeZone }: Frame): uPlot.Series {
  return {
    label: 'Time',
    value: (_plot, at) => (at === null ? '–' : `${clockTime(at * 1000, timeZone)} ${zoneName(at * 1000, timeZone)}`),
  };
}

function powerAtCursor(_plot: uPlot, powerKw: number | null): string {
  return powerKw === null || powerKw === undefined ? '–' : signedPower(powerKw);
}

function figure(unit: string, digits: number): (plot: uPlot, value: number | null) => string {
  return (_plot, value) => (value === null || value === undefined ? '–' : `${value.toFixed(digits).replace('-', '−')} ${unit}`);
}

/** Points of one line are not points of the other: the value at the cursor is the last known one before it. */
function lastKnown(plot: uPlot, seriesIndex: number, index: number): number {
  const values = plot.data[seriesIndex];
  if (!values || seriesIndex === 0) return index;
  let at = index;
  while (at > 0 && values[at] === undefined) at -= 1;
  return at;
}

function nowPx(plot: uPlot, { now, bounds }: Frame): number | null {
  if (now.current === null || now.current < bounds.fromAtMs || now.current >= bounds.untilAtMs) return null;
  return plot.valToPos(now.current / 1000, 'x', true);
}

function shadeFuture(plot: uPlot, frame: Frame): void {
  const x = nowPx(plot, frame);
  if (x === null) return;
  const { left, top, width, height } = plot.bbox;
  plot.ctx.save();
  plot.ctx.fillStyle = frame.colours.future;
  plot.ctx.fillRect(x, top, left + width - x, height);
  plot.ctx.restore();
}

function markNow(plot: uPlot, frame: Frame): void {
  const x = nowPx(plot, frame);
  if (x === null) return;
  const { top, height } = plot.bbox;
  plot.ctx.save();
  plot.ctx.strokeStyle = frame.colours.now;
  plot.ctx.lineWidth = devicePixelRatio;
  plot.ctx.beginPath();
  plot.ctx.moveTo(x, top);
  plot.ctx.lineTo(x, top + height);
  plot.ctx.stroke();
  plot.ctx.restore();
}

function symmetric(size: number): uPlot.Range.MinMax {
  return [-size, size];
}

function padded(low: number | null, high: number | null): uPlot.Range.MinMax {
  const from = Math.min(0, low ?? 0);
  const until = Math.max(10, high ?? 10);
  return [from, until + (until - from) * 0.1];
}

function minus(value: number): string {
  return String(value).replace('-', '−');
}

function symbolOf(currency: string): string {
  const parts = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}
