import { Redis } from 'ioredis';
import { Fault } from './fault.ts';
import { type Bucket, type Budget, decideTake } from './budget.ts';
import type { Log } from './log.ts';

const RECONNECT_MS_MAX = 1_000;
const COMMAND_TIMEOUT_MS = 250;

/**
 * One step for all buckets, by the clock of Redis: reads the levels, adds the points where they fit into every bucket (points
 * below zero always do), and answers the levels as they were. Times in microseconds, levels as text: Redis cuts numbers off.
 */
const SPEND = `
local now = redis.call('time')
local at = now[1] * 1000000 + now[2]
local points = tonumber(ARGV[1])
local levels, fits = {}, true
for i = 1, #KEYS do
  local known = redis.call('hmget', KEYS[i], 'points', 'at')
  local rate = tonumber(ARGV[i * 2 + 1])
  local level = 0
  if known[1] then level = math.max(0, tonumber(known[1]) - math.max(0, at - tonumber(known[2])) * rate / 1000000) end
  levels[i] = tonumber(string.format('%.6f', level))
  if levels[i] + points > tonumber(ARGV[i * 2]) then fits = false end
end
local answer = {}
for i = 1, #KEYS do
  answer[i] = string.format('%.6f', levels[i])
  if points < 0 or (fits and points > 0) then
    local level = math.max(0, levels[i] + points)
    redis.call('hset', KEYS[i], 'points', string.format('%.6f', level), 'at', string.format('%.0f', at))
    redis.call('pexpire', KEYS[i], math.ceil(level / tonumber(ARGV[i * 2 + 1]) * 1000) + 1000)
  end
end
return answer`;

/** The budget that many processes share. A Redis that is down fails the call at once; see `withLocalBudget`. */
export async function createRedisBudget({
  url,
  installationId,
  log,
}: {
  readonly url: string;
  readonly installationId: string;
  readonly log: Log;
}): Promise<Budget> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt: number) => Math.min(RECONNECT_MS_MAX, 20 * 2 ** attempt),
    lazyConnect: true,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  redis.on('error', (error: Error) => log.warn({ err: error }, 'Redis does not answer'));
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new Fault('UNAVAILABLE', { tell: 'The budget’s store does not answer at present; try again later.', cause: error });
  }
  const spend = async (points: number, buckets: readonly Bucket[]): Promise<number[]> => {
    const keys = buckets.map(({ key }) => `holdfast:${installationId}:budget:${key}`);
    const sizes = buckets.flatMap((bucket) => [bucket.points, bucket.pointsPerSecond]);
    const levels: unknown = await redis.eval(SPEND, keys.length, ...keys, points, ...sizes);
    return Array.isArray(levels) ? levels.map(Number) : [];
  };
  return {
    take: async (points, buckets) => decideTake(points, buckets, await spend(points, buckets)),
    giveBack: async (points, buckets) => void (await spend(-points, buckets)),
    close: () => redis.disconnect(),
  };
}
