import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, issuerOf, newApp, newUser } from '../harness/oauth.ts';
import { batteryIdOf, openWorld, type World } from '../harness/world.ts';

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('the app of the documentation does what the documentation says', async () => {
  await world.storeReading(ONE);
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const app = await newApp(world, 'alder', { redirectUri: 'http://127.0.0.1:4011/back' });
  const child = spawn(process.execPath, ['docs/third-party-app.mjs', issuerOf(world, 'alder'), app.clientId, world.url]);
  const said = output(child);
  const ended = once(child, 'exit');
  await expect.poll(said, { timeout: 15_000 }).toMatch(/\n {2}http\S+\n/);
  const browser = new Browser();
  const signIn = await browser.open(/\n {2}(http\S+)\n/.exec(said())?.[1] ?? '');
  const consent = await browser.submit(signIn, { step: 'sign-in', email: account.email, password: account.password });
  const back = await browser.submit(consent, { step: 'consent', allow: [`MONITORING:${batteryIdOf(ONE)}`] });
  await fetch(back.leavesTo ?? '');
  expect(await ended, said()).toEqual([0, null]);
  expect(said()).toContain(
    'The person allowed: openid monitoring\nBattery one: 0 kW, 50 % charged\nBattery one: 0 kW, 50 % charged\n',
  );
  expect(said()).toContain('After giving it back the API answers 401.');
});

function output(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)));
  return () => text;
}
