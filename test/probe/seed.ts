import postgres from 'postgres';
import { QUEUES } from '../../src/main/run-worker.ts';
import { present } from '../../src/kernel/assert.ts';
import { webhooksSettled } from '../../src/modules/webhooks/index.ts';
import { installQueues } from '../../src/platform/queue-schema.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { type Ids, stageTenant } from '../api/stage.ts';
import { storeAllFacts } from '../harness/agreements-oracle.ts';
import { administer, urlOf } from '../harness/database-template.ts';
import type { Slug } from '../harness/two-tenants.ts';
import { batteryIdOf, fileOf, globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';
import { CANARY } from './canary.ts';
import { copyAs, copyOf } from './databases.ts';
import { castShadow, putLast } from './shadow.ts';
import { A, B, markTenant, tenantTables, TWIN_FILES } from './twins.ts';

/** The worlds that every suite works on a copy of. */
export interface Seeds {
  readonly adminUrl: string;
  readonly ids: Readonly<Record<Slug, Ids>>;
  /** Databases to be copied, by what they hold. */
  readonly templates: {
    /** The twins and the shadow at noon, staged through the real use-cases. */
    readonly twins: string;
    /** The same without row-level security: what the application itself keeps apart. */
    readonly open: string;
    /** Ten days of facts about each battery, for agreements to be drawn over. */
    readonly parties: string;
    /** The same without row-level security. */
    readonly partiesOpen: string;
  };
}

/** Makes the worlds once; nobody is connected to them afterwards. */
export async function makeSeeds(adminUrl: string): Promise<Seeds> {
  const templates = { twins: 'probe_twins', open: 'probe_open', parties: 'probe_parties', partiesOpen: 'probe_parties_open' };
  const ids = await makeTemplateOf(adminUrl, { name: templates.twins }, async (world) => {
    const staged = { alder: await stageTwin(world, 'alder'), birch: await stageTwin(world, 'birch') };
    // Last: their rollups are still to be made.
    for (const tenant of ['alder', 'birch'] as const) await storeLast(world, { tenant, site: 'north', battery: 'one' });
    return staged;
  });
  await makeTemplateOf(adminUrl, { name: templates.parties, at: '2026-05-20T00:00:00Z' }, storeAllFacts);
  await openWalls(adminUrl, { template: templates.twins, name: templates.open });
  await openWalls(adminUrl, { template: templates.parties, name: templates.partiesOpen });
  return { adminUrl, ids, templates };
}

/** A database that a world has been staged in, the other tenant marked and the shadow cast. */
async function makeTemplateOf<Staged>(
  adminUrl: string,
  { name, at }: { name: string; at?: string },
  stage: (world: World) => Promise<Staged>,
): Promise<Staged> {
  const database = await copyOf(adminUrl);
  await installQueues(database.ownerUrl, QUEUES);
  const kept = { ...database, drop: async () => undefined };
  const world = await openWorld({ database: kept, tenantFiles: TWIN_FILES, ...(at !== undefined && { at }) });
  const staged = await stage(world);
  await world.close();
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await markTenant(sql, B.tenantId);
  await castShadow(sql);
  await putLast(sql, A.tenantId);
  await sql`delete from pgboss.job`;
  await sql.end();
  await administer(adminUrl, `alter database ${database.name} rename to ${name}`);
  return staged;
}

/** One object of every kind, and what nothing of the stage makes. */
async function stageTwin(world: World, tenant: Slug): Promise<Ids> {
  const ids = await stageTenant(world, tenant);
  const place: Place = { tenant, site: 'north', battery: 'one' };
  // What the archive has still to do.
  const { tenantId } = fileOf(tenant);
  await world.owner`insert into archive_mark (tenant_id, day) values (${tenantId}, '2024-12-01')`;
  await world.owner`insert into archive_leftover values (${tenantId}, ${`readings/tenant=${tenantId}/left-over`}, now())`;
  const admin = await world.key(tenant, 'ADMIN');
  const mark = tenant === 'birch' ? `${CANARY} ` : '';
  const change = (name: string, input: object): Promise<unknown> =>
    world.ask(
      admin,
      `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
      {
        input: { idempotencyKey: newKey(), ...input },
      },
    );
  for (const [state, at] of [
    ['OFFLINE', '2026-05-12T01:00:00Z'],
    ['ONLINE', '2026-05-12T02:00:00Z'],
  ] as const)
    await world.owner`insert into connectivity_change values (${tenantId}, ${batteryIdOf(place)}, ${at}, ${state}, ${at})`;
  await change('setIntent', {
    batteryId: globalBattery(place),
    cyclesPerDayCountMax: 5,
    socPercentMin: 11,
    socPercentMax: 89,
    wearCostPerMwh: '4.5',
  });
  await change('makeAgreement', {
    partyId: ids.Party,
    batteryId: globalBattery(place),
    role: 'AUDITOR',
    validFrom: '2019-01-01T00:00:00Z',
    validUntil: '2019-02-01T00:00:00Z',
    terms: `${mark}terms`,
    reason: `${mark}reason`,
  });
  await change('overrideBattery', {
    batteryId: ids.Battery,
    powerKw: 1,
    untilAt: '2026-05-12T11:00:00Z',
    reason: `${mark}reason`,
  });
  await change('createApiKey', { name: `${mark}bounded`, role: 'VIEWER', scopes: ['LIVE_READ'], batteryIds: [ids.Battery] });
  await settleMorning(world, place);
  await world.runTimer('watch-connectivity');
  await world.runTimer('roll-up');
  await world.runTimer('deliver-webhooks');
  await webhooksSettled(world.services);
  await world.agent(tenant, 'north');
  await world.enrolmentToken(tenant, 'south');
  await world.workOff();
  // Plans count for the periods that begin after them, those of the shadow as well, which come a second later.
  await world.owner`update plan set made_at = made_at - interval '1 minute' where tenant_id = ${tenantId}`;
  // What was staged since has taken the place of the instruction before.
  const [newest] = await world.owner<{ id: string }[]>`
    select instruction_id as id from instruction where tenant_id = ${fileOf(tenant).tenantId} and battery_id = ${batteryIdOf(place)}
    order by instruction_sequence desc limit 1`;
  return { ...ids, Instruction: printGlobalId('Instruction', present(newest?.id, 'an instruction that was just staged')) };
}

/** Half-hours with readings at both ends, settled by the timer itself. */
async function settleMorning(world: World, place: Place): Promise<void> {
  const startMs = Date.parse('2026-05-12T06:00:00Z');
  await world.storeReadings(
    place,
    Array.from({ length: 17 }, (_, index) => ({
      measuredAtMs: startMs + index * 600_000,
      activePowerKw: 6,
      socPercent: 40 + index,
      exportedKwh: 900 + index,
      importedKwh: 900,
    })),
  );
  await world.runTimer('settle');
}

async function storeLast(world: World, place: Place): Promise<void> {
  const measuredAtMs = Date.parse('2026-05-12T09:58:00Z');
  await world.storeReadings(place, [{ measuredAtMs, activePowerKw: 6, socPercent: 58, exportedKwh: 918, importedKwh: 900 }]);
}

async function openWalls(adminUrl: string, { template, name }: { template: string; name: string }): Promise<void> {
  await copyAs(adminUrl, { template, name });
  const sql = postgres(urlOf(adminUrl, name), { max: 1, onnotice: () => undefined });
  for (const table of await tenantTables(sql)) await sql.unsafe(`alter table "${table}" disable row level security`);
  await sql.end();
}
