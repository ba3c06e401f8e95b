/** The site's line to the platform: instructions come down it, reports of them go up. It is opened again for ever. */
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  ACKNOWLEDGE_INSTRUCTION,
  isWireInstruction,
  SITE_INSTRUCTIONS,
  type WireInstruction,
} from '../../src/wire/instruction.ts';
import type { Acknowledgement } from './instruction-cache.ts';
import { Backoff, pause, type SiteLog } from './ports.ts';

const KEEPALIVE_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 10_000;
const RECONNECT = { firstMs: 250, lastMs: 10_000 };
const REPORT_RETRY_MS = 2_000;
/** A report refused with one of these will be refused for ever. */
const FINAL_REFUSALS = new Set(['BAD_USER_INPUT', 'NOT_FOUND', 'IDEMPOTENCY_MISMATCH', 'GRAPHQL_VALIDATION_FAILED']);

interface CloudLineOptions {
  readonly wsUrl: string;
  readonly token: string;
  readonly log: SiteLog;
  lastSequence(): number;
  acknowledgements(): readonly Acknowledgement[];
  /** Rejects when the instruction could not be stored: it is then asked for again. */
  onInstruction(instruction: WireInstruction): Promise<void>;
  onUnreadable(instructionId: string): Promise<void>;
  onSettled(acknowledgement: Acknowledgement): Promise<void>;
}

export class CloudLine {
  readonly #options: CloudLineOptions;
  readonly #stopping = new AbortController();
  readonly #client: Client;
  readonly #lineBackoff = new Backoff(RECONNECT);
  #connected = false;
  #wake = new AbortController();
  #done: Promise<unknown> = Promise.resolve();

  constructor(options: CloudLineOptions) {
    this.#options = options;
    this.#client = this.#createClient();
  }

  get connected(): boolean {
    return this.#connected;
  }

  start(): void {
    this.#done = Promise.all([this.#keepListening(), this.#keepReporting()]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    try {
      await this.#client.dispose();
    } catch (error) {
      // It waits for a connection being made, and fails with it: closed either way.
      this.#options.log.debug({ err: asError(error) }, 'stopped while connecting');
    }
    await this.#done;
  }

  /** There may be something to report. */
  report(): void {
    this.#wake.abort();
  }

  #createClient(): Client {
    const { wsUrl, token } = this.#options;
    let pongTimer: NodeJS.Timeout | undefined;
    const client = createClient({
      url: wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      // Retrying is done here, because each new attempt must ask from the sequence reached by then.
      retryAttempts: 0,
      lazy: true,
      keepAlive: KEEPALIVE_MS,
      connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
      onNonLazyError: () => undefined,
      on: {
        connected: () => this.#noteConnected(),
        closed: () => {
          clearTimeout(pongTimer);
          this.#connected = false;
        },
        ping: (received) => {
          // A half-open connection shows only in this: it would look alive for hours.
          if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(pongTimer);
        },
      },
    });
    return client;
  }

  #noteConnected(): void {
    this.#connected = true;
    this.#options.log.info({}, 'the line to the platform is open');
    this.report();
  }

  async #keepListening(): Promise<void> {
    const { log, lastSequence } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const beganMs = performance.now();
      try {
        await this.#listen(lastSequence());
        if (!signal.aborted) log.warn({}, 'the platform ended the stream of instructions');
      } catch (error) {
        if (!signal.aborted) log.warn({ err: asError(error) }, 'no instructions from the platform; the stored ones run on');
      }
      if (!signal.aborted) await pause(this.#lineBackoff.next(performance.now() - beganMs), signal);
    }
  }

  async #listen(afterSequence: number): Promise<void> {
    const results = this.#client.iterate<{ siteInstructions: unknown }>({
      query: SITE_INSTRUCTIONS,
      variables: { afterSequence },
    });
    for await (const result of results) {
      if (result.errors) throw failureOf(result);
      const instruction = result.data?.siteInstructions;
      if (isWireInstruction(instruction)) await this.#options.onInstruction(instruction);
      else await this.#turnDown(instruction);
    }
  }

  async #turnDown(instruction: unknown): Promise<void> {
    this.#options.log.error({ instruction }, 'an instruction does not fit the format');
    if (typeof instruction !== 'object' || instruction === null || !('id' in instruction)) return;
    if (typeof instruction.id === 'string') await this.#options.onUnreadable(instruction.id);
  }

  async #keepReporting(): Promise<void> {
    const { signal } = this.#stopping;
    const { acknowledgements, log } = this.#options;
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const [first] = this.#connected ? acknowledgements() : [];
      if (!first) {
        await pause(RECONNECT.lastMs, AbortSignal.any([signal, this.#wake.signal]));
        continue;
      }
      try {
        await this.#send(first);
      } catch (error) {
        log.warn({ err: asError(error), idempotencyKey: first.idempotencyKey }, 'a report was not taken; it is sent again');
        await pause(REPORT_RETRY_MS, signal);
      }
    }
  }

  /** The mutation goes over the socket of the subscription. */
  async #send(acknowledgement: Acknowledgement): Promise<void> {
    const { log, onSettled } = this.#options;
    const results = this.#client.iterate<unknown>({ query: ACKNOWLEDGE_INSTRUCTION, variables: { input: acknowledgement } });
    const answer = new AbortController();
    const answered = await Promise.race([
      results.next(),
      pause(ANSWER_TIMEOUT_MS, AbortSignal.any([this.#stopping.signal, answer.signal])),
    ]).finally(() => answer.abort());
    await results.return?.(undefined);
    if (!answered || answered.done) throw new Error('the platform did not answer a report');
    const refusal = answered.value.errors?.find(({ extensions }) => FINAL_REFUSALS.has(String(extensions?.['code'])));
    if (answered.value.errors && !refusal) throw failureOf(answered.value);
    if (refusal)
      log.error({ idempotencyKey: acknowledgement.idempotencyKey, refusal }, 'the platform will never take this report');
    await onSettled(acknowledgement);
  }
}

function failureOf({ errors = [] }: { readonly errors?: readonly { readonly message: string }[] | undefined }): Error {
  return new Error(errors.map(({ message }) => message).join('; '));
}

/** The library rejects with the socket's close event as well. */
function asError(error: unknown): unknown {
  const isClosing = typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
  return isClosing ? new Error(`the connection was closed: ${String(error.code)} ${String(error.reason)}`) : error;
}
