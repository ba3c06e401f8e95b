-- The runtime role may not delete readings: it may ask for those of one battery and day of its tenant to be forgotten, so many at
-- a time, never those of the last three days, and only when the archive's manifest holds every one of them.
drop function forget_readings(timestamptz, integer);
create function forget_readings(archived date, battery uuid, count_max integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asking uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  from_at timestamptz := archived::timestamp at time zone 'UTC';
  until_at timestamptz := (archived + 1)::timestamp at time zone 'UTC';
  forgotten integer;
begin
  if asking is null then raise exception 'readings are forgotten for a tenant'; end if;
  if until_at > now() - interval '3 days' then raise exception 'readings of the last three days are kept'; end if;
  update archived_day set is_forgetting = true where tenant_id = asking and day = archived;
  if not found then raise exception 'readings of a day that is not in the archive are kept'; end if;
  -- One statement, so that it sees a late reading and its mark together or neither. Rows are only ever added: where there are no
  -- more of them than the file has, the file has them all.
  delete from reading where (tenant_id, battery_id, measured_at) in (
      select tenant_id, battery_id, measured_at from reading
      where tenant_id = asking and battery_id = battery and measured_at >= from_at and measured_at < until_at limit count_max)
    and not exists (select from archive_mark where tenant_id = asking and day = archived)
    and (select count(*) from reading
        where tenant_id = asking and battery_id = battery and measured_at >= from_at and measured_at < until_at)
      <= (select (battery_row_counts ->> battery::text)::bigint from archived_day where tenant_id = asking and day = archived);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke all on function forget_readings(date, uuid, integer) from public;
grant execute on function forget_readings(date, uuid, integer) to holdfast_app;
