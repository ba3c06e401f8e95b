/** The site's line to the platform: instructions come down it, reports of them go up. It is opened again for ever. */
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  ACKNOWLEDGE_INSTRUCTION,
  isWireInstruction,
  SIGNED_SITE_INSTRUCTIONS,
  SITE_INSTRUCTIONS,
  type WireInstruction,
} from '../../src/wire/instruction.ts';
import { tlsOf } from './certificate-request.ts';
import type { Identity } from './identity.ts';
import type { Acknowledgement } from './instruction-cache.ts';
import { Backoff, pause, type SiteLog, WOKEN } from './ports.ts';
import type { Verified } from './verify-instruction.ts';

const KEEPALIVE_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 10_000;
const RECONNECT = { firstMs: 250, lastMs: 10_000 };
const REPORT_RETRY_MS = 2_000;
/** A report refused with one of these will be refused for ever. */
const FINAL_REFUSALS = new Set(['BAD_USER_INPUT', 'NOT_FOUND', 'IDEMPOTENCY_MISMATCH', 'GRAPHQL_VALIDATION_FAILED']);

const UNSIGNED: Verified = { ok: false, reason: 'It is not signed.' };

interface CloudLineOptions {
  readonly wsUrl: string;
  readonly identity: Identity;
  readonly log: SiteLog;
  lastSequence(): number;
  acknowledgements(): readonly Acknowledgement[];
  /** What was signed, when it is to be believed. */
  verify(signed: string): Verified;
  /** Rejects when the instruction could not be stored: it is then asked for again. */
  onInstruction(instruction: WireInstruction, signed: string | null): Promise<void>;
  onUnusable(instructionId: string, reason: string): Promise<void>;
  onSettled(acknowledgement: Acknowledgement): Promise<void>;
}

/** One connection, with the stream of instructions on it. */
interface Line {
  readonly client: Client;
  connected: boolean;
  /** Resolves when it is open for the first time. */
  readonly opened: Promise<void>;
  /** Resolves when it has ended, whatever the reason. */
  readonly ended: Promise<void>;
}

export class CloudLine {
  readonly #options: CloudLineOptions;
  readonly #stopping = new AbortController();
  readonly #lineBackoff = new Backoff(RECONNECT);
  #line: Line | null = null;
  #wake = new AbortController();
  #done: Promise<unknown> = Promise.resolve();

  constructor(options: CloudLineOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#line?.connected ?? false;
  }

  start(): void {
    this.#done = Promise.all([this.#keepListening(), this.#keepReporting()]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    if (this.#line) await this.#end(this.#line);
    await this.#done;
  }

  /** Opens a line with the new certificate and only then ends the old one: no instruction waits meanwhile. */
  async handOver(): Promise<void> {
    const old = this.#line;
    if (!old?.connected) return;
    const next = this.#open();
    await Promise.race([next.opened, next.ended]);
    if (!next.connected || this.#line !== old || this.#stopping.signal.aborted) {
      this.#options.log.warn({}, 'no line with the new certificate yet; the old one goes on');
      await this.#end(next);
      return;
    }
    this.#line = next;
    await this.#end(old);
  }

  /** There may be something to report. */
  report(): void {
    this.#wake.abort(WOKEN);
  }

  #open(): Line {
    const { wsUrl, identity, log } = this.#options;
    const opened = Promise.withResolvers<void>();
    let pongTimer: NodeJS.Timeout | undefined;
    const client = createClient({
      url: wsUrl,
      webSocketImpl: socketOf(identity),
      // Retrying is done here, because each new attempt must ask from the sequence reached by then.
      retryAttempts: 0,
      lazy: true,
      keepAlive: KEEPALIVE_MS,
      connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
      onNonLazyError: () => undefined,
      on: {
        connected: () => {
          line.connected = true;
          opened.resolve();
          log.info({}, 'the line to the platform is open');
          this.report();
        },
        closed: () => {
          clearTimeout(pongTimer);
          line.connected = false;
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
    const line: Line = { client, connected: false, opened: opened.promise, ended: this.#listen(client) };
    return line;
  }

  async #end({ client, ended }: Line): Promise<void> {
    try {
      await client.dispose();
    } catch (error) {
      // It waits for a connection being made, and fails with it: closed either way.
      this.#options.log.debug({ err: asError(error) }, 'ended while connecting');
    }
    await ended;
  }

  async #keepListening(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#options.identity.ready(signal);
      if (signal.aborted) return;
      const beganMs = performance.now();
      let line = (this.#line = this.#open());
      await line.ended;
      // Another line has taken over meanwhile: that one counts.
      while (this.#line !== line) {
        line = this.#line;
        await line.ended;
      }
      if (signal.aborted) return;
      await pause(this.#lineBackoff.next(performance.now() - beganMs), signal);
    }
  }

  /** Never rejects: the end of a line is told in the log. */
  async #listen(client: Client): Promise<void> {
    const { log, lastSequence, identity } = this.#options;
    const { signal } = this.#stopping;
    // Without an authority there is no signature to check: until the first certificate instructions are taken as they come.
    const query = identity.authoritiesPem ? SIGNED_SITE_INSTRUCTIONS : SITE_INSTRUCTIONS;
    try {
      const variables = { afterSequence: lastSequence() };
      for await (const result of client.iterate<{ siteInstructions: unknown }>({ query, variables })) {
        if (result.errors) throw failureOf(result);
        await this.#take(result.data?.siteInstructions);
      }
      if (!signal.aborted) log.info({}, 'a stream of instructions has ended');
    } catch (error) {
      if (!signal.aborted) log.warn({ err: asError(error) }, 'no instructions from the platform; the stored ones run on');
    }
  }

  async #take(message: unknown): Promise<void> {
    const { identity, verify, onInstruction } = this.#options;
    if (!identity.authoritiesPem) {
      if (isWireInstruction(message)) return onInstruction(message, null);
      return this.#turnDown(message, 'The instruction does not fit the format.');
    }
    const signed = typeof message === 'object' && message !== null && 'signed' in message ? message.signed : null;
    const verified = typeof signed === 'string' ? verify(signed) : UNSIGNED;
    if (verified.ok && typeof signed === 'string') return onInstruction(verified.instruction, signed);
    if (!verified.ok) await this.#turnDown(message, verified.reason);
  }

  async #turnDown(message: unknown, reason: string): Promise<void> {
    this.#options.log.error({ instruction: message, reason }, 'an instruction is not taken');
    if (typeof message !== 'object' || message === null || !('id' in message)) return;
    if (typeof message.id === 'string') await this.#options.onUnusable(message.id, reason);
  }

  async #keepReporting(): Promise<void> {
    const { signal } = this.#stopping;
    const { acknowledgements, log } = this.#options;
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const [first] = this.connected ? acknowledgements() : [];
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
    if (!this.#line) return;
    const results = this.#line.client.iterate<unknown>({ query: ACKNOWLEDGE_INSTRUCTION, variables: { input: acknowledgement } });
    const answer = new AbortController();
    const answered = await Promise.race([
      onlyResult(results),
      pause(ANSWER_TIMEOUT_MS, AbortSignal.any([this.#stopping.signal, answer.signal])),
    ]).finally(() => answer.abort(WOKEN));
    await results.return?.(undefined);
    if (!answered || answered.done) throw new Error('the platform did not answer a report');
    const refusal = answered.value.errors?.find(({ extensions }) => FINAL_REFUSALS.has(String(extensions?.['code'])));
    if (answered.value.errors && !refusal) throw failureOf(answered.value);
    if (refusal)
      log.error({ idempotencyKey: acknowledgement.idempotencyKey, refusal }, 'the platform will never take this report');
    await onSettled(acknowledgement);
  }
}

/** The one result of a mutation. Its end is waited for, which comes with it: an operation that is left sooner is called off over the line. */
async function onlyResult<T>(results: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const result = await results.next();
  if (!result.done) await results.next();
  return result;
}

/** Each connection is made with the certificate of its time. A platform on plain WebSocket asks for none. */
function socketOf(identity: Identity): new (address: string, protocols?: string | string[]) => WebSocket {
  return class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, identity.credentials ? tlsOf(identity.credentials) : {});
    }
  };
}

function failureOf({ errors = [] }: { readonly errors?: readonly { readonly message: string }[] | undefined }): Error {
  return new Error(errors.map(({ message }) => message).join('; '));
}

/** The library rejects with the socket's close event as well. */
function asError(error: unknown): unknown {
  const isClosing = typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
  return isClosing ? new Error(`the connection was closed: ${String(error.code)} ${String(error.reason)}`) : error;
}
