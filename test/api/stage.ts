import type { Place, World } from '../harness/world.ts';
import { letIn, newApp, newUser } from '../harness/oauth.ts';
import { batteryIdOf, fileOf, globalBattery, globalParty, globalSite, newKey, siteIdOf } from '../harness/world.ts';
import { telemetryTopic } from '../../src/wire/topics.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { identityOf } from '../../src/modules/tenancy/index.ts';
import type { Slug } from '../harness/two-tenants.ts';

/** The global ids of one object of every type, all about the battery `one` of the site `north`. */
export type Ids = Readonly<
  Record<
    | 'Tenant'
    | 'Party'
    | 'Agreement'
    | 'ApiKey'
    | 'Site'
    | 'SpareSite'
    | 'Battery'
    | 'DeadLetter'
    | 'Plan'
    | 'Instruction'
    | 'Override'
    | 'AuditEntry'
    | 'SupportSession'
    | 'ExternalIdentity'
    | 'User'
    | 'OAuthClient'
    | 'Consent',
    string
  >
>;

/** Gives a tenant one object of every type, all through the real use-cases. */
export async function stageTenant(world: World, tenant: Slug): Promise<Ids> {
  const place: Place = { tenant, site: 'north', battery: 'one' };
  const { tenantId } = fileOf(tenant);
  await world.publishPrices(tenant, '2026-05-12');
  await world.storeReading(place);
  await world.deliver(telemetryTopic({ tenantSlug: tenant, siteId: siteIdOf(place) }), 'not a batch');
  const admin = await world.key(tenant, 'ADMIN');
  const overridden = await world.ask(
    admin,
    `mutation($input: OverrideBatteryInput!) { overrideBattery(input: $input) { ... on BatteryOverridden { override { id } } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        batteryId: globalBattery(place),
        powerKw: 5,
        untilAt: '2026-05-12T12:00:00Z',
        reason: 'a test',
      },
    },
  );
  // One that no other test signs in with: it may be revoked.
  const spare = await world.ask(
    admin,
    `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on ApiKeyCreated { apiKey { id } } } }`,
    { input: { idempotencyKey: newKey(), name: 'spare', role: 'VIEWER' } },
  );
  const account = await newUser(world, tenant, { role: 'OWNER', party: 'owner' });
  const app = await newApp(world, tenant);
  await letIn(world, tenant, { app, account, allow: [`MONITORING:${batteryIdOf(place)}`] });
  const service = await world.ask(
    admin,
    `mutation($input: CreateServiceInput!) { createService(input: $input) { ... on ServiceCreated { service { id } } } }`,
    { input: { idempotencyKey: newKey(), name: 'spare', role: 'VIEWER', scopes: ['live:read'] } },
  );
  await world.workOff();
  const idOf = async (type: string, table: string, column: string): Promise<string> => {
    const [row] = await world.owner<{ id: string }[]>`
      select ${world.owner(column)} as id from ${world.owner(table)} where tenant_id = ${tenantId} order by 1 limit 1`;
    if (!row) throw new Error(`${tenant} has no ${type}.`);
    return printGlobalId(type, row.id);
  };
  const [newest] = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${tenantId} order by instruction_sequence desc limit 1`;
  const person = { tenantId, issuer: 'https://login.example', subject: 'somebody' };
  const { externalIdentityId } = await identityOf(world.services, person);
  const [agreement] = await world.owner<{ id: string }[]>`
    select agreement_id as id from agreement where tenant_id = ${tenantId} and role = 'OPTIMISER'`;
  return {
    Tenant: printGlobalId('Tenant', tenantId),
    Party: globalParty(tenant, 'owner'),
    Agreement: printGlobalId('Agreement', agreement?.id ?? ''),
    ApiKey: spare.data.createApiKey.apiKey.id,
    Site: globalSite(place),
    SpareSite: globalSite({ tenant, site: 'south' }),
    Battery: globalBattery(place),
    DeadLetter: await idOf('DeadLetter', 'dead_letter', 'dead_letter_id'),
    Plan: await idOf('Plan', 'plan', 'plan_id'),
    Instruction: printGlobalId('Instruction', newest?.id ?? ''),
    AuditEntry: await idOf('AuditEntry', 'audit_entry', 'audit_entry_id'),
    // Not the one that others sign in with: it may be ended.
    SupportSession: printGlobalId('SupportSession', (await world.openSupport(tenant)).supportSessionId),
    ExternalIdentity: printGlobalId('ExternalIdentity', externalIdentityId),
    User: account.userId,
    OAuthClient: service.data.createService.service.id,
    Consent: await idOf('Consent', 'consent', 'consent_id'),
    Override: overridden.data.overrideBattery.override.id,
  };
}
