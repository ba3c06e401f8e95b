create table reading (
  tenant_id uuid not null,
  battery_id uuid not null,
  measured_at timestamptz not null,
  received_at timestamptz not null,
  active_power_kw double precision not null,
  soc_percent double precision not null,
  exported_kwh double precision not null,
  imported_kwh double precision not null,
  quality text not null check (quality in ('GOOD', 'SUSPECT')),
  quality_reason text,
  instruction_sequence integer,
  primary key (tenant_id, battery_id, measured_at)
) partition by range (measured_at);
select guard_tenant_table('reading', 'select, insert');

-- Partitions are made when the first reading of their month arrives. They are guarded like their parent and granted to
-- nobody: a partition read directly would not apply the parent's policy.
create function ensure_reading_partition(instant timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_day timestamptz := date_trunc('month', instant, 'UTC');
  partition_name text := format('reading_%s', to_char(first_day at time zone 'UTC', 'YYYYMM'));
begin
  perform pg_advisory_xact_lock(hashtext('ensure_reading_partition'));
  if to_regclass(format('public.%I', partition_name)) is not null then return; end if;
  execute format('create table %I partition of reading for values from (%L) to (%L)',
    partition_name, first_day, first_day + interval '1 month');
  execute format('alter table %I enable row level security', partition_name);
  execute format('alter table %I force row level security', partition_name);
  execute format('create policy tenant_only on %I for all using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', partition_name);
end $$;
revoke all on function ensure_reading_partition(timestamptz) from public;
grant execute on function ensure_reading_partition(timestamptz) to holdfast_app;

create table dead_letter (
  tenant_id uuid not null references tenant,
  dead_letter_id uuid not null,
  source text not null,
  payload bytea not null,
  reason text not null,
  received_at timestamptz not null,
  replayed_at timestamptz,
  primary key (tenant_id, dead_letter_id)
);
create index dead_letter_by_arrival on dead_letter (tenant_id, received_at desc, dead_letter_id desc);
select guard_tenant_table('dead_letter', 'select, insert, update');
