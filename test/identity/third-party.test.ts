import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, beginFlow, Browser, codeOf, letIn, newApp, newUser, redeem, refreshing, type Account, type App } from '../harness/oauth.ts';
import { batteryIdOf, openWorld, type World } from '../harness/world.ts';

let world: World;
let account: Account;
let app: App;
const one = batteryIdOf({ tenant: 'alder', site: 'north', battery: 'one' });

beforeAll(async () => {
  world = await openWorld({ recheckSeconds: 0.05 });
  account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  app = await newApp(world, 'alder');
});
afterAll(() => world.close());

const BATTERIES = '{ batteries { nodes { name latestReading { socPercent } viewerCan { action allowed reason } } } viewer { role party { name } user { email } } }';

test('an app sees what a person has consented to and nothing else', async () => {
  await world.storeReading({ tenant: 'alder', site: 'north', battery: 'one' });
  const tokens = await letIn(world, 'alder', { app, account, allow: [`MONITORING:${one}`] });
  expect(tokens.access).toMatch(/^hft_alder_/);
  const { data, codes } = await world.ask(tokens.access, BATTERIES);
  expect(codes).toEqual([]);
  const [battery] = data.batteries.nodes;
  const allowed = battery.viewerCan.filter((can: { allowed: boolean }) => can.allowed);
  expect(allowed.map(({ action }: { action: string }) => action)).toEqual(['READ_LIVE', 'READ_HISTORY']);
  expect(battery.viewerCan.find(({ action }: { action: string }) => action === 'READ_REVENUE')).toMatchObject({ reason: 'CREDENTIAL_SCOPE' });
  expect(data).toMatchObject({
    batteries: { nodes: [{ name: 'Battery one', latestReading: { socPercent: 50 } }] },
    viewer: { role: 'OWNER', party: { name: 'The owner of Alder Power' }, user: { email: account.email } },
  });
  expect(tokens.scope).toBe('openid monitoring');
});
