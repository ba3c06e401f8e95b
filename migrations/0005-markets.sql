-- Immutable facts: a corrected price is a new row with a later `known_at`.
create table market_price (
  tenant_id uuid not null references tenant,
  market text not null,
  period_start timestamptz not null,
  known_at timestamptz not null,
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  import_price_per_mwh numeric(12, 6) not null,
  export_price_per_mwh numeric(12, 6) not null,
  currency text not null,
  source text not null,
  primary key (tenant_id, market, period_start, known_at)
);
select guard_tenant_table('market_price', 'select, insert');

create table settled_period (
  tenant_id uuid not null,
  battery_id uuid not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  exported_kwh double precision not null,
  imported_kwh double precision not null,
  revenue numeric(18, 6) not null,
  currency text not null,
  settled_at timestamptz not null,
  primary key (tenant_id, battery_id, period_start),
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('settled_period', 'select, insert, update');
