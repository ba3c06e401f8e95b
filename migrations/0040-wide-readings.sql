-- What a battery may tell besides its power, charge and registers; null where its hardware does not give it.
alter table reading
  add column stored_energy_kwh double precision,
  add column available_charge_power_kw double precision,
  add column available_discharge_power_kw double precision,
  add column frequency_hertz double precision,
  add column voltage_volts double precision,
  add column temperature_celsius double precision,
  add column operating_state text
    check (operating_state in ('OFF', 'STARTING', 'STANDBY', 'CHARGING', 'DISCHARGING', 'FAULT', 'MAINTENANCE')),
  -- Empty: nothing is wrong. Null: nobody knows.
  add column alarm_codes text[],
  -- By the name the tenant's file declares.
  add column custom_metrics jsonb;
