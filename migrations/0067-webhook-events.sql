-- Each change that partners can be told of writes its messages itself, in its own transaction and whichever statement made it.
-- Nothing here runs with the rights of the owner: whoever may not see a tenant's endpoints writes it no messages.

-- One message for each endpoint that wants the event. A place is null where the event is about more than that; an event about
-- nothing in particular reaches the endpoints of some places only when it concerns the whole tenant.
create function put_webhook_messages(
  of_tenant uuid, of_type text, happened timestamptz, of_site uuid, of_battery uuid, of_all boolean, facts_told jsonb
) returns void language sql set search_path = public, pg_temp as $$
  insert into webhook_message (tenant_id, message_id, endpoint_id, event_type, happened_at, facts)
  select of_tenant, gen_random_uuid(), endpoint.endpoint_id, of_type, happened, facts_told
  from webhook_endpoint endpoint
  where endpoint.tenant_id = of_tenant and endpoint.disabled_at is null and of_type = any(endpoint.event_types)
    and (not endpoint.of_places or of_all or exists (
      select 1 from webhook_endpoint_place place
      left join battery on battery.tenant_id = place.tenant_id and battery.battery_id = coalesce(of_battery, place.battery_id)
      where place.tenant_id = of_tenant and place.endpoint_id = endpoint.endpoint_id
        and (place.battery_id = of_battery
          or place.site_id = coalesce(of_site, battery.site_id)
          or (of_battery is null and battery.site_id = of_site))))
$$;
revoke all on function put_webhook_messages(uuid, text, timestamptz, uuid, uuid, boolean, jsonb) from public;
grant execute on function put_webhook_messages(uuid, text, timestamptz, uuid, uuid, boolean, jsonb) to holdfast_app;

create function tell_connectivity() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, 'CONNECTIVITY_CHANGED', new.noticed_at, null, new.battery_id, false,
    jsonb_build_object('batteryId', new.battery_id, 'state', new.state, 'sinceAt', new.since_at));
  return null;
end $$;
create trigger webhooks_of_connectivity after insert on connectivity_change for each row execute function tell_connectivity();

create function tell_dead_letter() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, 'DEAD_LETTER_ARRIVED', new.received_at, null, null, false,
    jsonb_build_object('deadLetterId', new.dead_letter_id));
  return null;
end $$;
create trigger webhooks_of_dead_letter after insert on dead_letter for each row execute function tell_dead_letter();

create function tell_dispatch_stop() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, case when new.lifted_at is null then 'DISPATCH_STOPPED' else 'DISPATCH_RESUMED' end,
    coalesce(new.lifted_at, new.set_at), new.site_id, new.battery_id, new.site_id is null and new.battery_id is null,
    jsonb_build_object('dispatchStopId', new.stop_id, 'kind', new.kind, 'siteId', new.site_id, 'batteryId', new.battery_id,
      'untilAt', new.until_at));
  return null;
end $$;
create trigger webhooks_of_new_stop after insert on dispatch_stop for each row execute function tell_dispatch_stop();
create trigger webhooks_of_lifted_stop after update on dispatch_stop for each row
  when (old.lifted_at is null and new.lifted_at is not null) execute function tell_dispatch_stop();

-- By the site's clock, as the instants beside it; null for what was refused before this column was there.
alter table instruction add column refused_at timestamptz;

-- That one was superseded is told by the newer one alone.
create function tell_instruction() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, 'INSTRUCTION_CHANGED',
    case new.state when 'ISSUED' then new.issued_at when 'DELIVERED' then new.delivered_at when 'APPLIED' then new.applied_at
      when 'REFUSED' then new.refused_at else new.valid_until end,
    null, new.battery_id, false,
    jsonb_build_object('instructionId', new.instruction_id, 'batteryId', new.battery_id, 'state', new.state,
      'instructionSequence', new.instruction_sequence));
  return null;
end $$;
create trigger webhooks_of_new_instruction after insert on instruction for each row execute function tell_instruction();
create trigger webhooks_of_changed_instruction after update on instruction for each row
  when (old.state is distinct from new.state and new.state <> 'SUPERSEDED') execute function tell_instruction();

create function tell_plan() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, 'PLAN_MADE', new.made_at, null, new.battery_id, false,
    jsonb_build_object('planId', new.plan_id, 'batteryId', new.battery_id, 'horizonFrom', new.horizon_from,
      'horizonUntil', new.horizon_until));
  return null;
end $$;
create trigger webhooks_of_plan after insert on plan for each row execute function tell_plan();

create function tell_settled_period() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, 'PERIOD_SETTLED', new.settled_at, null, new.battery_id, false,
    jsonb_build_object('batteryId', new.battery_id, 'startAt', new.period_start, 'endAt', new.period_end,
      'settlementDate', new.settlement_date, 'periodIndex', new.period_index));
  return null;
end $$;
create trigger webhooks_of_settled_period after insert on settled_period for each row execute function tell_settled_period();
revoke all on function tell_connectivity(), tell_dead_letter(), tell_dispatch_stop(), tell_instruction(), tell_plan(), tell_settled_period() from public;
