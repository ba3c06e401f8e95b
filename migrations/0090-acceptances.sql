-- What the system operator accepted, as it came: absolute powers of a battery over a time. An acceptance is changed by a newer
-- amendment of the same number, never in place.
create table acceptance (
  tenant_id uuid not null,
  battery_id uuid not null,
  acceptance_number integer not null check (acceptance_number >= 0),
  amendment_sequence integer not null check (amendment_sequence > 0),
  amendment text not null check (amendment in ('ORIGINAL', 'INSERTED', 'UPDATED', 'DELETED')),
  accepted_at timestamptz not null,
  -- [{ at, powerKw }], in the order of time; empty where it was deleted.
  points jsonb not null check (jsonb_typeof(points) = 'array'),
  -- The end of the points; null where it was deleted.
  until_at timestamptz check ((amendment = 'DELETED') = (until_at is null)),
  received_at timestamptz not null,
  received_by uuid not null,
  primary key (tenant_id, battery_id, acceptance_number, amendment_sequence),
  foreign key (tenant_id, battery_id) references battery
);
create index acceptance_by_end on acceptance (tenant_id, battery_id, until_at);
select guard_tenant_table('acceptance', 'select, insert');
