import path from 'node:path';
import type { CivilDate } from '../../kernel/periods.ts';
import { missingPeriods, type PricePoint, readPriceFile } from '../../modules/markets/index.ts';
import { Fault } from '../../platform/fault.ts';
import { seededDay } from './seeded-prices.ts';

/** Where the simulated market's prices come from. */
export interface PriceSource {
  /** Stored with every price. */
  readonly name: string;
  /** All prices of a settlement date; null when the source ends before it. */
  dayOf(date: CivilDate): readonly PricePoint[] | null;
}

/** The same prices for the same date, in every world and on every machine. */
export function seededPrices(): PriceSource {
  return { name: 'seeded generator', dayOf: seededDay };
}

/** Recorded prices; the file must hold the whole of the first date. */
export function recordedPrices({ file, firstDate }: { file: string; firstDate: CivilDate }): PriceSource {
  const name = path.basename(file);
  const book = readPriceFile(file);
  const missing = missingPeriods(book, firstDate);
  if (missing.length > 0) {
    const which = book.has(firstDate)
      ? `settlement period ${rangesOf(missing.map(({ periodIndex }) => periodIndex))}`
      : 'any price';
    throw new Fault('BAD_USER_INPUT', { tell: `${name} does not have ${which} of ${firstDate}.` });
  }
  // A later day that the file has only in part is not published: nobody trades on half a day.
  return { name, dayOf: (date) => (missingPeriods(book, date).length === 0 ? (book.get(date) ?? null) : null) };
}

/** `1-3, 7` for 1, 2, 3 and 7. */
function rangesOf(indexes: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
