import type { Fault } from './fault.ts';

/** Hands out a fixed number of lanes; those who wait take turns by group, so that one busy tenant cannot starve the others. */
export class Lanes<T> {
  readonly #idle: T[];
  readonly #waiting = new Map<string, Waiter<T>[]>();
  readonly #waitMsMax: number;
  readonly #tooLong: () => Fault;

  constructor({ lanes, waitMsMax, tooLong }: { lanes: readonly T[]; waitMsMax: number; tooLong: () => Fault }) {
    this.#idle = [...lanes];
    this.#waitMsMax = waitMsMax;
    this.#tooLong = tooLong;
  }

  /** The lane used last comes first: its prepared statements are warm. */
  take(group: string): T | Promise<T> {
    return this.#idle.pop() ?? this.#wait(group);
  }

  giveBack(lane: T): void {
    for (const [group, waiters] of this.#waiting) {
      const next = waiters.shift();
      // The group goes to the end of the line.
      this.#waiting.delete(group);
      if (waiters.length > 0) this.#waiting.set(group, waiters);
      if (!next) continue;
      clearTimeout(next.timer);
      next.resolve(lane);
      return;
    }
    this.#idle.push(lane);
  }

  #wait(group: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiters = this.#waiting.get(group) ?? [];
      const waiter = {
        resolve,
        timer: setTimeout(() => {
          waiters.splice(waiters.indexOf(waiter), 1);
          reject(this.#tooLong());
        }, this.#waitMsMax),
      };
      waiters.push(waiter);
      this.#waiting.set(group, waiters);
    });
  }
}

interface Waiter<T> {
  readonly resolve: (lane: T) => void;
  readonly timer: NodeJS.Timeout;
}
