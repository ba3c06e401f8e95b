-- What an entry of the audit trail can be about to be about a battery: the battery itself, an override of it, an agreement over
-- it or over its whole site. Intents, stops and plans are written down as about the battery.
create view battery_subject with (security_invoker = true) as
  select tenant_id, battery_id, battery_id as subject_id from battery
  union all
  select tenant_id, battery_id, override_id from battery_override
  union all
  select agreement.tenant_id, battery.battery_id, agreement.agreement_id
  from agreement
  join battery on battery.tenant_id = agreement.tenant_id and battery.site_id = agreement.site_id
    and (agreement.battery_id is null or agreement.battery_id = battery.battery_id);
grant select on battery_subject to holdfast_app;
