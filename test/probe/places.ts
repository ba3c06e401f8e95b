import { batteryIdOf, type Place } from '../harness/world.ts';

/** Batteries of A that differ in their site and in whose they are, and the first one's twin. */
export const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
export const TWO: Place = { tenant: 'alder', site: 'north', battery: 'two' };
export const THREE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
export const THEIRS: Place = { tenant: 'birch', site: 'north', battery: 'one' };

/** What a person may let an app do, on the first of them alone. */
export const MONITORING_OF_ONE = [`MONITORING:${batteryIdOf(ONE)}`];
