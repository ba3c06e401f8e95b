import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { trustProxies } from '../../src/platform/client-address.ts';
import { beginFlow, Browser, dashboardOf, newUser } from '../harness/oauth.ts';
import { openWorld } from '../harness/world.ts';

test('who forges X-Forwarded-For is counted by their own address: each guess with another one is one of the same ten', async () => {
  const world = await openWorld();
  try {
    const { email } = await newUser(world, 'alder', { role: 'OWNER', party: 'owner' });
    const browser = new Browser();
    const shown = await browser.open(beginFlow(world, 'alder', dashboardOf(world), { scope: 'openid' }).url);
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      const form = { step: 'sign-in', email, password: `guess ${count}` };
      statuses.push((await browser.submit(shown, form, { 'x-forwarded-for': `198.51.100.${count}` })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const entries = await world.owner<{ source_ip: string }[]>`
      select distinct source_ip from audit_entry where operation = 'signIn' and input::text like ${`%${email}%`}`;
    expect(entries.map((entry) => entry.source_ip)).toEqual(['127.0.0.1']);
  } finally {
    await world.close();
  }
  // Eleven passwords are hashed, each as slowly as is meant.
}, 60_000);

test('Fastify takes the address that a named proxy gives, and none of a stranger', async () => {
  const addressSeen = async (proxies: readonly string[]): Promise<string> => {
    const fastify = Fastify({ trustProxy: trustProxies(proxies) });
    fastify.get('/', (request, reply) => reply.send(request.ip));
    const { body } = await fastify.inject({ url: '/', headers: { 'x-forwarded-for': '1.1.1.1, 198.51.100.7' } });
    await fastify.close();
    return body;
  };
  expect([await addressSeen([]), await addressSeen(['10.0.0.1'])]).toEqual(['127.0.0.1', '127.0.0.1']);
  expect(await addressSeen(['127.0.0.1'])).toBe('198.51.100.7');
});
