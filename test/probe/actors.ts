import type { World } from '../harness/world.ts';
import type { Slug } from '../harness/two-tenants.ts';

/** The credential of somebody who asks; null for nobody. */
type Asker = (world: World, tenant: Slug) => Promise<string | null>;

const key =
  (role: Parameters<World['key']>[1], party?: string): Asker =>
  (world, tenant) =>
    world.key(tenant, role, party);

/** Everybody who asks. Another kind of credential is one more entry. */
export const ASKERS = {
  nobody: async () => null,
  ADMIN: key('ADMIN'),
  OPERATOR: key('OPERATOR'),
  VIEWER: key('VIEWER'),
  owner: key('OWNER', 'owner'),
  optimiser: key('OPTIMISER', 'optimiser'),
  stranger: key('OWNER', 'stranger'),
  former: key('OWNER', 'former'),
  coming: key('OWNER', 'coming'),
  supplier: key('PARTY', 'supplier'),
  lessee: key('PARTY', 'lessee'),
  agent: (world, tenant) => world.agent(tenant, 'north'),
  enrolment: (world, tenant) => enrolmentOf(world, tenant),
  support: async (world, tenant) => (await world.support(tenant)).token,
} as const satisfies Record<string, Asker>;

export type AskerName = keyof typeof ASKERS;
// The keys of a literal object are its type's keys.
export const ASKER_NAMES = Object.keys(ASKERS) as AskerName[];

/** A new token of a site ends the one before it: each world has one of the site in the south. */
const enrolments = new WeakMap<World, Map<Slug, Promise<string>>>();

function enrolmentOf(world: World, tenant: Slug): Promise<string> {
  const known = enrolments.get(world) ?? new Map<Slug, Promise<string>>();
  enrolments.set(world, known);
  const token = known.get(tenant) ?? world.enrolmentToken(tenant, 'south');
  known.set(tenant, token);
  return token;
}
