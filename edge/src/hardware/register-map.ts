/** A maker's registers as a YAML file: what it may say, and what of it the agent makes. A new device is data, not code. */
import Type, { type Static } from 'typebox';
import type { BatteryLayout, Content, Control, Rating, WriteGroup } from './battery-layout.ts';
import type { Point } from './points.ts';
import { rangeOf, REGISTER_TYPES, type RegisterType } from './registers.ts';

const closed = { additionalProperties: false };
const Address = Type.Integer({ minimum: 0, maximum: 65_535 });
const Table = Type.Enum(['holding', 'input']);
const Order = Type.Enum(['big-endian', 'little-endian']);
const Text = Type.String({ minLength: 1, maxLength: 200 });

const place = {
  table: Type.Optional(Table),
  address: Address,
  type: Type.Enum([...REGISTER_TYPES]),
  wordOrder: Type.Optional(Order),
  byteOrder: Type.Optional(Order),
};
const number = {
  ...place,
  /** What one step is worth in `unit`; 1 when left out. */
  scale: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** Of a register that holds the power of ten of a scale, read with it each time. */
  scaleAddress: Type.Optional(Address),
  offset: Type.Optional(Type.Number()),
  /** The raw number that says "not implemented". */
  absent: Type.Optional(Type.Number()),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
};
/** Which direction of power the device counts as positive. */
const Positive = Type.Enum(['discharge', 'charge']);
const PowerUnit = Type.Enum(['W', 'kW']);
const EnergyUnit = Type.Enum(['Wh', 'kWh', 'MWh']);
const SetUnit = Type.Enum(['W', 'kW', '%']);

const Power = Type.Object({ ...number, unit: PowerUnit, positive: Positive }, closed);
const SetPower = Type.Object({ ...number, unit: SetUnit, positive: Positive }, closed);
const SharePower = Type.Object({ ...number, unit: SetUnit, part: Type.Enum(['magnitude', 'charge', 'discharge']) }, closed);
const Energy = Type.Object({ ...number, unit: EnergyUnit }, closed);
const RatedPower = Type.Union([
  Type.Object({ ...number, unit: PowerUnit }, closed),
  Type.Object({ valueKw: Type.Number({ exclusiveMinimum: 0 }) }, closed),
]);
const RatedEnergy = Type.Union([Energy, Type.Object({ valueKwh: Type.Number({ exclusiveMinimum: 0 }) }, closed)]);

export const RegisterMap = Type.Object(
  {
    title: Text,
    version: Type.Literal(1),
    defaults: Type.Optional(
      Type.Object({ table: Type.Optional(Table), wordOrder: Type.Optional(Order), byteOrder: Type.Optional(Order) }, closed),
    ),
    identify: Type.Optional(
      Type.Array(Type.Object({ ...place, equals: Type.Integer(), otherwise: Text }, closed), { maxItems: 16 }),
    ),
    ratings: Type.Object(
      { chargePower: RatedPower, dischargePower: RatedPower, energyCapacity: Type.Optional(RatedEnergy) },
      closed,
    ),
    measurements: Type.Object(
      {
        activePower: Power,
        stateOfCharge: Type.Object({ ...number, unit: Type.Literal('%') }, closed),
        exportedEnergy: Type.Optional(Energy),
        importedEnergy: Type.Optional(Energy),
        frequency: Type.Optional(Type.Object({ ...number, unit: Type.Literal('Hz') }, closed)),
        voltage: Type.Optional(Type.Object({ ...number, unit: Type.Literal('V') }, closed)),
        temperature: Type.Optional(Type.Object({ ...number, unit: Type.Literal('C') }, closed)),
        state: Type.Optional(
          Type.Object({ ...place, states: Type.Record(Type.String({ pattern: '^\\d{1,5}$' }), Text) }, closed),
        ),
      },
      closed,
    ),
    control: Type.Object(
      {
        /** Required: a battery that would hold its last setpoint for ever is not driven. */
        watchdog: Type.Object({ ...number, unit: Type.Literal('s') }, closed),
        /** Left out where the device falls back to a state of its own. */
        revertPower: Type.Optional(SetPower),
        direction: Type.Optional(
          Type.Object({ ...place, charge: Type.Integer(), discharge: Type.Integer(), idle: Type.Integer() }, closed),
        ),
        power: Type.Union([SetPower, SharePower]),
        /** The other direction, where each has a register of its own. */
        otherPower: Type.Optional(SharePower),
        heartbeat: Type.Optional(Type.Object(place, closed)),
        constants: Type.Optional(
          Type.Array(Type.Object({ ...place, name: Text, value: Type.Integer() }, closed), { maxItems: 16 }),
        ),
      },
      closed,
    ),
    readGroups: Type.Optional(
      Type.Array(Type.Object({ table: Table, address: Address, count: Type.Integer({ minimum: 1, maximum: 125 }) }, closed), {
        minItems: 1,
        maxItems: 64,
      }),
    ),
    writeGroups: Type.Array(
      Type.Object(
        { controls: Type.Array(Text, { minItems: 1, maxItems: 32 }), restartsTimer: Type.Optional(Type.Boolean()) },
        closed,
      ),
      { minItems: 1, maxItems: 32 },
    ),
    writeFunction: Type.Optional(Type.Enum([6, 16])),
  },
  closed,
);
export type RegisterMap = Static<typeof RegisterMap>;

type Place = Pick<Static<typeof Power>, 'table' | 'address' | 'type' | 'wordOrder' | 'byteOrder'>;
type NumberPlace = Place & Partial<Pick<Static<typeof Power>, 'scale' | 'scaleAddress' | 'offset' | 'absent' | 'min' | 'max'>>;

const SOC_PERCENT_MAX = 100.5;
/** To kW, kWh and the units that stay as they are. */
const UNIT_SCALES: Readonly<Record<string, number>> = { W: 0.001, Wh: 0.001, MWh: 1_000 };

/** The controls of a map by the names its write groups call them. */
export function controlsByName(map: RegisterMap): ReadonlyMap<string, Control> {
  const { watchdog, revertPower, direction, power, otherPower, heartbeat, constants = [] } = map.control;
  const at = pointIn(map);
  const controls: Control[] = [
    control('watchdog', at({ ...watchdog }), { says: 'reversion-seconds' }),
    powerControl('power', power, map),
  ];
  if (otherPower) controls.push(powerControl('otherPower', otherPower, map));
  if (revertPower) {
    const { part, inPercent, point } = signedPower(revertPower, map);
    controls.push(control('revertPower', point, { says: 'revert-power', part, inPercent }));
  }
  if (direction) {
    const { charge, discharge, idle, ...where } = direction;
    controls.push(control('direction', at(where), { says: 'direction', charge, discharge, idle }));
  }
  if (heartbeat) controls.push(control('heartbeat', at(heartbeat), { says: 'heartbeat' }));
  for (const { name, value, ...where } of constants)
    controls.push(control(name, at(where), { says: 'constant', value, about: 'power' }));
  return new Map(controls.map((each) => [each.name, each]));
}

/** What a checked map makes the agent do. */
export function layoutOfMap(map: RegisterMap): BatteryLayout {
  const { ratings, measurements, identify = [], readGroups = null, writeFunction = 16 } = map;
  const at = pointIn(map);
  const optional = (given: (NumberPlace & { readonly unit: string }) | undefined): Point | null => (given ? at(given) : null);
  const { activePower, stateOfCharge, state } = measurements;
  return {
    title: map.title,
    measures: {
      activePowerKw: signedPoint(at(activePower), activePower.positive),
      socPercent: withinSoc(at(stateOfCharge)),
      exportedKwh: optional(measurements.exportedEnergy),
      importedKwh: optional(measurements.importedEnergy),
      frequencyHertz: optional(measurements.frequency),
      voltageVolts: optional(measurements.voltage),
      temperatureCelsius: optional(measurements.temperature),
      state: state ? { point: at(state), names: state.states } : null,
    },
    ratings: {
      powerKwMax: null,
      chargePowerKwMax: ratingOf(ratings.chargePower, at),
      dischargePowerKwMax: ratingOf(ratings.dischargePower, at),
      energyCapacityKwh: ratings.energyCapacity ? ratingOf(ratings.energyCapacity, at) : null,
    },
    writeGroups: writeGroupsOf(map),
    reversionRemaining: null,
    conditions: identify.map(({ equals, otherwise, ...where }) => ({ point: at(where), raw: equals, otherwise, identity: true })),
    readGroups,
    writesOneByOne: writeFunction === 6,
  };
}

function writeGroupsOf(map: RegisterMap): readonly WriteGroup[] {
  const controls = controlsByName(map);
  return map.writeGroups.map(({ controls: names, restartsTimer = false }) => ({
    // A checked map names only controls that it has.
    controls: names.map((name) => controls.get(name)).filter((each) => each !== undefined),
    restartsTimer,
  }));
}

function powerControl(name: string, given: RegisterMap['control']['power'], map: RegisterMap): Control {
  if ('part' in given) {
    return control(name, pointIn(map)(given), { says: 'power', part: given.part, inPercent: given.unit === '%' });
  }
  const { part, inPercent, point } = signedPower(given, map);
  return control(name, point, { says: 'power', part, inPercent });
}

function signedPower(
  given: Static<typeof SetPower>,
  map: RegisterMap,
): { part: 'signed' | 'reversed'; inPercent: boolean; point: Point } {
  const part = given.positive === 'discharge' ? 'signed' : 'reversed';
  return { part, inPercent: given.unit === '%', point: pointIn(map)(given) };
}

function signedPoint(point: Point, positive: 'discharge' | 'charge'): Point {
  if (positive === 'discharge') return point;
  return { ...point, scale: -point.scale, min: -point.max, max: -point.min };
}

function withinSoc(point: Point): Point {
  return { ...point, min: Math.max(0, point.min), max: Math.min(SOC_PERCENT_MAX, point.max) };
}

function ratingOf(given: Static<typeof RatedPower> | Static<typeof RatedEnergy>, at: ReturnType<typeof pointIn>): Rating {
  if ('valueKw' in given) return given.valueKw;
  return 'valueKwh' in given ? given.valueKwh : at(given);
}

function pointIn({ defaults = {} }: RegisterMap): (given: NumberPlace & { readonly unit?: string }) => Point {
  return (given) => {
    const { scale = 1, unit = '' } = given;
    const unitScale = UNIT_SCALES[unit] ?? 1;
    return {
      table: given.table ?? defaults.table ?? 'holding',
      address: given.address,
      type: given.type,
      wordOrder: given.wordOrder ?? defaults.wordOrder ?? 'big-endian',
      byteOrder: given.byteOrder ?? defaults.byteOrder ?? 'big-endian',
      scale: scale * unitScale,
      scaleAddress: given.scaleAddress ?? null,
      offset: (given.offset ?? 0) * unitScale,
      absent: given.absent ?? null,
      min: (given.min ?? -Infinity) * unitScale,
      max: (given.max ?? Infinity) * unitScale,
    };
  };
}

function control(name: string, point: Point, content: Content): Control {
  return { name, point, content, optional: false };
}

/** Whether a raw number fits a register type. */
export function fits(raw: number, type: RegisterType): boolean {
  const { min, max } = rangeOf(type);
  return raw >= min && raw <= max;
}
