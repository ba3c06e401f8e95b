import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { launchChromium } from '../harness/chromium.ts';
import { type DemoWorld, startDemoWorld, temporaryFolder } from '../harness/demo-process.ts';

/** Readings, plans and outcomes of a young world take a while to come. */
const WAIT_MS = 60_000;
const TAB_COUNT_MAX = 120;
/** Which line each plot must show, by its colour in the stylesheet. */
const DRAWN = [
  [0, 'plan'],
  [0, 'discharge'],
  [1, 'price-export'],
  [2, 'plan'],
  [2, 'discharge'],
] as const;

const folder = temporaryFolder();
let world: DemoWorld;
let browser: Browser;
let page: Page;
let failures: string[];

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
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: 'Australia/Sydney' });
  page.setDefaultTimeout(WAIT_MS);
  failures = [];
  page.on('pageerror', (error) => failures.push(`A script failed: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== world.origin) failures.push(`A request left the platform: ${request.url()}`);
  });
});

afterEach(async () => {
  await page.close();
  expect(failures).toEqual([]);
});

test('the printed link signs in and its key leaves the address bar at once', { timeout: 120_000 }, async () => {
  await page.goto(world.dashboardUrl);
  await page.locator('.fleet tbody tr').first().waitFor();
  expect(new URL(page.url()).hash).toBe('');
  expect(await page.locator('.fleet tbody tr').count()).toBeGreaterThan(0);
});

test('a wrong key is answered with a sentence and the form to try another', { timeout: 120_000 }, async () => {
  await page.goto(`${world.origin}/#key=not-a-key-of-anyone`);
  await page.getByRole('alert').getByText('This key is not valid').waitFor();
  await page.getByLabel('API key').waitFor();
});

test.each(['query Viewer', 'query FleetPage'])(
  'what did not come because the platform was out of reach comes by itself when it is back: %s',
  { timeout: 120_000 },
  async (operation) => {
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes(operation) ? route.abort() : route.continue(),
    );
    await page.goto(`${world.origin}/#key=${encodeURIComponent(world.keyOf('OPERATOR'))}`);
    await page.getByText('The platform cannot be reached.').waitFor();
    await page.unroute('**/graphql');
    await page.locator('.fleet tbody tr').first().waitFor();
    await page.getByText('The platform cannot be reached.').waitFor({ state: 'detached' });
  },
);

test('what a battery measures arrives by itself', { timeout: 120_000 }, async () => {
  await openBattery('OPERATOR');
  await page.getByText(/^measured /).waitFor();
  const before = await measuredAt();
  await expect.poll(measuredAt, { timeout: WAIT_MS }).not.toBe(before);
  await page.getByRole('banner').getByText('Live', { exact: true }).waitFor();
});

test('a battery shows plan, price and what happened as drawn lines and as figures', { timeout: 180_000 }, async () => {
  await openBattery('OPERATOR');
  await expect.poll(() => page.locator('.plot canvas').count(), { timeout: WAIT_MS }).toBe(3);
  await page.getByText(/^Plan made /).waitFor();
  for (const [plotIndex, colour] of DRAWN) {
    await expect.poll(() => drawnPixelCount(plotIndex, colour), { timeout: WAIT_MS, message: colour }).toBeGreaterThan(5);
  }
  await expect.poll(() => page.locator('.columns tbody tr').count(), { timeout: WAIT_MS }).toBeGreaterThan(0);
  await page.getByText(/Times in (GMT|BST) \(Europe\/London\)/).waitFor();
});

test('why the plan does what it does is told in sentences, also on a phone of 360 px', { timeout: 180_000 }, async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openBattery('OPERATOR');
  await page.getByText('Why the plan does this').click();
  const why = page.getByRole('region', { name: 'Why the plan does this' });
  await why
    .getByText(/^(Charges|Discharges|Stands still)/)
    .first()
    .waitFor();
  await why
    .getByText(/would earn/)
    .first()
    .waitFor();
  expect(await overflowPx()).toBe(0);
});

test('an intent without room is refused in a sentence; a possible one is set', { timeout: 180_000 }, async () => {
  await openBattery('OPERATOR');
  await page.getByLabel('Lowest charge').fill('80');
  await page.getByLabel('Highest charge').fill('90');
  await page.getByLabel('Reserve for own needs').fill('15');
  await page.getByRole('button', { name: 'Set intent' }).click();
  const refusal = page.getByRole('alert');
  await refusal.waitFor();
  expect((await refusal.innerText()).length).toBeGreaterThan(20);
  await page.getByLabel('Lowest charge').fill('10');
  await page.getByRole('button', { name: 'Set intent' }).click();
  await page.getByText('The intent is set.').waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('Highest charge').inputValue(), { timeout: WAIT_MS }).toBe('90');
});

test('what an intent would cost and miss is said before it is set', { timeout: 180_000 }, async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openBattery('OPERATOR');
  const before = await page.getByLabel('Highest charge').inputValue();
  await page.getByLabel('Lowest charge').fill('97');
  await page.getByLabel('Highest charge').fill('99');
  await page.getByLabel('Reserve for own needs').fill('0');
  await page.getByRole('button', { name: 'Check first' }).click();
  const answer = page.getByRole('status').filter({ hasText: 'a day' });
  await answer.getByText('It costs').waitFor();
  await answer.getByText('the lowest charge or the reserve').waitFor();
  expect(await overflowPx()).toBe(0);
  await page.getByLabel('Lowest charge').fill('99');
  expect(await answer.count()).toBe(0);
  await page.getByRole('button', { name: 'Check first' }).click();
  await page.getByText(/must be above that/).waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('Highest charge').inputValue(), { timeout: WAIT_MS }).toBe(before);
});

test(
  'a target and a window by the clock are added, refused in a sentence, set, kept and taken away',
  { timeout: 180_000 },
  async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openBattery('OPERATOR');
    await page.getByRole('button', { name: 'Add a target' }).click();
    await page.getByRole('button', { name: 'Add a window' }).click();
    const targets = page.getByRole('group', { name: 'Charge by the clock' });
    const windows = page.getByRole('group', { name: 'No trading' });
    await targets.getByLabel('By', { exact: true }).fill('06:30');
    await targets.getByLabel('At least').fill('101');
    await windows.getByLabel('From').fill('17:00');
    await windows.getByLabel('Until').fill('18:30');
    expect(await overflowPx()).toBe(0);
    await page.getByRole('button', { name: 'Set intent' }).click();
    expect(await targets.locator('input:invalid').count()).toBe(1);
    await targets.getByLabel('At least').fill('99');
    await page.getByRole('button', { name: 'Set intent' }).click();
    await page.getByRole('alert').getByText(/06:30/).waitFor();
    await targets.getByLabel('At least').fill('70');
    await page.getByRole('button', { name: 'Set intent' }).click();
    await page.getByText('The intent is set.').waitFor();
    await page.reload();
    await expect.poll(() => targets.getByLabel('At least').inputValue(), { timeout: WAIT_MS }).toBe('70');
    expect(await windows.getByLabel('Until').inputValue()).toBe('18:30');
    await page.getByRole('button', { name: 'Remove target 1' }).click();
    await page.getByRole('button', { name: 'Remove window 1' }).click();
    await page.getByRole('button', { name: 'Set intent' }).click();
    await page.getByText('The intent is set.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Add a target' }).waitFor();
    expect(await targets.getByLabel('By', { exact: true }).count()).toBe(0);
  },
);

test('an override goes in force and is ended', { timeout: 180_000 }, async () => {
  await openBattery('OPERATOR');
  await page.getByText('Stand by', { exact: true }).click();
  await page.getByLabel('Reason').fill('Maintenance on the inverter');
  await page.getByRole('button', { name: 'Override the plan' }).click();
  await page.getByText('The override is in force.').waitFor();
  await page.getByRole('button', { name: 'End now' }).click();
  await page.getByText('The override has ended.').waitFor();
});

test('a battery is stopped, says so, and goes on when the stop is lifted', { timeout: 180_000 }, async () => {
  await openBattery('OPERATOR');
  await page.getByLabel('Why it stands still').fill('Smoke at the inverter');
  await page.getByRole('button', { name: 'Stop the battery' }).click();
  await page.getByText('The stop is in force.').waitFor();
  await page.getByText('Smoke at the inverter').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('The stop is lifted.').waitFor();
  await page.getByText('Nothing is stopped').waitFor();
});

test('everything is stopped from the fleet by whoever says that it is meant, and resumed', { timeout: 180_000 }, async () => {
  await openFleet('OPERATOR');
  await page.getByLabel('Why it stands still').fill('A drill');
  await page.getByRole('button', { name: 'Stop every battery' }).click();
  expect(await page.getByText('The stop is in force.').count()).toBe(0);
  await page.getByLabel('I mean every battery').check();
  await page.getByRole('button', { name: 'Stop every battery' }).click();
  await page.getByText('Everything: emergency').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('The stop is lifted.').waitFor();
});

test('an intent is set with the keyboard alone, from the fleet', { timeout: 180_000 }, async () => {
  await openFleet('OPERATOR');
  await page.keyboard.press('Tab');
  expect(await focused()).toContain('Skip to content');
  await page.keyboard.press('Enter');
  await tabTo('.row-link');
  await page.keyboard.press('Enter');
  await page.getByLabel('Reserve for own needs').waitFor();
  await tabTo('input[name=reservePercent]');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await page.getByText('The intent is set.').waitFor();
});

test('a viewer is offered nothing to change, and no dead letters', { timeout: 180_000 }, async () => {
  await openBattery('VIEWER');
  await page.getByRole('heading', { name: 'Intent' }).waitFor();
  expect(await page.getByRole('button', { name: /Set intent|Override|End now|Request a new plan|Stop/ }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Dead letters' }).count()).toBe(0);
});

test('no page scrolls sideways on a phone of 360 px', { timeout: 180_000 }, async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openFleet('OPERATOR');
  expect(await overflowPx()).toBe(0);
  await page.locator('.row-link').first().click();
  await page.locator('.plot canvas').first().waitFor();
  expect(await overflowPx()).toBe(0);
  await page.getByRole('link', { name: 'Dead letters' }).click();
  await page.getByRole('heading', { name: 'Dead letters' }).waitFor();
  expect(await overflowPx()).toBe(0);
});

test('the API explorer runs its first example and streams readings', { timeout: 180_000 }, async () => {
  await openFleet('OPERATOR');
  await page.getByRole('link', { name: 'API explorer' }).click();
  await runUntilShown('"batteries"');
  await page.getByRole('tab', { name: 'Live' }).click();
  await runUntilShown('"readings"');
});

async function openFleet(role: string): Promise<void> {
  await page.goto(`${world.origin}/#key=${encodeURIComponent(world.keyOf(role))}`);
  await page.locator('.fleet tbody tr').first().waitFor();
}

async function openBattery(role: string): Promise<void> {
  await openFleet(role);
  await page.locator('.row-link').first().click();
  await page.getByRole('heading', { name: 'Settlement periods' }).waitFor();
}

/** The explorer takes in a change of tab with a delay that no hand is fast enough to notice, but a test is. */
function runUntilShown(text: string): Promise<void> {
  return vi.waitFor(
    async () => {
      await page.locator('.graphiql-execute-button').click();
      await page.locator('.result-window').getByText(text).first().waitFor({ timeout: 5_000 });
    },
    { timeout: WAIT_MS, interval: 500 },
  );
}

function measuredAt(): Promise<string> {
  return page.getByText(/^measured /).innerText();
}

/** How many pixels of a plot have the colour that the stylesheet gives to a line. */
function drawnPixelCount(plotIndex: number, colour: string): Promise<number> {
  return page.evaluate(`(() => {
    const canvas = document.querySelectorAll('.plot canvas')[${plotIndex}];
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const hex = getComputedStyle(document.documentElement).getPropertyValue('--${colour}').trim();
    const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] > 120 && wanted.every((value, channel) => Math.abs(data[at + channel] - value) <= 8)) count += 1;
    }
    return count;
  })()`);
}

function focused(): Promise<string> {
  return page.evaluate('document.activeElement.textContent');
}

async function tabTo(selector: string): Promise<void> {
  for (let count = 0; count < TAB_COUNT_MAX; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`The Tab key never reached ${selector}`);
}

function overflowPx(): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}
