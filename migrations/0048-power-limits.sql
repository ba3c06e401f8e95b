-- What somebody lets a battery, or all of a site together, charge and discharge with at most. One of the two is named.
create table power_limit (
  tenant_id uuid not null,
  limit_id uuid not null,
  site_id uuid,
  battery_id uuid,
  -- As what it was set.
  role text not null check (role in ('OWNER', 'MARKET', 'OPERATOR')),
  charge_power_kw_max double precision check (charge_power_kw_max >= 0),
  discharge_power_kw_max double precision check (discharge_power_kw_max >= 0),
  from_at timestamptz not null,
  -- Excluded; null until somebody lifts it.
  until_at timestamptz,
  reason text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (tenant_id, limit_id),
  foreign key (tenant_id, site_id) references site,
  foreign key (tenant_id, battery_id) references battery,
  check ((site_id is null) <> (battery_id is null)),
  check (charge_power_kw_max is not null or discharge_power_kw_max is not null),
  check (until_at > from_at)
);
create index power_limit_not_lifted on power_limit (tenant_id, set_at, limit_id) where lifted_at is null;
create index power_limit_by_battery on power_limit (tenant_id, battery_id) where lifted_at is null;
create index power_limit_by_site on power_limit (tenant_id, site_id) where lifted_at is null;
select guard_tenant_table('power_limit', 'select, insert, update');
