-- Whoever takes telemetry asks whether the agents of a site have all been revoked.
create index edge_agent_by_site on edge_agent (tenant_id, site_id);
