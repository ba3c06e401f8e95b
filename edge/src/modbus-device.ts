/** A SunSpec battery: what it measures, what it is set to, and setting it. Powers are positive towards the grid, as in SunSpec. */
import { DeviceRefused, ModbusConnection } from './modbus-connection.ts';
import {
  addressOf,
  BASE_ADDRESSES,
  END_MODEL,
  HEADER_WORDS,
  int32Words,
  MARKER,
  planReads,
  rawFor,
  RegisterSnapshot,
  type ModelMap,
  type PointName,
} from './sunspec.ts';

export interface DeviceRatings {
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
  /** Null when the device does not say. */
  readonly energyCapacityKwh: number | null;
}

export interface DeviceReading {
  readonly ratings: DeviceRatings;
  readonly activePowerKw: number;
  readonly socPercent: number;
  /** The true state of charge lies within half of this around the reading. */
  readonly socStepPercent: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly setting: DeviceSetting;
  /** The device holds setpoints in steps of this. */
  readonly setpointStepKw: number;
}

/** The control group as it stands in the device. */
export interface DeviceSetting {
  /** Null when no setpoint is in force. */
  readonly powerKw: number | null;
  readonly revertPowerKw: number | null;
  readonly reversionSeconds: number | null;
}

/** A setpoint, and what the device does when it hears no more of us. */
export interface Setpoint {
  readonly powerKw: number;
  readonly revertPowerKw: number;
  readonly reversionSeconds: number;
}

/** Written and confirmed, and yet something else stands in the registers. */
export class ReadBackMismatch extends Error {
  override readonly name = 'ReadBackMismatch';
}

const WATTS_PER_KW = 1_000;
const ROUNDING_KW = 1e-9;
const SOC_PERCENT_MAX = 100.5;
const MODELS_MAX = 64;
const ENABLED = 1;
const MODE_WATTS = 1;
const WRITE_TRIES_MAX = 3;
/** Some devices take a moment before a written value shows. */
const SETTLE_MS = 10;

const RATING_POINTS: PointName[] = ['powerRatingW', 'chargeRatingW', 'dischargeRatingW', 'capacityWh'];
const SETTING_POINTS: PointName[] = [
  'setpointEnabled',
  'setpointMode',
  'setpointW',
  'revertSetpointW',
  'revertEnabled',
  'reversionSeconds',
];
const READING_POINTS: PointName[] = ['activePowerW', 'exportedWh', 'importedWh', 'socPercent', ...SETTING_POINTS];

export class ModbusDevice {
  readonly #connection: ModbusConnection;
  #models: ModelMap = new Map();
  /** Read anew on every connection. */
  #setpointScale: number | null = null;
  #ratings: DeviceRatings = { chargePowerKwMax: 0, dischargePowerKwMax: 0, energyCapacityKwh: null };

  constructor(address: { host: string; port: number; unitId: number }) {
    this.#connection = new ModbusConnection(address, (connection) => this.#discover(connection));
  }

  /** One look at everything that changes; the scale factors are read with the values each time. */
  read(): Promise<DeviceReading> {
    return this.#connection.exclusive(async () => readingOf(await this.#snapshot(READING_POINTS), this.#ratings));
  }

  /** Sets and reads back until it stands in the device; gives up after three tries. */
  apply(setpoint: Setpoint): Promise<DeviceSetting> {
    return this.#connection.exclusive(async () => {
      for (let tries = 1; ; tries += 1) {
        await this.#write(setpoint);
        const snapshot = await this.#snapshot(SETTING_POINTS);
        const setting = settingOf(snapshot);
        if (isSet(setting, setpoint, stepKwOf(snapshot))) return setting;
        if (tries >= WRITE_TRIES_MAX) {
          throw new ReadBackMismatch(`wrote ${setpoint.powerKw} kW, read back ${setting.powerKw ?? 'no setpoint'}`);
        }
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      }
    });
  }

  /** Changes the power alone of a setpoint that stands: one write, not read back; the next look shows it. */
  steer(powerKw: number): Promise<void> {
    return this.#connection.exclusive(async () => {
      const scale = (this.#setpointScale ??= (await this.#snapshot(['setpointW'])).scale('setpointW'));
      if (scale === null) throw new DeviceRefused('the device has no scale factor for its setpoint');
      await this.#connection.write(addressOf(this.#models, 'setpointW'), int32Words(rawFor(powerKw * WATTS_PER_KW, scale)));
    });
  }

  close(): void {
    this.#connection.close();
  }

  async #snapshot(names: readonly PointName[]): Promise<RegisterSnapshot> {
    const snapshot = new RegisterSnapshot(this.#models);
    for (const { address, count } of planReads(this.#models, names)) {
      snapshot.add(address, await this.#connection.read(address, count));
    }
    return snapshot;
  }

  /** The reversion first, so that the setpoint never stands without it; the switch that makes it act last. */
  async #write({ powerKw, revertPowerKw, reversionSeconds }: Setpoint): Promise<void> {
    const scale = (await this.#snapshot(['setpointW'])).scale('setpointW');
    if (scale === null) throw new DeviceRefused('the device has no scale factor for its setpoint');
    const watts = (kw: number): number[] => int32Words(rawFor(kw * WATTS_PER_KW, scale));
    const at = (name: PointName): number => addressOf(this.#models, name);
    await this.#connection.write(at('revertEnabled'), [ENABLED, ...int32Words(reversionSeconds)]);
    await this.#connection.write(at('setpointMode'), [MODE_WATTS, ...watts(powerKw), ...watts(revertPowerKw)]);
    await this.#connection.write(at('setpointEnabled'), [ENABLED]);
  }

  async #discover(connection: ModbusConnection): Promise<void> {
    const base = await findBase(connection);
    this.#models = await scanModels(connection, base);
    for (const model of [701, 702, 704, 713]) {
      if (!this.#models.has(model)) throw new DeviceRefused(`the device has no SunSpec model ${model}`);
    }
    this.#setpointScale = null;
    this.#ratings = ratingsOf(await this.#snapshot(RATING_POINTS));
  }
}

/** Whether a setting is the setpoint, as nearly as the device can hold it. */
export function isSet(setting: DeviceSetting, setpoint: Setpoint, stepKw: number): boolean {
  const same = (heldKw: number | null, wantedKw: number): boolean =>
    heldKw !== null && Math.abs(heldKw - wantedKw) <= stepKw / 2 + ROUNDING_KW;
  return (
    same(setting.powerKw, setpoint.powerKw) &&
    same(setting.revertPowerKw, setpoint.revertPowerKw) &&
    setting.reversionSeconds === setpoint.reversionSeconds
  );
}

async function findBase(connection: ModbusConnection): Promise<number> {
  for (const base of BASE_ADDRESSES) {
    try {
      const marker = await connection.read(base, HEADER_WORDS);
      if (marker.readUInt32BE(0) === MARKER) return base;
    } catch (error) {
      // "No such address" means: look at the next one.
      if (!(error instanceof DeviceRefused)) throw error;
    }
  }
  throw new DeviceRefused('the device shows no SunSpec marker');
}

async function scanModels(connection: ModbusConnection, base: number): Promise<ModelMap> {
  const models = new Map<number, number>();
  let address = base + HEADER_WORDS;
  for (let count = 0; count < MODELS_MAX; count += 1) {
    const header = await connection.read(address, HEADER_WORDS);
    const id = header.readUInt16BE(0);
    if (id === END_MODEL) return models;
    if (!models.has(id)) models.set(id, address);
    address += HEADER_WORDS + header.readUInt16BE(2);
  }
  throw new DeviceRefused(`the device's list of models does not end after ${MODELS_MAX}`);
}

function ratingsOf(snapshot: RegisterSnapshot): DeviceRatings {
  const powerRatingKw = kilo(snapshot.value('powerRatingW'));
  const chargePowerKwMax = kilo(snapshot.value('chargeRatingW')) ?? powerRatingKw;
  const dischargePowerKwMax = kilo(snapshot.value('dischargeRatingW')) ?? powerRatingKw;
  if (chargePowerKwMax === null || dischargePowerKwMax === null) throw new DeviceRefused('the device states no power rating');
  return { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh: kilo(snapshot.value('capacityWh')) };
}

function readingOf(snapshot: RegisterSnapshot, ratings: DeviceRatings): DeviceReading {
  return {
    ratings,
    activePowerKw: needed(kilo(snapshot.value('activePowerW')), 'power'),
    socPercent: needed(plausibleSoc(snapshot.value('socPercent')), 'state of charge'),
    socStepPercent: 10 ** needed(snapshot.scale('socPercent'), 'scale of the state of charge'),
    exportedKwh: needed(kilo(snapshot.value('exportedWh')), 'exported energy'),
    importedKwh: needed(kilo(snapshot.value('importedWh')), 'imported energy'),
    setting: settingOf(snapshot),
    setpointStepKw: stepKwOf(snapshot),
  };
}

function settingOf(snapshot: RegisterSnapshot): DeviceSetting {
  const inForce = snapshot.value('setpointEnabled') === ENABLED && snapshot.value('setpointMode') === MODE_WATTS;
  return {
    powerKw: inForce ? kilo(snapshot.value('setpointW')) : null,
    revertPowerKw: snapshot.value('revertEnabled') === ENABLED ? kilo(snapshot.value('revertSetpointW')) : null,
    reversionSeconds: snapshot.value('reversionSeconds'),
  };
}

function stepKwOf(snapshot: RegisterSnapshot): number {
  return 10 ** (snapshot.scale('setpointW') ?? 0) / WATTS_PER_KW;
}

function plausibleSoc(socPercent: number | null): number | null {
  return socPercent !== null && socPercent <= SOC_PERCENT_MAX ? socPercent : null;
}

function kilo(value: number | null): number | null {
  return value === null ? null : value / WATTS_PER_KW;
}

/** A missing value at start-up must never be taken for a true zero. */
function needed(value: number | null, what: string): number {
  if (value === null) throw new DeviceRefused(`the device does not state its ${what}`);
  return value;
}
