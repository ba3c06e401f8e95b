-- What one MWh more in the store would be worth at the end of the period, by the problem that the plan answers. Plans from before do not say it.
alter table plan_period add column stored_value_per_mwh double precision;
