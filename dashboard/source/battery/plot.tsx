import { type ReactElement, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Colours {
  readonly ink: string;
  readonly grid: string;
  readonly future: string;
  readonly now: string;
  readonly discharge: string;
  readonly plan: string;
  readonly importPrice: string;
  readonly exportPrice: string;
  readonly fill: string;
}

interface PlotProps {
  readonly data: uPlot.AlignedData;
  readonly optionsOf: (colours: Colours, widthPx: number) => Omit<uPlot.Options, 'width'>;
  readonly label: string;
  /** The instant of the line that marks the present; a change only redraws. */
  readonly nowMs: number | null;
}

/** One canvas. It is built anew when its look changes, and only fed when its data do. */
export function Plot({ data, optionsOf, label, nowMs }: PlotProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const newest = useRef(data);
  const scheme = useColourScheme();
  const widthPx = useWidth(frame);
  newest.current = data;

  useEffect(() => {
    const element = frame.current;
    if (!element || widthPx === 0) return;
    const drawn = new uPlot({ ...optionsOf(coloursOf(element), widthPx), width: widthPx }, newest.current, element);
    plot.current = drawn;
    return () => {
      plot.current = null;
      drawn.destroy();
    };
  }, [optionsOf, scheme, widthPx]);
  useEffect(() => plot.current?.setData(data), [data]);
  useEffect(() => plot.current?.redraw(false), [nowMs]);

  return <div ref={frame} className="plot" role="img" aria-label={label} />;
}

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour('ink-soft'),
    grid: colour('line-soft'),
    future: colour('future'),
    now: colour('ink'),
    discharge: colour('discharge'),
    plan: colour('plan'),
    importPrice: colour('price-import'),
    exportPrice: colour('price-export'),
    fill: colour('measured-fill'),
  };
}

function useColourScheme(): boolean {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => setDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return dark;
}

function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    if (!frame.current) return;
    const observer = new ResizeObserver(([entry]) => setWidthPx(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return widthPx;
}
