import { setTimeout as pause } from 'node:timers/promises';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import type { Installation } from '../installation.ts';
import { ask } from '../load/ask.ts';
import type { Rehearsal } from '../suite.ts';
import { isAsked, LOOK_MS } from './judge-looks.ts';
import type { Site } from './open-site.ts';

export const OVERRIDE_MS = 3_000;
const POWER_KW_MAX = 50;
const FOLLOW_MS_MAX = 45_000;
const OVERRIDE = 'mutation M($input: OverrideBatteryInput!) { result: overrideBattery(input: $input) { __typename } }';

/** Answers what the battery is to do now, signed towards the grid, kW. */
export async function override(
  { random, tally }: Rehearsal,
  { installation, site: { tenant, batteryId }, durationMs = OVERRIDE_MS }: Overriding,
): Promise<number> {
  const powerKw = Math.round((random.next() * 2 - 1) * POWER_KW_MAX * 10) / 10;
  const input = {
    idempotencyKey: `rehearsal-${random.uuid()}`,
    batteryId: printGlobalId('Battery', batteryId),
    powerKw,
    untilAt: new Date(Date.now() + durationMs).toISOString(),
    reason: 'A rehearsal of faults',
  };
  const reply = await ask(installation.url, { key: tenant.key, query: OVERRIDE, variables: { input } });
  tally.expect(
    'brokenPromises',
    reply.typename === 'BatteryOverridden',
    `an override was answered with ${JSON.stringify(reply)}`,
  );
  return powerKw;
}

interface Overriding {
  readonly installation: Installation;
  readonly site: Site;
  readonly durationMs?: number;
}

/** Overrides the battery again and again until it follows; answers with what power, or null when it never does. */
export async function everythingFollows(rehearsal: Rehearsal, overriding: Overriding): Promise<number | null> {
  const { site } = overriding;
  const sinceMs = performance.now();
  while (performance.now() - sinceMs < FOLLOW_MS_MAX) {
    const powerKw = await override(rehearsal, overriding);
    const untilMs = performance.now() + OVERRIDE_MS;
    while (performance.now() < untilMs) {
      if (isAsked(site.battery.state().control.setpointW, powerKw)) {
        rehearsal.tally.recovered('site follows again', performance.now() - sinceMs);
        return powerKw;
      }
      await pause(LOOK_MS / 2);
    }
  }
  rehearsal.tally.offend('brokenPromises', `a site does not follow for ${FOLLOW_MS_MAX / 1_000} s`);
  return null;
}
