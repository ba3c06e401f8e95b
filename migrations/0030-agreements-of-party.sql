-- What a party has agreed over a battery or over its whole site is found with one look into this index, and without the table.
create index agreement_by_party on agreement (tenant_id, party_id, site_id) include (battery_id, role, valid_from, valid_until);
drop index agreement_by_party_and_battery;
drop index agreement_by_party_and_site;
