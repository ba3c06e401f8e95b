-- Whether a battery was available in a settlement period for which it has sold a response, and what that came to. Decided once.
create table settled_response (
  tenant_id uuid not null,
  battery_id uuid not null,
  period_start timestamptz not null,
  run_id uuid not null,
  service text not null,
  is_available boolean not null,
  -- Why it was not.
  reason text check (reason in ('OFFLINE', 'NOT_ENABLED', 'NOT_MEASURED', 'TOO_LITTLE_ENERGY')),
  -- At the beginning, for all that was sold in the direction: what was needed, and what was held where that is known.
  required_kwh double precision not null,
  held_kwh double precision,
  -- The share of the payment that performance leaves; null where performance is not known, and all of it is paid.
  performance_ratio double precision check (performance_ratio between 0 and 1),
  payment numeric(18, 6) not null,
  settled_at timestamptz not null,
  primary key (tenant_id, battery_id, period_start, run_id, service),
  foreign key (tenant_id, battery_id, period_start, run_id, service) references response_position,
  check (is_available = (reason is null))
);
select guard_tenant_table('settled_response', 'select, insert');
