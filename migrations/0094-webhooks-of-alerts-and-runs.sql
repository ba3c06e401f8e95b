-- Partners are told of alerts too, of how a market run has ended, and when an instruction became what it is.
alter table webhook_endpoint drop constraint webhook_endpoint_event_types_check;
alter table webhook_endpoint add constraint webhook_endpoint_event_types_check check (
  cardinality(event_types) > 0 and event_types <@ array['ALERT_CLEARED', 'ALERT_RAISED', 'CONNECTIVITY_CHANGED', 'DEAD_LETTER_ARRIVED',
    'DISPATCH_RESUMED', 'DISPATCH_STOPPED', 'INSTRUCTION_CHANGED', 'MARKET_RUN_ENDED', 'PERIOD_SETTLED', 'PLAN_MADE']);
alter table webhook_message drop constraint webhook_message_event_type_check;
alter table webhook_message add constraint webhook_message_event_type_check check (
  event_type in ('ALERT_CLEARED', 'ALERT_RAISED', 'CONNECTIVITY_CHANGED', 'DEAD_LETTER_ARRIVED', 'DISPATCH_RESUMED', 'DISPATCH_STOPPED',
    'INSTRUCTION_CHANGED', 'MARKET_RUN_ENDED', 'PERIOD_SETTLED', 'PLAN_MADE', 'WEBHOOK_TEST'));

create function tell_alert() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, case when new.cleared_at is null then 'ALERT_RAISED' else 'ALERT_CLEARED' end,
    coalesce(new.cleared_at, new.raised_at), null, new.battery_id, false,
    jsonb_build_object('alertId', new.alert_id, 'batteryId', new.battery_id, 'instructionId', new.instruction_id, 'kind', new.kind,
      'sinceAt', new.since_at));
  return null;
end $$;
create trigger webhooks_of_new_alert after insert on alert for each row execute function tell_alert();
create trigger webhooks_of_cleared_alert after update on alert for each row
  when (old.cleared_at is null and new.cleared_at is not null) execute function tell_alert();

create function tell_market_run() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(run.tenant_id, 'MARKET_RUN_ENDED', new.known_at, null, null, false,
    jsonb_build_object('marketRunId', run.run_id, 'market', run.market, 'product', run.product, 'deliveryDate', run.delivery_date,
      'state', case new.step when 'AWARD' then 'AWARDED' else 'ABANDONED' end,
      'reason', case new.step when 'ABANDON' then new.summary end))
  from market_run run where run.tenant_id = new.tenant_id and run.run_id = new.run_id;
  return null;
end $$;
create trigger webhooks_of_ended_run after insert on market_run_fact for each row
  when (new.step in ('AWARD', 'ABANDON')) execute function tell_market_run();
-- When it was found that nobody had confirmed it; null for what was found before this column was there.
alter table instruction add column undeliverable_at timestamptz;
create or replace function tell_instruction() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform put_webhook_messages(new.tenant_id, 'INSTRUCTION_CHANGED',
    case new.state when 'ISSUED' then new.issued_at when 'DELIVERED' then new.delivered_at when 'APPLIED' then new.applied_at
      when 'EXECUTING' then new.executing_at when 'UNDELIVERABLE' then new.undeliverable_at when 'REFUSED' then new.refused_at
      else new.valid_until end,
    null, new.battery_id, false,
    jsonb_build_object('instructionId', new.instruction_id, 'batteryId', new.battery_id, 'state', new.state,
      'instructionSequence', new.instruction_sequence));
  return null;
end $$;

revoke all on function tell_alert(), tell_market_run() from public;
