create table battery_override (
  tenant_id uuid not null,
  override_id uuid not null,
  battery_id uuid not null,
  power_kw double precision not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  cancelled_at timestamptz,
  primary key (tenant_id, override_id),
  foreign key (tenant_id, battery_id) references battery,
  check (until_at > from_at)
);
create index battery_override_by_battery on battery_override (tenant_id, battery_id, until_at);
select guard_tenant_table('battery_override', 'select, insert, update');

-- One row a site: locking it puts the site's instructions in order.
create table instruction_stream (
  tenant_id uuid not null,
  site_id uuid not null,
  last_sequence integer not null,
  primary key (tenant_id, site_id),
  foreign key (tenant_id, site_id) references site
);
select guard_tenant_table('instruction_stream', 'select, insert, update');

create table instruction (
  tenant_id uuid not null,
  instruction_id uuid not null,
  site_id uuid not null,
  battery_id uuid not null,
  instruction_sequence integer not null,
  issued_at timestamptz not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  state text not null check (state in ('ISSUED', 'DELIVERED', 'APPLIED', 'REFUSED', 'SUPERSEDED', 'EXPIRED')),
  refusal_reason text,
  delivered_at timestamptz,
  applied_at timestamptz,
  setpoints jsonb not null,
  limits jsonb not null,
  primary key (tenant_id, instruction_id),
  foreign key (tenant_id, site_id) references site,
  foreign key (tenant_id, battery_id) references battery,
  unique (tenant_id, site_id, instruction_sequence)
);
create index instruction_by_battery on instruction (tenant_id, battery_id, instruction_sequence desc);
select guard_tenant_table('instruction', 'select, insert, update');
