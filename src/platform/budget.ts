import { background, type Log } from './log.ts';

/** A leaky bucket: what is spent fills it, time empties it, and what does not fit any more is refused. */
export interface Bucket {
  readonly key: string;
  readonly points: number;
  readonly pointsPerSecond: number;
}

/** Whether points were taken, and how full the buckets are now, in their order. */
export interface Standing {
  readonly taken: boolean;
  readonly levels: readonly number[];
  /** Until what was asked for fits; 0 when it did. */
  readonly waitSeconds: number;
}

/** Points spent in buckets, counted in one process or in many. */
export interface Budget {
  /** Takes points from every bucket, or from none of them. */
  take(points: number, buckets: readonly Bucket[]): Standing | Promise<Standing>;
  /** Gives back what was taken and not used. */
  giveBack(points: number, buckets: readonly Bucket[]): void | Promise<void>;
  close(): void;
}

const BUCKET_COUNT_MAX = 100_000;

/** The budget of a single process. */
export function createInProcessBudget(nowMs: () => number = () => performance.now()): Budget {
  const levels = new Map<string, { points: number; atMs: number }>();
  const levelOf = ({ key, pointsPerSecond }: Bucket, atMs: number): number => {
    const level = levels.get(key);
    return level ? Math.max(0, level.points - (Math.max(0, atMs - level.atMs) * pointsPerSecond) / 1_000) : 0;
  };
  const fill = (key: string, points: number, atMs: number): void => {
    levels.delete(key);
    levels.set(key, { points, atMs });
    // The one that was not touched for longest is the likeliest to be empty.
    const [oldest] = levels.keys();
    if (levels.size > BUCKET_COUNT_MAX && oldest !== undefined) levels.delete(oldest);
  };
  return {
    take(points, buckets) {
      const atMs = nowMs();
      const before = buckets.map((bucket) => levelOf(bucket, atMs));
      const standing = decideTake(points, buckets, before);
      if (standing.taken && points > 0) {
        for (const [index, { key }] of buckets.entries()) fill(key, (before[index] ?? 0) + points, atMs);
      }
      return standing;
    },
    giveBack(points, buckets) {
      const atMs = nowMs();
      for (const bucket of buckets) fill(bucket.key, Math.max(0, levelOf(bucket, atMs) - points), atMs);
    },
    close: () => undefined,
  };
}

/** Whether points fit into all buckets at their levels, and how the buckets stand then. */
export function decideTake(points: number, buckets: readonly Bucket[], before: readonly number[]): Standing {
  let waitSeconds = 0;
  for (const [index, bucket] of buckets.entries()) {
    waitSeconds = Math.max(waitSeconds, ((before[index] ?? 0) + points - bucket.points) / bucket.pointsPerSecond);
  }
  const taken = waitSeconds <= 0;
  return { taken, levels: taken ? before.map((level) => level + points) : before, waitSeconds };
}

/** What is left in the fullest of the buckets, and until when all of them are empty again. */
export function roomIn(buckets: readonly Bucket[], levels: readonly number[]): { points: number; resetSeconds: number } {
  let points = Infinity;
  let resetSeconds = 0;
  for (const [index, bucket] of buckets.entries()) {
    const level = levels[index] ?? 0;
    points = Math.min(points, bucket.points - level);
    resetSeconds = Math.max(resetSeconds, level / bucket.pointsPerSecond);
  }
  return { points: Math.floor(points), resetSeconds };
}

/** While the shared budget does not answer, every process counts for itself: a request is then neither refused nor unlimited. */
const RETRY_SHARED_MS = 1_000;

export function withLocalBudget(shared: Budget, log: Log): Budget {
  const local = createInProcessBudget();
  let localUntilMs = -Infinity;
  const useLocal = (error: unknown): void => {
    if (performance.now() >= localUntilMs)
      log.warn({ err: error }, 'the shared budget does not answer: this process counts for itself');
    localUntilMs = performance.now() + RETRY_SHARED_MS;
  };
  return {
    async take(points, buckets) {
      if (performance.now() < localUntilMs) return local.take(points, buckets);
      try {
        return await shared.take(points, buckets);
      } catch (error) {
        useLocal(error);
        return local.take(points, buckets);
      }
    },
    giveBack(points, buckets) {
      if (performance.now() < localUntilMs) return local.giveBack(points, buckets);
      // Nobody waits for it: points that stay taken come back with time.
      return background(Promise.resolve(shared.giveBack(points, buckets)).catch(useLocal), log);
    },
    close: () => shared.close(),
  };
}
