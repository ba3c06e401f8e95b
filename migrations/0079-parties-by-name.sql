-- The list of a tenant's parties, page by page.
create index party_by_name on party (tenant_id, name, party_id);
