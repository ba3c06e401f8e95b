/** What the agent knows of a kind of battery: where it measures, and which registers make it do what. Data, not code. */
import type { Point, Span } from './points.ts';

/** What is written to a register for a setpoint. Powers are in kW, positive towards the grid. */
export type Content =
  /** A switch or a mode. One about the reversion does not decide whether the setpoint itself is in force. */
  | { readonly says: 'constant'; readonly value: number; readonly about: 'power' | 'reversion' }
  /** The power: signed, with the sign turned, the direction's share of it, or its magnitude beside a `direction`. */
  | {
      readonly says: 'power';
      readonly part: 'signed' | 'reversed' | 'discharge' | 'charge' | 'magnitude';
      /** In percent of the greater rating instead of kW. */
      readonly inPercent: boolean;
    }
  | { readonly says: 'direction'; readonly discharge: number; readonly charge: number; readonly idle: number }
  /** What the device does when it hears no more of us. */
  | { readonly says: 'revert-power'; readonly part: 'signed' | 'reversed'; readonly inPercent: boolean }
  | { readonly says: 'reversion-seconds' }
  /** Counts up with each write, so that the device sees that we live. */
  | { readonly says: 'heartbeat' };

export interface Control {
  readonly name: string;
  readonly point: Point;
  readonly content: Content;
  /** Left out where the device does not implement it. */
  readonly optional: boolean;
}

/** Controls written in one request: their registers lie side by side. */
export interface WriteGroup {
  readonly controls: readonly Control[];
  /** Written again, though nothing in it differs, to start the reversion timer anew. */
  readonly restartsTimer: boolean;
}

/** A rating in a register, or stated by the map. */
export type Rating = Point | number;

export interface StatePoint {
  readonly point: Point;
  readonly names: Readonly<Record<number, string>>;
}

interface Condition {
  readonly point: Point;
  readonly raw: number;
  readonly otherwise: string;
  /** Looked at when the device is found; others whenever it is set. */
  readonly identity?: boolean;
}

export interface BatteryLayout {
  /** As it is told to an installer. */
  readonly title: string;
  readonly measures: {
    readonly activePowerKw: Point;
    readonly socPercent: Point;
    /** Null where the device has no such meter: the agent counts then. */
    readonly exportedKwh: Point | null;
    readonly importedKwh: Point | null;
    readonly frequencyHertz: Point | null;
    readonly voltageVolts: Point | null;
    readonly temperatureCelsius: Point | null;
    readonly state: StatePoint | null;
  };
  readonly ratings: {
    /** For either direction that has no rating of its own. */
    readonly powerKwMax: Rating | null;
    readonly chargePowerKwMax: Rating | null;
    readonly dischargePowerKwMax: Rating | null;
    readonly energyCapacityKwh: Rating | null;
  };
  /** In the order of writing: the reversion first, what makes the setpoint act last. */
  readonly writeGroups: readonly WriteGroup[];
  /** What remains of the reversion timer; null where the device does not tell. */
  readonly reversionRemaining: Point | null;
  /** What must stand in the device for it to be driven, and otherwise the reason why it is not. */
  readonly conditions: readonly Condition[];
  /** The only reads the device allows; null: any. */
  readonly readGroups: readonly Span[] | null;
  /** Function 6 for each register instead of function 16 for a group. */
  readonly writesOneByOne: boolean;
}

export function controlsOf({ writeGroups }: BatteryLayout): readonly Control[] {
  return writeGroups.flatMap(({ controls }) => controls);
}
