import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Fault } from '../../platform/fault.ts';

const STANDARD_INPUT = '-';

/** The text of a file, or of standard input for `-`. */
export async function readText(file: string): Promise<string> {
  if (file === STANDARD_INPUT) return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Fault('BAD_USER_INPUT', {
      tell: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    });
  }
}
