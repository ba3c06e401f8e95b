-- Where a tenant's partners are told what happened. The secrets sign what is sent, so they are kept as they are.
create table webhook_endpoint (
  tenant_id uuid not null references tenant,
  endpoint_id uuid not null,
  name text not null,
  url text not null,
  event_types text[] not null check (
    cardinality(event_types) > 0 and event_types <@ array['CONNECTIVITY_CHANGED', 'DEAD_LETTER_ARRIVED', 'DISPATCH_RESUMED',
      'DISPATCH_STOPPED', 'INSTRUCTION_CHANGED', 'PERIOD_SETTLED', 'PLAN_MADE']),
  -- Whether only what concerns the places of webhook_endpoint_place is told.
  of_places boolean not null,
  failing_days_max smallint not null check (failing_days_max between 1 and 30),
  secret text not null,
  previous_secret text,
  -- The instants of an endpoint are by the wall clock.
  previous_until timestamptz,
  rotated_at timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz,
  disabled_reason text check (disabled_reason in ('ASKED', 'FAILING', 'GONE')),
  last_success_at timestamptz,
  last_failure_at timestamptz,
  -- Of the first failure after the last success.
  failing_since timestamptz,
  primary key (tenant_id, endpoint_id),
  check ((disabled_at is null) = (disabled_reason is null))
);
select guard_tenant_table('webhook_endpoint', 'select, insert, update, delete');

create table webhook_endpoint_place (
  tenant_id uuid not null,
  endpoint_id uuid not null,
  place_id uuid not null,
  site_id uuid,
  battery_id uuid,
  primary key (tenant_id, endpoint_id, place_id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoint on delete cascade,
  foreign key (tenant_id, site_id) references site,
  foreign key (tenant_id, battery_id) references battery,
  check (place_id = coalesce(site_id, battery_id) and (site_id is null or battery_id is null))
);
select guard_tenant_table('webhook_endpoint_place', 'select, insert');

-- What is still to be told, and what became of it: one row an event and endpoint.
create table webhook_message (
  tenant_id uuid not null,
  message_id uuid not null,
  endpoint_id uuid not null,
  message_sequence bigint not null generated always as identity,
  event_type text not null check (event_type in ('CONNECTIVITY_CHANGED', 'DEAD_LETTER_ARRIVED', 'DISPATCH_RESUMED',
    'DISPATCH_STOPPED', 'INSTRUCTION_CHANGED', 'PERIOD_SETTLED', 'PLAN_MADE', 'WEBHOOK_TEST')),
  happened_at timestamptz not null,
  facts jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'DEAD')),
  dead_reason text,
  attempt_count integer not null default 0,
  -- As many attempts had been made when it was last replayed.
  attempts_before_count integer not null default 0,
  -- While one is being made: when it is taken for lost.
  next_attempt_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, message_id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoint on delete cascade,
  check ((state = 'DEAD') = (dead_reason is not null))
);
create index webhook_message_due on webhook_message (tenant_id, endpoint_id, next_attempt_at, message_sequence)
  where state = 'PENDING';
create index webhook_message_newest on webhook_message (tenant_id, endpoint_id, created_at desc, message_id desc);
create index webhook_message_oldest on webhook_message (tenant_id, created_at);
select guard_tenant_table('webhook_message', 'select, insert, update, delete');

create table webhook_attempt (
  tenant_id uuid not null,
  message_id uuid not null,
  attempt_index integer not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  -- Null when there was no answer.
  status_code smallint,
  -- Null when it was taken.
  failure text,
  answer_excerpt text,
  primary key (tenant_id, message_id, attempt_index),
  foreign key (tenant_id, message_id) references webhook_message on delete cascade
);
select guard_tenant_table('webhook_attempt', 'select, insert');
