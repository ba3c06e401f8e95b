import postgres from 'postgres';
import { CANARY } from './canary.ts';
import { A, B, markTenant, SHADOW_ID, tenantColumns, tenantTables } from './twins.ts';

/**
 * The shadow of A: every row it has not yet, ids and all, full of canaries. It is made to be noticed wherever a statement
 * forgets its tenant: it stands first, it lies elsewhere, it entitles everybody, and it lets nobody in.
 */
export async function castShadow(sql: postgres.Sql): Promise<void> {
  // References across the shadow are wrong on purpose, and nothing of the platform may react to it.
  await sql`set session_replication_role = replica`;
  await copyRows(sql);
  await markTenant(sql, SHADOW_ID);
  await sql`update tenant set name = ${`${CANARY} shadow`} where tenant_id = ${SHADOW_ID}`;
  await nameRecords(sql);
  await moveElsewhere(sql);
  await entitleEverybody(sql);
  await widen(sql);
  await crowd(sql);
  await withdraw(sql);
  await settleEverything(sql);
  await goOn(sql);
  await lockOut(sql);
  // Written once more, so that A's rows lie behind those of the shadow.
  for (const table of await tenantTables(sql)) {
    await sql`update ${sql(table)} set tenant_id = tenant_id where tenant_id = ${A.tenantId}`;
  }
  await sql`set session_replication_role = origin`;
}

async function copyRows(sql: postgres.Sql): Promise<void> {
  const columns = await tenantColumns(sql);
  // Its names are part of its key and are marked since.
  await sql`delete from party_battery where tenant_id = ${SHADOW_ID}`;
  for (const table of await tenantTables(sql)) {
    const names = columns.filter((column) => column.table === table).map(({ name }) => name);
    const values = names.map((name) =>
      name === 'tenant_id' ? `'${SHADOW_ID}'::uuid` : name === 'slug' ? `'shadow'` : `"${name}"`,
    );
    await sql.unsafe(
      `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) overriding system value select ${values.join(', ')} from "${table}"
        where tenant_id = '${A.tenantId}' on conflict do nothing`,
    );
  }
}

/** What its issuer remembers goes by the names that A's goes by; one record has long ended. */
async function nameRecords(sql: postgres.Sql): Promise<void> {
  await sql`
    update oidc_record shadow set grant_id = own.grant_id, uid = own.uid, user_id = own.user_id from oidc_record own
    where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId} and own.model = shadow.model
      and own.record_hash = shadow.record_hash`;
  await sql`
    insert into oidc_record (tenant_id, model, record_hash, payload, expires_at)
    values (${SHADOW_ID}, 'Session', decode(repeat('00', 32), 'hex'), '{}', '2000-01-01') on conflict do nothing`;
}

/** What stands at one of A's sites stands at the next one in the shadow, and what is ordered of a battery of the next battery. */
async function moveElsewhere(sql: postgres.Sql): Promise<void> {
  await sql`
    update battery_override shadow set battery_id = next.battery_id
    from battery_override own, (
      select battery_id as own_battery_id,
        coalesce(lead(battery_id) over (order by battery_id), first_value(battery_id) over (order by battery_id)) as battery_id
      from battery where tenant_id = ${A.tenantId}) next
    where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId} and own.override_id = shadow.override_id
      and next.own_battery_id = own.battery_id`;
  await sql`update edge_agent set revoked_at = now() where tenant_id = ${SHADOW_ID}`;
  for (const [table, key] of [
    ['battery', 'battery_id'],
    ['edge_agent', 'edge_agent_id'],
    ['enrolment', 'enrolment_id'],
  ] as const) {
    await sql`
      update ${sql(table)} shadow set site_id = next.site_id
      from ${sql(table)} own, (
        select site_id as own_site_id, coalesce(lead(site_id) over (order by site_id), first_value(site_id) over (order by site_id)) as site_id
        from site where tenant_id = ${A.tenantId}) next
      where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId} and ${sql(`own.${key}`)} = ${sql(`shadow.${key}`)}
        and next.own_site_id = own.site_id`;
  }
  await sql`
    update edge_agent shadow set revoked_at = own.revoked_at from edge_agent own
    where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId} and own.edge_agent_id = shadow.edge_agent_id`;
}

async function entitleEverybody(sql: postgres.Sql): Promise<void> {
  for (const role of ['OWNER', 'SITE_HOST']) {
    await sql`
      insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, version_sequence, changed_by,
        changed_at, change_reason, terms)
      select ${SHADOW_ID}, md5(${role} || party_id || battery_id)::uuid, party_id, site_id, battery_id, ${role}, '2000-01-01', 1,
        ${SHADOW_ID}, '2000-01-01', ${CANARY}, ${CANARY}
      from party join battery using (tenant_id) where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  }
  await sql`
    insert into party_battery (tenant_id, party_id, name, battery_id)
    select ${SHADOW_ID}, party_id, battery.name, battery_id from party join battery using (tenant_id)
    where tenant_id = ${SHADOW_ID} on conflict do nothing`;
}

/** Whatever is limited to some batteries is limited to others there, a role that one party can have is taken, and everything stands still. */
async function widen(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into api_key_battery (tenant_id, api_key_id, battery_id)
    select ${SHADOW_ID}, api_key_id, battery_id from api_key join battery using (tenant_id)
    where tenant_id = ${SHADOW_ID} and of_batteries on conflict do nothing`;
  await sql`
    insert into agreement (tenant_id, agreement_id, party_id, site_id, role, valid_from, valid_until, version_sequence, changed_by,
      changed_at, change_reason)
    select ${SHADOW_ID}, md5('taken' || site_id)::uuid, (select party_id from party where tenant_id = ${SHADOW_ID} limit 1), site_id,
      'OFFTAKER', '2031-01-01', '2032-01-01', 1, ${SHADOW_ID}, '2000-01-01', ${CANARY}
    from site where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  // An agreement is told as it stood in its versions.
  await sql`
    insert into agreement_version (tenant_id, agreement_id, version_sequence, party_id, site_id, battery_id, role, valid_from, valid_until,
      share_percent, terms, changed_by, changed_at, change_reason)
    select tenant_id, agreement_id, version_sequence, party_id, site_id, battery_id, role, valid_from, valid_until, share_percent, terms,
      changed_by, changed_at, change_reason
    from agreement where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  for (const kind of ['NOT_DELIVERED', 'NOT_APPLIED', 'OUT_OF_TOLERANCE']) {
    await sql`
      insert into alert (tenant_id, alert_id, battery_id, instruction_id, kind, since_at, raised_at)
      select tenant_id, md5(${kind} || battery_id)::uuid, battery_id, tenant_id, ${kind}, '2000-01-01', '2000-01-01'
      from battery where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  }
  await sql`
    insert into enabled_response (tenant_id, response_id, battery_id, service, direction, contracted_power_kw, from_at, until_at, set_at, set_by)
    select tenant_id, md5('answers' || battery_id)::uuid, battery_id, 'DC', 'LOW', 909090.5, '2000-01-01', '2100-01-01', '2000-01-01', tenant_id
    from battery where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  await sql`
    insert into dispatch_stop (tenant_id, stop_id, kind, reason, set_at, set_by)
    values (${SHADOW_ID}, ${SHADOW_ID}, 'EMERGENCY', ${CANARY}, '2000-01-01', ${SHADOW_ID}) on conflict do nothing`;
}

/** More than any battery can do, at any time. */
const ALWAYS_ACCEPTED = JSON.stringify(
  ['2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z'].map((at) => ({ at, powerKw: 909_090.5 })),
);

/** Of what a place may have only so many of, it has them all: so many of each of A's, however often the shadow is cast. */
async function crowd(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into power_limit
    select copy.* from power_limit own
    join power_limit known on known.tenant_id = ${SHADOW_ID} and known.limit_id = own.limit_id
    cross join generate_series(1, 100) as copies (n)
    cross join lateral jsonb_populate_record(known, jsonb_build_object('limit_id', md5(known.limit_id::text || n)::uuid, 'until_at', null, 'lifted_at', null)) copy
    where own.tenant_id = ${A.tenantId} on conflict do nothing`;
  await sql`
    insert into dispatch_stop (tenant_id, stop_id, kind, reason, set_at, set_by)
    select ${SHADOW_ID}, md5('stop' || n)::uuid, 'VISIT', ${CANARY}, '2000-01-01', ${SHADOW_ID} from generate_series(1, 1000) as copies (n)
    on conflict do nothing`;
  await sql`
    insert into webhook_endpoint
    select copy.* from webhook_endpoint own
    join webhook_endpoint known on known.tenant_id = ${SHADOW_ID} and known.endpoint_id = own.endpoint_id
    cross join generate_series(1, 20) as copies (n)
    cross join lateral jsonb_populate_record(known, jsonb_build_object('endpoint_id', md5(known.endpoint_id::text || n)::uuid)) copy
    where own.tenant_id = ${A.tenantId} on conflict do nothing`;
  await sql`
    insert into acceptance (tenant_id, battery_id, acceptance_number, amendment_sequence, amendment, accepted_at, points, until_at,
      received_at, received_by)
    select tenant_id, battery_id, 909090000 + n, 1, 'ORIGINAL', '2000-01-01', ${ALWAYS_ACCEPTED}::text::jsonb, '2100-01-01', '2000-01-01',
      tenant_id
    from battery cross join generate_series(1, 100) as copies (n) where tenant_id = ${SHADOW_ID} on conflict do nothing`;
}

/** Whatever the system operator may say of a battery was withdrawn there before. */
async function withdraw(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into acceptance (tenant_id, battery_id, acceptance_number, amendment_sequence, amendment, accepted_at, points, received_at,
      received_by)
    select tenant_id, battery_id, n, 1000, 'DELETED', '2000-01-01', '[]', '2000-01-01', tenant_id
    from battery cross join generate_series(0, 20) as numbers (n) where tenant_id = ${SHADOW_ID} on conflict do nothing`;
}

async function settleEverything(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into settled_period (tenant_id, battery_id, period_start, period_end, settlement_date, period_index, exported_kwh,
      imported_kwh, revenue, currency, settled_at)
    select distinct on (battery_id, period_start) ${SHADOW_ID}::uuid, battery_id, period_start, period_end, settlement_date, period_index,
      909090.5, 909090.5, 909090.5, currency, known_at
    from market_price join battery using (tenant_id) where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  // Before today as well: what counts for a year.
  await sql`
    insert into settled_period (tenant_id, battery_id, period_start, period_end, settlement_date, period_index, exported_kwh,
      imported_kwh, revenue, currency, settled_at)
    select tenant_id, battery_id, '2026-02-01T12:00:00Z', '2026-02-01T12:30:00Z', '2026-02-01', 25, 909090.5, 909090.5, 909090.5, 'GBP',
      '2026-02-01T13:00:00Z'
    from battery where tenant_id = ${SHADOW_ID} on conflict do nothing`;
}

/** Its trail and its instructions go on where A's have ended. */
async function goOn(sql: postgres.Sql): Promise<void> {
  // Offline in the morning, and what was noticed last is long ago.
  await sql`
    insert into connectivity_change
    select tenant_id, battery_id, noticed_at, state, since_at from battery, (values
      ('2000-01-01'::timestamptz, 'ONLINE', '2098-01-01'::timestamptz), ('2026-05-12T03:00:00Z', 'OFFLINE', '2026-05-12T03:00:00Z'),
      ('2026-05-12T05:00:00Z', 'ONLINE', '2026-05-12T05:00:00Z')) as change (since_at, state, noticed_at)
    where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  // What it expected it said later, and its plans are newer, for intents that are older.
  await sql`
    update forecast shadow set known_at = own.known_at + interval '1 hour', method = own.method from forecast own
    where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId} and own.forecast_id = shadow.forecast_id`;
  await sql`
    update forecast_period set quantiles = array_fill(909090.25::float8, array[cardinality(quantiles)]) where tenant_id = ${SHADOW_ID}`;
  await sql`
    update plan shadow set made_at = own.made_at + interval '1 second', intent_version_sequence = 0 from plan own
    where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId} and own.plan_id = shadow.plan_id`;
  // It has scored what has yet to come, and knows what a day cost that nobody else has heard of.
  await sql`update forecast_score set scored_at = '2100-01-01' where tenant_id = ${SHADOW_ID}`;
  await sql`
    insert into market_price
    select tenant_id, market, period_start + interval '2 days', '2100-01-01', period_end + interval '2 days', settlement_date + 2, period_index,
      import_price_per_mwh, export_price_per_mwh, currency, source
    from market_price where tenant_id = ${SHADOW_ID} and settlement_date = '2026-05-12' on conflict do nothing`;
  // Its auctions are over, and were asked about for the last time long from now.
  await sql`update market_run_fact set fact = '{}' where tenant_id = ${SHADOW_ID}`;
  await sql`
    insert into market_run_fact (tenant_id, run_id, step, known_at, summary, fact)
    select tenant_id, run_id, 'AWARD', '2100-01-01', ${CANARY}, '{}' from market_run
    where tenant_id = ${SHADOW_ID} and run_id <> ${SHADOW_ID} on conflict do nothing`;
  // But for one that is its own, and goes on.
  await sql`
    insert into market_run (tenant_id, run_id, market, product, participant, delivery_date, gate_closes_at, delivery_ends_at, opened_at)
    values (${SHADOW_ID}, ${SHADOW_ID}, 'GB', ${CANARY}, ${CANARY}, '2099-12-31', '2099-12-30', '2100-01-01', '2000-01-01')
    on conflict do nothing`;
  // Of each unit it has declared more, and nobody has heard of it.
  await sql`
    insert into declaration (tenant_id, unit, declaration_sequence, battery_id, market, declared_at, periods)
    select distinct on (unit) tenant_id, unit, 1000, battery_id, market, '2000-01-01'::timestamptz, '[]'::jsonb from declaration
    where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  await sql`
    insert into market_result_event (tenant_id, run_id, event_sequence, kind, reason, known_at)
    select tenant_id, run_id, 1000, 'PENDING', null, '2100-01-01' from market_run where tenant_id = ${SHADOW_ID} on conflict do nothing`;
  await sql`update instruction_stream set last_sequence = 2000000 where tenant_id = ${SHADOW_ID}`;
  await sql`
    insert into instruction
    select copy.* from (
      select *, row_number() over () as n from battery where tenant_id = ${SHADOW_ID}
    ) battery join instruction newest on newest.tenant_id = battery.tenant_id and newest.battery_id = battery.battery_id
    cross join lateral jsonb_populate_record(newest, jsonb_build_object('instruction_id', md5(battery.battery_id::text || 'old')::uuid,
      'instruction_sequence', 1000000 + battery.n, 'issued_at', '2000-01-01', 'valid_from', '2000-01-01', 'valid_until', '2100-01-01',
      'delivered_at', '2000-01-01')) copy
    on conflict do nothing`;
  await sql`
    insert into audit_entry (tenant_id, entry_sequence, audit_entry_id, happened_at, actor_kind, operation, input, decision, outcome, entry_hash)
    values (${SHADOW_ID}, 1000000, ${SHADOW_ID}, now(), 'unknown', 'probe', '{}', 'DENIED', 'NOTHING', decode('00', 'hex'))
    on conflict do nothing`;
}

/** A credential that is taken for the shadow's proves nothing. */
async function lockOut(sql: postgres.Sql): Promise<void> {
  const hashes = (await tenantColumns(sql)).filter(({ name }) => /^(?:secret|token)_hash$/.test(name));
  for (const { table, name } of hashes) {
    await sql`update ${sql(table)} set ${sql(name)} = decode('00', 'hex') where tenant_id = ${SHADOW_ID}`;
  }
  await sql`update edge_agent set enrolled_at = '2000-01-01' where tenant_id = ${SHADOW_ID}`;
  // Marked names would be those of somebody else.
  await sql`
    update external_identity shadow set issuer = own.issuer, subject = own.subject, disabled_at = now()
    from external_identity own
    where shadow.tenant_id = ${SHADOW_ID} and own.tenant_id = ${A.tenantId}
      and own.external_identity_id = shadow.external_identity_id`;
}

/** Without room between the rows, those of a tenant that are written again come behind all others. */
export async function putLast(sql: postgres.Sql, tenantId: string): Promise<void> {
  await sql`set session_replication_role = replica`;
  for (const table of await tenantTables(sql)) {
    await sql`vacuum full ${sql(table)}`;
    await sql`update ${sql(table)} set tenant_id = tenant_id where tenant_id = ${tenantId}`;
  }
  await sql`set session_replication_role = origin`;
}

/** While every row of the others is locked A goes on: whoever wants to lock or change one of them waits and gives up. */
export async function underLocks(ownerUrl: string, work: () => Promise<void>): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await tenantTables(sql);
    await sql.begin(async (tx) => {
      for (const table of tables) {
        await tx`select 1 from ${tx(table)} where tenant_id in (${B.tenantId}, ${SHADOW_ID}) for update`;
      }
      await work();
    });
  } finally {
    await sql.end();
  }
}
