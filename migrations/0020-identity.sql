-- A person who signs in at the tenant's own issuer: one of a party, or of the tenant itself with a role.
create table tenant_user (
  tenant_id uuid not null references tenant,
  user_id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('ADMIN', 'OPERATOR', 'OPTIMISER', 'OWNER', 'PARTY', 'VIEWER')),
  party_id uuid,
  password_hash text not null,
  created_at timestamptz not null,
  password_changed_at timestamptz not null,
  disabled_at timestamptz,
  primary key (tenant_id, user_id),
  unique (tenant_id, email),
  foreign key (tenant_id, party_id) references party,
  check ((role in ('OPTIMISER', 'OWNER', 'PARTY')) = (party_id is not null))
);
create index tenant_user_by_party on tenant_user (tenant_id, party_id);
select guard_tenant_table('tenant_user', 'select, insert, update');

-- Programs that may ask the issuer for tokens: third-party apps, which act for people who consent; services, which act for
-- themselves; and the dashboard.
create table oauth_client (
  tenant_id uuid not null references tenant,
  oauth_client_id uuid not null,
  kind text not null check (kind in ('APP', 'SERVICE', 'DASHBOARD')),
  name text not null,
  redirect_uris text[] not null,
  purposes text[] not null,
  role text check (role in ('ADMIN', 'OPERATOR', 'OPTIMISER', 'OWNER', 'PARTY', 'VIEWER')),
  party_id uuid,
  scopes text[] not null,
  -- Null reaches everywhere that the role does.
  battery_ids uuid[],
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, oauth_client_id),
  foreign key (tenant_id, party_id) references party,
  check ((kind = 'SERVICE') = (role is not null)),
  check (role is null or (role in ('OPTIMISER', 'OWNER', 'PARTY')) = (party_id is not null))
);
create unique index oauth_client_dashboard on oauth_client (tenant_id) where kind = 'DASHBOARD';
select guard_tenant_table('oauth_client', 'select, insert, update');

create table oauth_client_secret (
  tenant_id uuid not null,
  oauth_client_secret_id uuid not null,
  oauth_client_id uuid not null,
  secret_hash bytea not null,
  created_at timestamptz not null,
  -- By the server's own clock; null while it is the newest one.
  expires_at timestamptz,
  primary key (tenant_id, oauth_client_secret_id),
  foreign key (tenant_id, oauth_client_id) references oauth_client
);
create index oauth_client_secret_by_client on oauth_client_secret (tenant_id, oauth_client_id);
select guard_tenant_table('oauth_client_secret', 'select, insert, update');

-- What a person lets an app do. A sign-in at the dashboard has one too, without purposes: it reaches as far as the person.
create table consent (
  tenant_id uuid not null,
  consent_id uuid not null,
  user_id uuid not null,
  oauth_client_id uuid not null,
  granted_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, consent_id),
  foreign key (tenant_id, user_id) references tenant_user,
  foreign key (tenant_id, oauth_client_id) references oauth_client
);
create index consent_by_user on consent (tenant_id, user_id, granted_at);
select guard_tenant_table('consent', 'select, insert, update');

create table consent_battery (
  tenant_id uuid not null,
  consent_id uuid not null,
  purpose text not null,
  battery_id uuid not null,
  primary key (tenant_id, consent_id, purpose, battery_id),
  foreign key (tenant_id, consent_id) references consent,
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('consent_battery', 'select, insert');

-- What the issuer remembers for a time: sessions, interactions, codes and tokens, each found by the SHA-256 of its secret name.
-- The one table from which the runtime role deletes: a record that is gone opens nothing. Its ends are by the wall clock.
create table oidc_record (
  tenant_id uuid not null references tenant,
  model text not null,
  record_hash bytea not null,
  payload jsonb not null,
  grant_id text,
  user_id text,
  uid text,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, model, record_hash)
);
create index oidc_record_by_grant on oidc_record (tenant_id, grant_id) where grant_id is not null;
create index oidc_record_by_user on oidc_record (tenant_id, user_id) where user_id is not null;
create index oidc_record_by_uid on oidc_record (tenant_id, uid) where uid is not null;
create index oidc_record_by_end on oidc_record (tenant_id, expires_at);
select guard_tenant_table('oidc_record', 'select, insert, update, delete');

-- The keys of a tenant's issuer: for signing identity tokens, and for the cookies of its pages. An old one is emptied, not deleted.
create table oidc_key (
  tenant_id uuid not null references tenant,
  oidc_key_id uuid not null,
  use text not null check (use in ('SIGNING', 'COOKIES')),
  secret text,
  created_at timestamptz not null,
  primary key (tenant_id, oidc_key_id)
);
select guard_tenant_table('oidc_key', 'select, insert, update');
