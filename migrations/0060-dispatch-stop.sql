-- What must stand still, whatever the plan says. Neither site nor battery: all of the tenant.
create table dispatch_stop (
  tenant_id uuid not null references tenant,
  stop_id uuid not null,
  kind text not null check (kind in ('EMERGENCY', 'VISIT')),
  site_id uuid,
  battery_id uuid,
  reason text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  -- Excluded; null until somebody lifts it.
  until_at timestamptz,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (tenant_id, stop_id),
  foreign key (tenant_id, site_id) references site,
  foreign key (tenant_id, battery_id) references battery,
  check (site_id is null or battery_id is null),
  check (until_at > set_at)
);
create index dispatch_stop_not_lifted on dispatch_stop (tenant_id, set_at, stop_id) where lifted_at is null;
select guard_tenant_table('dispatch_stop', 'select, insert, update');
