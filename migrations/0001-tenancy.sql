-- Every tenant table calls this once: forced row-level security, one policy for all four commands, rights for the runtime role.
-- `(select nullif(...))` is evaluated once a statement and lets the primary key be used; an unset tenant sees nothing.
create function guard_tenant_table(guarded regclass, commands text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format(
    'create policy tenant_only on %s for all using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))',
    guarded);
  execute format('grant %s on %s to holdfast_app', commands, guarded);
end $$;
revoke all on function guard_tenant_table(regclass, text) from public;

create table tenant (
  tenant_id uuid not null,
  slug text not null,
  name text not null,
  primary key (tenant_id)
);
select guard_tenant_table('tenant', 'select, insert, update');

create table party (
  tenant_id uuid not null references tenant,
  party_id uuid not null,
  name text not null,
  primary key (tenant_id, party_id)
);
select guard_tenant_table('party', 'select, insert, update');

create table api_key (
  tenant_id uuid not null references tenant,
  api_key_id uuid not null,
  name text not null,
  role text not null check (role in ('ADMIN', 'OPERATOR', 'OPTIMISER', 'OWNER', 'VIEWER')),
  party_id uuid,
  secret_hash bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, api_key_id),
  foreign key (tenant_id, party_id) references party,
  check ((role in ('OPTIMISER', 'OWNER')) = (party_id is not null))
);
select guard_tenant_table('api_key', 'select, insert, update');

-- The stored result of each mutation, replayed when its key comes again.
create table idempotent_outcome (
  tenant_id uuid not null references tenant,
  credential_id uuid not null,
  idempotency_key text not null,
  operation text not null,
  input_hash bytea not null,
  outcome jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, credential_id, idempotency_key)
);
select guard_tenant_table('idempotent_outcome', 'select, insert, update');

-- Append-only: the runtime role may neither change nor delete an entry.
create table audit_entry (
  tenant_id uuid not null references tenant,
  audit_entry_id uuid not null,
  happened_at timestamptz not null,
  actor_kind text not null,
  credential_id uuid not null,
  operation text not null,
  input jsonb not null,
  outcome text not null,
  primary key (tenant_id, audit_entry_id)
);
select guard_tenant_table('audit_entry', 'select, insert');
