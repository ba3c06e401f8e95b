-- The simulated world's clock: one row, no tenant's data. A start after a crash carries on from here.
create table world (
  only_row boolean primary key default true check (only_row),
  settings jsonb not null,
  from_at timestamptz not null,
  clock_at timestamptz not null,
  finished_at timestamptz
);
grant select, insert, update on world to holdfast_app;
