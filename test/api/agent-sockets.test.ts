import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { enrolled, globalSite, newKey, openWorld, siteIdOf, type World } from '../harness/world.ts';
import { agentName } from '../../src/wire/agent-name.ts';

let world: World;
const SOUTH = { tenant: 'alder', site: 'south' } as const;
const STREAM = 'subscription { siteInstructions(afterSequence: 0) { id } }';
/** What the documentation promises of a revoked credential on an open socket. */
const CLOSED_WITHIN_MS = 60_000;

// Sockets are looked at as often as in production; their clock alone is simulated.
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  world.setWallAhead(0);
});

/** A name for a certificate of its own, under which `follow` opens a socket with it. */
async function newAgent(): Promise<string> {
  const name = agentName({ tenantSlug: 'alder', siteId: siteIdOf(SOUTH) });
  const token = await world.enrolmentToken('alder', 'south');
  const certificate = await enrolled(world.url, { token, name });
  const known = newKey();
  world.certificates.set(known, certificate);
  return known;
}

async function revoke(): Promise<void> {
  const document = 'mutation($input: RevokeEdgeAgentInput!) { revokeEdgeAgent(input: $input) { __typename } }';
  const input = { idempotencyKey: newKey(), siteId: globalSite(SOUTH) };
  const { codes } = await world.ask(await world.key('alder', 'ADMIN'), document, { input });
  expect(codes).toEqual([]);
}

/** So much time passes for the sockets, and with it what is trusted for some seconds. */
function pass(ms: number): void {
  world.letTrustLapse();
  vi.advanceTimersByTime(ms);
}

const CERTIFICATE_MS = 14 * 86_400_000;
const endings: readonly [what: string, end: () => Promise<void>][] = [
  ['revoked', revoke],
  ['expired', async () => world.setWallAhead(CERTIFICATE_MS)],
];

describe.each(endings)('a certificate that is %s', (_what, end) => {
  test('is out of its open socket within 60 seconds', async () => {
    const followed = world.follow(await newAgent(), STREAM);
    expect(await followed.isQuiet()).toBe(true);
    pass(CLOSED_WITHIN_MS);
    expect(await followed.isQuiet()).toBe(true);
    await end();
    pass(CLOSED_WITHIN_MS);
    expect((await followed.next()).codes).toEqual(['4403']);
  });

  test('opens no socket', async () => {
    const agent = await newAgent();
    await end();
    pass(CLOSED_WITHIN_MS);
    const followed = world.follow(agent, STREAM);
    expect((await followed.next()).codes).toEqual(['4403']);
  });
});
