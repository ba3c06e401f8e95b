import Fastify from 'fastify';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dashboardPages } from './pages.ts';

let folder: string;
const fastify = Fastify();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), 'dashboard');
  await writeFile(join(folder, 'graphiql.html'), 'explorer');
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), 'script');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await fastify.register(dashboardPages(folder, { explorer: true }));
});
afterAll(async () => {
  await fastify.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, accept = 'text/html') => fastify.inject({ url, headers: { accept } });

test.each(['/', '/battery/QmF0dGVyeTox', '/dead-letters', '/dead-letters?x=1', '/account', '/signed-in?code=1'])(
  '%s is the dashboard',
  async (path) => {
    const response = await get(path);
    expect([response.statusCode, response.body]).toEqual([200, 'dashboard']);
    expect(response.headers['content-type']).toContain('text/html');
    expect(response.headers['cache-control']).toBe('no-cache');
  },
);

test('/graphiql is the explorer', async () => {
  expect((await get('/graphiql')).body).toBe('explorer');
});

test('without the explorer its address is unknown, and none of the addresses where others serve one is known', async () => {
  const without = Fastify();
  await without.register(dashboardPages(folder, { explorer: false }));
  for (const url of ['/graphiql', '/graphiql.html', '/playground', '/console', '/altair', '/voyager'])
    expect(await without.inject({ url, headers: { accept: 'text/html' } })).toMatchObject({ statusCode: 404, body: 'dashboard' });
  await without.close();
});

test('an unknown address is the dashboard for people, with 404, and no page for programs', async () => {
  expect(await get('/nowhere')).toMatchObject({ statusCode: 404, body: 'dashboard' });
  expect(await get('/nowhere', 'application/json')).toMatchObject({ statusCode: 404, body: '{"error":"Not found"}' });
});

test('nothing outside the pages is served', async () => {
  for (const path of ['/secret.txt', '/assets/../secret.txt', '/assets/%2e%2e/secret.txt', '/assets/..%2fsecret.txt']) {
    expect((await get(path)).body).not.toContain('secret');
  }
});

describe('what a page may load', () => {
  test('comes from this server alone, and is never inline', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http|data:/);
    const explorer = String((await get('/graphiql')).headers['content-security-policy']);
    expect(explorer).toContain("script-src 'self';");
    expect(explorer).not.toContain('unsafe-eval');
  });

  test('is kept for ever when its name carries its content', async () => {
    const response = await get('/assets/app-1a2b.js');
    expect(response.headers['cache-control']).toContain('immutable');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });
});

test('without built pages the server starts and says what to run', async () => {
  const bare = Fastify();
  await bare.register(dashboardPages(join(folder, 'nowhere'), { explorer: true }));
  expect((await bare.inject('/')).body).toContain('npm run build');
});
