-- What was expected of a market, by which method, and when that became known: immutable facts. The runtime role adds and reads them;
-- old ones go by `forget_forecasts` alone.
create table forecast (
  tenant_id uuid not null references tenant,
  forecast_id uuid not null,
  market text not null,
  kind text not null check (kind in ('IMPORT_PRICE', 'EXPORT_PRICE')),
  -- One of the platform's own, or a forecaster of the tenant by its name.
  method text not null,
  -- Where it came from: the platform, or the address that answered.
  source text not null,
  -- It rests on what was known by then.
  made_at timestamptz not null,
  -- When the platform had it: nothing that was decided before rests on it.
  known_at timestamptz not null,
  currency text not null,
  -- Of the quantiles of each period, rising.
  levels double precision[] not null,
  primary key (tenant_id, forecast_id)
);
create index forecast_newest on forecast (tenant_id, market, kind, method, known_at desc);
create index forecast_oldest on forecast (tenant_id, known_at);
select guard_tenant_table('forecast', 'select, insert');

create table forecast_period (
  tenant_id uuid not null,
  forecast_id uuid not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  -- One for each level, never falling.
  quantiles double precision[] not null,
  primary key (tenant_id, forecast_id, period_start),
  foreign key (tenant_id, forecast_id) references forecast on delete cascade
);
create index forecast_period_of_day on forecast_period (tenant_id, settlement_date, period_start);
select guard_tenant_table('forecast_period', 'select, insert');

-- The runtime role may not delete forecasts: it may ask for so many of its tenant's that are old to be forgotten, never for those of the last sixty days.
create function forget_forecasts(known_before timestamptz, count_max integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asking uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  forgotten integer;
begin
  if asking is null then raise exception 'forecasts are forgotten for a tenant'; end if;
  delete from forecast where (tenant_id, forecast_id) in (
    select tenant_id, forecast_id from forecast
    where tenant_id = asking and known_at < known_before
      -- Of the newest one, so that a world whose clock is not this machine's keeps as much.
      and known_at < (select max(known_at) from forecast where tenant_id = asking) - interval '60 days'
    order by known_at limit count_max);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke all on function forget_forecasts(timestamptz, integer) from public;
grant execute on function forget_forecasts(timestamptz, integer) to holdfast_app;
