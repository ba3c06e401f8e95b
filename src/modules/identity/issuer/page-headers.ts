import type { FastifyReply } from 'fastify';

const POLICY = {
  'default-src': "'none'",
  'style-src': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/** For every answer of the issuer: nothing of it is shown inside of another page or kept, and no address is told to others. */
export const ISSUER_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not `no-referrer`: a browser then sends a form without saying which origin it comes from.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
  'content-security-policy': policyFor(null),
} as const;

/** Sends a page. Its form leads on to where the app is answered, which browsers hold against the policy of the form's page. */
export async function sendPage(
  reply: FastifyReply,
  { html, answersAt }: { html: string; answersAt: string | null },
): Promise<void> {
  const headers = { ...ISSUER_HEADERS, 'content-security-policy': policyFor(answersAt) };
  await reply.headers(headers).type('text/html; charset=utf-8').send(html);
}

function policyFor(answersAt: string | null): string {
  const targets = ["'self'", ...(answersAt === null ? [] : [sourceOf(new URL(answersAt))])];
  return Object.entries({ ...POLICY, 'form-action': targets.join(' ') })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

function sourceOf({ protocol, origin }: URL): string {
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol;
}
