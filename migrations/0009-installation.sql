-- Which installation this database is: what is kept outside it, in a shared Redis, is kept under this name.
create table installation (
  only_row boolean primary key default true check (only_row),
  installation_id uuid not null
);
grant select on installation to holdfast_app;
