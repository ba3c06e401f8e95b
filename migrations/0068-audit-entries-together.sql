-- Entries of changes that were saved together are appended together: one lock of the chain's head, in the order given.
create function append_audit_entries(contents jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asking uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  content jsonb;
  entry audit_entry;
  head audit_head;
begin
  if asking is null then raise exception 'an audit entry needs a tenant'; end if;
  select * into head from audit_head where tenant_id = asking for update;
  if not found then
    insert into audit_head values (asking, 0, sha256(convert_to('holdfast audit ' || asking, 'UTF8'))) on conflict do nothing;
    select * into head from audit_head where tenant_id = asking for update;
  end if;
  for content in select value from jsonb_array_elements(contents) with ordinality order by ordinality loop
    entry := jsonb_populate_record(null::audit_entry, content - array['input', 'state_before', 'state_after']);
    entry.tenant_id := asking;
    entry.input := (content ->> 'input')::json;
    entry.state_before := (content ->> 'state_before')::json;
    entry.state_after := (content ->> 'state_after')::json;
    entry.left_out_count := coalesce(entry.left_out_count, 0);
    entry.entry_sequence := head.entry_sequence + 1;
    entry.entry_hash := sha256(head.entry_hash || convert_to((
      select string_agg(coalesce(octet_length(part) || ':' || part, '-'), ',' order by position)
      from unnest(array[
        entry.tenant_id::text, entry.entry_sequence::text, entry.audit_entry_id::text,
        (extract(epoch from entry.happened_at) * 1000000)::bigint::text, entry.actor_kind, entry.credential_id::text,
        entry.party_id::text, entry.on_behalf_of, entry.operation, entry.subject_type, entry.subject_id::text,
        entry.input::text, entry.state_before::text, entry.state_after::text, entry.decision, entry.outcome, entry.reason,
        entry.request_id::text, entry.source_ip, entry.left_out_count::text
      ]) with ordinality as parts (part, position)), 'UTF8'));
    insert into audit_entry values (entry.*);
    head.entry_sequence := entry.entry_sequence;
    head.entry_hash := entry.entry_hash;
  end loop;
  update audit_head set entry_sequence = head.entry_sequence, entry_hash = head.entry_hash where tenant_id = asking;
  return head.entry_sequence;
end $$;
revoke all on function append_audit_entries(jsonb) from public;
grant execute on function append_audit_entries(jsonb) to holdfast_app;

-- Processes of an earlier version still call it, with one entry.
create or replace function append_audit_entry(content jsonb) returns bigint language sql security invoker as $$
  select append_audit_entries(jsonb_build_array(content))
$$;
alter function append_audit_entry(jsonb) reset all;
