-- A tenant's part in one auction: for one product of a market and one day of delivery there is one run, whoever asks twice.
create table market_run (
  tenant_id uuid not null references tenant,
  run_id uuid not null,
  market text not null,
  product text not null,
  -- As the exchange knows the tenant.
  participant text not null,
  delivery_date date not null,
  gate_closes_at timestamptz not null,
  delivery_ends_at timestamptz not null,
  opened_at timestamptz not null,
  primary key (tenant_id, run_id),
  unique (tenant_id, market, product, delivery_date)
);
create index market_run_newest on market_run (tenant_id, opened_at desc, run_id desc);
select guard_tenant_table('market_run', 'select, insert');

-- What came of each step, with the instant at which it became known. One a step: whoever comes second changes nothing.
create table market_run_fact (
  tenant_id uuid not null,
  run_id uuid not null,
  step text not null check (step in ('FETCH', 'FORECAST', 'OPTIMISE', 'BID', 'SUBMIT', 'AWARD', 'ABANDON')),
  known_at timestamptz not null,
  summary text not null,
  fact jsonb not null,
  primary key (tenant_id, run_id, step),
  foreign key (tenant_id, run_id) references market_run
);
select guard_tenant_table('market_run_fact', 'select, insert');

-- Decided before anything is sent. The reference is the exchange's name for it, and is never used for another one.
create table market_order (
  tenant_id uuid not null,
  order_id uuid not null,
  run_id uuid not null,
  reference text not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  side text not null check (side in ('BUY', 'SELL')),
  volume_mw numeric(12, 3) not null check (volume_mw > 0),
  limit_price_per_mwh numeric(12, 6) not null,
  currency text not null,
  primary key (tenant_id, order_id),
  unique (tenant_id, reference),
  foreign key (tenant_id, run_id) references market_run
);
create index market_order_of_run on market_order (tenant_id, run_id, period_start);
select guard_tenant_table('market_order', 'select, insert');

-- Which batteries an order is for, and with how much power each, positive towards the grid.
create table market_order_share (
  tenant_id uuid not null,
  order_id uuid not null,
  battery_id uuid not null,
  power_kw double precision not null,
  primary key (tenant_id, order_id, battery_id),
  foreign key (tenant_id, order_id) references market_order,
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('market_order_share', 'select, insert');

-- What was said to the exchange of an order, and what it answered. The state of an order is what its events come to.
create table market_order_event (
  tenant_id uuid not null,
  order_id uuid not null,
  event_sequence integer not null,
  kind text not null check (kind in ('SENT', 'ACCEPTED', 'REFUSED', 'NOT_KNOWN', 'UNANSWERED', 'NOT_UNDERSTOOD', 'MISSED')),
  reason text,
  known_at timestamptz not null,
  primary key (tenant_id, order_id, event_sequence),
  foreign key (tenant_id, order_id) references market_order
);
select guard_tenant_table('market_order_event', 'select, insert');

-- The same of the results of an auction, while there are none.
create table market_result_event (
  tenant_id uuid not null,
  run_id uuid not null,
  event_sequence integer not null,
  kind text not null check (kind in ('PENDING', 'UNANSWERED', 'NOT_UNDERSTOOD')),
  reason text,
  known_at timestamptz not null,
  primary key (tenant_id, run_id, event_sequence),
  foreign key (tenant_id, run_id) references market_run
);
select guard_tenant_table('market_result_event', 'select, insert');

create table market_award (
  tenant_id uuid not null,
  order_id uuid not null,
  volume_mw numeric(12, 3) not null check (volume_mw >= 0),
  price_per_mwh numeric(12, 6) not null,
  known_at timestamptz not null,
  primary key (tenant_id, order_id),
  foreign key (tenant_id, order_id) references market_order
);
select guard_tenant_table('market_award', 'select, insert');

-- What a battery has sold (above zero) or bought in a settlement period, by the awards of one run.
create table market_position (
  tenant_id uuid not null,
  battery_id uuid not null,
  period_start timestamptz not null,
  run_id uuid not null,
  period_end timestamptz not null,
  settlement_date date not null,
  period_index smallint not null,
  power_kw double precision not null,
  price_per_mwh numeric(12, 6) not null,
  -- What each MWh beside it is taken to cost when a plan is made.
  deviation_price_per_mwh numeric(12, 6) not null,
  currency text not null,
  known_at timestamptz not null,
  primary key (tenant_id, battery_id, period_start, run_id),
  foreign key (tenant_id, battery_id) references battery,
  foreign key (tenant_id, run_id) references market_run
);
select guard_tenant_table('market_position', 'select, insert');
