-- Two more states: followed by the battery as its readings show, and not confirmed in time.
alter table instruction drop constraint instruction_state_check;
alter table instruction add constraint instruction_state_check
  check (state in ('ISSUED', 'DELIVERED', 'APPLIED', 'EXECUTING', 'REFUSED', 'SUPERSEDED', 'EXPIRED', 'UNDELIVERABLE'));
-- When the reading was measured that first showed the battery following; null until then.
alter table instruction add column executing_at timestamptz;

-- Something about a battery that somebody should look at. One of a kind is open for each battery.
create table alert (
  tenant_id uuid not null,
  alert_id uuid not null,
  battery_id uuid not null,
  -- The battery's newest one when the alert was raised.
  instruction_id uuid not null,
  kind text not null check (kind in ('NOT_DELIVERED', 'NOT_APPLIED', 'OUT_OF_TOLERANCE')),
  since_at timestamptz not null,
  raised_at timestamptz not null,
  cleared_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  primary key (tenant_id, alert_id),
  foreign key (tenant_id, battery_id) references battery,
  foreign key (tenant_id, instruction_id) references instruction
);
create unique index alert_open on alert (tenant_id, battery_id, kind) where cleared_at is null;
create index alert_by_battery on alert (tenant_id, battery_id, raised_at, alert_id);
create index alert_by_instant on alert (tenant_id, raised_at, alert_id);
select guard_tenant_table('alert', 'select, insert, update');

-- Since when a battery's readings differ from what it is told; null while they do not.
create table execution_watch (
  tenant_id uuid not null,
  battery_id uuid not null,
  out_of_tolerance_since timestamptz,
  primary key (tenant_id, battery_id),
  foreign key (tenant_id, battery_id) references battery
);
select guard_tenant_table('execution_watch', 'select, insert, update');
