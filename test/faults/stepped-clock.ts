/**
 * Loaded before an edge agent (`node --import`): its system's clock is wrong by as many milliseconds as the file in `STEPPED_CLOCK_FILE`
 * says at the moment, as if somebody had set it.
 */
import { readFileSync } from 'node:fs';

const READ_AGAIN_MS = 20;
const path = process.env['STEPPED_CLOCK_FILE'] ?? '';
const TrueDate = Date;
let errorMs = 0;
let readAtMs = -Infinity;

function systemMs(): number {
  if (performance.now() - readAtMs > READ_AGAIN_MS) {
    errorMs = Number(readFileSync(path, 'utf8'));
    readAtMs = performance.now();
  }
  return TrueDate.now() + errorMs;
}

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, newTarget) =>
    // What a constructor makes is an object.
    Reflect.construct(target, args.length === 0 ? [systemMs()] : args, newTarget) as object,
  get: (target, key) => (key === 'now' ? systemMs : Reflect.get(target, key)),
});
