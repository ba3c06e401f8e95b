-- What was done to one object, newest first.
create index audit_entry_by_subject on audit_entry (tenant_id, subject_id, entry_sequence) where subject_id is not null;
