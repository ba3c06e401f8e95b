-- Every batch of readings asks for its partition, and nearly always it is there: only the making of one takes the lock, which
-- is held to the end of the transaction and would make all tenants' telemetry wait for one another.
create or replace function ensure_reading_partition(instant timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_day timestamptz := date_trunc('month', instant, 'UTC');
  partition_name text := format('reading_%s', to_char(first_day at time zone 'UTC', 'YYYYMM'));
begin
  if to_regclass(format('public.%I', partition_name)) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('ensure_reading_partition'));
  -- Another transaction may have made it while this one waited. The table of relations is read anew: the answer above is
  -- remembered by the session, and waiting for an advisory lock does not make it forget.
  if exists (select from pg_class where relnamespace = 'public'::regnamespace and relname = partition_name) then return; end if;
  execute format('create table %I partition of reading for values from (%L) to (%L)',
    partition_name, first_day, first_day + interval '1 month');
  execute format('alter table %I enable row level security', partition_name);
  execute format('alter table %I force row level security', partition_name);
  execute format('create policy tenant_only on %I for all using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', partition_name);
end $$;
