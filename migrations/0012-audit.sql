-- The audit trail becomes a chain for each tenant: every entry carries the SHA-256 of the entry before it and of its own content.
-- The old entries are moved into the chains, in the order in which they happened.
alter table audit_entry rename to audit_entry_unchained;
alter index audit_entry_pkey rename to audit_entry_unchained_pkey;
alter table audit_entry_unchained rename constraint audit_entry_tenant_id_fkey to audit_entry_unchained_tenant_id_fkey;

create table audit_entry (
  tenant_id uuid not null references tenant,
  entry_sequence bigint not null check (entry_sequence > 0),
  audit_entry_id uuid not null,
  happened_at timestamptz not null,
  actor_kind text not null,
  credential_id uuid,
  party_id uuid,
  on_behalf_of text,
  operation text not null,
  subject_type text,
  subject_id uuid,
  -- `json` and not `jsonb`: the text stays as it was hashed.
  input json not null,
  state_before json,
  state_after json,
  decision text not null check (decision in ('ALLOWED', 'DENIED')),
  outcome text not null,
  reason text,
  request_id uuid,
  source_ip text,
  left_out_count integer not null default 0 check (left_out_count >= 0),
  entry_hash bytea not null,
  primary key (tenant_id, entry_sequence),
  unique (tenant_id, audit_entry_id)
);
create index audit_entry_by_credential on audit_entry (tenant_id, credential_id, entry_sequence);
create index audit_entry_by_instant on audit_entry (tenant_id, happened_at);
select guard_tenant_table('audit_entry', 'select');

-- Where each chain ends. Its row lock gives the entries of a tenant their order, without gaps.
create table audit_head (
  tenant_id uuid not null references tenant,
  entry_sequence bigint not null,
  entry_hash bytea not null,
  primary key (tenant_id)
);
select guard_tenant_table('audit_head', 'select');

-- The only way into the trail: the runtime role may neither write the tables nor choose a sequence or a hash.
-- The verifier (verify-chain.ts) computes the same bytes by itself: each column as `length:text`, or `-` for none.
create function append_audit_entry(content jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asking uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  entry audit_entry := jsonb_populate_record(null::audit_entry, content - array['input', 'state_before', 'state_after']);
  head audit_head;
begin
  if asking is null then raise exception 'an audit entry needs a tenant'; end if;
  entry.tenant_id := asking;
  entry.input := (content ->> 'input')::json;
  entry.state_before := (content ->> 'state_before')::json;
  entry.state_after := (content ->> 'state_after')::json;
  entry.left_out_count := coalesce(entry.left_out_count, 0);
  select * into head from audit_head where tenant_id = asking for update;
  if not found then
    insert into audit_head values (asking, 0, sha256(convert_to('holdfast audit ' || asking, 'UTF8'))) on conflict do nothing;
    select * into head from audit_head where tenant_id = asking for update;
  end if;
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
  update audit_head set entry_sequence = entry.entry_sequence, entry_hash = entry.entry_hash where tenant_id = asking;
  return entry.entry_sequence;
end $$;
revoke all on function append_audit_entry(jsonb) from public;
grant execute on function append_audit_entry(jsonb) to holdfast_app;

-- The owner of the tables need not be a superuser: forced policies would hide the rows that are to be moved.
alter table audit_entry_unchained no force row level security;
do $$
declare old audit_entry_unchained;
begin
  for old in select * from audit_entry_unchained order by tenant_id, happened_at, audit_entry_id loop
    perform set_config('app.tenant_id', old.tenant_id::text, true);
    perform append_audit_entry(jsonb_build_object(
      'audit_entry_id', old.audit_entry_id, 'happened_at', old.happened_at, 'actor_kind', old.actor_kind,
      'credential_id', old.credential_id, 'operation', old.operation, 'input', old.input::text,
      'decision', 'ALLOWED', 'outcome', old.outcome));
  end loop;
  perform set_config('app.tenant_id', '', true);
end $$;
drop table audit_entry_unchained;

-- Access of the platform's own staff to one tenant: read-only, for a reason, at most an hour. The instants are the server's
-- own, never a simulated world's: an hour is an hour. The runtime role can end a session and cannot make one.
create table support_session (
  tenant_id uuid not null references tenant,
  support_session_id uuid not null,
  reason text not null,
  granted_to text not null,
  secret_hash bytea not null,
  granted_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > granted_at and expires_at <= granted_at + interval '60 minutes'),
  ended_at timestamptz,
  primary key (tenant_id, support_session_id)
);
select guard_tenant_table('support_session', 'select');
grant update (ended_at) on support_session to holdfast_app;
