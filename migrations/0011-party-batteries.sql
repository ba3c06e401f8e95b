-- Which batteries each party has ever had an agreement over, in the order in which lists show them. It decides nothing:
-- the agreements do. It lets a page of a party's batteries begin at the party instead of at all batteries of the tenant.
create table party_battery (
  tenant_id uuid not null,
  party_id uuid not null,
  name text not null,
  battery_id uuid not null,
  primary key (tenant_id, party_id, name, battery_id),
  foreign key (tenant_id, party_id) references party,
  foreign key (tenant_id, battery_id) references battery
);
create index party_battery_by_battery on party_battery (tenant_id, battery_id);

alter table agreement no force row level security;
alter table battery no force row level security;
insert into party_battery
  select distinct agreement.tenant_id, agreement.party_id, battery.name, battery.battery_id
  from agreement join battery on battery.tenant_id = agreement.tenant_id and battery.site_id = agreement.site_id
    and (agreement.battery_id is null or agreement.battery_id = battery.battery_id);
alter table agreement force row level security;
alter table battery force row level security;
select guard_tenant_table('party_battery', 'select, insert, update');

-- Run with the rights of whoever changes the tables: the policies hold for them too.
create function list_batteries_of_agreements() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into party_battery
    select distinct added.tenant_id, added.party_id, battery.name, battery.battery_id
    from added join battery on battery.tenant_id = added.tenant_id and battery.site_id = added.site_id
      and (added.battery_id is null or added.battery_id = battery.battery_id)
    on conflict do nothing;
  return null;
end $$;
create trigger agreement_lists_batteries after insert on agreement referencing new table as added
  for each statement execute function list_batteries_of_agreements();

create function list_parties_of_batteries() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    update party_battery set name = changed.name
      from changed
      where party_battery.tenant_id = changed.tenant_id and party_battery.battery_id = changed.battery_id
        and party_battery.name <> changed.name;
  end if;
  insert into party_battery
    select distinct changed.tenant_id, agreement.party_id, changed.name, changed.battery_id
    from changed join agreement on agreement.tenant_id = changed.tenant_id and agreement.site_id = changed.site_id
      and agreement.battery_id is null
    on conflict do nothing;
  return null;
end $$;
create trigger battery_lists_parties after insert on battery referencing new table as changed
  for each statement execute function list_parties_of_batteries();
create trigger battery_keeps_parties after update on battery referencing new table as changed
  for each statement execute function list_parties_of_batteries();
revoke all on function list_batteries_of_agreements() from public;
revoke all on function list_parties_of_batteries() from public;
