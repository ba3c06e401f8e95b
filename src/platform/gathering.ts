import type { TenantId } from '../kernel/ids.ts';
import { background } from './log.ts';
import type { Platform } from './platform.ts';
import type { Tx } from './tenant-db.ts';

interface GatheringOptions<Item> {
  /** More than these are not worked on together. */
  readonly countMax: number;
  /** Two of one name are never worked on together: the later one waits. */
  readonly nameOf?: (item: Item) => string;
  /** Works on items of one tenant; never rejects. */
  readonly workOff: (items: readonly Item[]) => Promise<void>;
}

/**
 * Brings together what comes at the same time: an item that comes alone is worked on at once; those that come while others of
 * their tenant are being worked on wait for them, and are then worked on together. The busier, the more at a time.
 */
export function gathering<Item extends object>({
  countMax,
  nameOf,
  workOff,
}: GatheringOptions<Item>): (platform: Platform, tenantId: TenantId, item: Item) => void {
  // Of each platform, so that the worlds of two tests are none of each other's business.
  const platforms = new WeakMap<Platform, Map<TenantId, Item[]>>();
  const run = async (line: Item[], over: () => void): Promise<void> => {
    while (line.length > 0) await workOff(take(line, { countMax, nameOf: nameOf ?? null }));
    over();
  };
  return (platform, tenantId, item) => {
    const lines = platforms.get(platform) ?? new Map<TenantId, Item[]>();
    platforms.set(platform, lines);
    const line = lines.get(tenantId);
    if (line) return void line.push(item);
    const begun = [item];
    lines.set(tenantId, begun);
    background(
      run(begun, () => lines.delete(tenantId)),
      platform.log,
    );
  };
}

/** The first in line, each name once. */
function take<Item extends object>(
  line: Item[],
  { countMax, nameOf }: { countMax: number; nameOf: ((item: Item) => string) | null },
): readonly Item[] {
  if (nameOf === null) return line.splice(0, countMax);
  const taken = new Map<string, Item>();
  const left: Item[] = [];
  for (const item of line.splice(0)) {
    const name = nameOf(item);
    if (taken.size < countMax && !taken.has(name)) taken.set(name, item);
    else left.push(item);
  }
  line.push(...left);
  return [...taken.values()];
}

/** Keys of one transaction at most. */
const KEYS_AT_ONCE_MAX = 500;

/**
 * A read that many ask for at the same time, each for a key of its own: they share a transaction of their tenant. What is read
 * is what is stored: whoever asks decides by itself what of it may be seen.
 */
export function gatheredRead<Key, Value>(
  read: (tx: Tx, keys: readonly Key[]) => Promise<readonly Value[]>,
): (platform: Platform, tenantId: TenantId, key: Key) => Promise<Value> {
  interface Asked {
    readonly platform: Platform;
    readonly tenantId: TenantId;
    readonly key: Key;
    readonly answer: PromiseWithResolvers<Value>;
  }
  const join = gathering<Asked>({
    countMax: KEYS_AT_ONCE_MAX,
    async workOff(asked) {
      const [first] = asked;
      if (!first) return;
      try {
        const keys = asked.map(({ key }) => key);
        const values = await first.platform.db.read(first.tenantId, (tx) => read(tx, keys));
        // One value for each key, in their order.
        for (const [index, { answer }] of asked.entries()) answer.resolve(values[index] as Value);
      } catch (error) {
        for (const { answer } of asked) answer.reject(error);
      }
    },
  });
  return (platform, tenantId, key) => {
    const answer = Promise.withResolvers<Value>();
    join(platform, tenantId, { platform, tenantId, key, answer });
    return answer.promise;
  };
}
