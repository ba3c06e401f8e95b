-- The runtime role may not delete readings: it may ask for those of its tenant that are older than an instant to be forgotten,
-- so many at a time, and never those of the last three days.
create function forget_readings(older_than timestamptz, count_max integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asking uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  forgotten integer;
begin
  if asking is null then raise exception 'readings are forgotten for a tenant'; end if;
  if older_than > now() - interval '3 days' then raise exception 'readings of the last three days are kept'; end if;
  delete from reading where (tenant_id, battery_id, measured_at) in (
    select tenant_id, battery_id, measured_at from reading
    where tenant_id = asking and measured_at < older_than limit count_max);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke all on function forget_readings(timestamptz, integer) from public;
grant execute on function forget_readings(timestamptz, integer) to holdfast_app;
