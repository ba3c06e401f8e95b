-- Auctions of capacity: an order is for a service beside its period. Null where energy is traded.
alter table market_order add column service text;

-- What each MW of a service earned in an hour of a block, as an auction cleared. A corrected price is a new row with a later instant.
create table availability_price (
  tenant_id uuid not null references tenant,
  market text not null,
  product text not null,
  -- As the market's terms call it.
  service text not null,
  block_start timestamptz not null,
  known_at timestamptz not null,
  block_end timestamptz not null,
  delivery_date date not null,
  block_index smallint not null,
  price_per_mw_hour numeric(12, 6) not null,
  currency text not null,
  source text not null,
  primary key (tenant_id, market, product, service, block_start, known_at)
);
create index availability_price_of_day on availability_price (tenant_id, market, product, delivery_date);
select guard_tenant_table('availability_price', 'select, insert');

-- The response that a battery has sold for a settlement period, by the awards of one run.
create table response_position (
  tenant_id uuid not null,
  battery_id uuid not null,
  period_start timestamptz not null,
  run_id uuid not null,
  -- As the market's terms call it; what it asks for stands beside it.
  service text not null,
  response_service text not null check (response_service in ('DC', 'DM', 'DR')),
  direction text not null check (direction in ('LOW', 'HIGH')),
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  -- The block that was sold; it holds the period.
  block_start timestamptz not null,
  block_end timestamptz not null,
  power_kw double precision not null check (power_kw > 0),
  price_per_mw_hour numeric(12, 6) not null,
  -- What is owed for the period when the battery is available in it. Those of an award sum to the award, in millionths.
  full_payment numeric(18, 6) not null,
  currency text not null,
  known_at timestamptz not null,
  primary key (tenant_id, battery_id, period_start, run_id, service),
  foreign key (tenant_id, battery_id) references battery,
  foreign key (tenant_id, run_id) references market_run
);
create index response_position_by_end on response_position (tenant_id, period_end);
select guard_tenant_table('response_position', 'select, insert');

-- A response is enabled by somebody's credential, or by the award of a run.
alter table enabled_response alter column set_by drop not null;
alter table enabled_response add column run_id uuid;
alter table enabled_response add constraint enabled_response_by_somebody check ((set_by is null) <> (run_id is null));
alter table enabled_response add constraint enabled_response_of_run foreign key (tenant_id, run_id) references market_run;
