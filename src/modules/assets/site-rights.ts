import type { GraphQLContext } from '../../graphql/context.ts';
import type { SiteId } from '../../kernel/ids.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import { Fault } from '../../platform/fault.ts';
import { defineLoader } from '../../platform/loader.ts';
import { type Ability, BatteryRights, type BatteryRightsHolder, type Refusal, refusal } from '../ownership/index.ts';
import { readHoldersAtSites, type SiteHolders } from './reads.ts';

/** The credentials of a site's agent are told to whoever may read them for a battery there, and changed by whoever may for all. */
export type SiteRight = Extract<Right, `deviceCredentials:${string}`>;

const holdersBySite = defineLoader(async (ctx: GraphQLContext, siteIds: readonly SiteId[]) => {
  const ability = await ctx.ability();
  return ctx.read((tx) => readHoldersAtSites(tx, { ability, siteIds }));
});

/** Why the caller has no right over the agent of a site; null when it has. */
export async function siteRefusal(
  ctx: GraphQLContext,
  { siteId, right }: { siteId: SiteId; right: SiteRight },
): Promise<Refusal | null> {
  const ability = await ctx.ability();
  if (ability.hasEverywhere(right)) return null;
  const { visible, hasOthers }: SiteHolders = (await ctx.load(holdersBySite, siteId)) ?? { visible: [], hasOthers: false };
  const holder = visible.find(({ rights }) => !rights.has(right)) ?? visible[0] ?? nowhere(ability, siteId);
  const told = refusal(ctx, holder, right);
  const having = visible.filter(({ rights }) => rights.has(right));
  if (having.length === 0) return told;
  if (right === 'deviceCredentials:read' || (having.length === visible.length && !hasOthers)) return null;
  return {
    ...told,
    reason: 'NO_AGREEMENT',
    missing: 'One agent drives every battery of a site: this needs an agreement over all of them.',
  };
}

/** Refuses what the caller may not do with the agent of a site; the refusal names what is missing. */
export async function demandAtSite(ctx: GraphQLContext, asked: { siteId: SiteId; right: SiteRight }): Promise<void> {
  const refused = await siteRefusal(ctx, asked);
  if (!refused) return;
  const { missing, reason } = refused;
  throw new Fault('FORBIDDEN', { tell: `You may not do this. ${missing}`, detail: { right: asked.right, reason } });
}

/** Stands in for the batteries of a site that has none yet. */
function nowhere(ability: Ability, siteId: SiteId): BatteryRightsHolder {
  const none = { batteryId: '', siteId, ownershipModel: '', grants: null };
  return { batteryId: '', ownershipModel: '', rights: BatteryRights.of(ability, none) };
}
