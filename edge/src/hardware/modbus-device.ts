/** A battery behind Modbus: what it measures, what it is set to, and setting it. Powers are positive towards the grid. */
import { controlsOf, type BatteryLayout, type Rating } from './battery-layout.ts';
import { DeviceLedger } from './device-ledger.ts';
import { EnergyCounter } from './energy-counter.ts';
import { ModbusConnection } from './modbus-connection.ts';
import { DeviceRefused } from './modbus-exceptions.ts';
import { ModbusLine, type LineAddress } from './modbus-line.ts';
import { planReads, RegisterSnapshot, type Point } from './points.ts';
import { isSet, settingOf, steeringWritesFor, stepKwOf, writesFor, type DeviceSetting, type Setpoint } from './setpoint-codec.ts';
import { chooseSunSpecLayout } from './sunspec-layouts.ts';
import { scanSunSpec } from './sunspec-scan.ts';

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
  /** The meters show whole multiples of this; zero where the agent counts. */
  readonly meterStepKwh: number;
  /** These are null where the device does not tell. */
  readonly frequencyHertz: number | null;
  readonly voltageVolts: number | null;
  readonly temperatureCelsius: number | null;
  /** In the device's own words. */
  readonly state: string | null;
  readonly setting: DeviceSetting;
  /** The device holds setpoints in steps of this. */
  readonly setpointStepKw: number;
  /** Grows when the connection is made anew: the device may have been restarted meanwhile. */
  readonly connectionCount: number;
}

/** The registers' writes of the day are used up: what would raise the power is not written any more. */
export class WriteBudgetUsedUp extends Error {
  override readonly name = 'WriteBudgetUsedUp';
}

/** Written and confirmed, and yet something else stands in the registers. */
export class ReadBackMismatch extends Error {
  override readonly name = 'ReadBackMismatch';
}

export interface DeviceOptions {
  /** A maker's registers; SunSpec models are looked for when it is left out. */
  readonly layout?: BatteryLayout;
  readonly ledger?: DeviceLedger;
  /** Shared by the devices on one serial line. */
  readonly line?: ModbusLine;
  readonly nowMs?: () => number;
}

const NOTHING_SET: Setpoint = { powerKw: 0, revertPowerKw: 0, reversionSeconds: 0 };
const WRITE_TRIES_MAX = 3;
/** Some devices take a moment before a written value shows. */
const SETTLE_MS = 10;

export class ModbusDevice {
  readonly ledger: DeviceLedger;
  readonly #connection: ModbusConnection;
  readonly #counter: EnergyCounter;
  readonly #givenLayout: BatteryLayout | null;
  #layout: BatteryLayout | null = null;
  /** What was set last, and the control registers as they were read then. */
  #applied: { readonly setpoint: Setpoint; snapshot: RegisterSnapshot | null } = { setpoint: NOTHING_SET, snapshot: null };
  #ratings: DeviceRatings = { chargePowerKwMax: 0, dischargePowerKwMax: 0, energyCapacityKwh: null };

  constructor({ unitId, ...address }: LineAddress & { readonly unitId: number }, options: DeviceOptions = {}) {
    const {
      layout = null,
      nowMs = Date.now,
      ledger = DeviceLedger.inMemory({ nowMs }),
      line = new ModbusLine(address),
    } = options;
    this.#givenLayout = layout;
    this.ledger = ledger;
    this.#counter = new EnergyCounter(ledger, nowMs);
    this.#connection = new ModbusConnection({ line, unitId }, (connection) => this.#discover(connection));
  }

  /** Null before the device was first reached. */
  get layout(): BatteryLayout | null {
    return this.#layout;
  }

  /** One look at everything that changes; the scale factors are read with the values each time. */
  read(): Promise<DeviceReading> {
    return this.#connection.exclusive(async () => {
      const layout = this.#known();
      return this.#readingOf(layout, await this.#snapshot(readingPoints(layout)));
    });
  }

  /** Sets what differs and reads back until it stands in the device; gives up after three tries. */
  apply(setpoint: Setpoint): Promise<DeviceSetting> {
    return this.#connection.exclusive(async () => {
      const layout = this.#known();
      const points = settingPoints(layout);
      let before = await this.#snapshot(points);
      checkConditions(layout, before);
      for (let tries = 1; ; tries += 1) {
        await this.#write(setpoint, { before, everything: tries > 1 });
        before = await this.#snapshot(points);
        const setting = settingOf(layout, before, this.#powerScale);
        const stands = isSet(setting, setpoint, stepKwOf(layout, before, this.#powerScale));
        if (stands && (tries > 1 || !this.#timerLags(before, setpoint))) {
          this.#applied = { setpoint, snapshot: before };
          return setting;
        }
        if (tries >= WRITE_TRIES_MAX) {
          throw new ReadBackMismatch(`wrote ${setpoint.powerKw} kW, read back ${setting.powerKw ?? 'no setpoint'}`);
        }
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      }
    });
  }

  /** Changes the power alone of a setpoint that stands: not read back, the next look shows it. For loops faster than a look. */
  steer(powerKw: number): Promise<void> {
    return this.#connection.exclusive(async () => {
      const layout = this.#known();
      const { setpoint } = this.#applied;
      // The scale factors do not change within a connection and a setpoint: they are read once for each.
      const snapshot = (this.#applied.snapshot ??= await this.#snapshot(controlsOf(layout).map(({ point }) => point)));
      for (const write of steeringWritesFor(layout, { ...setpoint, powerKw }, { snapshot, scale: this.#powerScale })) {
        await this.ledger.count(write.address, write.words.length);
        await this.#connection.write(write.address, write.words, { oneByOne: layout.writesOneByOne });
      }
    });
  }

  close(): void {
    this.#connection.close();
  }

  get #powerScale(): { readonly powerKwMax: number } {
    return { powerKwMax: Math.max(this.#ratings.chargePowerKwMax, this.#ratings.dischargePowerKwMax) };
  }

  #known(): BatteryLayout {
    if (!this.#layout) throw new DeviceRefused('the device has not been identified');
    return this.#layout;
  }

  /** What differs, and what starts the timer anew; the rest would wear the device out for nothing. */
  async #write(setpoint: Setpoint, { before, everything }: { before: RegisterSnapshot; everything: boolean }): Promise<void> {
    const layout = this.#known();
    for (const write of writesFor(layout, setpoint, { snapshot: before, scale: this.#powerScale })) {
      if (!everything && !write.differs && !write.restartsTimer) continue;
      await this.ledger.count(write.address, write.words.length);
      await this.#connection.write(write.address, write.words, { oneByOne: layout.writesOneByOne });
    }
  }

  /** Some devices start their timer by other registers than we thought; then all are written once more. */
  #timerLags(snapshot: RegisterSnapshot, { reversionSeconds }: Setpoint): boolean {
    const { reversionRemaining } = this.#known();
    const remainingSeconds = reversionRemaining && snapshot.value(reversionRemaining);
    return remainingSeconds !== null && remainingSeconds < reversionSeconds / 2;
  }

  async #snapshot(points: readonly Point[]): Promise<RegisterSnapshot> {
    const snapshot = new RegisterSnapshot();
    for (const span of planReads(points, this.#known().readGroups)) {
      snapshot.add(span, await this.#connection.read(span.address, span.count, span.table));
    }
    return snapshot;
  }

  async #discover(connection: ModbusConnection): Promise<void> {
    const layout = this.#givenLayout ?? (await findLayout(connection));
    this.#layout = layout;
    this.#applied = { ...this.#applied, snapshot: null };
    const snapshot = await this.#snapshot(ratingPoints(layout));
    checkConditions(layout, snapshot, 'identity');
    this.#ratings = ratingsOf(layout, snapshot);
  }

  #readingOf(layout: BatteryLayout, snapshot: RegisterSnapshot): DeviceReading {
    const { measures } = layout;
    const activePowerKw = needed(snapshot.value(measures.activePowerKw), 'power');
    const counted = this.#counter.observe(activePowerKw);
    const metered = (point: Point | null, what: string, countedKwh: number): number =>
      point ? needed(snapshot.value(point), what) : countedKwh;
    return {
      ratings: this.#ratings,
      activePowerKw,
      socPercent: needed(snapshot.value(measures.socPercent), 'state of charge'),
      socStepPercent: needed(snapshot.step(measures.socPercent), 'scale of the state of charge'),
      exportedKwh: metered(measures.exportedKwh, 'exported energy', counted.exportedKwh),
      importedKwh: metered(measures.importedKwh, 'imported energy', counted.importedKwh),
      meterStepKwh: measures.exportedKwh ? (snapshot.step(measures.exportedKwh) ?? 0) : 0,
      frequencyHertz: measures.frequencyHertz && snapshot.value(measures.frequencyHertz),
      voltageVolts: measures.voltageVolts && snapshot.value(measures.voltageVolts),
      temperatureCelsius: measures.temperatureCelsius && snapshot.value(measures.temperatureCelsius),
      state: stateName(layout, snapshot),
      setting: settingOf(layout, snapshot, this.#powerScale),
      setpointStepKw: stepKwOf(layout, snapshot, this.#powerScale),
      connectionCount: this.#connection.connectionCount,
    };
  }
}

async function findLayout(connection: ModbusConnection): Promise<BatteryLayout> {
  const device = await scanSunSpec(connection);
  if (device) return chooseSunSpecLayout(device);
  throw new DeviceRefused('the device shows no SunSpec marker; it needs a register map');
}

function readingPoints(layout: BatteryLayout): readonly Point[] {
  const { state, ...measures } = layout.measures;
  return [...Object.values(measures), state?.point ?? null, ...controlsOf(layout).map(({ point }) => point)].filter(
    (point) => point !== null,
  );
}

function settingPoints(layout: BatteryLayout): readonly Point[] {
  const conditions = layout.conditions.filter(({ identity = false }) => !identity).map(({ point }) => point);
  const timer = layout.reversionRemaining ? [layout.reversionRemaining] : [];
  return [...controlsOf(layout).map(({ point }) => point), ...conditions, ...timer];
}

function ratingPoints(layout: BatteryLayout): readonly Point[] {
  const ratings = Object.values(layout.ratings).filter((rating) => typeof rating === 'object' && rating !== null);
  return [...ratings, ...layout.conditions.filter(({ identity = false }) => identity).map(({ point }) => point)];
}

function checkConditions(layout: BatteryLayout, snapshot: RegisterSnapshot, when: 'identity' | 'setting' = 'setting'): void {
  for (const { point, raw, otherwise, identity = false } of layout.conditions) {
    if (identity === (when === 'identity') && snapshot.raw(point) !== raw) throw new DeviceRefused(otherwise);
  }
}

function ratingsOf({ ratings }: BatteryLayout, snapshot: RegisterSnapshot): DeviceRatings {
  const stated = (rating: Rating | null): number | null =>
    typeof rating === 'number' || rating === null ? rating : snapshot.value(rating);
  const powerKwMax = stated(ratings.powerKwMax);
  const chargePowerKwMax = stated(ratings.chargePowerKwMax) ?? powerKwMax;
  const dischargePowerKwMax = stated(ratings.dischargePowerKwMax) ?? powerKwMax;
  if (chargePowerKwMax === null || dischargePowerKwMax === null) throw new DeviceRefused('the device states no power rating');
  return { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh: stated(ratings.energyCapacityKwh) };
}

function stateName({ measures: { state } }: BatteryLayout, snapshot: RegisterSnapshot): string | null {
  const raw = state && snapshot.raw(state.point);
  return raw === null ? null : (state?.names[raw] ?? `state ${raw}`);
}

/** A missing value at start-up must never be taken for a true zero. */
function needed(value: number | null, what: string): number {
  if (value === null) throw new DeviceRefused(`the device does not state its ${what}`);
  return value;
}
