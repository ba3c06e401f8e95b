/** A meter on Modbus TCP: one request a look, its registers as configured. */
import { ModbusConnection } from '../hardware/modbus-connection.ts';
import { ModbusLine } from '../hardware/modbus-line.ts';
import { isPlausible, type FrequencyMeter, type MeterSample } from './meter.ts';
import { valueIn, wordCount, type RegisterPlace } from './register-value.ts';

export interface ModbusMeterOptions {
  readonly host: string;
  readonly port: number;
  readonly unitId: number;
  readonly frequency: RegisterPlace;
  /** In kW, positive towards the grid; null when the meter measures the frequency alone. */
  readonly power: RegisterPlace | null;
  readonly nowMs: () => number;
}

const REGISTERS_PER_READ_MAX = 125;

export class ModbusMeter implements FrequencyMeter {
  readonly #options: ModbusMeterOptions;
  readonly #connection: ModbusConnection;
  readonly #first: number;
  readonly #count: number;
  #closed = false;

  constructor(options: ModbusMeterOptions) {
    this.#options = options;
    const { host, port, unitId } = options;
    this.#connection = new ModbusConnection({ line: new ModbusLine({ host, port }), unitId });
    const places = [options.frequency, ...(options.power ? [options.power] : [])];
    this.#first = Math.min(...places.map(({ address }) => address));
    this.#count = Math.max(...places.map((place) => place.address + wordCount(place))) - this.#first;
    if (this.#count > REGISTERS_PER_READ_MAX) throw new Error('the registers of the meter are too far apart for one request');
  }

  async read(): Promise<MeterSample | null> {
    if (this.#closed) throw new Error('the meter is closed');
    const { frequency, power, nowMs } = this.#options;
    return await this.#connection.exclusive(async () => {
      const askedAtMs = nowMs();
      const words = await this.#connection.read(this.#first, this.#count);
      const frequencyHertz = valueIn(words, this.#first, frequency);
      const powerKw = power && valueIn(words, this.#first, power);
      // It was measured at some instant between the question and the answer.
      const sample = frequencyHertz === null ? null : { atMs: (askedAtMs + nowMs()) / 2, frequencyHertz, powerKw };
      return sample && isPlausible(sample) ? sample : null;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#connection.close();
  }
}
