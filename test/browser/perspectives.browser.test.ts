import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { type DemoWorld, startDemoWorld, temporaryFolder } from '../harness/demo-process.ts';

/** The first plan, and the end of the lease that is handed over, take a while to come. */
const WAIT_MS = 90_000;
const TEST_LIMIT = { timeout: 180_000 };
const BATTERY = 'Kilmarnock 50 MW';
const CHANGES = /Set intent|Override the plan|End now|Request a new plan/;

const folder = temporaryFolder();
let world: DemoWorld;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  world = await startDemoWorld(folder.path, ['--speed', '60']);
  browser = await launchChromium();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await world?.process.stop();
  folder.remove();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(WAIT_MS);
});

afterEach(() => page.close());

interface Truth {
  readonly sentence: RegExp;
  /** Tiles that say that they are not the viewer's. */
  readonly withheldTiles: readonly string[];
  readonly withheldGroups: readonly string[];
  /** A sentence that says what is missing. */
  readonly reason: string | null;
  readonly columns: readonly string[];
  readonly buttons: readonly string[];
}

const EVERY_COLUMN = ['Period', 'Planned kW', 'Planned value', 'Delivered kWh', 'Realised value'];

const TRUTHS: Readonly<Record<string, Truth>> = {
  'Owner, lessor': {
    sentence: /as Moray Capital: owner since 1 January 2023 and lessor since 1 January 2023\.$/,
    withheldTiles: ['Power now', 'State of charge', 'Earned today', 'Last reading'],
    withheldGroups: ['Live readings', 'Money', 'Plan', 'Intent', 'Override', 'Instructions'],
    reason: 'This needs an agreement in force as LESSEE, OPERATOR, OPTIMISER or SITE_HOST over the battery.',
    columns: ['Period', 'Delivered kWh'],
    buttons: [],
  },
  'Third-party app': {
    sentence: /as Demo home energy app: an app, by the consent of Moray Capital since .+\.$/,
    withheldTiles: ['Power now', 'State of charge', 'Earned today', 'Last reading'],
    withheldGroups: ['Live readings', 'Money', 'Plan', 'Intent', 'Override', 'Instructions', 'Location'],
    reason: 'This needs an agreement in force as LESSEE, OPERATOR, OPTIMISER or SITE_HOST over the battery.',
    columns: ['Period', 'Delivered kWh'],
    buttons: [],
  },
  Operator: {
    sentence: /as Northwind Energy: operator since 1 January 2023\.$/,
    withheldTiles: ['Earned today'],
    withheldGroups: ['Money', 'Contracts of others'],
    reason: 'This needs an agreement as LESSEE, OPTIMISER, OFFTAKER or AUDITOR over the battery.',
    columns: ['Period', 'Planned kW', 'Planned value', 'Delivered kWh'],
    buttons: ['Override the plan'],
  },
  Optimiser: {
    sentence: /as Tidewater Trading: optimiser since 1 April 2023\.$/,
    withheldTiles: [],
    withheldGroups: ['Location', 'Contracts of others'],
    reason: null,
    columns: EVERY_COLUMN,
    buttons: ['Request a new plan', 'Set intent'],
  },
  Lessee: {
    sentence: /: lessee from .+ until .+\.$/,
    withheldTiles: [],
    withheldGroups: [],
    reason: null,
    columns: EVERY_COLUMN,
    buttons: ['Set intent', 'Override the plan'],
  },
};

test.each(Object.entries(TRUTHS))('the same battery as its %s', TEST_LIMIT, async (label, truth) => {
  await openBattery();
  const path = new URL(page.url()).pathname;
  // Whoever is the lessee must still be it when the page is read.
  if (label === 'Lessee') await leaseHandedOver();
  await lookAs(label);
  expect(new URL(page.url()).pathname).toBe(path);
  await page.locator('.whose-view p').getByText(truth.sentence).waitFor();
  await expect.poll(columnTitles, { timeout: WAIT_MS }).toEqual(truth.columns);
  expect(await page.locator('.tile-withheld dt').allInnerTexts()).toEqual(truth.withheldTiles);
  expect(await page.locator('.truth-withheld').allInnerTexts()).toEqual(truth.withheldGroups.map((name) => `${name} withheld`));
  if (truth.reason !== null) await page.locator('.tile-withheld').getByText(truth.reason).first().waitFor();
  expect(await page.getByRole('button', { name: CHANGES }).allInnerTexts()).toEqual(truth.buttons);
});

test('no two of them see the same', () => {
  const seen = Object.values(TRUTHS).map(({ withheldGroups, buttons }) => JSON.stringify([withheldGroups, buttons]));
  expect(new Set(seen).size).toBe(seen.length);
});

test('a lessee whose lease has ended keeps its own past and nothing that is in force', TEST_LIMIT, async () => {
  await openBattery();
  await leaseHandedOver();
  await lookAs('Former lessee');
  await page
    .locator('.whose-view p')
    .getByText(/as Highland Storage Partners: former lessee, from .+ until .+\.$/)
    .waitFor();
  for (const title of ['Settlement periods', 'Sold and earned'])
    await page
      .locator('section.card', { has: page.getByRole('heading', { name: title }) })
      .getByText('Only the periods inside your agreement are shown.')
      .waitFor();
  await page.getByText('Drawn only where your agreement reaches').waitFor();
  expect(await page.locator('.tile-withheld dt').allInnerTexts()).toEqual(['Power now', 'State of charge', 'Last reading']);
  await page.locator('.tile-withheld').getByText('The agreement has ended').first().waitFor();
  expect(await page.getByRole('button', { name: CHANGES }).count()).toBe(0);
  await lookAs('Lessee');
  await page
    .locator('.whose-view p')
    .getByText(/as Beauly Farms: lessee from .+ until .+\.$/)
    .waitFor();
  expect(await page.locator('.tile-withheld').count()).toBe(0);
});

test('the fleet says which values are left out and what would give them', TEST_LIMIT, async () => {
  await openFleet();
  await perspective('Owner, lessor').click();
  await page.getByRole('heading', { name: 'Batteries of Moray Capital' }).waitFor();
  const leftOut = page.getByRole('region', { name: 'Not yours to see' });
  await leftOut.getByText(`Live values of ${BATTERY}: This needs an agreement in force as LESSEE`).waitFor();
  await leftOut.getByText(`Earnings of ${BATTERY}: This needs an agreement as LESSEE`).waitFor();
  expect(await page.locator('.tile-withheld').count()).toBe(4);
});

test('outside of the demo the switch has those who signed in, until they sign out', TEST_LIMIT, async () => {
  await page.route('**/demo.json', (route) => route.fulfill({ status: 404, body: '' }));
  await openBattery();
  expect(await page.locator('.perspective').count()).toBe(0);
  await addKey(world.keyOf('VIEWER'));
  await expect.poll(() => page.locator('.perspective span').allInnerTexts()).toEqual(['Operator', 'Viewer']);
  expect(await page.getByRole('button', { name: CHANGES }).count()).toBe(0);
  await lookAs('Operator');
  await page.getByRole('button', { name: 'Set intent' }).waitFor();
  await page.locator('.button-account').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('API key').waitFor();
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('hfk_');
});

test('the switch works by keyboard and stays within reach on a phone', TEST_LIMIT, async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openBattery();
  await perspective('Operator').focus();
  await page.keyboard.press('Enter');
  await page.locator('.whose-view').getByText('operator since').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Operator');
  await page.mouse.wheel(0, 1_500);
  await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(500);
  expect(await perspective('Operator').isVisible()).toBe(true);
  expect((await perspective('Operator').boundingBox())?.y).toBeLessThan(60);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
});

async function openFleet(): Promise<void> {
  await page.goto(`${world.origin}/#key=${encodeURIComponent(world.keyOf('OPERATOR'))}`);
  await page.locator('.fleet tbody tr').first().waitFor();
}

async function openBattery(): Promise<void> {
  await openFleet();
  await page.getByRole('link', { name: BATTERY }).click();
  await page.getByRole('heading', { name: BATTERY }).waitFor();
}

/** The button of the first who is called exactly so. */
function perspective(label: string) {
  return page.locator('.perspective', { has: page.getByText(label, { exact: true }) }).first();
}

async function lookAs(label: string): Promise<void> {
  await perspective(label).click();
  await page.locator('.perspective[aria-pressed=true]', { has: page.getByText(label, { exact: true }) }).waitFor();
  await page.getByRole('heading', { name: 'Settlement periods' }).waitFor();
}

/** Labels are by the platform's time when the page was loaded. */
function leaseHandedOver(): Promise<void> {
  return expect
    .poll(() => page.reload().then(() => perspective('Former lessee').count()), { timeout: WAIT_MS, interval: 3_000 })
    .toBe(1);
}

function columnTitles(): Promise<string[]> {
  return page.locator('.columns section').first().locator('thead th').allInnerTexts();
}

async function addKey(key: string): Promise<void> {
  await page.locator('.button-account').click();
  await page.getByLabel('Sign in with another key too').fill(key);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}
