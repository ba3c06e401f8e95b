/** The agent's end of the frequency thread: each battery in it is driven as if it were on a connection of its own. */
import { Worker } from 'node:worker_threads';
import type { RealTime } from '../clock/real-time.ts';
import type { HeldInstruction } from '../held-instruction.ts';
import { type DeviceReading, type ModbusDevice, ReadBackMismatch, WriteBudgetUsedUp } from '../hardware/modbus-device.ts';
import { DeviceRefused, DeviceUnreachable } from '../hardware/modbus-exceptions.ts';
import type { DeviceSetting } from '../hardware/setpoint-codec.ts';
import { Backoff, background, pause, type SiteLog } from '../ports.ts';
import type { ResponseOrders } from './frequency-loop.ts';
import type { FastBatterySetup, FromThread, Request, ResponseStatus, ThreadStart, ToThread } from './thread-messages.ts';
import { THREAD_URL } from './thread-url.ts';

/** More than all tries of the driver together take. */
const ANSWER_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const RESTART = { firstMs: 100, lastMs: 10_000 };
/** It holds two connections and a few seconds of samples; what it does not get, the rest of the agent keeps. */
const HEAP_MEGABYTES_MAX = 48;
const YOUNG_MEGABYTES_MAX = 4;

/** What the agent drives a battery by. */
export interface FrequencyDevice extends Pick<ModbusDevice, 'read' | 'apply' | 'close'> {
  readonly ledger: Pick<ModbusDevice['ledger'], 'usedRatio' | 'close'>;
  /** The instruction being carried out; null ends every response. */
  follow(instruction: HeldInstruction | null): void;
  readonly status: ResponseStatus | null;
}

interface Waiting {
  readonly resolve: (answer: DeviceReading | DeviceSetting) => void;
  readonly reject: (error: Error) => void;
}

const ERRORS: Readonly<Record<string, new (message: string) => Error>> = {
  DeviceRefused,
  DeviceUnreachable,
  ReadBackMismatch,
  WriteBudgetUsedUp,
};

export class FrequencySite {
  readonly #setups: readonly FastBatterySetup[];
  readonly #log: SiteLog;
  readonly #realTime: RealTime;
  readonly #stopping = new AbortController();
  readonly #backoff = new Backoff(RESTART);
  readonly #waiting = new Map<number, Waiting>();
  readonly #orders = new Map<string, ResponseOrders>();
  readonly #statuses = new Map<string, ResponseStatus>();
  #worker: Worker | null = null;
  #requestCount = 0;
  #done: Promise<void> = Promise.resolve();

  constructor(setups: readonly FastBatterySetup[], { log, realTime }: { log: SiteLog; realTime: RealTime }) {
    this.#setups = setups;
    this.#log = log;
    this.#realTime = realTime;
  }

  start(): void {
    if (this.#setups.length > 0) this.#done = this.#run();
  }

  /** Null for a battery that does not answer the frequency. */
  device(batteryId: string): FrequencyDevice | null {
    if (!this.#setups.some((setup) => setup.batteryId === batteryId)) return null;
    const statuses = this.#statuses;
    return {
      // The thread answers each request with what was asked for.
      read: () => this.#ask((requestId) => ({ ask: 'read', batteryId, requestId })) as Promise<DeviceReading>,
      apply: (setpoint) =>
        // The thread answers each request with what was asked for.
        this.#ask((requestId) => ({ ask: 'apply', batteryId, requestId, setpoint })) as Promise<DeviceSetting>,
      close: () => undefined,
      ledger: {
        get usedRatio() {
          return statuses.get(batteryId)?.budgetUsedRatio ?? 0;
        },
        // The thread keeps it.
        close: async () => undefined,
      },
      follow: (instruction) => this.#order(batteryId, instruction),
      get status() {
        return statuses.get(batteryId) ?? null;
      },
    };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#send({ ask: 'stop' });
    const timer = setTimeout(() => background(this.#terminate(), this.#log), STOP_TIMEOUT_MS);
    await this.#done;
    clearTimeout(timer);
  }

  #order(batteryId: string, instruction: HeldInstruction | null): void {
    const orders = { responses: instruction?.responses ?? [], limits: instruction?.limits ?? null };
    this.#orders.set(batteryId, orders);
    this.#send({ ask: 'order', batteryId, orders, clockOffsetMs: this.#realTime.offsetMs });
  }

  /** A thread that has ended is started again: meanwhile the batteries' reversion timers run. */
  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const beganMs = performance.now();
      await this.#work();
      if (signal.aborted) return;
      this.#log.error({}, 'the frequency thread has ended; it is started again');
      await pause(this.#backoff.next(performance.now() - beganMs), signal);
    }
  }

  #work(): Promise<void> {
    const { offsetMs: clockOffsetMs } = this.#realTime;
    const worker = new Worker(THREAD_URL, {
      workerData: { setups: this.#setups, clockOffsetMs } satisfies ThreadStart,
      name: 'frequency',
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX, maxYoungGenerationSizeMb: YOUNG_MEGABYTES_MAX },
    });
    this.#worker = worker;
    for (const [batteryId, orders] of this.#orders) this.#send({ ask: 'order', batteryId, orders, clockOffsetMs });
    return new Promise((resolve) => {
      worker.on('message', (message: FromThread) => this.#hear(message));
      worker.on('error', (error) => this.#log.error({ err: error }, 'the frequency thread failed'));
      worker.on('exit', () => {
        this.#worker = null;
        this.#statuses.clear();
        for (const { reject } of this.#waiting.values()) reject(new DeviceUnreachable('the frequency thread has ended'));
        this.#waiting.clear();
        resolve();
      });
    });
  }

  #hear(message: FromThread): void {
    switch (message.say) {
      case 'answer':
        this.#take(message.requestId)?.resolve(message.answer);
        return;
      case 'failure': {
        const { name, message: text } = message;
        this.#take(message.requestId)?.reject(new (ERRORS[name] ?? Error)(text));
        return;
      }
      case 'status':
        this.#statuses.set(message.batteryId, message.status);
        return;
      case 'log':
        this.#log[message.level]({ ...message.facts }, message.text);
        return;
      case 'stopped':
        return;
    }
  }

  async #ask(request: (requestId: number) => Request): Promise<DeviceReading | DeviceSetting> {
    if (!this.#worker) throw new DeviceUnreachable('the frequency thread is not running');
    this.#requestCount += 1;
    const requestId = this.#requestCount;
    const { promise, resolve, reject } = Promise.withResolvers<DeviceReading | DeviceSetting>();
    this.#waiting.set(requestId, { resolve, reject });
    this.#send(request(requestId));
    const timer = setTimeout(() => {
      this.#take(requestId)?.reject(new DeviceUnreachable('the frequency thread does not answer'));
    }, ANSWER_TIMEOUT_MS);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  #take(requestId: number): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    return waiting;
  }

  #send(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  async #terminate(): Promise<void> {
    await this.#worker?.terminate();
  }
}
