-- What an intent says by the wall clock of the battery's site, and the least margin of a trade. Earlier versions say nothing of either.
alter table intent
  add column soc_targets jsonb not null default '[]',
  add column blackouts jsonb not null default '[]',
  add column least_margin_per_mwh numeric(12, 6) not null default 0;
