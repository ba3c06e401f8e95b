create table note (
  tenant_id uuid not null,
  name text not null,
  primary key (tenant_id, name)
);
alter table note enable row level security;
alter table note force row level security;
create policy tenant_only on note for all
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on note to holdfast_app;
