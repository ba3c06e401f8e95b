import type { GraphQLContext } from '../../graphql/context.ts';
import type { BatteryId } from '../../kernel/ids.ts';
import { abilityOf } from '../ownership/index.ts';
import { readVisibleBatteryIds } from './reads.ts';

/** Agreements begin and end while a stream is open: what it may show is read again this often. */
const REFRESH_MS = 10_000;

/** The batteries a stream may show, kept true while it is open. Every event is checked against it, not just the start. */
export interface VisibleBatteries {
  readonly all: () => Promise<readonly BatteryId[]>;
  readonly includes: (batteryId: string) => Promise<boolean>;
}

export function visibleBatteries(ctx: GraphQLContext, chosen: readonly BatteryId[] | null): VisibleBatteries {
  let known: { ids: ReadonlySet<BatteryId>; untilMs: number } | null = null;
  const refresh = async (): Promise<ReadonlySet<BatteryId>> => {
    if (known && known.untilMs > performance.now()) return known.ids;
    const { actor, platform } = ctx;
    const ability = await abilityOf({ platform, actor, now: platform.clock.now() });
    const visible = await platform.db.read(actor.tenantId, (tx) => readVisibleBatteryIds(tx, ability));
    const ids = chosen ? new Set(chosen.filter((batteryId) => visible.has(batteryId))) : visible;
    known = { ids, untilMs: performance.now() + REFRESH_MS };
    return ids;
  };
  return {
    all: async () => [...(await refresh())],
    // Whether the id is a battery's is what the lookup finds out.
    includes: async (batteryId) => (await refresh()).has(batteryId as BatteryId),
  };
}
