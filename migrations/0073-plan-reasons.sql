-- Why a plan is as it is, kept with it. Older plans have none.
alter table plan add column reasons jsonb not null default '[]';
alter table plan_period
  add column why text,
  add column reasons jsonb not null default '[]';
