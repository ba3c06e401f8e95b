-- Energy and power of readings by the minute and by the settlement period, computed from what is stored and computed again
-- when more comes.
create table reading_rollup (
  tenant_id uuid not null,
  battery_id uuid not null,
  resolution text not null check (resolution in ('MINUTE', 'SETTLEMENT_PERIOD')),
  start_at timestamptz not null,
  exported_kwh double precision not null,
  imported_kwh double precision not null,
  active_power_kw_min double precision,
  active_power_kw_max double precision,
  soc_percent double precision not null,
  reading_count integer not null,
  -- Of its length, the seconds between readings that lie close together.
  covered_seconds double precision not null,
  primary key (tenant_id, battery_id, resolution, start_at)
);
select guard_tenant_table('reading_rollup', 'select, insert, update');

-- Spans whose rollups are out of date, added in the transaction that stores the readings and taken away by the one that
-- computes the rollups. Only ever added by the first: it waits for nobody.
create table rollup_mark (
  tenant_id uuid not null,
  rollup_mark_id bigint generated always as identity,
  battery_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (tenant_id, rollup_mark_id)
);
select guard_tenant_table('rollup_mark', 'select, insert, delete');
