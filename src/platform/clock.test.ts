import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WorldClock } from './clock.ts';

const START_MS = Date.parse('2024-11-04T00:00:00Z');

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

test('a world runs at its speed from the instant it began', () => {
  const clock = WorldClock.start({ atMs: START_MS, speed: 720 });
  vi.advanceTimersByTime(1_000);
  expect(clock.nowMs()).toBeCloseTo(START_MS + 720_000, 3);
});

test('a change of speed neither jumps nor is missed by another thread’s clock', () => {
  const clock = WorldClock.start({ atMs: START_MS, speed: 60 });
  const joined = WorldClock.join(clock.state);
  vi.advanceTimersByTime(1_000);
  clock.changeSpeed(720);
  expect(joined.nowMs()).toBeCloseTo(START_MS + 60_000, 3);
  vi.advanceTimersByTime(1_000);
  expect(joined.nowMs()).toBeCloseTo(START_MS + 780_000, 3);
});

test('sites that keep beating do not slow the world down', () => {
  const clock = WorldClock.start({ atMs: START_MS, speed: 720 });
  for (let round = 0; round < 100; round += 1) {
    clock.beat();
    vi.advanceTimersByTime(10);
  }
  expect(clock.nowMs()).toBeCloseTo(START_MS + 720_000, 3);
});

test('a world whose sites fall silent stands still, and what it lost is not made up for', () => {
  const clock = WorldClock.start({ atMs: START_MS, speed: 720 });
  clock.beat();
  vi.advanceTimersByTime(5_000);
  const stoodAtMs = clock.nowMs();
  expect(stoodAtMs - START_MS).toBeCloseTo(40 * 720, 3);
  vi.advanceTimersByTime(5_000);
  expect(clock.nowMs()).toBe(stoodAtMs);
  clock.beat();
  vi.advanceTimersByTime(10);
  expect(clock.nowMs()).toBeCloseTo(stoodAtMs + 10 * 720, 3);
});

test('a world whose sites have ended goes on without them', () => {
  const clock = WorldClock.start({ atMs: START_MS, speed: 720 });
  clock.beat();
  clock.endBeats();
  vi.advanceTimersByTime(1_000);
  expect(clock.nowMs()).toBeCloseTo(START_MS + 720_000, 3);
});

test('the world that is the present waits for nobody', () => {
  const clock = WorldClock.start({ atMs: START_MS });
  clock.beat();
  vi.advanceTimersByTime(5_000);
  expect(clock.nowMs()).toBeCloseTo(START_MS + 5_000, 3);
});

test('a sleeper wakes at its instant, and at once with `false` when it is told to stop', async () => {
  const clock = WorldClock.start({ atMs: START_MS, speed: 60 });
  const woken = clock.sleepUntil(START_MS + 60_000);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(await woken).toBe(true);
  const stopping = new AbortController();
  const stopped = clock.sleepUntil(START_MS + 3_600_000, stopping.signal);
  stopping.abort();
  expect(await stopped).toBe(false);
});
