-- A one-time token with which a site's agent asks for its first certificate. Its ends are by the wall clock.
create table enrolment (
  tenant_id uuid not null,
  enrolment_id uuid not null,
  site_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, enrolment_id),
  foreign key (tenant_id, site_id) references site
);
create index enrolment_unused_by_site on enrolment (tenant_id, site_id) where used_at is null;
select guard_tenant_table('enrolment', 'select, insert, update');

-- An agent proves itself with its certificate from now on.
alter table edge_agent drop column token_hash;

create table device_certificate (
  tenant_id uuid not null,
  serial text not null,
  edge_agent_id uuid not null,
  fingerprint256 text not null,
  issued_at timestamptz not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  revoked_at timestamptz,
  replaced_by text,
  primary key (tenant_id, serial),
  unique (tenant_id, fingerprint256),
  foreign key (tenant_id, edge_agent_id) references edge_agent,
  foreign key (tenant_id, replaced_by) references device_certificate,
  check (not_after > not_before)
);
create index device_certificate_by_agent on device_certificate (tenant_id, edge_agent_id);
select guard_tenant_table('device_certificate', 'select, insert, update');
