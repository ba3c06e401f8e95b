/** Without news a forecast is made anew after this long: time goes on, and so does what it has to reach to. */
const REMAKE_MS = 6 * 3_600_000;

/** Whether a market is to be forecast: something has become known since the last making, or that one is old. Pure. */
export function isDue({ at, madeAt, newsAt }: { at: Date; madeAt: Date | null; newsAt: Date | null }): boolean {
  if (newsAt === null) return false;
  return madeAt === null || newsAt > madeAt || at.getTime() - madeAt.getTime() >= REMAKE_MS;
}
