/** One TCP connection to a Modbus device: requests one after the other, reconnecting with patience. */
import modbus from 'modbus-serial';

interface ModbusAddress {
  readonly host: string;
  readonly port: number;
  readonly unitId: number;
}

/** The device did not answer, or there is no way to it. Trying again later may help. */
export class DeviceUnreachable extends Error {
  override readonly name = 'DeviceUnreachable';
}

/** The device answered that it will not do it; asking again will not help. */
export class DeviceRefused extends Error {
  override readonly name = 'DeviceRefused';
}

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 1_500;
const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 10_000;
const BUSY_RETRIES_MAX = 5;
const BUSY_WAIT_MS = 20;

/** The Modbus exceptions that say "later": acknowledge and busy. */
const TRY_LATER = new Set([5, 6]);

type Client = InstanceType<typeof modbus.default>;

export class ModbusConnection {
  readonly #address: ModbusAddress;
  /** Runs on every new connection before anything else is asked. */
  readonly #greet: (connection: ModbusConnection) => Promise<void>;
  #client: Client | null = null;
  #abandon: ((error: Error) => void) | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #waitMs = RECONNECT_FIRST_MS;
  #notBefore = 0;

  constructor(address: ModbusAddress, greet: (connection: ModbusConnection) => Promise<void>) {
    this.#address = address;
    this.#greet = greet;
  }

  /** Lets one task have the connection for itself, after all tasks before it. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(async () => {
      await this.#connect();
      return await task();
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }

  /** Only inside `exclusive` or the greeting. */
  async read(address: number, count: number): Promise<Buffer> {
    const { buffer } = await this.#ask((client) => client.readHoldingRegisters(address, count));
    return buffer;
  }

  /** Only inside `exclusive`. */
  async write(address: number, words: number[]): Promise<void> {
    await this.#ask((client) => client.writeRegisters(address, words));
  }

  close(): void {
    const client = this.#client;
    this.#client = null;
    client?.destroy(() => undefined);
    this.#abandon?.(new DeviceUnreachable('the connection was closed'));
  }

  async #connect(): Promise<void> {
    if (this.#client?.isOpen) return;
    this.close();
    if (performance.now() < this.#notBefore) throw new DeviceUnreachable('not connected; waiting to try again');
    // Set before the attempt, so that a failed one is followed by a pause, whatever failed in it.
    this.#notBefore = performance.now() + this.#waitMs * (0.5 + Math.random());
    this.#waitMs = Math.min(this.#waitMs * 2, RECONNECT_LAST_MS);
    const client = await openClient(this.#address);
    client.on('close', () => this.#abandon?.(new DeviceUnreachable('the device closed the connection')));
    this.#client = client;
    try {
      await this.#greet(this);
    } catch (error) {
      this.close();
      throw error;
    }
    this.#waitMs = RECONNECT_FIRST_MS;
    this.#notBefore = 0;
  }

  async #ask<T>(request: (client: Client) => Promise<T>): Promise<T> {
    for (let retries = 0; ; retries += 1) {
      const client = this.#client;
      if (!client) throw new DeviceUnreachable('the connection is closed');
      try {
        return await this.#answerOf(request(client));
      } catch (error) {
        const exceptionCode = exceptionCodeOf(error);
        if (exceptionCode === null) {
          // An answer that comes too late must not be taken for the next one's.
          this.close();
          throw new DeviceUnreachable('the device does not answer', { cause: error });
        }
        const message = error instanceof Error ? error.message : String(error);
        if (!TRY_LATER.has(exceptionCode)) throw new DeviceRefused(message, { cause: error });
        if (retries >= BUSY_RETRIES_MAX) throw new DeviceUnreachable(message, { cause: error });
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
      }
    }
  }

  /** The library lets a request on a lost connection run into its timeout; the loss itself ends it here. */
  async #answerOf<T>(request: Promise<T>): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#abandon = reject;
        request.then(resolve, reject);
      });
    } finally {
      this.#abandon = null;
    }
  }
}

async function openClient({ host, port, unitId }: ModbusAddress): Promise<Client> {
  const client = new modbus.default();
  client.setID(unitId);
  client.setTimeout(ANSWER_TIMEOUT_MS);
  // A lost connection shows in `isOpen` and in the next request; nothing is to be done here.
  client.on('error', () => undefined);
  try {
    await client.connectTCP(host, { port, timeout: CONNECT_TIMEOUT_MS });
  } catch (error) {
    client.destroy(() => undefined);
    throw new DeviceUnreachable(`no connection to ${host}:${port}`, { cause: error });
  }
  return client;
}

function exceptionCodeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('modbusCode' in error)) return null;
  return typeof error.modbusCode === 'number' ? error.modbusCode : null;
}
