import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { AddressInfo } from 'node:net';
import { type Budget, createInProcessBudget } from '../platform/budget.ts';
import type { Issuers } from '../modules/identity/index.ts';
import type { Actor, Authenticate } from '../modules/tenancy/index.ts';
import { type TrustProxy, trustProxies } from '../platform/client-address.ts';
import { Fault } from '../platform/fault.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Services } from '../modules/module.ts';
import { createAdmission } from './admission.ts';
import type { GraphQLContext } from './context.ts';
import { type AgentListenerOptions, openAgentListener } from './agent-listener.ts';
import { createContext } from './create-context.ts';
import { createErrorMask } from './errors.ts';
import { createExecutor } from './executor.ts';
import { registerHttpApi } from './http-api.ts';
import { LIMITS } from './limits.ts';
import type { Proof } from './proof.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { registerTelemetryRoute } from './telemetry-route.ts';
import { readTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts';
import { openSockets, type SocketLimits } from './websocket.ts';

export interface ApiOptions {
  readonly schema: GraphQLSchema;
  readonly platform: Services;
  readonly authenticate: Authenticate;
  /** Whether what the API leans on answers; throws or resolves to false when it does not. */
  readonly isReady: () => Promise<boolean>;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Everything on the same port that is not the API. */
  readonly pages?: FastifyPluginAsync;
  /** Whether the API explorer is among them; not when left out. */
  readonly explorer?: boolean;
  /** Where people sign in and programs get tokens; told its address once the port is open. */
  readonly issuers?: Issuers;
  /** The address that browsers and apps know, without a path; that of the port when left out. */
  readonly publicOrigin?: string | null;
  /** Which peers are believed when they say for whom they ask; none when left out. */
  readonly trusts?: TrustProxy;
  readonly socketLimits?: Partial<SocketLimits>;
  /** What every process of the API counts in; of this process alone when left out. */
  readonly budget?: Budget;
  /** What our own pages may send. */
  readonly trusted?: TrustedDocuments;
  /** Edge agents have a listener of their own; without one none can connect. */
  readonly agents?: AgentListenerOptions | null;
}

export interface Api {
  readonly url: string;
  readonly wsUrl: string;
  readonly port: number;
  /** Where edge agents connect with their certificates; null without a listener for them. */
  readonly agentUrl: string | null;
  readonly agentWsUrl: string | null;
  stop(): Promise<void>;
}

/** Opens the API: GraphQL over HTTP and WebSocket on `/graphql`, the health endpoints, and the pages. */
export async function startApi({
  schema,
  platform,
  authenticate,
  isReady,
  host,
  port,
  pages,
  explorer = false,
  issuers,
  publicOrigin = null,
  trusts = trustProxies([]),
  socketLimits,
  budget = createInProcessBudget(),
  trusted = readTrustedDocuments(),
  agents = null,
}: ApiOptions): Promise<Api> {
  const { log, metrics } = platform;
  const executor = createExecutor(schema);
  // Who asks is told by a certificate where one came, and by the token otherwise.
  const whoBy =
    (byToken: SignIn) =>
    async ({ authorization, certificate }: Proof, address: string): Promise<Actor | null> =>
      certificate === null ? byToken(authorization, address) : ((await agents?.authenticate(certificate, address)) ?? null);
  const signIn = whoBy(createSignIn(authenticate, budget));
  const admit = createAdmission({
    schema,
    budget,
    trusted,
    explorer,
    policyOf: ({ tenantId }) => platform.tenants.byId(tenantId).api,
  });
  const contextOf = async (proof: Proof, address: string): Promise<GraphQLContext> => {
    const actor = await signIn(proof, address);
    if (!actor) throw new Fault('UNAUTHENTICATED', { tell: 'Send a valid credential as `Authorization: Bearer <key>`.' });
    return createContext({ actor, platform, sourceIp: address });
  };
  const fastify = Fastify({ bodyLimit: LIMITS.bodyBytes, trustProxy: trusts });
  countRequests(fastify, metrics);
  answerInGraphQL(fastify, log);
  registerHealth(fastify, isReady);
  const stopApollo = await registerHttpApi(fastify, { schema, executor, contextOf, admit, log, metrics });
  if (issuers) await fastify.register(issuers.pages);
  await registerTelemetryRoute(fastify, { platform, contextOf, budget });
  if (pages) await fastify.register(pages);
  // The framework's own answer repeats the path.
  else fastify.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found' }));
  await listen(fastify, { host, port });
  const agentListener = agents && (await openAgentListener(agents, fastify.routing));
  const sockets = [fastify.server, ...(agentListener ? [agentListener.server] : [])].map((server) =>
    openSockets(server, { schema, executor, platform, authenticate: whoBy(authenticate), signIn, admit, trusts }, socketLimits),
  );
  // A server that listens on a TCP port has an AddressInfo.
  const { port: openPort } = fastify.server.address() as AddressInfo;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${openPort}`;
  issuers?.settle(publicOrigin ?? `http://${authority}`);
  return {
    url: `http://${authority}/graphql`,
    wsUrl: `ws://${authority}/graphql`,
    port: openPort,
    agentUrl: agentListener?.url ?? null,
    agentWsUrl: agentListener?.wsUrl ?? null,
    async stop() {
      await Promise.all(sockets.map((one) => one.stop()));
      await agentListener?.stop();
      await fastify.close();
      await stopApollo();
    },
  };
}

async function listen(fastify: FastifyInstance, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await fastify.listen({ host, port });
  } catch (error) {
    await fastify.close();
    throw isPortTaken(error)
      ? new Fault('UNAVAILABLE', {
          tell: `Port ${port} on ${host} is in use by another program; stop it or choose another port.`,
          cause: error,
        })
      : error;
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function countRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    metrics.httpRequest({ route, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 });
  });
}

/** A body that is not JSON, or too large, is answered in the form that GraphQL clients read. */
function answerInGraphQL(fastify: FastifyInstance, log: Log): void {
  const { mask } = createErrorMask(log);
  fastify.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    const refusal = new GraphQLError(error.message, { extensions: { code: status === 413 ? 'QUERY_TOO_LARGE' : 'BAD_REQUEST' } });
    return reply.code(status).send({ errors: [mask(status < 500 ? refusal : error)] });
  });
}

function registerHealth(fastify: FastifyInstance, isReady: () => Promise<boolean>): void {
  fastify.get('/healthz', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    const ready = await isReady().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' });
  });
}
