import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What a line does to the bytes on it. */
type Condition =
  | 'open'
  /** Nothing gets through in either direction, and neither end is told: a half-open connection. New ones are taken and say nothing. */
  | 'silent'
  /** As silent, in one direction only. */
  | 'silent-up'
  | 'silent-down'
  /** Every connection is refused. */
  | 'down';

/** A line between a program and what it connects to, on loopback, that can be made to fail. */
export class Proxy {
  readonly port: number;
  /** Each chunk is kept back for so long. */
  delayMs = 0;
  #condition: Condition = 'open';
  readonly #pairs: Set<Pair>;
  readonly #server: ReturnType<typeof createServer>;

  private constructor(port: number, server: ReturnType<typeof createServer>, pairs: Set<Pair>) {
    this.port = port;
    this.#server = server;
    this.#pairs = pairs;
  }

  /** Stands on a free port before a port of this machine. */
  static async open(targetPort: number): Promise<Proxy> {
    const pairs = new Set<Pair>();
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const proxy = new Proxy(typeof address === 'object' && address ? address.port : 0, server, pairs);
    server.on('connection', (near) => proxy.#join(near, targetPort));
    return proxy;
  }

  get connectionCount(): number {
    return this.#pairs.size;
  }

  /** What went into a silent line is lost: its ends do not meet again, as after a cable was pulled. */
  set condition(condition: Condition) {
    const wasSilent = this.#condition.startsWith('silent');
    this.#condition = condition;
    for (const pair of this.#pairs) {
      if (condition === 'down') endPair(pair, 'reset');
      else if (condition === 'open' && wasSilent && pair.hasLost) endPair(pair, 'reset');
    }
  }

  /** The connections of now are half-open for ever: nothing comes through, and neither end is told. New ones work. */
  abandon(): void {
    for (const pair of this.#pairs) pair.hasLost = true;
  }

  /** Both ends of every connection are told at once. */
  reset(): void {
    for (const pair of this.#pairs) endPair(pair, 'reset');
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const pair of this.#pairs) endPair(pair, 'end');
    await closed;
  }

  #join(near: Socket, targetPort: number): void {
    if (this.#condition === 'down') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    const pair: Pair = { near, far, hasLost: false };
    this.#pairs.add(pair);
    this.#carry(pair, { from: near, to: far, silentAs: 'silent-up' });
    this.#carry(pair, { from: far, to: near, silentAs: 'silent-down' });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => one.destroy());
      one.on('close', () => {
        if (other.destroyed) this.#pairs.delete(pair);
        // Of the end of the other side a silent line says nothing.
        if (!this.#condition.startsWith('silent') && !pair.hasLost) other.destroy();
        else pair.hasLost = true;
      });
    }
  }

  #carry(pair: Pair, { from, to, silentAs }: { from: Socket; to: Socket; silentAs: Condition }): void {
    from.on('data', (chunk) => {
      if (this.#condition === 'silent' || this.#condition === silentAs) {
        pair.hasLost = true;
        return;
      }
      if (pair.hasLost) return;
      const pass = (): void => {
        if (to.writable && !to.write(chunk)) from.pause();
      };
      if (this.delayMs > 0) setTimeout(pass, this.delayMs);
      else pass();
    });
    to.on('drain', () => from.resume());
  }
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Bytes of it were swallowed: what would follow them makes no sense. */
  hasLost: boolean;
}

function endPair({ near, far }: Pair, how: 'reset' | 'end'): void {
  for (const socket of [near, far]) {
    if (how === 'reset') socket.resetAndDestroy();
    else socket.destroy();
  }
}
