import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { Budget } from '../../../platform/budget.ts';
import type { Platform, TenantEntry } from '../../../platform/platform.ts';
import { answerInteraction, showInteraction, type Step } from './interaction.ts';
import { admitToIssuer } from './issuer-limits.ts';
import { SessionNotFound } from './library.ts';
import { ISSUER_HEADERS, sendPage } from './page-headers.ts';
import { errorPage } from './pages/other-pages.ts';
import { mountOf } from './provider.ts';

type Asked = FastifyRequest<{ Params: { tenant: string } }>;

const STYLE = readFileSync(new URL('pages/page.css', import.meta.url), 'utf8');
/** A page with every box ticked stays far below it. */
const FORM_BYTES_MAX = 64 * 1024;

/** The issuers of all tenants, each made when it is first asked. */
export interface OpenIssuers {
  readonly platform: Platform;
  /** Counts wrong passwords and secrets, and what each address asks. */
  readonly budget: Budget;
  /** The address that browsers and apps know, without a path. */
  publicOrigin(): string;
  of(tenant: TenantEntry): Promise<Provider>;
}

/** The issuers of all tenants below `/oidc`: the protocol by the library, the pages by us. */
export function issuerPages(issuers: OpenIssuers): FastifyPluginAsync {
  return async (fastify) => {
    fastify.get('/oidc/page.css', (_request, reply) =>
      reply
        .headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'max-age=3600' })
        .type('text/css; charset=utf-8')
        .send(STYLE),
    );
    await fastify.register(async (pages) => registerPages(pages, issuers));
    await fastify.register(async (protocol) => registerProtocol(protocol, issuers));
  };
}

async function registerPages(fastify: FastifyInstance, issuers: OpenIssuers): Promise<void> {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: 'string', bodyLimit: FORM_BYTES_MAX } as const;
  fastify.addContentTypeParser('application/x-www-form-urlencoded', options, (_request, body, done) =>
    done(null, new URLSearchParams(typeof body === 'string' ? body : '')),
  );
  fastify.setErrorHandler<Error & { statusCode?: number }>(async (error, _request, reply) => {
    const isStale = error instanceof SessionNotFound;
    const status = isStale ? 400 : (error.statusCode ?? 500);
    if (status >= 500) issuers.platform.log.error({ err: error }, 'a page of the issuer failed');
    const what = isStale ? 'expired' : status >= 500 ? 'server_error' : 'invalid_request';
    const html = errorPage({
      tenantName: null,
      error: what,
      description: isStale ? 'It took too long, or was finished before.' : null,
    });
    await sendPage(reply.code(status), { html, answersAt: null });
  });
  const step = async (request: Asked, reply: FastifyReply): Promise<Step | null> => {
    const found = await issuerAt(issuers, request, reply);
    return found && { platform: issuers.platform, budget: issuers.budget, ...found, request, reply };
  };
  fastify.get('/oidc/:tenant/interaction/:uid', async (request: Asked, reply) => {
    const here = await step(request, reply);
    if (here) await showInteraction(here);
    return reply;
  });
  fastify.post('/oidc/:tenant/interaction/:uid', async (request: Asked, reply) => {
    const here = await step(request, reply);
    if (!here) return reply;
    // The cookie of the interaction does not come with a form of another site; this holds where a browser thinks otherwise.
    if (request.headers.origin !== issuers.publicOrigin())
      throw Object.assign(new Error('a form of another page'), { statusCode: 403 });
    await answerInteraction(here, request.body instanceof URLSearchParams ? request.body : new URLSearchParams());
    return reply;
  });
}

/** Everything else below a tenant is the library's. It reads the body itself. */
async function registerProtocol(fastify: FastifyInstance, issuers: OpenIssuers): Promise<void> {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
  fastify.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/oidc/:tenant/*',
    async handler(request: Asked, reply) {
      const found = await issuerAt(issuers, request, reply);
      if (!found) return reply;
      if (!(await admitToIssuer(issuers.budget, request, reply))) return reply;
      const { provider, tenant } = found;
      const { raw } = request;
      const mount = mountOf(tenant);
      const { protocol, host } = new URL(issuers.publicOrigin());
      // Addresses are made of what is configured and not of what a request says of itself.
      delete raw.headers['x-forwarded-host'];
      Object.assign(raw.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-for': request.ip });
      Object.assign(raw, { originalUrl: raw.url, url: raw.url?.slice(mount.length) });
      reply.hijack();
      for (const [name, value] of Object.entries(ISSUER_HEADERS)) reply.raw.setHeader(name, value);
      await provider.callback()(raw, reply.raw);
      return reply;
    },
  });
}

/** The issuer that an address names; answers the request itself where there is none. */
async function issuerAt(
  issuers: OpenIssuers,
  request: Asked,
  reply: FastifyReply,
): Promise<Pick<Step, 'tenant' | 'provider'> | null> {
  const tenant: TenantEntry | null = issuers.platform.tenants.bySlug(request.params.tenant);
  const provider = tenant && request.url.startsWith(`${mountOf(tenant)}/`) ? await issuers.of(tenant) : null;
  if (tenant && provider) return { tenant, provider };
  await reply.code(404).send({ error: 'Not found' });
  return null;
}
