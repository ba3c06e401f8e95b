import type { Clock } from '../../src/platform/clock.ts';

/** A clock that stands still until it is set: time is given, never waited for. */
export class SettableClock implements Clock {
  private atMs: number;
  private readonly sleepers = new Set<{ readonly atMs: number; readonly wake: (reached: boolean) => void }>();

  constructor(at: string) {
    this.atMs = Date.parse(at);
  }

  now(): Date {
    return new Date(this.atMs);
  }

  nowMs(): number {
    return this.atMs;
  }

  setTo(at: Date | string): void {
    this.atMs = new Date(at).getTime();
    for (const sleeper of this.sleepers) {
      if (sleeper.atMs > this.atMs) continue;
      this.sleepers.delete(sleeper);
      sleeper.wake(true);
    }
  }

  advance({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }): void {
    this.setTo(new Date(this.atMs + ((hours * 60 + minutes) * 60 + seconds) * 1_000));
  }

  sleepUntil(atMs: number, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false);
    if (atMs <= this.atMs) return Promise.resolve(true);
    return new Promise((wake) => {
      const sleeper = { atMs, wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', () => this.sleepers.delete(sleeper) && wake(false), { once: true });
    });
  }
}
