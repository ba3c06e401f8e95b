-- How many full cycles an intent allows in a calendar year. Earlier versions say nothing of it.
alter table intent add column cycles_per_year_count_max double precision;
