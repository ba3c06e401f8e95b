alter table party add column kind text not null default 'COMPANY' check (kind in ('COMPANY', 'PERSON'));

-- Which of the tenant's ownership models decides what each agreement over the battery gives.
alter table battery add column ownership_model text not null default 'merchant' check (ownership_model ~ '^[a-z0-9-]{1,40}$');

alter table site add column address text;

-- Without a battery an agreement is over the whole site: every battery that stands there.
alter table agreement
  alter column battery_id drop not null,
  add column version_sequence integer not null default 1 check (version_sequence > 0),
  add column share_percent double precision check (share_percent > 0 and share_percent <= 100),
  add column terms text,
  add column changed_by uuid not null default '00000000-0000-0000-0000-000000000000',
  add column changed_at timestamptz not null default now(),
  add column change_reason text not null default 'kept from before changes were recorded',
  drop constraint agreement_role_check,
  add constraint agreement_role_check
    check (role in ('OWNER', 'LESSOR', 'LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER', 'SITE_HOST', 'AUDITOR')),
  add constraint agreement_share_of_owner check (share_percent is null or role = 'OWNER');
alter table agreement
  alter column version_sequence drop default,
  alter column changed_by drop default,
  alter column changed_at drop default,
  alter column change_reason drop default;

-- What a party may see is asked by party, then battery; an agreement over a whole site is found by its site.
drop index agreement_by_party;
create index agreement_by_party_and_battery on agreement (tenant_id, party_id, battery_id);
create index agreement_by_party_and_site on agreement (tenant_id, party_id, site_id) where battery_id is null;
create index agreement_by_site on agreement (tenant_id, site_id, valid_from);
create index battery_by_site on battery (tenant_id, site_id, battery_id);

-- Append-only: every version of every agreement, with who made it so and why.
create table agreement_version (
  tenant_id uuid not null,
  agreement_id uuid not null,
  version_sequence integer not null,
  party_id uuid not null,
  site_id uuid not null,
  battery_id uuid,
  role text not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  share_percent double precision,
  terms text,
  changed_by uuid not null,
  changed_at timestamptz not null,
  change_reason text not null,
  primary key (tenant_id, agreement_id, version_sequence),
  foreign key (tenant_id, agreement_id) references agreement
);
-- For this one statement the owner of the tables may read all tenants' agreements.
alter table agreement no force row level security;
insert into agreement_version
  select tenant_id, agreement_id, version_sequence, party_id, site_id, battery_id, role, valid_from, valid_until, share_percent,
    terms, changed_by, changed_at, change_reason
  from agreement;
alter table agreement force row level security;
select guard_tenant_table('agreement_version', 'select, insert');

-- A key of the role PARTY acts for its party through every agreement it has.
alter table api_key
  drop constraint api_key_role_check,
  drop constraint api_key_check,
  add constraint api_key_role_check check (role in ('ADMIN', 'OPERATOR', 'OPTIMISER', 'OWNER', 'PARTY', 'VIEWER')),
  add constraint api_key_check check ((role in ('OPTIMISER', 'OWNER', 'PARTY')) = (party_id is not null));
