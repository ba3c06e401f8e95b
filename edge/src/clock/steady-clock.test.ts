import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteadyClock } from './steady-clock.ts';

const NOON_MS = Date.UTC(2026, 4, 20, 12);
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A site in simulated time: what is so, what its system says, and whether the platform can be asked. */
interface Site {
  trueMs: number;
  systemErrorMs: number;
  online: boolean;
  bootId: string;
  bootedAtMs: number;
  askedCount: number;
}

let folder: string;
let site: Site;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
  site = { trueMs: NOON_MS, systemErrorMs: 0, online: true, bootId: 'first', bootedAtMs: NOON_MS - HOUR_MS, askedCount: 0 };
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): Promise<SteadyClock> {
  return SteadyClock.open(
    {
      path: join(folder, 'clock.json'),
      log: pino({ level: 'silent' }),
      platformNowMs: async () => {
        site.askedCount += 1;
        return site.online ? Math.floor(site.trueMs / SECOND_MS) * SECOND_MS + SECOND_MS / 2 : null;
      },
    },
    {
      systemMs: () => site.trueMs + site.systemErrorMs,
      monotonicMs: () => site.trueMs - site.bootedAtMs,
      machineRun: async () => ({ bootId: site.bootId, uptimeMs: site.trueMs - site.bootedAtMs }),
    },
  );
}

async function run(clock: SteadyClock, durationMs: number): Promise<void> {
  for (const untilMs = site.trueMs + durationMs; site.trueMs < untilMs; site.trueMs += SECOND_MS) await clock.check();
}

function restartMachine(offMs: number): void {
  site.trueMs += offMs;
  site.bootedAtMs = site.trueMs;
  site.bootId = `${site.bootId} again`;
}

const errorMs = (clock: SteadyClock): number => clock.nowMs() - site.trueMs;

describe('the clock of a site', () => {
  it.each([-HOUR_MS, HOUR_MS, -10 * SECOND_MS, 30 * SECOND_MS])(
    'keeps counting through an outage when the system steps by %i ms, and knows better afterwards',
    async (stepMs) => {
      const clock = await open();
      await run(clock, MINUTE_MS);
      site.online = false;
      site.systemErrorMs = stepMs;
      await run(clock, 24 * MINUTE_MS);
      expect(errorMs(clock)).toBe(0);
      site.online = true;
      await run(clock, 2 * MINUTE_MS);
      expect(errorMs(clock)).toBe(0);
      expect(clock.isKnown).toBe(true);
    },
  );

  it('follows the system when it steps to what the platform bears out', async () => {
    site.online = false;
    site.systemErrorMs = -HOUR_MS;
    const clock = await open();
    await run(clock, MINUTE_MS);
    expect(errorMs(clock)).toBe(-HOUR_MS);
    site.online = true;
    site.systemErrorMs = 0;
    await run(clock, SECOND_MS);
    expect(errorMs(clock)).toBe(0);
  });

  it('takes the platform’s time when neither clock of the site is right', async () => {
    site.systemErrorMs = HOUR_MS;
    const clock = await open();
    await run(clock, 3 * MINUTE_MS);
    expect(Math.abs(errorMs(clock))).toBeLessThan(SECOND_MS);
    expect(site.askedCount).toBe(1);
  });

  it('gives way to the system little by little when the two drift apart, and never by leaps', async () => {
    const clock = await open();
    await run(clock, SECOND_MS);
    site.systemErrorMs = 200;
    for (let second = 0; second < 60; second += 1) {
      const before = errorMs(clock);
      await run(clock, SECOND_MS);
      expect(Math.abs(errorMs(clock) - before)).toBeLessThanOrEqual(5);
    }
    expect(errorMs(clock)).toBe(200);
  });

  it('asks the platform once an hour while nothing is amiss, and soon again when it did not answer', async () => {
    const clock = await open();
    await run(clock, 2 * HOUR_MS);
    expect(site.askedCount).toBe(2);
    site.online = false;
    await run(clock, HOUR_MS + 10 * MINUTE_MS);
    expect(site.askedCount).toBeGreaterThan(10);
  });

  it('knows the time after the agent starts again, whatever the system’s clock says by then', async () => {
    await run(await open(), 10 * MINUTE_MS);
    site.online = false;
    site.trueMs += HOUR_MS;
    site.systemErrorMs = -3 * HOUR_MS;
    const again = await open();
    expect(again.isKnown).toBe(true);
    expect(errorMs(again)).toBe(0);
  });

  it('does not know the time after the machine starts again with a clock behind what was kept', async () => {
    await run(await open(), 10 * MINUTE_MS);
    site.online = false;
    restartMachine(HOUR_MS);
    site.systemErrorMs = -3 * HOUR_MS;
    const again = await open();
    await run(again, 10 * MINUTE_MS);
    expect(again.isKnown).toBe(false);
    expect(again.nowMs()).toBeLessThan(site.trueMs);

    site.online = true;
    await run(again, 2 * MINUTE_MS);
    expect(again.isKnown).toBe(true);
    expect(Math.abs(errorMs(again))).toBeLessThan(SECOND_MS);
  });

  it('believes the system again once something has set it past what was kept', async () => {
    await run(await open(), 10 * MINUTE_MS);
    site.online = false;
    restartMachine(HOUR_MS);
    site.systemErrorMs = -3 * HOUR_MS;
    const again = await open();
    await run(again, MINUTE_MS);
    site.systemErrorMs = 0;
    await run(again, SECOND_MS);
    expect(again.isKnown).toBe(true);
    expect(errorMs(again)).toBe(0);
  });

  it('goes by the system where what was kept is torn', async () => {
    writeFileSync(join(folder, 'clock.json'), '00000000 {"version":1}\n');
    const clock = await open();
    expect(errorMs(clock)).toBe(0);
    expect(clock.isKnown).toBe(true);
  });

  it('never goes back while the platform cannot be asked, whatever the system’s clock does', async () => {
    const steps = fc.array(
      fc.record({ stepMs: fc.integer({ min: -HOUR_MS, max: HOUR_MS }), seconds: fc.integer({ min: 1, max: 90 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (drawn) => {
        site.systemErrorMs = 0;
        site.online = true;
        const clock = await open();
        await run(clock, SECOND_MS);
        site.online = false;
        for (const { stepMs, seconds } of drawn) {
          site.systemErrorMs += stepMs;
          for (let second = 0; second < seconds; second += 1) {
            const before = clock.nowMs();
            await run(clock, SECOND_MS);
            expect(clock.nowMs()).toBeGreaterThan(before);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
