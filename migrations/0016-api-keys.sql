-- A key may be limited to scopes and batteries, end by itself, and be rotated: for a while its previous secret works as well.
-- `expires_at`, `previous_until`, `rotated_at` and `last_used_at` are by the wall clock, whatever the world's clock says.
alter table api_key
  -- Null gives whatever the role gives.
  add column scopes text[] check (cardinality(scopes) > 0),
  -- Then its batteries are those of api_key_battery: without any it reaches nothing.
  add column of_batteries boolean not null default false,
  add column expires_at timestamptz,
  add column previous_secret_hash bytea,
  add column previous_until timestamptz,
  add column rotated_at timestamptz,
  add column last_used_at timestamptz,
  add check ((previous_secret_hash is null) = (previous_until is null));

create table api_key_battery (
  tenant_id uuid not null,
  api_key_id uuid not null,
  battery_id uuid not null,
  primary key (tenant_id, api_key_id, battery_id),
  foreign key (tenant_id, api_key_id) references api_key,
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('api_key_battery', 'select, insert');
