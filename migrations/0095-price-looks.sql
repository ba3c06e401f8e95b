-- When a settlement date's prices were asked of the market's publisher last, and what came of it.
create table price_look (
  tenant_id uuid not null references tenant,
  market text not null,
  settlement_date date not null,
  asked_at timestamptz not null,
  outcome text not null check (outcome in ('TAKEN', 'OLDER', 'REFUSED', 'UNANSWERED', 'NOT_UNDERSTOOD')),
  reason text check ((reason is null) = (outcome in ('TAKEN', 'OLDER'))),
  -- What the newest answer that was not understood was wrong about; null since one was understood.
  fault text,
  -- When the newest of what was taken had been computed, by the publisher: an answer that is older is not taken any more.
  computed_at timestamptz,
  primary key (tenant_id, market, settlement_date)
);
select guard_tenant_table('price_look', 'select, insert, update');
