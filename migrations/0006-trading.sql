create table intent (
  tenant_id uuid not null,
  battery_id uuid not null,
  version_sequence integer not null,
  soc_percent_min double precision not null,
  soc_percent_max double precision not null,
  reserve_percent double precision not null,
  cycles_per_day_count_max double precision,
  wear_cost_per_mwh numeric(12, 6) not null,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (tenant_id, battery_id, version_sequence),
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('intent', 'select, insert');

-- A plan is an immutable fact, with the problem it answered: it can be solved again as it was known then.
create table plan (
  tenant_id uuid not null,
  plan_id uuid not null,
  battery_id uuid not null,
  made_at timestamptz not null,
  horizon_from timestamptz not null,
  horizon_until timestamptz not null,
  status text not null check (status in ('OPTIMAL', 'RECOVERING')),
  solver text not null,
  expected_revenue numeric(18, 6) not null,
  currency text not null,
  intent_version_sequence integer not null,
  problem jsonb not null,
  primary key (tenant_id, plan_id),
  foreign key (tenant_id, battery_id) references battery
);
create index plan_by_battery on plan (tenant_id, battery_id, made_at desc);
select guard_tenant_table('plan', 'select, insert');

create table plan_period (
  tenant_id uuid not null,
  plan_id uuid not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  power_kw double precision not null,
  soc_percent double precision not null,
  import_price_per_mwh numeric(12, 6) not null,
  export_price_per_mwh numeric(12, 6) not null,
  expected_revenue numeric(18, 6) not null,
  primary key (tenant_id, plan_id, period_start),
  foreign key (tenant_id, plan_id) references plan
);
select guard_tenant_table('plan_period', 'select, insert');
