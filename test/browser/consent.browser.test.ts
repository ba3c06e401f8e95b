import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Account, type App, askToken, beginFlow, newApp, newUser, redeem } from '../harness/oauth.ts';
import { openWorld, type World } from '../harness/world.ts';

let world: World;
let browser: Browser;
let elsewhere: Server;
let account: Account;
let app: App;

beforeAll(async () => {
  world = await openWorld();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  // Stands for the app, and for a page that tries to frame ours: another origin, for it has another port.
  elsewhere = createServer((request, response) => {
    const target = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('frame');
    response
      .setHeader('content-type', 'text/html')
      .end(target ? `<iframe src="${target.replaceAll('"', '')}"></iframe>` : 'The app');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
  app = await newApp(world, 'alder', { redirectUri: `${elsewhereOrigin()}/back` });
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await world.close();
});

function elsewhereOrigin(): string {
  // A server that listens on a TCP port has an AddressInfo.
  return `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
}

async function freshPage(): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, complaints };
}

test('a person signs in and lets an app in with the keyboard alone, on a small screen, and the app gets its code', async () => {
  const { page, complaints } = await freshPage();
  const flow = beginFlow(world, 'alder', app);
  await page.goto(flow.url);
  await page.getByLabel('E-mail address').focus();
  await page.keyboard.type(account.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Let Home energy use your batteries?' }).waitFor();
  const monitoring = page.getByRole('group', { name: 'See what the battery does' });
  expect(await monitoring.getByRole('checkbox').isChecked()).toBe(false);
  await monitoring.getByRole('checkbox', { name: /Battery one/ }).focus();
  await page.keyboard.press('Space');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.getByRole('button', { name: 'Allow what is ticked' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${elsewhereOrigin()}/back?*`);
  const code = new URL(page.url()).searchParams.get('code') ?? '';
  const { body } = await askToken(world, 'alder', redeem(app, { code, verifier: flow.verifier }));
  expect(body.scope).toBe('openid monitoring');
  expect(complaints).toEqual([]);
});

test('a wrong password is said where a screen reader hears it, and the address need not be typed again', async () => {
  const { page } = await freshPage();
  await page.goto(beginFlow(world, 'alder', app).url);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(account.email);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL(`${elsewhereOrigin()}/back?*`);
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
});

test('a page of another site cannot show ours inside of itself', async () => {
  const { page, complaints } = await freshPage();
  await page.goto(`${elsewhereOrigin()}/?frame=${encodeURIComponent(beginFlow(world, 'alder', app).url)}`);
  await expect.poll(() => complaints.join('\n')).toMatch(/frame-ancestors|X-Frame-Options/);
  for (const frame of page.frames().slice(1)) expect(await frame.getByLabel('Password').count()).toBe(0);
});
