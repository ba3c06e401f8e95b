-- Frequency responses that a site gives by itself, on top of an instruction's setpoints.
alter table instruction add column responses jsonb not null default '[]';
