-- The newest birth of each device behind a Sparkplug gateway: what its metrics are called, of which kind and unit they are. A
-- dead letter that names its metrics by alias only is understood by it when it is replayed.
create table sparkplug_birth (
  tenant_id uuid not null,
  site_id uuid not null,
  device text not null,
  payload bytea not null,
  received_at timestamptz not null,
  primary key (tenant_id, site_id, device),
  foreign key (tenant_id, site_id) references site
);
select guard_tenant_table('sparkplug_birth', 'select, insert, update');
