/** Above any grid connection or battery there is: a slip of units is caught, nothing real is. */
export const POWER_KW_MAX = 10_000_000;
export const ENERGY_KWH_MAX = 100_000_000;
