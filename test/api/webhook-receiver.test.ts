import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { newSecret, signedHeaders } from '../../src/modules/webhooks/sign.ts';

const started: ChildProcessByStdio<null, Readable, null>[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

test('the receiver of the documents takes what is signed, tells it once, and refuses what is forged or old', async () => {
  const secret = newSecret();
  const child = spawn(process.execPath, ['docs/webhook-receiver.mjs', '0'], {
    env: { ...process.env, WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const url = (await next()).replace('Listening on ', '');
  const post = async (body: string, wanted: { secrets?: string[]; sentAt?: Date; sent?: string } = {}): Promise<number> => {
    const { secrets = [secret], sentAt = new Date(), sent = body } = wanted;
    const headers = signedHeaders({ webhookId: `msg_${body}`, sentAt, body, secrets });
    return (await fetch(url, { method: 'POST', headers, body: sent })).status;
  };
  expect(await post('one')).toBe(204);
  expect(await post('one')).toBe(204);
  expect(await post('rotated', { secrets: [newSecret(), secret] })).toBe(204);
  expect(await post('forged', { secrets: [newSecret()] })).toBe(401);
  expect(await post('changed', { sent: 'chanced' })).toBe(401);
  expect(await post('old', { sentAt: new Date(Date.now() - 400_000) })).toBe(401);
  expect((await fetch(url, { method: 'POST', body: 'bare' })).status).toBe(401);
  expect([await next(), await next()]).toEqual(['msg_one one', 'msg_rotated rotated']);
  child.kill();
  await once(child, 'exit');
});
