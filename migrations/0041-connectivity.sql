-- Each change of whether a battery is heard, as it was noticed. The newest one is how it stands.
create table connectivity_change (
  tenant_id uuid not null,
  battery_id uuid not null,
  noticed_at timestamptz not null,
  state text not null check (state in ('ONLINE', 'STALE', 'OFFLINE')),
  since_at timestamptz not null,
  primary key (tenant_id, battery_id, noticed_at),
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('connectivity_change', 'select, insert');
