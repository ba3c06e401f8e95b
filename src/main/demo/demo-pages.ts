import type { FastifyPluginAsync } from 'fastify';
import type { DemoTenant } from './credentials.ts';

/** The pages, with the demo's keys beside them so that the sign-in page can offer them. Only the demo serves this. */
export function demoPages({
  pages,
  tenants,
}: {
  pages: FastifyPluginAsync;
  /** As they are now: an app's token is a new one every few minutes. */
  tenants: (() => readonly DemoTenant[]) | null;
}): FastifyPluginAsync {
  return async (fastify, options) => {
    await pages(fastify, options);
    // Where others than this machine can reach the pages, the keys are not for them.
    if (tenants === null) return;
    fastify.get('/demo.json', (_request, reply) => reply.header('cache-control', 'no-store').send({ tenants: tenants() }));
  };
}
