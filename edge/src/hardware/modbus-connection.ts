/** One device on a line. It is greeted once on each connection, before anything else is asked of it. */
import type { ModbusLine, RegisterTable } from './modbus-line.ts';

const GREET_AGAIN_FIRST_MS = 100;
const GREET_AGAIN_LAST_MS = 10_000;

export class ModbusConnection {
  readonly #line: ModbusLine;
  readonly #unitId: number;
  readonly #greet: (connection: ModbusConnection) => Promise<void>;
  #greetedOn = 0;
  #waitMs = GREET_AGAIN_FIRST_MS;
  /** Why the last greeting failed; it stands as the answer until the next one is due. */
  #failure: { readonly error: unknown; readonly untilMs: number } | null = null;

  constructor(
    { line, unitId }: { line: ModbusLine; unitId: number },
    greet: (connection: ModbusConnection) => Promise<void> = async () => undefined,
  ) {
    this.#line = line;
    this.#unitId = unitId;
    this.#greet = greet;
  }

  get connectionCount(): number {
    return this.#line.connectionCount;
  }

  /** Lets one task have the line for itself, after all tasks before it. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    return this.#line.exclusive(async () => {
      if (this.#greetedOn !== this.#line.connectionCount) await this.#introduce();
      return await task();
    });
  }

  /** Only inside `exclusive` or the greeting. */
  read(address: number, count: number, table: RegisterTable = 'holding'): Promise<Buffer> {
    return this.#line.read(this.#unitId, { table, address, count });
  }

  /** Only inside `exclusive`. */
  write(address: number, words: number[], { oneByOne = false } = {}): Promise<void> {
    return this.#line.write(this.#unitId, { address, words, oneByOne });
  }

  close(): void {
    this.#line.close();
  }

  async #introduce(): Promise<void> {
    if (this.#failure && performance.now() < this.#failure.untilMs) throw this.#failure.error;
    try {
      await this.#greet(this);
    } catch (error) {
      this.#failure = { error, untilMs: performance.now() + this.#waitMs * (0.5 + Math.random()) };
      this.#waitMs = Math.min(this.#waitMs * 2, GREET_AGAIN_LAST_MS);
      throw error;
    }
    this.#failure = null;
    this.#waitMs = GREET_AGAIN_FIRST_MS;
    this.#greetedOn = this.#line.connectionCount;
    this.#line.settle();
  }
}
