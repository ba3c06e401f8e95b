import type { GraphQLContext } from '../../graphql/context.ts';
import type { BatteryId } from '../../kernel/ids.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import { abilityOf, type BatteryRights } from '../ownership/index.ts';
import { readRights } from './reads.ts';

/** Agreements are made and changed while a stream is open: what it may show is read again this often. */
const REFRESH_MS = 10_000;

/** What a stream may show, kept true while it is open. Every event is checked against it, not just the start. */
export interface VisibleBatteries {
  readonly all: () => Promise<readonly BatteryId[]>;
  /** Whether a fact of a battery may be shown: the right is had now, and the fact is dated inside of an agreement. */
  readonly includes: (batteryId: string, factAt: Date) => Promise<boolean>;
}

export function visibleBatteries(
  ctx: GraphQLContext,
  { right, chosen }: { right: Right; chosen: readonly BatteryId[] | null },
): VisibleBatteries {
  const { actor, platform } = ctx;
  let known: { rights: ReadonlyMap<BatteryId, BatteryRights>; untilMs: number } | null = null;
  const refresh = async (): Promise<ReadonlyMap<BatteryId, BatteryRights>> => {
    if (known && known.untilMs > performance.now()) return known.rights;
    const ability = abilityOf({ platform, actor, now: platform.clock.now() });
    const visible = await platform.db.read(actor.tenantId, (tx) => readRights(tx, { ability, right }));
    const rights = chosen ? new Map([...visible].filter(([batteryId]) => chosen.includes(batteryId))) : visible;
    known = { rights, untilMs: performance.now() + REFRESH_MS };
    return rights;
  };
  // An agreement that was read may have ended since: its end is held against the clock each time.
  const isNow = (rights: BatteryRights): boolean => rights.covers(right, platform.clock.now());
  return {
    all: async () => [...(await refresh())].flatMap(([batteryId, rights]) => (isNow(rights) ? [batteryId] : [])),
    includes: async (batteryId, factAt) => {
      // Whether the id is a battery's is what the lookup finds out.
      const rights = (await refresh()).get(batteryId as BatteryId);
      return rights !== undefined && isNow(rights) && rights.covers(right, factAt);
    },
  };
}
