import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dashboardPages } from '../../src/graphql/pages.ts';
import { launchChromium } from '../harness/chromium.ts';
import { insertMarketRun } from '../harness/market-rows.ts';
import { globalBattery, newKey, openWorld, type Place, type World } from '../harness/world.ts';

/** The pages ask again every ten seconds for what no stream tells of. */
const WAIT_MS = 30_000;
const TEST_LIMIT = { timeout: 120_000 };
const TAB_COUNT_MAX = 120;
const ONE: Place = { tenant: 'alder', site: 'north', battery: 'one' };
const PAGES = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

let world: World;
let browser: Browser;
let page: Page;
let operator: string;
let failures: string[];

beforeAll(async () => {
  world = await openWorld({ at: '2026-05-12T23:55:00Z', pages: dashboardPages(PAGES, { explorer: false }) });
  operator = await world.key('alder', 'OPERATOR');
  await world.publishPrices('alder', '2026-05-13', ({ periodIndex }) => {
    const price = periodIndex <= 20 ? 300 - periodIndex : 20;
    return { importPricePerMwh: String(price + 2), exportPricePerMwh: String(price) };
  });
  await world.storeReading(ONE, { socPercent: 80 });
  await world.workOff();
  world.clock.setTo('2026-05-13T00:00:00Z');
  await world.storeReading(ONE, { socPercent: 80 });
  browser = await launchChromium();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(WAIT_MS);
  failures = [];
  page.on('pageerror', (error) => failures.push(error.message));
});

afterEach(async () => {
  await page.close();
  expect(failures).toEqual([]);
});

const STOP = `mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { ... on DispatchStopped { stop { id } } } }`;
const RESUME = `mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { __typename } }`;
const NEWEST = `query($id: ID!) { battery(id: $id) { instructions(first: 1) { nodes { id } } } }`;
const ACKNOWLEDGE = `mutation($input: AcknowledgeInstructionInput!) { acknowledgeInstruction(input: $input) { __typename } }`;
const LIMIT = `mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { ... on PowerLimitSet { limit { id } } } }`;
const LIFT = `mutation($input: LiftPowerLimitInput!) { liftPowerLimit(input: $input) { __typename } }`;
const RESPOND = `mutation($input: EnableResponseInput!) { enableResponse(input: $input) { ... on ResponseEnabled { response { id } } } }`;
const ACCEPT = `mutation($input: TakeAcceptancesInput!) { takeAcceptances(input: $input) { __typename } }`;
const END = `mutation($input: DisableResponseInput!) { disableResponse(input: $input) { __typename } }`;

test('a limit is set and lifted with the keyboard alone', TEST_LIMIT, async () => {
  await openBattery(operator);
  await tabTo('input[name=dischargePowerKwMax]');
  await page.keyboard.type('25');
  await tabTo('[aria-labelledby=limits-title] input[name=why]');
  await page.keyboard.type('The feeder is being worked on');
  await page.keyboard.press('Enter');
  await page.getByText('The limit is set.').waitFor();
  const line = card('Power limits').locator('li');
  await line.getByText('Discharge 25.0 kW at most, set for the operator since 13 May, 01:00 BST until it is lifted').waitFor();
  await line.getByText('The feeder is being worked on').waitFor();
  await page.getByRole('button', { name: 'Lift the limit: Discharge 25.0 kW at most' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The limit is lifted.').waitFor();
  await card('Power limits').getByText('None: only its nameplate').waitFor();
});

test('a limit that limits nothing is refused in a sentence', TEST_LIMIT, async () => {
  await openBattery(operator);
  await page.getByLabel('Why it is held back').fill('nothing');
  await page.getByRole('button', { name: 'Set limit' }).click();
  await card('Power limits').getByRole('alert').waitFor();
});

test('a frequency response is enabled, says that it waits for its site, and is ended', TEST_LIMIT, async () => {
  await openBattery(operator);
  await page.getByLabel('Contracted').fill('20');
  await page.getByLabel('High frequency').check();
  await page.getByRole('button', { name: 'Enable response' }).click();
  await page.getByText('The response is enabled.').waitFor();
  const line = card('Frequency responses').locator('li');
  await line.getByText('DC, high frequency: 20.0 kW').first().waitFor();
  await line.getByText('Waiting for the site').waitFor();
  await page.getByRole('button', { name: 'End the response' }).click();
  await page.getByText('The response has ended.').waitFor();
  await card('Frequency responses').getByText('None enabled.').waitFor();
});

test('what others set and lift meanwhile comes and goes by itself', TEST_LIMIT, async () => {
  await openBattery(operator);
  await card('Power limits').getByText('None: only its nameplate').waitFor();
  const { limit } = (await change(LIMIT, { batteryId: globalBattery(ONE), role: 'MARKET', chargePowerKwMax: 5, reason: 'dear' }))
    .setPowerLimit;
  await card('Power limits').getByText('Charge 5.0 kW at most').first().waitFor();
  await change(LIFT, { limitId: limit.id });
  await card('Power limits').getByText('None: only its nameplate').waitFor();
});

test('an alert appears by itself at the battery and in the fleet, and goes when it is over', TEST_LIMIT, async () => {
  await openBattery(operator);
  const fleet = await browser.newPage();
  await fleet.goto(`${origin()}/#key=${operator}`);
  await fleet.locator('.fleet tbody tr').first().waitFor();
  expect(await page.getByRole('heading', { name: 'Alerts' }).count()).toBe(0);
  world.clock.advance({ seconds: 120 });
  await world.runTimer('watch-execution');
  await card('Alerts').getByText('The site does not confirm its instruction').waitFor();
  await page.getByRole('status').getByText('Open alerts: 1').waitFor({ state: 'attached' });
  await fleet.getByText('Battery one: the site does not confirm its instruction').waitFor();
  await card('Alerts').getByRole('button', { name: 'I have seen it' }).click();
  await card('Alerts').getByText('Seen at').waitFor();
  await report('DELIVERED');
  await report('APPLIED');
  await page.getByRole('heading', { name: 'Alerts' }).waitFor({ state: 'detached' });
  await fleet.getByRole('link', { name: 'Battery one' }).first().waitFor();
  await fleet.getByRole('heading', { name: 'Alerts' }).waitFor({ state: 'detached' });
  await fleet.close();
});

test('the chain shows what was planned, asked and done in a period, and why they differ', TEST_LIMIT, async () => {
  const { stop } = (await change(STOP, { batteryId: globalBattery(ONE), kind: 'VISIT', reason: 'A visit' })).stopDispatch;
  await report('DELIVERED');
  await report('APPLIED');
  await standStillUntil('2026-05-13T00:30:00Z');
  await change(RESUME, { stopId: stop.id });
  await standStillUntil('2026-05-13T00:31:00Z');
  await openBattery(operator);
  const row = card('Asked and done').getByRole('row', { name: /01:00–01:30/ });
  await row.getByText('It was stopped').waitFor();
  await row.getByText('stop 0.0 kW').waitFor();
  expect(await card('Asked and done').locator('thead th').allInnerTexts()).toEqual([
    'Period',
    'Planned',
    'Asked',
    'Done',
    'Settled',
    'Why they differ',
  ]);
  const [planned, , done] = await row.locator('td.numeric').allInnerTexts();
  expect(Number(planned)).toBeGreaterThan(5);
  expect(done).toBe('0.0');
  await card('Asked and done').getByText('Not over yet').waitFor();
});

test(
  'whoever owns a battery is offered the limits that are the owner’s to set, and nothing that would be refused',
  TEST_LIMIT,
  async () => {
    const batteryId = globalBattery(ONE);
    const { limit } = (await change(LIMIT, { batteryId, role: 'OPERATOR', dischargePowerKwMax: 90, reason: 'works' }))
      .setPowerLimit;
    const { response } = (
      await change(RESPOND, {
        batteryId,
        service: 'DC',
        direction: 'LOW',
        contractedPowerKw: 5,
        untilAt: '2026-05-13T06:00:00Z',
      })
    ).enableResponse;
    await openBattery(await world.key('alder', 'OWNER', 'owner'));
    await card('Power limits').getByText('Discharge 90.0 kW at most').first().waitFor();
    await card('Frequency responses').getByText('DC, low frequency: 5.0 kW').first().waitFor();
    await card('Power limits').getByText('A limit that you set is the owner’s.').waitFor();
    expect(await page.getByRole('button', { name: /^Lift|^End|Enable|Stop|Override|I have seen/ }).count()).toBe(0);
    await page.getByLabel(/^Charge at most/).fill('60');
    await page.getByLabel('Why it is held back').fill('A guest');
    await page.getByRole('button', { name: 'Set limit' }).click();
    await card('Power limits').getByText('Charge 60.0 kW at most, set for the owner').waitFor();
    await page.getByRole('button', { name: 'Lift the limit: Charge 60.0 kW at most' }).click();
    await page.getByText('The limit is lifted.').waitFor();
    await change(LIFT, { limitId: limit.id });
    await change(END, { responseId: response.id });
  },
);

test('what was sold stands beside what was done with it, and adds up', TEST_LIMIT, async () => {
  await standStillUntil('2026-05-13T00:31:00Z');
  await insertMarketRun(world.owner, ONE);
  await world.owner`
    update market_position set period_start = '2026-05-13T00:00:00Z', period_end = '2026-05-13T00:30:00Z', period_index = 3, power_kw = 20,
      price_per_mwh = 100`;
  const [fromAt, untilAt] = ['2026-05-13T04:00:00Z', '2026-05-13T04:30:00Z'];
  const points = [fromAt, untilAt].map((at) => ({ at, powerKw: 5 }));
  const acceptances = [{ acceptanceNumber: 7, acceptedAt: world.clock.now(), points }];
  await change(ACCEPT, { batteryId: globalBattery(ONE), acceptances });
  await openBattery(operator);
  const rows = card('Sold and earned').locator('table').first().locator('tr');
  await rows.filter({ hasText: 'Auction: Day-ahead hourly' }).filter({ hasText: '+10.0' }).filter({ hasText: '£1.00' }).waitFor();
  const found = await rows.allInnerTexts();
  expect(found.map((text) => text.split(/\s*\t\s*/)).slice(1)).toEqual([
    ['Auction: Day-ahead hourly', '+10.0', '£1.00'],
    ['Metered energy beside what was sold', '−10.0', '−£2.97'],
    ['Together', '0.0', '−£1.97'],
  ]);
  await card('Sold and earned').getByRole('region', { name: 'Sold in auctions' }).getByText('+20.0 kW').waitFor();
  await card('Sold and earned').getByText('No. 7').waitFor();
});

test('whoever may only look is told what is not theirs, and is offered nothing', TEST_LIMIT, async () => {
  await openBattery(await world.key('alder', 'PARTY', 'supplier'));
  await card('Power limits').getByText('Not yours to see.').waitFor();
  await card('Frequency responses').getByText('Not yours to see.').waitFor();
  await card('Asked and done').getByText('What was planned: not yours to see.').waitFor();
  expect(await card('Asked and done').locator('thead th').allInnerTexts()).toEqual(['Period', 'Done', 'Settled']);
  expect(await page.getByRole('button', { name: /limit|Lift|End|Enable/ }).count()).toBe(0);
});

test('limits, responses and the chain keep within a phone of 360 px', TEST_LIMIT, async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openBattery(operator);
  await card('Asked and done').locator('tbody tr').first().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
});

const origin = (): string => new URL(world.url).origin;

async function openBattery(key: string): Promise<void> {
  await page.goto(`${origin()}/battery/${encodeURIComponent(globalBattery(ONE))}#key=${key}`);
  await page.getByRole('heading', { name: 'Battery one' }).waitFor();
}

function card(title: string) {
  return page.locator('section.card', { has: page.getByRole('heading', { name: title, exact: true }) });
}

/** What somebody else does; the sites' instructions follow. */
async function change(document: string, fields: object) {
  const answer = await world.ask(operator, document, { input: { idempotencyKey: newKey(), ...fields } });
  expect(answer.codes).toEqual([]);
  await world.workOff();
  return answer.data;
}

/** What the site says of its newest instruction. */
async function report(outcome: string): Promise<void> {
  await world.workOff();
  const { data } = await world.ask(operator, NEWEST, { id: globalBattery(ONE) });
  const instructionId = data.battery.instructions.nodes[0].id;
  const input = { idempotencyKey: newKey(), instructionId, outcome, happenedAt: world.clock.now() };
  expect((await world.ask(await world.agent('alder', 'north'), ACKNOWLEDGE, { input })).codes).toEqual([]);
}

let socPercent = 80;

/** A battery that does nothing, by the minute. The state of charge falls a little: values that stand still are not believed. */
async function standStillUntil(instant: string): Promise<void> {
  while (world.clock.nowMs() < Date.parse(instant)) {
    world.clock.advance({ minutes: 1 });
    socPercent -= 0.01;
    await world.storeReading(ONE, { socPercent });
  }
  await world.runTimer('roll-up');
  await world.runTimer('settle');
}

async function tabTo(selector: string): Promise<void> {
  for (let count = 0; count < TAB_COUNT_MAX; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`The Tab key never reached ${selector}`);
}
