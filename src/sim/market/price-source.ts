import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CivilDate } from '../../kernel/periods.ts';
import { type PriceBook, parsePriceFile, type PricePoint, wholeDay } from '../../modules/markets/index.ts';
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
  const book = parsePriceFile({ name, text: readText(file) });
  wholeDay(book, { name, date: firstDate });
  return { name, dayOf: (date) => (isWhole(book, name, date) ? wholeDay(book, { name, date }) : null) };
}

/** A later day that the file lacks, or has only in part, is not published: nobody trades on half a day. */
function isWhole(book: PriceBook, name: string, date: CivilDate): boolean {
  try {
    return wholeDay(book, { name, date }).length > 0;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Fault('BAD_USER_INPUT', {
      tell: `The price file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    });
  }
}
