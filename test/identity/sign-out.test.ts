import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, beginFlow, Browser, dashboardOf, issuerOf, newUser, redeem } from '../harness/oauth.ts';
import { openWorld, type World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function signedInBrowser(): Promise<{ browser: Browser; idToken: string }> {
  const account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  const browser = new Browser();
  const dashboard = dashboardOf(world);
  const flow = beginFlow(world, 'alder', dashboard, { scope: 'openid' });
  const back = await browser.submit(await browser.open(flow.url), { step: 'sign-in', ...account });
  const code = back.leavesTo?.searchParams.get('code') ?? '';
  const { body } = await askToken(world, 'alder', redeem(dashboard, { code, verifier: flow.verifier }));
  return { browser, idToken: String(body['id_token']) };
}

/** Whether the issuer lets the browser in without asking who it is. */
async function isLetIn(browser: Browser): Promise<boolean> {
  return (await browser.open(beginFlow(world, 'alder', dashboardOf(world), { scope: 'openid' }).url)).leavesTo !== null;
}

test('whoever shows the dashboard’s identity token of the person is signed out at the issuer, without a question', async () => {
  const { browser, idToken } = await signedInBrowser();
  expect(await isLetIn(browser)).toBe(true);
  const shown = await browser.open(`${issuerOf(world, 'alder')}/session/end?id_token_hint=${idToken}`);
  expect(shown.html).toContain('You are signed out');
  expect(await isLetIn(browser)).toBe(false);
});

test('a page that has no identity token of the person, or somebody else’s, signs nobody out by itself', async () => {
  const { browser } = await signedInBrowser();
  const stranger = await signedInBrowser();
  for (const query of ['client_id=dashboard', `id_token_hint=${stranger.idToken}`]) {
    expect((await browser.open(`${issuerOf(world, 'alder')}/session/end?${query}`)).html).toContain('Sign out?');
  }
  expect(await isLetIn(browser)).toBe(true);
});
