/** How a SunSpec device is driven, by the models it has; and why not, when it cannot be. Pure. */
import type { BatteryLayout, Content, Control, StatePoint, WriteGroup } from './battery-layout.ts';
import { DeviceRefused } from './modbus-exceptions.ts';
import type { Point } from './points.ts';
import { SUNSPEC_MODELS } from './sunspec-models.ts';
import { findPoint, type SunSpecDevice } from './sunspec-scan.ts';

const KILO = 0.001;
const SOC_PERCENT_MAX = 100.5;
const INVERTER_MODELS = [103, 102, 101];

const SIGNED: Content = { says: 'power', part: 'signed', inPercent: false };

/** Models 701, 702, 704 with 713 or 802; or 101 to 103 with 124, and 802 beside it. */
export function chooseSunSpecLayout(device: SunSpecDevice): BatteryLayout {
  const has = (id: number): boolean => device.models.some((model) => model.id === id);
  if (has(704)) return derLayout(device, has);
  const inverterModel = INVERTER_MODELS.find(has);
  if (has(124) && inverterModel !== undefined) return storageLayout(device, inverterModel);
  if (has(124))
    throw cannotDrive(device, 'it has storage controls (124) but no inverter model (101, 102 or 103) that tells its power');
  if (has(802))
    throw cannotDrive(device, 'it is a battery bank (802) by itself; its power is set at its inverter: probe that one');
  if (inverterModel !== undefined)
    throw cannotDrive(device, `it is an inverter (${inverterModel}) without storage controls (124 or 704)`);
  throw cannotDrive(device, 'none of its models sets the power of a battery (704 or 124)');
}

function cannotDrive({ models }: SunSpecDevice, reason: string): DeviceRefused {
  return new DeviceRefused(
    `the device cannot be driven: ${reason}. Its models: ${models.map(({ id }) => id).join(', ') || 'none'}`,
  );
}

/** The models of IEEE 1547 devices. */
function derLayout(device: SunSpecDevice, has: (id: number) => boolean): BatteryLayout {
  for (const id of [701, 702]) {
    if (!has(id)) throw cannotDrive(device, `it has no model ${id} (${SUNSPEC_MODELS[id]?.title ?? ''})`);
  }
  if (!has(713) && !has(802)) throw cannotDrive(device, 'it tells no state of charge (neither 713 nor 802)');
  const { optional, required } = pointsOf(device);
  return {
    title: `SunSpec 704 with ${has(713) ? '713' : '802'}`,
    measures: {
      activePowerKw: required([701, 'W'], KILO),
      socPercent: socPoint(device),
      exportedKwh: optional([701, 'TotWhInj'], KILO),
      importedKwh: optional([701, 'TotWhAbs'], KILO),
      frequencyHertz: optional([701, 'Hz']),
      voltageVolts: optional([701, 'LNV']),
      temperatureCelsius: optional([701, 'TmpCab']),
      state: stateOf(device, [701, 'InvSt']),
    },
    ratings: {
      powerKwMax: optional([702, 'WMaxRtg'], KILO),
      chargePowerKwMax: optional([702, 'WChaRteMaxRtg'], KILO),
      dischargePowerKwMax: optional([702, 'WDisChaRteMaxRtg'], KILO),
      energyCapacityKwh: capacityPoint(device),
    },
    writeGroups: [
      group([
        control('WSetEnaRvrt', required([704, 'WSetEnaRvrt']), constant(1, 'reversion')),
        control('WSetRvrtTms', required([704, 'WSetRvrtTms']), { says: 'reversion-seconds' }),
      ]),
      group([
        control('WSetMod', required([704, 'WSetMod']), constant(1)),
        control('WSet', required([704, 'WSet'], KILO), SIGNED),
        control('WSetRvrt', required([704, 'WSetRvrt'], KILO), { says: 'revert-power', part: 'signed', inPercent: false }),
      ]),
      ...bankHeartbeat(device),
      group([control('WSetEna', required([704, 'WSetEna']), constant(1))], { restartsTimer: true }),
    ],
    reversionRemaining: optional([704, 'WSetRvrtRem']),
    conditions: bankConditions(device),
    readGroups: null,
    writesOneByOne: false,
  };
}

/**
 * The older storage inverters. Both rates are limits; a negative one turns its limit into a demand, so that equal and opposite
 * rates leave exactly one power. What it falls back to is its own control, which cannot be set here.
 */
function storageLayout(device: SunSpecDevice, inverterModel: number): BatteryLayout {
  const { optional, required } = pointsOf(device);
  const rate = (part: 'signed' | 'reversed'): Content => ({ says: 'power', part, inPercent: true });
  return {
    title: `SunSpec 124 with ${inverterModel}${device.models.some(({ id }) => id === 802) ? ' and 802' : ''}`,
    measures: {
      activePowerKw: required([inverterModel, 'W'], KILO),
      socPercent: socPoint(device),
      // A legacy inverter counts what its panels made as well: the battery's energy is counted by the agent.
      exportedKwh: null,
      importedKwh: null,
      frequencyHertz: optional([inverterModel, 'Hz']),
      voltageVolts: optional([inverterModel, 'PhVphA']),
      temperatureCelsius: optional([inverterModel, 'TmpCab']),
      state: stateOf(device, [inverterModel, 'St']),
    },
    ratings: {
      powerKwMax: required([124, 'WChaMax'], KILO),
      chargePowerKwMax: null,
      dischargePowerKwMax: null,
      energyCapacityKwh: capacityPoint(device),
    },
    writeGroups: [
      group([control('InOutWRte_RvrtTms', required([124, 'InOutWRte_RvrtTms']), { says: 'reversion-seconds' })]),
      // It may charge from the grid, not from panels alone.
      ...optionalGroup('ChaGriSet', optional([124, 'ChaGriSet']), constant(1)),
      ...bankHeartbeat(device),
      group(
        [
          control('OutWRte', required([124, 'OutWRte']), rate('signed')),
          control('InWRte', required([124, 'InWRte']), rate('reversed')),
        ],
        { restartsTimer: true },
      ),
      // Both limits act.
      group([control('StorCtl_Mod', required([124, 'StorCtl_Mod']), constant(3))]),
    ],
    reversionRemaining: null,
    conditions: bankConditions(device),
    readGroups: null,
    writesOneByOne: false,
  };
}

function socPoint(device: SunSpecDevice): Point {
  const limits = { min: 0, max: SOC_PERCENT_MAX };
  const soc =
    findPoint(device, [713, 'SoC'], limits) ??
    findPoint(device, [802, 'SoC'], limits) ??
    findPoint(device, [124, 'ChaState'], limits);
  if (!soc) throw cannotDrive(device, 'it tells no state of charge');
  return soc;
}

function capacityPoint(device: SunSpecDevice): Point | null {
  return findPoint(device, [713, 'WHRtg'], { scale: KILO }) ?? findPoint(device, [802, 'WHRtg'], { scale: KILO });
}

/** A bank wants to see its controller's count go up. */
function bankHeartbeat(device: SunSpecDevice): readonly WriteGroup[] {
  return optionalGroup('CtrlHb', findPoint(device, [802, 'CtrlHb']), { says: 'heartbeat' });
}

function bankConditions(device: SunSpecDevice): BatteryLayout['conditions'] {
  const point = findPoint(device, [802, 'LocRemCtl']);
  return point
    ? [{ point, raw: 0, otherwise: 'the battery bank is under local control: switch it to remote at the device' }]
    : [];
}

function stateOf(device: SunSpecDevice, [modelId, name]: readonly [number, string]): StatePoint | null {
  const point = findPoint(device, [modelId, name]);
  return point && { point, names: SUNSPEC_MODELS[modelId]?.states?.[name] ?? {} };
}

function pointsOf(device: SunSpecDevice): {
  optional: (at: readonly [number, string], scale?: number) => Point | null;
  required: (at: readonly [number, string], scale?: number) => Point;
} {
  const optional = (at: readonly [number, string], scale = 1): Point | null => findPoint(device, at, { scale });
  const required = (at: readonly [number, string], scale = 1): Point => {
    const point = optional(at, scale);
    if (!point) throw cannotDrive(device, `its model ${at[0]} is too short to hold ${at[1]}`);
    return point;
  };
  return { optional, required };
}

function constant(value: number, about: 'power' | 'reversion' = 'power'): Content {
  return { says: 'constant', value, about };
}

function control(name: string, point: Point, content: Content, optional = false): Control {
  return { name, point, content, optional };
}

function group(controls: readonly Control[], { restartsTimer = false } = {}): WriteGroup {
  return { controls, restartsTimer };
}

function optionalGroup(name: string, point: Point | null, content: Content): readonly WriteGroup[] {
  return point ? [group([control(name, point, content, true)])] : [];
}
