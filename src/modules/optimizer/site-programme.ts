import type { LinearProgramme } from './linear-programme.ts';

/** What can hold a plan back. */
export type ConstraintName =
  | 'CHARGE_POWER'
  | 'DISCHARGE_POWER'
  | 'ENERGY_MIN'
  | 'ENERGY_MAX'
  | 'TARGET_MIN'
  | 'TARGET_MAX'
  | 'RAMP'
  | 'CYCLES_PER_DAY'
  | 'CYCLES_PER_YEAR'
  | 'IMPORT_LIMIT'
  | 'EXPORT_LIMIT'
  | 'PEAK'
  | 'RESPONSE_POWER'
  | 'RESPONSE_ENERGY'
  | 'RESPONSE_CONTRACT';

/** Which constraint a row or a column bound of the programme is. */
export interface Tag {
  readonly constraint: ConstraintName;
  readonly unit: 'kW' | 'kWh';
  /** Null where it holds for more than one period. */
  readonly periodIndex: number | null;
  readonly batteryIndex: number | null;
  /** Of the response, commitment or charge, where one is meant. */
  readonly name: string | null;
}

/** By how much a constraint is missed; a column of the programme. */
export interface Slack {
  readonly column: number;
  readonly tag: Tag;
  /** Rows are kept by their priority first, 0 before 1; null where a miss has a price instead. */
  readonly priority: number | null;
  /** For how long it counts; one where it is not a power or a range. */
  readonly hours: number;
  /** What a kWh, or a kW where that is the unit, costs; zero for those with a priority. */
  readonly pricePerUnit: number;
}

/** Two columns of which one at most may be above zero. Decided by an integer where the programme would have both. */
export interface ExclusivePair {
  readonly key: string;
  readonly one: number;
  readonly other: number;
  /** Both at once pays by the prices alone. */
  readonly pays: boolean;
}

export interface BatteryColumns {
  readonly charge: readonly number[];
  readonly discharge: readonly number[];
  readonly stored: readonly number[];
}

/** A linear programme with the meaning of its rows and columns. Powers and energies are in its own units. */
export interface SiteProgramme {
  readonly programme: LinearProgramme;
  readonly batteries: readonly BatteryColumns[];
  /** For each response, by battery, the power held. */
  readonly responses: readonly ReadonlyMap<number, number>[];
  readonly slacks: readonly Slack[];
  readonly pairs: readonly ExclusivePair[];
  readonly rowTags: ReadonlyMap<number, Tag>;
  readonly columnTags: ReadonlyMap<number, { readonly lower: Tag | null; readonly upper: Tag | null }>;
  /** The rows that carry stored energy from period to period: their duals are its value. */
  readonly balanceRows: readonly (readonly number[])[];
  readonly powerUnitKw: number;
  /** One unit of the objective for one unit of power over an hour. */
  readonly priceUnitPerMwh: number;
}
