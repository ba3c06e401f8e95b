import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Everything comes from this server and nothing is inline: an injected script has nowhere to come from or go to. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};
/** The code editor of the explorer writes its themes into the page as it goes, and its style sheet carries its fonts. */
const EXPLORER_POLICY = {
  ...POLICY,
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
};

const PAGE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // The names of the files that a page loads change with their content; the page itself is always asked for.
  'cache-control': 'no-cache',
};

const DASHBOARD_PATHS = ['/', '/battery/:id', '/dead-letters', '/account', '/signed-in'];

/** The dashboard's pages and, where it is wanted, the API explorer, as built into a folder. */
export function dashboardPages(folder: string, { explorer }: { readonly explorer: boolean }): FastifyPluginAsync {
  return async (fastify) => {
    if (!existsSync(join(folder, 'index.html'))) {
      fastify.get('/', async (_request, reply) => reply.code(503).send('The pages are not built yet: run `npm run build`.\n'));
      return;
    }
    await fastify.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '1y',
      index: false,
      setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
    });
    for (const path of DASHBOARD_PATHS) fastify.get(path, (_request, reply) => sendPage(reply, { folder, page: 'index.html' }));
    if (explorer) fastify.get('/graphiql', (_request, reply) => sendPage(reply, { folder, page: 'graphiql.html' }));
    fastify.setNotFoundHandler((request, reply) => {
      if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
        return sendPage(reply.code(404), { folder, page: 'index.html' });
      }
      return reply.code(404).send({ error: 'Not found' });
    });
  };
}

function sendPage(reply: FastifyReply, { folder, page }: { folder: string; page: 'index.html' | 'graphiql.html' }): FastifyReply {
  const policy = Object.entries(page === 'graphiql.html' ? EXPLORER_POLICY : POLICY);
  return reply
    .headers({ ...PAGE_HEADERS, 'content-security-policy': policy.map(([name, value]) => `${name} ${value}`).join('; ') })
    .sendFile(page, folder, { cacheControl: false });
}
