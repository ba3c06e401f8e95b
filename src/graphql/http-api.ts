import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { Fault } from '../platform/fault.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Admit, Admitted, Cost } from './admission.ts';
import type { GraphQLContext } from './context.ts';
import { codeOf, createErrorMask, requestError } from './errors.ts';
import type { Executor } from './executor.ts';
import { LIMITS } from './limits.ts';
import { type Proof, proofOf } from './proof.ts';
import { CLIENT_HEADER } from './trusted-documents.ts';

/** Whoever asks over HTTP; throws a fault when nobody proves to. */
export type ContextOf = (proof: Proof, sourceIp: string) => Promise<GraphQLContext>;

interface HttpApi {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly contextOf: ContextOf;
  readonly admit: Admit;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Serves GraphQL over HTTP on `/graphql`. Returns how to stop it. */
export async function registerHttpApi(
  fastify: FastifyInstance,
  { schema, executor, contextOf, admit, log, metrics }: HttpApi,
): Promise<() => Promise<void>> {
  const { mask, plugin } = createErrorMask(log);
  const apollo = new ApolloServer<GraphQLContext>({
    gateway: gatewayOf(schema, executor),
    introspection: true,
    // A page of another origin cannot add an Authorization header without asking first, so it proves a request wanted.
    csrfPrevention: { requestHeaders: ['authorization', 'apollo-require-preflight'] },
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.validationErrors },
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => mask(error),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      plugin,
      admissionPlugin(admit),
      legacyStatusPlugin,
      countingPlugin(metrics),
    ],
    logger: {
      debug: (text) => log.debug(text),
      info: (text) => log.debug(text),
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
  });
  await apollo.start();
  await fastify.register(fastifyApollo(apollo), {
    context: (request: FastifyRequest, reply: FastifyReply) => contextOfRequest(contextOf, request, reply),
  });
  return () => apollo.stop();
}

async function contextOfRequest(contextOf: ContextOf, request: FastifyRequest, reply: FastifyReply): Promise<GraphQLContext> {
  try {
    const context = await contextOf(proofOf(request), request.ip);
    void reply.header('x-request-id', context.requestId).header('cache-control', 'no-store');
    return context;
  } catch (error) {
    throw error instanceof Fault ? requestError(error) : error;
  }
}

/** Apollo's door for another executor: its results pass through the same formatting as those of graphql-js. */
function gatewayOf(
  schema: GraphQLSchema,
  executor: Executor,
): NonNullable<ConstructorParameters<typeof ApolloServer>[0]['gateway']> {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        executor({ document, operationName: request.operationName, variableValues: request.variables, contextValue: context }),
    }),
    stop: async () => undefined,
  };
}

const NEEDS_SOCKET = 'Subscriptions are answered on a WebSocket of this address, by the protocol graphql-transport-ws.';

/** Apollo overwrites the code of errors from validation rules; this hook comes next and keeps it. */
function admissionPlugin(admit: Admit): ApolloServerPlugin<GraphQLContext> {
  return {
    async requestDidStart() {
      let admitted: Admitted | null = null;
      return {
        async didResolveOperation({ document, operation, operationName, request: { variables, http }, contextValue: { actor } }) {
          // Apollo answers next that there is no such operation.
          if (!operation) return;
          try {
            if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw new Fault('BAD_USER_INPUT', { tell: NEEDS_SOCKET });
            admitted = await admit({ document, operationName, variables, actor, clientId: http?.headers.get(CLIENT_HEADER) });
          } catch (error) {
            throw error instanceof Fault ? requestError(error) : error;
          }
        },
        async willSendResponse({ response: { body, http } }) {
          if (!admitted || body.kind !== 'single') return;
          const cost = admitted.settle(body.singleResult.data);
          body.singleResult.extensions = { ...body.singleResult.extensions, cost };
          for (const [name, part] of COST_HEADERS) http.headers.set(name, String(cost[part]));
        },
      };
    },
  };
}

/** Counts operations by what came of them. The errors are masked by then: their codes are those of a closed list. */
function countingPlugin(metrics: Metrics): ApolloServerPlugin<GraphQLContext> {
  return {
    async contextCreationDidFail({ error }) {
      metrics.operation({ transport: 'http', type: 'none', outcome: codeOf(error), seconds: null });
    },
    async requestDidStart() {
      const startedAtMs = performance.now();
      return {
        async willSendResponse({ operation, response: { body } }) {
          const code = body.kind === 'single' ? body.singleResult.errors?.[0]?.extensions?.['code'] : undefined;
          metrics.operation({
            transport: 'http',
            type: operation?.operation ?? 'none',
            outcome: typeof code === 'string' ? code : 'OK',
            seconds: (performance.now() - startedAtMs) / 1_000,
          });
        },
      };
    },
  };
}

const COST_HEADERS: readonly (readonly [string, keyof Cost])[] = [
  ['x-cost-requested-points', 'requestedPoints'],
  ['x-cost-actual-points', 'actualPoints'],
  ['x-cost-remaining-points', 'remainingPoints'],
  ['x-cost-reset-at', 'resetAt'],
];

const REFUSED_WHOLE: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'QUERY_TOO_LARGE',
]);

/** GraphQL over HTTP asks for 200 on a well-formed request when the client does not know `application/graphql-response+json`. */
const legacyStatusPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      const { body, http } = response;
      if (http.status !== 400 || body.kind !== 'single') return;
      if (request.http?.headers.get('accept')?.includes('application/graphql-response+json')) return;
      if (body.singleResult.errors?.every(({ extensions }) => REFUSED_WHOLE.has(extensions?.['code']))) http.status = 200;
    },
  }),
};
