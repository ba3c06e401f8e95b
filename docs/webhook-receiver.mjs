// A receiver of webhooks, as a partner would run it. It needs Node 20 or later and nothing else.
//
//   WEBHOOK_SECRET=whsec_… node docs/webhook-receiver.mjs [PORT]
//
// It checks who sent a message, when, and that it is whole; tells each event once; and answers before it does any work.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const TOLERANCE_SECONDS = 300;
const BODY_BYTES_MAX = 100_000;
const secret = process.env.WEBHOOK_SECRET ?? '';
if (!secret.startsWith('whsec_')) {
  console.error('usage: WEBHOOK_SECRET=whsec_… node docs/webhook-receiver.mjs [PORT]');
  process.exit(2);
}
const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
// A service of your own keeps these where they outlive it, such as a table with `webhook-id` as its key.
const seen = new Set();

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > BODY_BYTES_MAX) return response.writeHead(413).end();
  }
  // 1. The body as it came, to the letter: parsed and printed again it would have another signature.
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  // 2. A message comes at least once, and always under the same id. One that was taken before is answered alike.
  const id = request.headers['webhook-id'];
  const isNew = !seen.has(id);
  seen.add(id);
  // 3. Any 2xx says that it is yours from now on. Answer within 15 seconds, and work afterwards.
  response.writeHead(204).end();
  if (isNew) console.log(`${id} ${body}`);
});
server.listen(Number(process.argv[2] ?? 4012), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}/`);
});

function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) return false;
  // An old message that somebody sends again is nobody's.
  if (!(Math.abs(Date.now() / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  // Several while a secret is being rotated; one that fits is enough.
  return signatures.split(' ').some((signature) => {
    const [version, text = ''] = signature.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
