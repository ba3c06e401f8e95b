-- What a unit was declared to do and to be able to do, from an instant on: absolute, and each under the next number of the unit.
-- Decided before anything is sent; the number is never used for another one.
create table declaration (
  tenant_id uuid not null,
  -- As the system operator knows the battery.
  unit text not null,
  declaration_sequence integer not null check (declaration_sequence > 0),
  battery_id uuid not null,
  market text not null,
  declared_at timestamptz not null,
  -- What is sent follows from these and the instant: one for each settlement period, in the order of time.
  periods jsonb not null check (jsonb_typeof(periods) = 'array'),
  primary key (tenant_id, unit, declaration_sequence),
  foreign key (tenant_id, battery_id) references battery
);
create index declaration_newest on declaration (tenant_id, battery_id, declared_at desc, declaration_sequence desc);
select guard_tenant_table('declaration', 'select, insert');

-- What was said to the system operator of a declaration, and what it answered. Its state is what these come to.
create table declaration_event (
  tenant_id uuid not null,
  unit text not null,
  declaration_sequence integer not null,
  event_sequence integer not null,
  kind text not null check (kind in ('SENT', 'ACCEPTED', 'REFUSED', 'NOT_KNOWN', 'UNANSWERED', 'NOT_UNDERSTOOD')),
  reason text,
  known_at timestamptz not null,
  primary key (tenant_id, unit, declaration_sequence, event_sequence),
  foreign key (tenant_id, unit, declaration_sequence) references declaration
);
select guard_tenant_table('declaration_event', 'select, insert');
