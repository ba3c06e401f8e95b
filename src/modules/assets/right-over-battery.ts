import type { BatteryId } from '../../kernel/ids.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import type { Platform } from '../../platform/platform.ts';
import { abilityOf, type BatteryRights } from '../ownership/index.ts';
import type { Actor } from '../tenancy/index.ts';
import { readBatteries } from './reads.ts';

/** Agreements are made and changed while a stream is open: what it may show is read again this often. */
const REFRESH_MS = 10_000;

/** Whether a stream may show a fact of its battery: the right is had now, and the fact is dated inside of an agreement. */
export type MayShow = (factAt: Date) => Promise<boolean>;

/** A right over one battery, kept true while a stream is open. Every event is checked against it, not just the start. */
export function rightOverBattery(
  { actor, platform }: { readonly actor: Actor; readonly platform: Platform },
  { batteryId, right }: { batteryId: BatteryId; right: Right },
): MayShow {
  let known: { rights: BatteryRights | null; untilMs: number } | null = null;
  const rightsNow = async (): Promise<BatteryRights | null> => {
    if (known && known.untilMs > performance.now()) return known.rights;
    const ability = abilityOf({ platform, actor, now: platform.clock.now() });
    const batteries = await platform.db.read(actor.tenantId, (tx) => readBatteries(tx, { ability, batteryIds: [batteryId] }));
    known = { rights: batteries.get(batteryId)?.rights ?? null, untilMs: performance.now() + REFRESH_MS };
    return known.rights;
  };
  return async (factAt) => {
    const rights = await rightsNow();
    // An agreement that was read may have ended since: its end is held against the clock each time.
    return rights !== null && rights.covers(right, platform.clock.now()) && rights.covers(right, factAt);
  };
}
