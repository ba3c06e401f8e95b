-- A paused endpoint is sent nothing and misses nothing: what happens goes on being written for it. Instants are by the wall clock.
alter table webhook_endpoint
  add column paused_at timestamptz,
  -- It answered 429 or 503 and asked to be left alone until then.
  add column not_before_at timestamptz,
  -- What has become of attempts and messages since it was made; none of them passes the most that the API can tell.
  add column delivered_count integer not null default 0,
  add column failed_count integer not null default 0,
  add column dead_count integer not null default 0;
