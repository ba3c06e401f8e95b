-- How the forecasts of a settlement day did, by method and lead time. Reckoned anew as prices of the day become known or are corrected.
create table forecast_score (
  tenant_id uuid not null references tenant,
  market text not null,
  kind text not null check (kind in ('IMPORT_PRICE', 'EXPORT_PRICE')),
  method text not null,
  settlement_date date not null,
  -- Of the bands of lead times, from 0.
  lead_index smallint not null,
  -- Each making that is about a period counts.
  period_count integer not null,
  pinball_loss_sum double precision not null,
  absolute_error_sum double precision not null,
  covered_count integer not null,
  expected_covered_sum double precision not null,
  scored_at timestamptz not null,
  primary key (tenant_id, market, kind, method, settlement_date, lead_index)
);
create index forecast_score_of_late on forecast_score (tenant_id, market, settlement_date);
select guard_tenant_table('forecast_score', 'select, insert, update');
