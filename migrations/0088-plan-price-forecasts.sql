-- Prices of a plan that were not published when it was made: by which method they were expected. Null where they were published.
alter table plan_period
  add column import_price_method text,
  add column export_price_method text;
