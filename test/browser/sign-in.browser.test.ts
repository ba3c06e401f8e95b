import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { type DemoPerson, type DemoWorld, startDemoWorld, temporaryFolder } from '../harness/demo-process.ts';

const WAIT_MS = 60_000;
const MINUTE_MS = 60_000;
const BROWSER_COUNT = 4;
const ANSWER_AFTER_MS = 2_000;
const NEXT_PASSWORD = 'another one, and longer';

const folder = temporaryFolder();
let world: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let failures: string[];
let tokens: string[];

beforeAll(async () => {
  world = await startDemoWorld(folder.path, []);
  browser = await launchChromium();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await world?.process.stop();
  folder.remove();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  page = await context.newPage();
  failures = [];
  tokens = [];
  await watch(page);
});

afterEach(async () => {
  await context.close();
  expect(failures).toEqual([]);
});

async function watch(watched: Page): Promise<void> {
  watched.setDefaultTimeout(WAIT_MS);
  watched.on('pageerror', (error) => failures.push(`A script failed: ${error.message}`));
  watched.on('request', (request) => {
    const { authorization } = request.headers();
    if (authorization !== undefined && tokens.at(-1) !== authorization) tokens.push(authorization);
  });
}

async function statusAt(url: string, token: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-holdfast-client': 'explorer', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ viewer { role } }' }),
  });
  return response.status;
}

async function signIn(tab: Page, { tenantSlug, email, password }: DemoPerson = world.person): Promise<void> {
  await tab.goto(`${world.origin}/?tenant=${tenantSlug}`);
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
  await tab.getByLabel('E-mail address').fill(email);
  await tab.getByLabel('Password').fill(password);
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test(
  'a person signs in, sees their batteries, goes on after the life of a token, and signs out everywhere',
  { timeout: 240_000 },
  async () => {
    await page.clock.install();
    await signIn(page);
    await page.locator('.fleet tbody tr').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    const first = tokens.at(-1);
    // The link of the page takes another one of the person's tabs in too.
    const other = await context.newPage();
    await watch(other);
    await other.goto(world.origin);
    await other.locator('.fleet tbody tr').first().waitFor();

    await page.clock.fastForward(11 * MINUTE_MS);
    await page.clock.resume();
    await expect.poll(() => tokens.at(-1) !== first, { timeout: WAIT_MS }).toBe(true);
    await page.locator('.fleet tbody a').first().click();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const renewed = tokens.at(-1);

    await page.locator('.button-account').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();
    await other.getByText('You are signed in no more.').waitFor();
    await expect.poll(() => statusAt(world.url, renewed?.replace('Bearer ', '') ?? '')).toBe(401);
    // The issuer lets nobody in again without asking.
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('E-mail address').waitFor();
  },
);

test('two tabs that renew at the same moment leave each other signed in', { timeout: 240_000 }, async () => {
  // A tab that reads what the other has stored too early does so once in a few times.
  const browsers = await Promise.all(Array.from({ length: BROWSER_COUNT }, () => browser.newContext()));
  try {
    await Promise.all(browsers.map(renewInTwoTabs));
  } finally {
    await Promise.all(browsers.map((each) => each.close()));
  }
});

async function renewInTwoTabs(each: BrowserContext): Promise<void> {
  const tabs = [await each.newPage(), await each.newPage()] as const;
  await tabs[0].clock.install();
  await signIn(tabs[0]);
  await tabs[0].locator('.fleet tbody tr').first().waitFor();
  await tabs[1].goto(world.origin);
  await tabs[1].locator('.fleet tbody tr').first().waitFor();
  const answers: number[] = [];
  // The first one is answered when the other waits for it.
  await each.route('**/oidc/*/token', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
    await route.continue();
  });
  each.on('response', (response) => {
    if (response.url().endsWith('/token')) answers.push(response.status());
  });

  await tabs[0].clock.fastForward(11 * MINUTE_MS);
  await expect.poll(() => answers.length, { timeout: WAIT_MS }).toBeGreaterThan(0);
  for (const tab of tabs) {
    await tab.locator('.fleet tbody a').first().click();
    await tab.getByText('Live', { exact: true }).waitFor();
  }
  expect(answers).toEqual([200]);
}

test(
  'whoever turns back at the issuer is told so, and an answer that was not asked for is not taken',
  { timeout: 120_000 },
  async () => {
    await page.goto(`${world.origin}/?tenant=${world.person.tenantSlug}`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('You did not sign in. Nothing has changed.').waitFor();
    await page.goto(`${world.origin}/signed-in?code=forged&state=forged`);
    await page.getByRole('alert').getByText('not begun in this tab').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(tokens).toEqual([]);
  },
);

test('an unknown supplier is answered with a sentence beside the field', { timeout: 120_000 }, async () => {
  await page.goto(world.origin);
  await page.getByLabel('Your supplier’s short name').fill('nobody-of-this-name');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('There is no supplier of this name').waitFor();
});

test('a person sees which apps they let in, and takes one back', { timeout: 120_000 }, async () => {
  const { app } = world;
  await signIn(page, app.person);
  await page.locator('.fleet tbody tr').first().waitFor();
  await page.locator('.button-account').click();
  await page.getByRole('link', { name: 'Your password and apps' }).click();
  const apps = page.getByRole('region', { name: 'Apps you let in' });
  await apps.getByText('see what it earns').waitFor();
  expect(await statusAt(world.url, app.accessToken)).toBe(200);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await apps.getByRole('button', { name: `Take back what ${app.name} may do` }).focus();
  await page.keyboard.press('Enter');
  await apps.getByText('None. An app asks you').waitFor();
  await apps.getByText('Taken back (1)').waitFor();
  await expect.poll(() => statusAt(world.url, app.accessToken)).toBe(401);
});

test('a person changes their password with the keyboard alone, and stays signed in', { timeout: 120_000 }, async () => {
  const { person } = world;
  await signIn(page, person);
  await page.locator('.button-account').click();
  await page.getByRole('link', { name: 'Your password and apps' }).click();
  await page.getByLabel('Password you have now').fill('wrong');
  await page.getByLabel('New password', { exact: true }).fill(NEXT_PASSWORD);
  await page.getByLabel('New password again').fill(NEXT_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('is another one').waitFor();
  await page.getByLabel('Password you have now').fill(person.password);
  await page.keyboard.press('Enter');
  await page.getByText('Your password is changed.').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.getByRole('link', { name: 'Fleet', exact: true }).click();
  await page.locator('.fleet tbody tr').first().waitFor();
});
