import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { ExchangeOrder } from './exchange.ts';
import { createHttpExchange } from './http-exchange.ts';

const ORDER: ExchangeOrder = {
  reference: 'HF-1',
  participant: 'ALDER',
  product: 'day-ahead half-hourly',
  deliveryDate: '2026-05-13',
  fromAt: new Date('2026-05-12T23:00:00Z'),
  untilAt: new Date('2026-05-12T23:30:00Z'),
  service: null,
  side: 'SELL',
  volumeMw: 0.3,
  limitPricePerMwh: '54.00',
  currency: 'GBP',
};
const AUCTION = { participant: 'ALDER', product: 'day-ahead half-hourly', deliveryDate: '2026-05-13' };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((close) => close()));
});

/** An exchange that answers as it is told, and keeps what came. */
async function server(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const came: { method: string; url: string; token: string }[] = [];
  const listening = createServer((request, response) => {
    came.push({ method: request.method ?? '', url: request.url ?? '', token: request.headers.authorization ?? '' });
    answer(request, response);
  });
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  open.push(async () => {
    listening.closeAllConnections();
    await new Promise((done) => listening.close(done));
  });
  return { came, url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}` };
}

test('an order goes under its reference, with the token', async () => {
  const { came, url } = await server((_request, response) =>
    response.writeHead(404).end('{"reference":"HF-1","state":"UNKNOWN"}'),
  );
  const exchange = createHttpExchange({ url, token: 'secret' });
  expect(await exchange.submit(ORDER)).toEqual({ kind: 'not-known' });
  expect(await exchange.stateOf(ORDER)).toEqual({ kind: 'not-known' });
  await exchange.resultsOf(AUCTION);
  expect(came).toEqual([
    { method: 'PUT', url: '/orders/HF-1', token: 'Bearer secret' },
    { method: 'GET', url: '/orders/HF-1', token: 'Bearer secret' },
    {
      method: 'GET',
      url: '/results?participant=ALDER&product=day-ahead+half-hourly&deliveryDate=2026-05-13',
      token: 'Bearer secret',
    },
  ]);
});

test.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
  ['hangs up', (request) => request.socket.destroy(), 'no connection'],
  ['says nothing', () => undefined, 'no answer in time'],
  ['is busy', (_request, response) => response.writeHead(503).end(), 'answered 503'],
  ['has lost us', (_request, response) => response.writeHead(401).end(), 'answered 401'],
  [
    'begins an answer and breaks off',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{');
      setTimeout(() => response.destroy(), 20);
    },
    'no connection',
  ],
])('an exchange that %s leaves the order unknown', async (_what, answer, reason) => {
  const { url } = await server(answer);
  const exchange = createHttpExchange({ url, token: null, answerMsMax: 200 });
  expect(await exchange.submit(ORDER)).toEqual({ kind: 'unanswered', reason: expect.stringContaining(reason) });
});

test('an exchange that never answers is left alone for a while, and then tried again', async () => {
  let isDown = true;
  const { came, url } = await server((_request, response) =>
    isDown ? response.writeHead(500).end() : response.writeHead(200).end('{"reference":"HF-1","state":"UNKNOWN"}'),
  );
  const exchange = createHttpExchange({ url, token: null, restMs: 300 });
  for (let count = 0; count < 15; count += 1) await exchange.stateOf(ORDER);
  expect(came).toHaveLength(10);
  expect(await exchange.submit(ORDER)).toEqual({ kind: 'unanswered', reason: 'not sent: it has not answered for a while' });
  isDown = false;
  await expect.poll(() => exchange.stateOf(ORDER)).toEqual({ kind: 'not-known' });
});

test('an exchange that asks for a rest gets it', async () => {
  let isBusy = true;
  const { came, url } = await server((_request, response) =>
    isBusy
      ? response.writeHead(429, { 'retry-after': '1' }).end()
      : response.writeHead(200).end('{"reference":"HF-1","state":"UNKNOWN"}'),
  );
  const exchange = createHttpExchange({ url, token: null });
  expect(await exchange.stateOf(ORDER)).toEqual({ kind: 'unanswered', reason: 'answered 429' });
  isBusy = false;
  expect(await exchange.stateOf(ORDER)).toEqual({ kind: 'unanswered', reason: 'not sent: it has asked for a rest' });
  expect(came).toHaveLength(1);
  const wallNow = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => wallNow() + 1_000);
  expect(await exchange.stateOf(ORDER)).toEqual({ kind: 'not-known' });
});
