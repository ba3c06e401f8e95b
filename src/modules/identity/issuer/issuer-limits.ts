import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Budget } from '../../../platform/budget.ts';
import { OIDCProviderError, Provider } from './library.ts';
import { sendPage } from './page-headers.ts';
import { errorPage } from './pages/other-pages.ts';

/** What an address may ask of the issuers at once, and how fast it comes back. */
const OF_ADDRESS = { points: 1_000, pointsPerSecond: 10 } as const;
/** Whoever begins to sign in leaves a record behind, whether or not they go on. */
const BEGINNING_POINTS = 5;
const ERROR = 'temporarily_unavailable';

/** Takes what a request comes to from the bucket of its address; answers it, and says false, when that is empty. */
export async function admitToIssuer(budget: Budget, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const points = /\/auth(\?|$)/.test(request.url) ? BEGINNING_POINTS : 1;
  const standing = await budget.take(points, [{ key: `issuer:${request.ip}`, ...OF_ADDRESS }]);
  if (standing.taken) return true;
  const description = tell(standing.waitSeconds);
  void reply.code(429).headers({ 'retry-after': secondsOf(standing.waitSeconds), 'cache-control': 'no-store' });
  if (request.headers.accept?.includes('text/html'))
    await sendPage(reply, { html: errorPage({ tenantName: null, error: ERROR, description }), answersAt: null });
  else await reply.send({ error: ERROR, error_description: description });
  return false;
}

/** The library answers with it: too many wrong secrets. */
export function tooMany(waitSeconds: number): Error {
  Provider.ctx?.set('retry-after', secondsOf(waitSeconds));
  return Object.assign(new OIDCProviderError(429, ERROR), { error_description: tell(waitSeconds) });
}

function tell(waitSeconds: number): string {
  return `Too many requests; try again in ${secondsOf(waitSeconds)} s.`;
}

function secondsOf(waitSeconds: number): string {
  return String(Math.max(1, Math.ceil(waitSeconds)));
}
