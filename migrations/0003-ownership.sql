-- The site stands beside the battery so that what a party may see is decided without reading assets.
create table agreement (
  tenant_id uuid not null,
  agreement_id uuid not null,
  party_id uuid not null,
  site_id uuid not null,
  battery_id uuid not null,
  role text not null check (role in ('OWNER', 'LESSOR', 'LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER')),
  valid_from timestamptz not null,
  valid_until timestamptz,
  primary key (tenant_id, agreement_id),
  foreign key (tenant_id, party_id) references party,
  foreign key (tenant_id, site_id) references site,
  foreign key (tenant_id, battery_id) references battery,
  check (valid_until is null or valid_until > valid_from)
);
create index agreement_by_battery on agreement (tenant_id, battery_id, valid_from);
create index agreement_by_party on agreement (tenant_id, party_id);
select guard_tenant_table('agreement', 'select, insert, update');
