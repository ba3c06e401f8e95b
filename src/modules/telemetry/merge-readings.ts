import type { Reading } from './reading.ts';

/** Two sources that are sorted by battery and instant as one; a reading that both have comes once, as the first has it. */
export async function* mergedReadings(first: AsyncGenerator<Reading>, second: AsyncGenerator<Reading>): AsyncGenerator<Reading> {
  let [one, other] = await Promise.all([first.next(), second.next()]);
  while (!one.done || !other.done) {
    const order = one.done ? 1 : other.done ? -1 : orderOf(one.value, other.value);
    if (order <= 0 && !one.done) {
      yield one.value;
      one = await first.next();
      if (order === 0) other = await second.next();
    } else if (!other.done) {
      yield other.value;
      other = await second.next();
    }
  }
}

function orderOf(one: Reading, other: Reading): number {
  if (one.batteryId !== other.batteryId) return one.batteryId < other.batteryId ? -1 : 1;
  return one.measuredAt.getTime() - other.measuredAt.getTime();
}
