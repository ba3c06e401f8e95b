import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type Account,
  askToken,
  beginFlow,
  Browser,
  dashboardOf,
  letIn,
  newApp,
  newUser,
  refreshing,
  signInToDashboard,
} from '../harness/oauth.ts';
import { batteryIdOf, newKey, openWorld, type World } from '../harness/world.ts';

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const NEXT = 'a longer one, and a new one';
const CHANGE = `mutation($input: ChangePasswordInput!) { changePassword(input: $input) { __typename
  ... on PasswordChanged { changedAt } ... on PasswordRefused { reason } } }`;

let world: World;
let account: Account;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  account = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
});
afterAll(() => world.close());

async function change(token: string, fields: object = {}) {
  const input = { idempotencyKey: newKey(), currentPassword: account.password, newPassword: NEXT, ...fields };
  return world.ask(token, CHANGE, { input });
}

async function works(token: string): Promise<boolean> {
  return (await world.ask(token, '{ viewer { user { email } } }')).codes.length === 0;
}

test('a person changes their password: the new one signs in, the old one does not', async () => {
  const { access } = await signInToDashboard(world, 'alder', account);
  expect((await change(access)).data.changePassword.__typename).toBe('PasswordChanged');
  await expect(signInToDashboard(world, 'alder', account)).rejects.toThrow('a way back');
  expect(await works((await signInToDashboard(world, 'alder', { ...account, password: NEXT })).access)).toBe(true);
});

test('a change ends where else the person is signed in, and neither this place nor the apps they have let in', async () => {
  const app = await newApp(world, 'alder');
  const allow = [`MONITORING:${batteryIdOf(ONE)}`];
  const here = await signInToDashboard(world, 'alder', account);
  const there = await signInToDashboard(world, 'alder', account);
  const inApp = await letIn(world, 'alder', { app, account, allow });
  await change(here.access);
  expect([await works(here.access), await works(there.access), await works(inApp.access)]).toEqual([true, false, true]);
  const dashboard = { clientId: 'dashboard' };
  expect((await askToken(world, 'alder', refreshing(dashboard, there.refresh))).body.error).toBe('invalid_grant');
  expect((await askToken(world, 'alder', refreshing(dashboard, here.refresh))).status).toBe(200);
});

test('a wrong password changes nothing, and too many of them end the guessing at sign-in too', async () => {
  const { access } = await signInToDashboard(world, 'alder', account);
  const reasons = [];
  for (let count = 0; count < 11; count += 1) {
    reasons.push((await change(access, { currentPassword: `guess ${count}` })).data.changePassword.reason);
  }
  expect(reasons).toEqual([...Array.from({ length: 10 }, () => 'WRONG_PASSWORD'), 'TOO_MANY']);
  const browser = new Browser();
  const asked = await browser.open(beginFlow(world, 'alder', dashboardOf(world), { scope: 'openid' }).url);
  const { status } = await browser.submit(asked, { step: 'sign-in', email: account.email, password: account.password });
  expect(status).toBe(429);
});

test('an app that was let in cannot change the password, whatever it was told', async () => {
  const app = await newApp(world, 'alder');
  const allow = [`MONITORING:${batteryIdOf(ONE)}`];
  const { access } = await letIn(world, 'alder', { app, account, allow });
  expect((await change(access)).codes).toEqual(['FORBIDDEN']);
});

test('the same password again is refused, and counts as no wrong one', async () => {
  const { access } = await signInToDashboard(world, 'alder', account);
  await change(access);
  const again = { currentPassword: NEXT, newPassword: NEXT };
  expect((await change(access, again)).data.changePassword.reason).toBe('SAME_PASSWORD');
});

test('a change is written down, and nothing of either password is kept', async () => {
  const { access } = await signInToDashboard(world, 'alder', account);
  const idempotencyKey = newKey();
  await change(access, { idempotencyKey });
  expect((await change(access, { idempotencyKey })).data.changePassword.__typename).toBe('PasswordChanged');
  const entries = await world.owner`
    select operation, outcome, on_behalf_of, subject_id from audit_entry where subject_id = ${userIdOf(account)} and operation = 'changePassword'`;
  expect(entries).toMatchObject([{ outcome: 'PasswordChanged', on_behalf_of: `${account.email} through the dashboard` }]);
  const kept = await world.owner<{ row: string }[]>`
    select to_jsonb(a)::text as row from audit_entry a union all select to_jsonb(o)::text from idempotent_outcome o`;
  expect(kept.filter(({ row }) => row.includes(NEXT) || row.includes(account.password))).toEqual([]);
});

function userIdOf({ userId }: Account): string {
  return Buffer.from(userId, 'base64url').toString().split(':').at(-1) ?? '';
}
