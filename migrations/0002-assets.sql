create table site (
  tenant_id uuid not null references tenant,
  site_id uuid not null,
  name text not null,
  time_zone text not null,
  market text not null check (market in ('GB')),
  import_limit_kw double precision not null check (import_limit_kw >= 0),
  export_limit_kw double precision not null check (export_limit_kw >= 0),
  primary key (tenant_id, site_id),
  unique (tenant_id, name)
);
select guard_tenant_table('site', 'select, insert, update');

create table battery (
  tenant_id uuid not null,
  battery_id uuid not null,
  site_id uuid not null,
  name text not null,
  charge_power_kw_max double precision not null check (charge_power_kw_max > 0),
  discharge_power_kw_max double precision not null check (discharge_power_kw_max > 0),
  energy_capacity_kwh double precision not null check (energy_capacity_kwh > 0),
  charge_efficiency_percent double precision not null check (charge_efficiency_percent > 0 and charge_efficiency_percent <= 100),
  discharge_efficiency_percent double precision not null check (discharge_efficiency_percent > 0 and discharge_efficiency_percent <= 100),
  primary key (tenant_id, battery_id),
  foreign key (tenant_id, site_id) references site,
  unique (tenant_id, site_id, name)
);
create index battery_by_name on battery (tenant_id, name, battery_id);
select guard_tenant_table('battery', 'select, insert, update');

create table edge_agent (
  tenant_id uuid not null,
  edge_agent_id uuid not null,
  site_id uuid not null,
  token_hash bytea not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, edge_agent_id),
  foreign key (tenant_id, site_id) references site
);
create unique index edge_agent_one_per_site on edge_agent (tenant_id, site_id) where revoked_at is null;
select guard_tenant_table('edge_agent', 'select, insert, update');
