-- A frequency response that a battery is to give in a span of time; carried in every instruction of it until it ends.
create table enabled_response (
  tenant_id uuid not null,
  response_id uuid not null,
  battery_id uuid not null,
  service text not null check (service in ('DC', 'DM', 'DR')),
  direction text not null check (direction in ('LOW', 'HIGH')),
  contracted_power_kw double precision not null check (contracted_power_kw > 0),
  -- What the battery does beside the response; null: what the plan says.
  baseline_power_kw double precision,
  from_at timestamptz not null,
  until_at timestamptz not null,
  set_at timestamptz not null,
  set_by uuid not null,
  disabled_at timestamptz,
  disabled_by uuid,
  primary key (tenant_id, response_id),
  foreign key (tenant_id, battery_id) references battery,
  check (until_at > from_at)
);
create index enabled_response_by_battery on enabled_response (tenant_id, battery_id, until_at);
select guard_tenant_table('enabled_response', 'select, insert, update');
