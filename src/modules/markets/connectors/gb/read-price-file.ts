import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Fault } from '../../../../platform/fault.ts';
import { parsePriceFile, type PriceBook } from './price-file.ts';

/** A price file by its path; its name tells in a refusal which file is meant. */
export function readPriceFile(file: string): PriceBook {
  return parsePriceFile({ name: path.basename(file), text: readText(file) });
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
