import type { BatteryId } from '../../../kernel/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { readBatteryPage, type VisibleBattery } from '../../assets/index.ts';
import { abilityOf } from '../../ownership/index.ts';
import type { ConsentId, OAuthClientId } from '../../../kernel/ids.ts';
import { PURPOSES, type Purpose } from '../purposes.ts';
import type { User } from '../reads.ts';
import type { Offer } from './pages/consent-page.ts';

/** A page with more boxes than this is read by nobody. */
const BATTERY_COUNT_MAX = 100;

/** What a person can give of what an app asks for: on a battery only what they have themselves, now. */
export async function offerOf(
  platform: Platform,
  tx: Tx,
  { user, purposes }: { user: User; purposes: readonly Purpose[] },
): Promise<Offer> {
  // People of the tenant itself have nothing of their own to give.
  if (user.partyId === null) return [];
  const batteries = await batteriesOf(platform, tx, user);
  return purposes.flatMap((purpose) => {
    const own = batteries.filter((battery) => has(battery, purpose));
    return own.length === 0 ? [] : [{ purpose, batteries: own.map(offered) }];
  });
}

/** What was ticked, as far as it was on offer. */
export function chosenOf(offer: Offer, ticked: readonly string[]): Map<Purpose, readonly BatteryId[]> {
  const wanted = new Set(ticked);
  const chosen = offer.map(({ purpose, batteries }) => {
    const batteryIds = batteries.map(({ batteryId }) => batteryId).filter((id) => wanted.has(`${purpose}:${id}`));
    return [purpose, batteryIds] as const;
  });
  return new Map(chosen.filter(([, batteryIds]) => batteryIds.length > 0));
}

function batteriesOf(platform: Platform, tx: Tx, user: User): Promise<VisibleBattery[]> {
  const { userId, role, partyId, email } = user;
  // The person as such, through nothing: the id stands for a consent that there is not.
  const credentialId = userId as string as ConsentId;
  // And for a program that there is not.
  const clientId = userId as string as OAuthClientId;
  const actor = {
    kind: 'user',
    tenantId: tx.tenantId,
    credentialId,
    role,
    partyId,
    bounds: null,
    expiresAt: null,
    userId,
    clientId,
    isDashboard: false,
  } as const;
  const ability = abilityOf({ platform, actor: { ...actor, onBehalfOf: email }, now: platform.clock.now() });
  const page = { limitCount: BATTERY_COUNT_MAX, backwards: false, after: null, before: null };
  return readBatteryPage(tx, { ability, page, siteId: null });
}

function has({ rights }: VisibleBattery, purpose: Purpose): boolean {
  return PURPOSES[purpose].scopes.some((scope) => scope !== 'identity:read' && rights.has(scope));
}

function offered({ batteryId, name, site }: VisibleBattery): Offer[number]['batteries'][number] {
  return { batteryId, name, siteName: site.name };
}
