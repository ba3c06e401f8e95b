/** One battery in the frequency thread: its connection, its fast loop, its journal and its samples. */
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { MILLISECONDS_PER_SECOND } from '../../../src/kernel/units.ts';
import type { DeviceReading, ModbusDevice } from '../hardware/modbus-device.ts';
import { LinePool, openBattery } from '../hardware/open-battery.ts';
import { isSet, type DeviceSetting, type Setpoint } from '../hardware/setpoint-codec.ts';
import { background, type SiteLog } from '../ports.ts';
import { FolderUpload } from './folder-upload.ts';
import { FrequencyLoop, type FrequencyTick, type ResponseOrders } from './frequency-loop.ts';
import type { FrequencyConfig } from './frequency-config.ts';
import { ImpatientMeter } from './impatient-meter.ts';
import type { FrequencyMeter } from './meter.ts';
import { ModbusMeter } from './modbus-meter.ts';
import { PeriodJournal, type PeriodResult } from './period-journal.ts';
import { parseRecording } from './recording-file.ts';
import { ReplayMeter } from './replay-meter.ts';
import { RESPONSE_DEFAULTS, TICK_MS } from './response-defaults.ts';
import { SampleStore } from './sample-store.ts';
import { SimulatedMeter } from './simulated-meter.ts';
import type { FastBatterySetup, ResponseStatus } from './thread-messages.ts';
import { Ticker } from './ticker.ts';

/** Leaves the rest of a round for the battery. */
const METER_PATIENCE_MS = 20;
const NO_ORDERS: ResponseOrders = { responses: [], limits: null };
const UPLOAD_EVERY_MS = 60_000;
/** 20 writes a second all day, and a little more. */
const REGISTER_WRITES_PER_DAY_DEFAULT = 2_000_000;
/** Of so many writes the durations are kept for the next status. */
const DURATIONS_MAX = 200;

interface UnitParts {
  readonly log: SiteLog;
  /** The site's time of day. */
  readonly nowMs: () => number;
}

export class FastUnit {
  readonly #setup: FastBatterySetup;
  readonly #device: ModbusDevice;
  readonly #meter: FrequencyMeter;
  readonly #loop: FrequencyLoop;
  readonly #journal: PeriodJournal;
  readonly #store: SampleStore;
  readonly #ticker: Ticker;
  readonly #log: SiteLog;
  readonly #nowMs: () => number;
  readonly #uploadTimer: NodeJS.Timeout;
  #uploading: Promise<unknown> = Promise.resolve();
  #durationsMs: number[] = [];
  #tick: FrequencyTick | null = null;
  #available = false;
  #tickCount = 0;
  #lastPeriod: PeriodResult | null = null;
  #heardAtMs = performance.now();
  #orders = NO_ORDERS;

  private constructor(
    setup: FastBatterySetup,
    parts: UnitParts & { device: ModbusDevice; meter: FrequencyMeter; store: SampleStore },
  ) {
    this.#setup = setup;
    this.#log = parts.log;
    this.#nowMs = parts.nowMs;
    this.#store = parts.store;
    this.#meter = parts.meter;
    this.#device = parts.device;
    this.#journal = new PeriodJournal(setup, (period) => this.#endPeriod(period));
    this.#loop = new FrequencyLoop(
      { ...RESPONSE_DEFAULTS, ...setup.frequency, ...setup },
      {
        meter: new ImpatientMeter(parts.meter, { patienceMs: METER_PATIENCE_MS }),
        battery: { steer: (powerKw) => this.#device.steer(powerKw), look: () => this.#device.read() },
        nowMs: parts.nowMs,
        log: parts.log,
        onTick: (tick) => this.#record(tick),
      },
    );
    this.#ticker = new Ticker({ periodMs: TICK_MS, onTick: () => this.#round() });
    this.#ticker.start();
    this.#uploadTimer = setInterval(() => this.#upload(), UPLOAD_EVERY_MS);
  }

  static async open(setup: FastBatterySetup, { log, nowMs }: UnitParts): Promise<FastUnit> {
    const { batteryId, dataDir, frequency, registerWritesPerDayMax = REGISTER_WRITES_PER_DAY_DEFAULT } = setup;
    const room = frequency.samplesBytesMax === undefined ? {} : { bytesMax: frequency.samplesBytesMax };
    const store = await SampleStore.open({ batteryId, log, folder: join(dataDir, 'frequency', batteryId), ...room });
    const device = await openBattery({ ...setup, registerWritesPerDayMax }, { dataDir, nowMs, log, lines: new LinePool() });
    return new FastUnit(setup, { device, store, log, nowMs, meter: await openMeter(frequency.meter, nowMs) });
  }

  /** A look at the battery. While the response moves the setpoint, the baseline is what stands for the control side. */
  async read(): Promise<DeviceReading> {
    this.#heardAtMs = performance.now();
    const reading = await this.#device.read();
    this.#loop.notice(reading);
    const { baselineKw, writtenKw } = this.#loop;
    const { setting, setpointStepKw } = reading;
    const { revertPowerKw, reversionSeconds } = setting;
    if (baselineKw === null || writtenKw === null || revertPowerKw === null || reversionSeconds === null) return reading;
    const stands = isSet(setting, { powerKw: writtenKw, revertPowerKw: revertPowerKw ?? 0, reversionSeconds }, setpointStepKw);
    return stands ? { ...reading, setting: { ...setting, powerKw: baselineKw } } : reading;
  }

  /** Sets a baseline with its reversion; the response goes on upon it. */
  async apply(setpoint: Setpoint): Promise<DeviceSetting> {
    this.#heardAtMs = performance.now();
    const powerKw = this.#loop.rebase(setpoint.powerKw);
    const setting = await this.#device.apply({ ...setpoint, powerKw });
    this.#loop.took(powerKw);
    return { ...setting, powerKw: setpoint.powerKw };
  }

  order(orders: ResponseOrders): void {
    this.#heardAtMs = performance.now();
    this.#orders = orders;
    this.#loop.order(orders);
  }

  get status(): ResponseStatus {
    const sampleToWriteMs = this.#durationsMs;
    this.#durationsMs = [];
    const nowMs = this.#nowMs();
    return {
      enabled: this.#orders.responses.some(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs),
      frequencyHertz: this.#tick?.sample?.frequencyHertz ?? null,
      responseKw: this.#tick?.responseKw ?? 0,
      baselineKw: this.#loop.baselineKw,
      available: this.#available,
      tickCount: this.#tickCount,
      overrunCount: this.#ticker.overrunCount,
      budgetUsedRatio: this.#device.ledger.usedRatio,
      latenessMsMax: this.#ticker.latenessMsMax,
      sampleToWriteMs,
      lastPeriod: this.#lastPeriod,
    };
  }

  /** The setpoint stays in the device: its reversion timer ends it unless an agent returns. */
  async stop(): Promise<void> {
    clearInterval(this.#uploadTimer);
    await this.#ticker.stop();
    await this.#uploading;
    this.#journal.close();
    await this.#meter.close();
    this.#device.close();
    await this.#device.ledger.close();
    await this.#store.close();
  }

  /** Without the control side nobody minds limits and validity: the response ends, and then the reversion timer. */
  async #round(): Promise<void> {
    const silentMs = performance.now() - this.#heardAtMs;
    const abandoned = silentMs > this.#setup.reversionSeconds * MILLISECONDS_PER_SECOND;
    this.#loop.order(abandoned ? { ...NO_ORDERS, limits: this.#orders.limits } : this.#orders);
    try {
      await this.#loop.tick();
    } catch (error) {
      this.#log.error({ err: error }, 'a round of the frequency loop failed');
    }
  }

  #record(tick: FrequencyTick): void {
    this.#tick = tick;
    this.#tickCount += 1;
    this.#available = this.#journal.observe(tick);
    if (tick.sampleToWriteMs !== null && this.#durationsMs.length < DURATIONS_MAX) this.#durationsMs.push(tick.sampleToWriteMs);
    const { sample, atMs, baselineKw } = tick;
    if (!sample) return;
    const powerIsMetered = sample.powerKw !== null;
    const powerKw = sample.powerKw ?? tick.powerKw;
    const { frequencyHertz } = sample;
    this.#store.add({ atMs, frequencyHertz, powerKw, baselineKw, available: this.#available, powerIsMetered });
  }

  #endPeriod(period: PeriodResult): void {
    this.#lastPeriod = period;
    this.#log.info({ batteryId: this.#setup.batteryId, ...period }, 'a settlement period of frequency response has ended');
  }

  #upload(): void {
    const { uploadFolder } = this.#setup.frequency;
    if (uploadFolder === undefined) return;
    this.#uploading = this.#uploading.then(() => this.#store.uploadTo(new FolderUpload(uploadFolder)));
    this.#uploading = this.#uploading.catch((error: unknown) => {
      this.#log.warn({ err: error }, 'samples could not be handed over; they are offered again');
    });
    background(this.#uploading, this.#log);
  }
}

async function openMeter(config: FrequencyConfig['meter'], nowMs: () => number): Promise<FrequencyMeter> {
  switch (config.kind) {
    case 'modbus':
      return new ModbusMeter({ ...config, power: config.power ?? null, nowMs });
    case 'simulated':
      return new SimulatedMeter({ script: config.script, nowMs });
    case 'replay': {
      const recording = parseRecording(await readFile(config.file, 'utf8'));
      return new ReplayMeter({ recording, nowMs, holdMs: MILLISECONDS_PER_SECOND });
    }
  }
}
