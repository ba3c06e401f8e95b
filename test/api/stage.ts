import { randomUUID } from 'node:crypto';
import type { Place, World } from '../harness/world.ts';
import { letIn, newApp, newUser } from '../harness/oauth.ts';
import { batteryIdOf, fileOf, globalBattery, globalParty, globalSite, newKey, siteIdOf } from '../harness/world.ts';
import { printSparkplugTopic, telemetryTopic } from '../../src/wire/topics.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { identityOf } from '../../src/modules/tenancy/index.ts';
import { gatewayPayload, WHOLE_READING } from '../harness/sparkplug-gateway.ts';
import { insertDeclaration, insertMarketRun, insertPriceLook } from '../harness/market-rows.ts';
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
    | 'MarketRun'
    | 'DispatchStop'
    | 'EnabledResponse'
    | 'PowerLimit'
    | 'Alert'
    | 'AuditEntry'
    | 'SupportSession'
    | 'ExternalIdentity'
    | 'User'
    | 'OAuthClient'
    | 'Consent'
    | 'WebhookEndpoint'
    | 'SpareWebhookEndpoint'
    | 'WebhookMessage',
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
  const node = { tenantSlug: tenant, siteId: siteIdOf(place) };
  const atMs = world.clock.nowMs();
  await world.deliver(printSparkplugTopic({ ...node, type: 'NBIRTH', device: null }), gatewayPayload({ seq: 0, atMs }));
  await world.deliver(
    printSparkplugTopic({ ...node, type: 'DBIRTH', device: batteryIdOf(place) }),
    gatewayPayload({ seq: 1, atMs, metrics: WHOLE_READING }),
  );
  // As the archive's manifest says it of a day whose two readings are forgotten.
  await world.owner`
    insert into archived_day values (${tenantId}, '2024-12-01', 1, 1, ${`readings/tenant=${tenantId}/day=2024-12-01/readings-v1-0.parquet`},
      ${'0'.repeat(64)}, 1000, 2, '2024-12-01T10:00:00Z', '2024-12-01T11:00:00Z', ${world.owner.json({ [batteryIdOf(place)]: 2 })},
      '2024-12-02T06:00:00Z', true, true, '2026-01-06T00:00:00Z')`;
  await stageForecast(world, tenant);
  const runId = await insertMarketRun(world.owner, place);
  await insertDeclaration(world.owner, place);
  await insertPriceLook(world.owner, tenant);
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
  // Lifted again: what is stopped makes no plans true.
  const stopped = await world.ask(
    admin,
    `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { ... on DispatchStopped { stop { id } } } }`,
    { input: { idempotencyKey: newKey(), kind: 'EMERGENCY', batteryId: globalBattery(place), reason: 'a test' } },
  );
  const { id: stopId } = stopped.data.stopDispatch.stop;
  await world.ask(admin, `mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { __typename } }`, {
    input: { idempotencyKey: newKey(), stopId },
  });
  const limited = await world.ask(
    admin,
    `mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { ... on PowerLimitSet { limit { id } } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        batteryId: globalBattery(place),
        role: 'OPERATOR',
        dischargePowerKwMax: 90,
        reason: 'a test',
      },
    },
  );
  const enabled = await world.ask(
    admin,
    `mutation($input: EnableResponseInput!) { enableResponse(input: $input) { ... on ResponseEnabled { response { id } } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        batteryId: globalBattery(place),
        service: 'DC',
        direction: 'LOW',
        contractedPowerKw: 5,
        fromAt: '2026-05-12T13:00:00Z',
        untilAt: '2026-05-12T14:00:00Z',
      },
    },
  );
  // One in force, where nothing else is asked to move.
  const held = await world.ask(admin, `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { __typename } }`, {
    input: { idempotencyKey: newKey(), kind: 'VISIT', siteId: globalSite({ tenant, site: 'south' }), reason: 'a test' },
  });
  if (held.data.stopDispatch.__typename !== 'DispatchStopped') throw new Error(`${tenant} cannot be stopped.`);
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
    { input: { idempotencyKey: newKey(), name: 'spare', role: 'VIEWER', scopes: ['LIVE_READ'] } },
  );
  const endpoints = [await newEndpoint(world, tenant, 'a partner'), await newEndpoint(world, tenant, 'spare')];
  const tested = await world.ask(
    admin,
    `mutation($input: SendTestWebhookInput!) { sendTestWebhook(input: $input) { ... on WebhookTestSent { message { id } } } }`,
    { input: { idempotencyKey: newKey(), endpointId: endpoints[0] } },
  );
  await world.ask(admin, `mutation($input: TakeAcceptancesInput!) { takeAcceptances(input: $input) { __typename } }`, {
    input: { idempotencyKey: newKey(), batteryId: globalBattery(place), acceptances: [ACCEPTANCE] },
  });
  await world.workOff();
  const idOf = async (type: string, table: string, column: string): Promise<string> => {
    const [row] = await world.owner<{ id: string }[]>`
      select ${world.owner(column)} as id from ${world.owner(table)} where tenant_id = ${tenantId} order by 1 limit 1`;
    if (!row) throw new Error(`${tenant} has no ${type}.`);
    return printGlobalId(type, row.id);
  };
  const [newest] = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${tenantId} order by instruction_sequence desc limit 1`;
  // As the clock would raise one when the site says nothing.
  const alertId = randomUUID();
  await world.owner`
    insert into alert (tenant_id, alert_id, battery_id, instruction_id, kind, since_at, raised_at)
    values (${tenantId}, ${alertId}, ${batteryIdOf(place)}, ${newest?.id ?? ''}, 'OUT_OF_TOLERANCE', ${world.clock.now()}, ${world.clock.now()})`;
  await world.owner`
    insert into execution_watch (tenant_id, battery_id, out_of_tolerance_since) values (${tenantId}, ${batteryIdOf(place)}, ${world.clock.now()})`;
  const person = { tenantId, issuer: 'https://login.example', subject: 'somebody' };
  const { externalIdentityId } = await identityOf(world.services, person);
  const [agreement] = await world.owner<{ id: string }[]>`
    select agreement_id as id from agreement where tenant_id = ${tenantId} and role = 'OPTIMISER'`;
  // One that no agreement is about.
  const [entry] = await world.owner<{ id: string }[]>`
    select audit_entry_id as id from audit_entry where tenant_id = ${tenantId} and operation = 'createApiKey' limit 1`;
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
    AuditEntry: printGlobalId('AuditEntry', entry?.id ?? ''),
    // Not the one that others sign in with: it may be ended.
    SupportSession: printGlobalId('SupportSession', (await world.openSupport(tenant)).supportSessionId),
    ExternalIdentity: printGlobalId('ExternalIdentity', externalIdentityId),
    User: account.userId,
    OAuthClient: service.data.createService.service.id,
    Consent: await idOf('Consent', 'consent', 'consent_id'),
    MarketRun: printGlobalId('MarketRun', runId),
    Override: overridden.data.overrideBattery.override.id,
    DispatchStop: stopId,
    EnabledResponse: enabled.data.enableResponse.response.id,
    PowerLimit: limited.data.setPowerLimit.limit.id,
    Alert: printGlobalId('Alert', alertId),
    WebhookEndpoint: endpoints[0] ?? '',
    // One that no other case asks about: it may be deleted.
    SpareWebhookEndpoint: endpoints[1] ?? '',
    WebhookMessage: tested.data.sendTestWebhook.message.id,
  };
}

const ACCEPTANCE = {
  acceptanceNumber: 3,
  acceptedAt: '2026-05-12T09:58:00Z',
  points: [
    { at: '2026-05-12T14:10:00Z', powerKw: 1 },
    { at: '2026-05-12T14:20:00Z', powerKw: 1 },
  ],
};

/** As a method would have expected a period that has begun, the day before, and how it did: a week of prices is more than a stage has. */
async function stageForecast(world: World, tenant: Slug): Promise<void> {
  const { tenantId } = fileOf(tenant);
  const forecastId = randomUUID();
  await world.owner`
    insert into forecast (tenant_id, forecast_id, market, kind, method, source, made_at, known_at, currency, levels)
    values (${tenantId}, ${forecastId}, 'GB', 'IMPORT_PRICE', 'usual-day', 'holdfast', '2026-05-11T11:00:00Z', '2026-05-11T11:00:00Z',
      'GBP', '{0.1,0.5,0.9}')`;
  await world.owner`
    insert into forecast_period (tenant_id, forecast_id, period_start, period_end, settlement_date, period_index, quantiles)
    values (${tenantId}, ${forecastId}, '2026-05-12T10:00:00Z', '2026-05-12T10:30:00Z', '2026-05-12', 23, '{20.25,30.25,60.25}')`;
  await world.owner`
    insert into forecast_score (tenant_id, market, kind, method, settlement_date, lead_index, period_count, pinball_loss_sum,
      absolute_error_sum, covered_count, expected_covered_sum, scored_at)
    values (${tenantId}, 'GB', 'IMPORT_PRICE', 'usual-day', '2026-05-11', 2, 40, 80, 120, 36, 32, '2026-05-11T11:00:00Z')`;
}

/** Nobody listens there. */
async function newEndpoint(world: World, tenant: Slug, name: string): Promise<string> {
  const eventTypes = ['DISPATCH_STOPPED', 'PLAN_MADE'];
  const places = name === 'spare' ? { siteIds: [globalSite({ tenant, site: 'north' })] } : {};
  const { data } = await world.ask(
    await world.key(tenant, 'ADMIN'),
    `mutation($input: CreateWebhookEndpointInput!) {
      createWebhookEndpoint(input: $input) { ... on WebhookEndpointCreated { endpoint { id } } } }`,
    { input: { idempotencyKey: newKey(), name, url: 'http://127.0.0.1:9/hooks', eventTypes, ...places } },
  );
  return data.createWebhookEndpoint.endpoint.id;
}
