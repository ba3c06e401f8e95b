import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { present } from '../../kernel/assert.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { AGREEMENT_ROLES } from '../../kernel/ownership-models.ts';
import type { Services } from '../../modules/module.ts';
import { DemoApp } from './demo-app.ts';
import { DemoUser } from './demo-people.ts';
import { type ApiKeyRole, type Authenticate, createApiKey, idOfKey, type TenantFile } from '../../modules/tenancy/index.ts';
import { DemoPerspective, perspectivesOf } from './perspectives.ts';

const DemoKey = Type.Object({ role: Type.String(), party: Type.Union([Type.String(), Type.Null()]), key: Type.String() });
const DemoTenant = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  /** One key for each role: the first party's where a role acts for a party. */
  apiKeys: Type.Record(Type.String(), Type.String()),
  /** Every key, with the party it acts for. */
  keys: Type.Array(DemoKey),
  /** As whom the dashboard offers to look at a battery. One more entry is one more button. */
  perspectives: Type.Array(DemoPerspective),
  /** Who can sign in at the tenant's issuer. */
  users: Type.Array(DemoUser),
  /** A third party's app that one of them has let in. */
  app: Type.Union([DemoApp, Type.Null()]),
});
const DemoFile = Type.Object({
  url: Type.String(),
  wsUrl: Type.String(),
  /** Where edge agents connect, with their certificates. */
  agentUrl: Type.String(),
  agentWsUrl: Type.String(),
  dashboardUrl: Type.String(),
  graphiqlUrl: Type.String(),
  mqttUrl: Type.String(),
  metricsUrl: Type.String(),
  tenants: Type.Array(DemoTenant),
});

/** What a newcomer needs to use the demo; written for tools and shown by the sign-in page. */
export type DemoFile = Static<typeof DemoFile>;
export type DemoTenant = Static<typeof DemoTenant>;

const compiled = Compile(DemoFile);

interface Wanted {
  readonly role: ApiKeyRole;
  readonly party: TenantFile['parties'][number] | null;
}

/** Keys for every role of a tenant. Keys of an earlier start that still work are kept. */
export async function demoTenant(
  { services, authenticate }: { services: Services; authenticate: Authenticate },
  { file, earlier }: { file: TenantFile; earlier: DemoTenant | null },
): Promise<Omit<DemoTenant, 'users' | 'app'>> {
  const keys: DemoTenant['keys'] = [];
  for (const wanted of wantedKeys(file)) {
    const party = wanted.party?.name ?? null;
    const known = earlier?.keys.find((key) => key.role === wanted.role && key.party === party)?.key;
    const stillWorks = known !== undefined && (await authenticate(`Bearer ${known}`)) !== null;
    keys.push({ role: wanted.role, party, key: stillWorks ? known : await newKey(services, { file, wanted }) });
  }
  const apiKeys = Object.fromEntries(keys.toReversed().map(({ role, key }) => [role, key]));
  const perspectives = perspectivesOf(file, {
    tenant: present(apiKeys['OPERATOR'], 'a key of the supplier itself'),
    parties: new Map(keys.flatMap(({ role, party, key }) => (role === 'PARTY' && party !== null ? [[party, key]] : []))),
  });
  return { slug: file.slug, name: file.name, apiKeys, keys, perspectives };
}

/** The file of an earlier start, or null when there is none that can be read. */
export function readDemoFile(path: string): DemoFile | null {
  if (!existsSync(path)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return compiled.Check(value) ? value : null;
  } catch {
    // A file torn by a crash is made anew; its keys stop at nobody.
    return null;
  }
}

/** Holds secrets, so only its owner may read it. */
export function writeDemoFile(path: string, demo: DemoFile): void {
  const unfinished = `${path}.new`;
  writeFileSync(unfinished, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  // Whoever waits for the file never sees half of it.
  renameSync(unfinished, path);
}

/** The tenant's own roles, and for each party one key that acts through all its agreements, and narrower ones where they fit. */
function wantedKeys(file: TenantFile): Wanted[] {
  const agreements = file.sites.flatMap((site) => [
    ...(site.agreements ?? []),
    ...site.batteries.flatMap((battery) => battery.agreements),
  ]);
  const parties = (roles: readonly string[]): TenantFile['parties'] =>
    file.parties.filter(({ key }) => agreements.some(({ party, role }) => party === key && roles.includes(role)));
  return [
    ...(['ADMIN', 'OPERATOR', 'VIEWER'] as const).map((role) => ({ role, party: null })),
    ...parties(['OWNER', 'LESSEE', 'LESSOR']).map((party) => ({ role: 'OWNER' as const, party })),
    ...parties(['OPTIMISER']).map((party) => ({ role: 'OPTIMISER' as const, party })),
    ...parties(AGREEMENT_ROLES).map((party) => ({ role: 'PARTY' as const, party })),
  ];
}

async function newKey(services: Services, { file, wanted }: { file: TenantFile; wanted: Wanted }): Promise<string> {
  const outcome = await services.db.write(file.tenantId, (tx) =>
    createApiKey(services, tx, {
      name: `Demo ${wanted.role.toLowerCase()}${wanted.party ? ` for ${wanted.party.name}` : ''}`,
      role: wanted.role,
      partyId: wanted.party ? idOfKey<PartyId>(file.tenantId, 'party', wanted.party.key) : null,
    }),
  );
  if (outcome.__typename !== 'ApiKeyCreated' || outcome.secret === null)
    throw new Error(`Bug: a demo key was refused: ${outcome.__typename}`);
  return outcome.secret;
}
