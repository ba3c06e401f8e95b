/**
 * The SunSpec models that the agent understands, as data: for each point its offset from the model's id word, its type, and the
 * offset of its scale factor. Names of points are SunSpec's own; only what is used is listed.
 */
import type { RegisterType } from './registers.ts';

type SunSpecType = 'int16' | 'uint16' | 'enum16' | 'bitfield16' | 'int32' | 'uint32' | 'bitfield32' | 'acc32' | 'uint64';

type PointDefinition = readonly [offset: number, type: SunSpecType, scaleOffset?: number];
type TextDefinition = readonly [offset: number, wordCount: number];

export interface ModelDefinition {
  readonly title: string;
  readonly points: Readonly<Record<string, PointDefinition>>;
  readonly texts?: Readonly<Record<string, TextDefinition>>;
  /** What the numbers of an enumeration mean. */
  readonly states?: Readonly<Record<string, Readonly<Record<number, string>>>>;
}

/** How a type lies in registers, and the raw number that says "not implemented". An accumulator's 0 is a true zero here. */
export const SUNSPEC_TYPES: Readonly<Record<SunSpecType, { readonly type: RegisterType; readonly absent: number | null }>> = {
  int16: { type: 's16', absent: -0x8000 },
  uint16: { type: 'u16', absent: 0xffff },
  enum16: { type: 'u16', absent: 0xffff },
  bitfield16: { type: 'u16', absent: 0xffff },
  int32: { type: 's32', absent: -0x8000_0000 },
  uint32: { type: 'u32', absent: 0xffff_ffff },
  bitfield32: { type: 'u32', absent: 0xffff_ffff },
  acc32: { type: 'u32', absent: null },
  uint64: { type: 'u64', absent: Number(0xffff_ffff_ffff_ffffn) },
};

const INVERTER_STATES = {
  1: 'off',
  2: 'sleeping',
  3: 'starting',
  4: 'running',
  5: 'throttled',
  6: 'shutting down',
  7: 'fault',
  8: 'standby',
};
const CHARGE_STATES = { 1: 'off', 2: 'empty', 3: 'discharging', 4: 'charging', 5: 'full', 6: 'holding', 7: 'testing' };

/** Single, split and three phase inverters share one layout. */
const INVERTER: ModelDefinition = {
  title: 'inverter',
  points: {
    PhVphA: [10, 'uint16', 13],
    W: [14, 'int16', 15],
    Hz: [16, 'uint16', 17],
    WH: [24, 'acc32', 26],
    TmpCab: [33, 'int16', 37],
    St: [38, 'enum16'],
    Evt1: [40, 'bitfield32'],
  },
  states: { St: INVERTER_STATES },
};

export const SUNSPEC_MODELS: Readonly<Record<number, ModelDefinition>> = {
  1: { title: 'common', points: { DA: [66, 'uint16'] }, texts: { Mn: [2, 16], Md: [18, 16], Vr: [42, 8], SN: [50, 16] } },
  101: INVERTER,
  102: INVERTER,
  103: INVERTER,
  124: {
    title: 'storage controls',
    points: {
      WChaMax: [2, 'uint16', 18],
      StorCtl_Mod: [5, 'bitfield16'],
      ChaState: [8, 'uint16', 22],
      ChaSt: [11, 'enum16'],
      OutWRte: [12, 'int16', 25],
      InWRte: [13, 'int16', 25],
      InOutWRte_RvrtTms: [15, 'uint16'],
      ChaGriSet: [17, 'enum16'],
    },
    states: { ChaSt: CHARGE_STATES },
  },
  701: {
    title: 'DER AC measurement',
    points: {
      InvSt: [4, 'enum16'],
      Alrm: [6, 'bitfield32'],
      W: [10, 'int16', 116],
      LNV: [16, 'uint16', 114],
      Hz: [17, 'uint32', 115],
      TotWhInj: [19, 'uint64', 120],
      TotWhAbs: [23, 'uint64', 120],
      TmpCab: [36, 'int16', 122],
    },
    states: {
      InvSt: {
        0: 'off',
        1: 'sleeping',
        2: 'starting',
        3: 'running',
        4: 'throttled',
        5: 'shutting down',
        6: 'fault',
        7: 'standby',
      },
    },
  },
  702: {
    title: 'DER capacity',
    points: { WMaxRtg: [2, 'uint16', 45], WChaRteMaxRtg: [10, 'uint16', 45], WDisChaRteMaxRtg: [11, 'uint16', 45] },
  },
  703: {
    title: 'DER enter service',
    points: { ES: [2, 'enum16'], ESDlyTms: [9, 'uint32'], ESRndTms: [11, 'uint32'], ESRmpTms: [13, 'uint32'] },
    states: { ES: { 0: 'may not enter service', 1: 'may enter service' } },
  },
  704: {
    title: 'DER AC controls',
    points: {
      WSetEna: [22, 'enum16'],
      WSetMod: [23, 'enum16'],
      WSet: [24, 'int32', 55],
      WSetRvrt: [26, 'int32', 55],
      WSetEnaRvrt: [30, 'enum16'],
      WSetRvrtTms: [31, 'uint32'],
      WSetRvrtRem: [33, 'uint32'],
    },
  },
  713: {
    title: 'DER storage capacity',
    points: {
      WHRtg: [2, 'uint16', 7],
      WHAvail: [3, 'uint16', 7],
      SoC: [4, 'uint16', 8],
      SoH: [5, 'uint16', 8],
      Sta: [6, 'enum16'],
    },
    states: { Sta: { 0: 'ok', 1: 'warning', 2: 'error' } },
  },
  802: {
    title: 'battery base',
    points: {
      WHRtg: [3, 'uint16', 53],
      WChaRteMax: [4, 'uint16', 54],
      WDisChaRteMax: [5, 'uint16', 54],
      SoC: [11, 'uint16', 56],
      SoH: [13, 'uint16', 58],
      ChaSt: [16, 'enum16'],
      LocRemCtl: [17, 'enum16'],
      CtrlHb: [19, 'uint16'],
      State: [22, 'enum16'],
      Evt1: [26, 'bitfield32'],
      V: [34, 'uint16', 59],
    },
    states: {
      ChaSt: CHARGE_STATES,
      LocRemCtl: { 0: 'remote', 1: 'local' },
      State: {
        1: 'disconnected',
        2: 'initializing',
        3: 'connected',
        4: 'standby',
        5: 'soc protection',
        6: 'suspending',
        99: 'fault',
      },
    },
  },
};
