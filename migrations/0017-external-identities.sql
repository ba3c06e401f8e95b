-- Somebody whom a tenant's own issuer vouches for, from the first time that one of their tokens was good. The instants of the
-- first and the last sight are by the wall clock. Whoever is disabled stays out, whatever their issuer says.
create table external_identity (
  tenant_id uuid not null references tenant,
  external_identity_id uuid not null,
  issuer text not null,
  subject text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  disabled_at timestamptz,
  primary key (tenant_id, external_identity_id),
  unique (tenant_id, issuer, subject)
);
create index external_identity_by_first_sight on external_identity (tenant_id, first_seen_at, external_identity_id);
select guard_tenant_table('external_identity', 'select, insert, update');
