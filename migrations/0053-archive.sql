-- The manifest of the archive: which days of a tenant's readings lie in which file, and what that file must hold.
create table archived_day (
  tenant_id uuid not null,
  -- By UTC.
  day date not null,
  -- Counts up each time that late readings made another file of the day.
  version_sequence integer not null,
  schema_version integer not null,
  file_key text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_count bigint not null,
  row_count integer not null,
  first_measured_at timestamptz not null,
  last_measured_at timestamptz not null,
  -- How many rows each battery has, by its id.
  battery_row_counts jsonb not null,
  archived_at timestamptz not null,
  -- Whether what lies beside the file, for readers without this database, says the same as this row.
  is_told boolean not null default false,
  -- From the first row on that is forgotten: who wants single readings of the day has to ask the archive as well.
  is_forgetting boolean not null default false,
  -- None of its rows is left in `reading`.
  forgotten_at timestamptz,
  primary key (tenant_id, day)
);
select guard_tenant_table('archived_day', 'select, insert, update');

-- Days to which readings were added after their end, marked in the transaction that stores them and taken away by the one
-- that puts a file with them into the manifest. Only ever added by the first: it waits for nobody.
create table archive_mark (
  tenant_id uuid not null,
  archive_mark_id bigint generated always as identity,
  day date not null,
  primary key (tenant_id, archive_mark_id)
);
select guard_tenant_table('archive_mark', 'select, insert, delete');

-- Files that go unless the manifest names them: one that is being written is noted before, so that a crash leaves nothing behind
-- that nobody knows of, and one that was replaced.
create table archive_leftover (
  tenant_id uuid not null,
  file_key text not null,
  -- By the wall clock: a writer that is at work gets this long.
  removable_from timestamptz not null,
  -- Somebody removes it: it can no longer come into the manifest.
  is_going boolean not null default false,
  primary key (tenant_id, file_key)
);
select guard_tenant_table('archive_leftover', 'select, insert, update, delete');
