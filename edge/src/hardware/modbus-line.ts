/** The way to Modbus devices, TCP or serial: one request at a time, reconnecting with patience. */
import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import modbus from 'modbus-serial';
import { DeviceRefused, DeviceUnreachable, exceptionOf } from './modbus-exceptions.ts';

interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

interface SerialAddress {
  /** The device file or port name. */
  readonly path: string;
  readonly baudRate: number;
  readonly parity?: 'none' | 'even' | 'odd';
  readonly stopBits?: 1 | 2;
}

export type LineAddress = TcpAddress | { readonly serial: SerialAddress };

export type RegisterTable = 'holding' | 'input';

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 1_500;
/** A cable that was pulled while nothing is asked shows after this and the system's probes. */
const KEEPALIVE_MS = 10_000;
const RECONNECT_FIRST_MS = 100;
const RECONNECT_LAST_MS = 10_000;
/** Opening a serial port anew troubles nobody but its own devices. */
const REOPEN_LAST_MS = 500;
const LATER_RETRIES_MAX = 5;
const LATER_WAIT_MS = 20;
/**
 * The native binding of serial ports (13.0.0 under Node 26) announces bytes from outside of the event loop's callbacks: the promises
 * that wait for them go on only when something else happens. While an answer is awaited, something happens.
 */
const NUDGE_MS = 2;

type Client = InstanceType<typeof modbus.default>;

/** The library's client, and how it is ended. */
interface OpenLine {
  readonly client: Client;
  readonly end: () => void;
}

export class ModbusLine {
  readonly #address: LineAddress;
  #open: OpenLine | null = null;
  #abandon: ((error: Error) => void) | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #waitMs = RECONNECT_FIRST_MS;
  #notBeforeMs = 0;
  #connectionCount = 0;

  constructor(address: LineAddress) {
    this.#address = address;
  }

  /** Which connection this is since the start: what is known of a device may be old after it has changed. */
  get connectionCount(): number {
    return this.#connectionCount;
  }

  /** Lets one task have the line for itself, after all tasks before it. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(async () => {
      await this.#connect();
      return await task();
    });
    this.#tail = run.catch(() => undefined);
    return run;
  }

  /** Only inside `exclusive`. The answer holds exactly what was asked for. */
  async read(
    unitId: number,
    { table, address, count }: { table: RegisterTable; address: number; count: number },
  ): Promise<Buffer> {
    const { buffer } = await this.#ask(unitId, (client) =>
      table === 'input' ? client.readInputRegisters(address, count) : client.readHoldingRegisters(address, count),
    );
    if (buffer.length === count * 2) return buffer;
    return this.#nonsense(`${buffer.length} bytes for ${count} registers`);
  }

  /** Only inside `exclusive`. */
  async write(
    unitId: number,
    { address, words, oneByOne }: { address: number; words: number[]; oneByOne: boolean },
  ): Promise<void> {
    if (oneByOne) {
      for (const [index, word] of words.entries()) await this.#writeOne(unitId, address + index, word);
      return;
    }
    const echo = await this.#ask(unitId, (client) => client.writeRegisters(address, words));
    if (echo.address !== address || echo.length !== words.length) this.#nonsense('a write was confirmed for other registers');
  }

  /** The devices on it answer sensibly: a lost connection is at first opened again without delay. */
  settle(): void {
    this.#waitMs = RECONNECT_FIRST_MS;
    this.#notBeforeMs = 0;
  }

  close(): void {
    const open = this.#open;
    this.#open = null;
    open?.end();
    this.#abandon?.(new DeviceUnreachable('the connection was closed'));
  }

  async #writeOne(unitId: number, address: number, word: number): Promise<void> {
    const echo = await this.#ask(unitId, (client) => client.writeRegister(address, word));
    if (echo.address !== address || echo.value !== word) this.#nonsense('a write was confirmed for another register');
  }

  #nonsense(what: string): never {
    this.close();
    throw new DeviceUnreachable(`the device answers nonsense: ${what}`);
  }

  async #connect(): Promise<void> {
    if (this.#open?.client.isOpen) return;
    this.close();
    if (performance.now() < this.#notBeforeMs) throw new DeviceUnreachable('not connected; waiting to try again');
    // Set before the attempt, so that a failed one is followed by a pause, whatever failed in it.
    this.#notBeforeMs = performance.now() + this.#waitMs * (0.5 + Math.random());
    this.#waitMs = Math.min(this.#waitMs * 2, 'serial' in this.#address ? REOPEN_LAST_MS : RECONNECT_LAST_MS);
    const open = await openLine(this.#address, () => {
      // One that was replaced meanwhile ends nobody's request.
      if (this.#open === open) this.#abandon?.(new DeviceUnreachable('the device closed the connection'));
    });
    this.#open = open;
    this.#connectionCount += 1;
  }

  async #ask<T>(unitId: number, request: (client: Client) => Promise<T>): Promise<T> {
    for (let retries = 0; ; retries += 1) {
      const client = this.#open?.client;
      if (!client) throw new DeviceUnreachable('the connection is closed');
      client.setID(unitId);
      try {
        return await this.#answerOf(request(client));
      } catch (error) {
        if (retries >= LATER_RETRIES_MAX || !this.#mayRetry(error)) throw this.#failureOf(error);
        await new Promise((resolve) => setTimeout(resolve, LATER_WAIT_MS));
      }
    }
  }

  #mayRetry(error: unknown): boolean {
    const code = exceptionCodeOf(error);
    return code !== null && exceptionOf(code).verdict === 'later';
  }

  #failureOf(error: unknown): Error {
    const code = exceptionCodeOf(error);
    if (code === null) {
      // An answer that comes too late must not be taken for the next one's.
      this.close();
      return error instanceof DeviceUnreachable ? error : new DeviceUnreachable(reasonOf(error), { cause: error });
    }
    const { name, verdict } = exceptionOf(code);
    const message = `Modbus exception ${code}: ${name}`;
    return verdict === 'refused'
      ? new DeviceRefused(message, { cause: error, exceptionCode: code })
      : new DeviceUnreachable(message, { cause: error });
  }

  /** The library lets a request on a lost connection run into its timeout; the loss itself ends it here. */
  async #answerOf<T>(request: Promise<T>): Promise<T> {
    const nudge = 'serial' in this.#address ? setInterval(() => undefined, NUDGE_MS) : undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#abandon = reject;
        request.then(resolve, reject);
      });
    } finally {
      clearInterval(nudge);
      this.#abandon = null;
    }
  }
}

async function openLine(address: LineAddress, onClose: () => void): Promise<OpenLine> {
  try {
    return await ('serial' in address ? openSerial(address.serial, onClose) : openTcp(address, onClose));
  } catch (error) {
    throw new DeviceUnreachable(`no connection to ${printAddress(address)}: ${messageOf(error)}`, { cause: error });
  }
}

/** The native binding of serial ports is loaded here, and only here. */
async function openSerial({ path, ...settings }: SerialAddress, onClose: () => void): Promise<OpenLine> {
  demandSerialBinding();
  const client = newClient();
  await client.connectRTUBuffered(path, { ...settings });
  client.on('close', onClose);
  return { client, end: () => client.close(() => undefined) };
}

/** The agent as one file does not carry it; the library's own complaint would not say so. */
function demandSerialBinding(): void {
  try {
    createRequire(import.meta.url).resolve('serialport');
  } catch {
    throw new Error('serial ports need the package serialport beside the agent (npm install serialport@13)');
  }
}

/** The socket is ours: the library does not tell of a connection that was reset, and would wait for its timeout. */
async function openTcp(address: TcpAddress, onClose: () => void): Promise<OpenLine> {
  const socket = await openSocket(address);
  const client = newClient();
  await client.linkTCP(socket, { port: address.port });
  socket.once('close', onClose);
  return { client, end: () => socket.destroy() };
}

function openSocket({ host, port }: TcpAddress): Promise<Socket> {
  return new Promise((opened, failed) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS });
    const timer = setTimeout(() => socket.destroy(new Error('timed out')), CONNECT_TIMEOUT_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      opened(socket);
    });
    // Later errors are followed by `close`, which is what counts.
    socket.on('error', (error) => {
      clearTimeout(timer);
      failed(error);
    });
  });
}

function newClient(): Client {
  const client = new modbus.default();
  client.setTimeout(ANSWER_TIMEOUT_MS);
  // A lost connection shows in `isOpen` and in the next request; nothing is to be done here.
  client.on('error', () => undefined);
  return client;
}

/** As a person would write it. */
export function printAddress(address: LineAddress): string {
  return 'serial' in address ? address.serial.path : `${address.host}:${address.port}`;
}

/** "Timed out" is the library's word for silence; everything else it complains of is an answer that makes no sense. */
function reasonOf(error: unknown): string {
  const message = messageOf(error);
  if (message === 'Timed out') return 'the device does not answer';
  return /length|CRC|Unexpected data|out of range/i.test(message)
    ? `the device answers nonsense: ${message}`
    : `the device does not answer: ${message}`;
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

function exceptionCodeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('modbusCode' in error)) return null;
  return typeof error.modbusCode === 'number' ? error.modbusCode : null;
}
