import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { CloseCode, type Context, type ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Actor } from '../modules/tenancy/index.ts';
import type { ClientCertificate } from '../platform/client-certificate.ts';
import { Fault } from '../platform/fault.ts';
import { background } from '../platform/log.ts';
import type { Platform } from '../platform/platform.ts';
import type { GraphQLContext } from './context.ts';
import { createContext } from './create-context.ts';
import { createErrorMask, requestError } from './errors.ts';
import type { Executor } from './executor.ts';
import type { Proof } from './proof.ts';
import { createPreparation, runOperation } from './socket-operations.ts';

export interface SessionOptions {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly platform: Platform;
  readonly authenticate: (proof: Proof, sourceIp: string | null) => Promise<Actor | null>;
}

export interface SessionLimits {
  readonly socketsPerTenant: number;
  readonly operationsPerSocket: number;
  readonly initSeconds: number;
  readonly recheckSeconds: number;
}

/** What stands beside each socket; the session begins when the connection is acknowledged. */
export interface Extra {
  readonly socket: WebSocket;
  readonly certificate: ClientCertificate | null;
  readonly sourceIp: string | null;
  session: { actor: Actor; readonly rechecking: NodeJS.Timeout } | null;
}

type Params = Record<string, unknown>;
type SocketContext = Context<Params, Extra>;

/** How graphql-ws is to treat connections and operations: who may connect, what may run, what errors may say. */
export function sessionOptions(options: SessionOptions, limits: SessionLimits): ServerOptions<Params, Extra> {
  const { schema, executor, platform } = options;
  const prepare = createPreparation(schema);
  const { mask } = createErrorMask(platform.log);
  const { onConnect, onClose } = connections(options, limits);

  const run = (args: ExecutionArgs): ReturnType<typeof runOperation> => {
    // `onSubscribe` has put it there.
    const extra = args.contextValue as Extra;
    return runOperation(args, { executor, freshContext: () => contextOf(extra, platform) });
  };

  return {
    connectionInitWaitTimeout: limits.initSeconds * 1_000,
    onConnect,
    onClose,
    onSubscribe({ subscriptions, extra }, _id, payload) {
      // The new operation is among them already.
      if (Object.keys(subscriptions).length > limits.operationsPerSocket) {
        const tell = `At most ${limits.operationsPerSocket} operations may run on one connection at a time.`;
        return [requestError(new Fault('QUERY_TOO_LARGE', { tell }))];
      }
      const document = prepare(payload);
      if (!('kind' in document)) return document;
      const { operationName = null, variables = null } = payload;
      return { schema, document, operationName, variableValues: variables, contextValue: extra };
    },
    execute: run,
    subscribe: run,
    onNext(_socket, _id, _payload, _args, result) {
      const { data, errors } = result;
      if (!errors) return undefined;
      return { ...(data !== undefined && { data }), errors: errors.map((error) => mask(error)) };
    },
    onError(_socket, _id, _payload, errors) {
      return errors.map((error) => mask(error));
    },
  };
}

/** Who may connect and how many at once; a credential is looked at again while its socket is open. */
function connections({ platform, authenticate }: SessionOptions, limits: SessionLimits) {
  const socketCounts = new Map<string, number>();

  const recheck = async (extra: Extra, proof: Proof): Promise<void> => {
    const actor = await authenticate(proof, extra.sourceIp);
    if (!extra.session) return;
    if (actor?.tenantId === extra.session.actor.tenantId) extra.session.actor = actor;
    else extra.socket.close(CloseCode.Forbidden, 'The credential is no longer valid');
  };

  const onConnect = async ({ connectionParams, extra }: SocketContext): Promise<boolean> => {
    const authorization = connectionParams?.['authorization'];
    const { certificate } = extra;
    if (typeof authorization !== 'string' && certificate === null) return false;
    const proof = { authorization: typeof authorization === 'string' ? authorization : undefined, certificate };
    const actor = await authenticate(proof, extra.sourceIp);
    if (!actor || extra.socket.readyState !== extra.socket.OPEN) return false;
    const count = socketCounts.get(actor.tenantId) ?? 0;
    if (count >= limits.socketsPerTenant) {
      extra.socket.close(CloseCode.TooManyInitialisationRequests, 'Too many connections of this tenant');
      return false;
    }
    socketCounts.set(actor.tenantId, count + 1);
    const rechecking = setInterval(() => background(recheck(extra, proof), platform.log), limits.recheckSeconds * 1_000);
    extra.session = { actor, rechecking };
    return true;
  };

  const onClose = ({ extra }: SocketContext): void => {
    if (!extra.session) return;
    const { tenantId } = extra.session.actor;
    const count = (socketCounts.get(tenantId) ?? 1) - 1;
    if (count > 0) socketCounts.set(tenantId, count);
    else socketCounts.delete(tenantId);
    clearInterval(extra.session.rechecking);
    extra.session = null;
  };

  return { onConnect, onClose };
}

function contextOf({ session, sourceIp }: Extra, platform: Platform): GraphQLContext {
  if (!session) throw new Fault('UNAUTHENTICATED', { tell: 'The connection is closed.' });
  return createContext({ actor: session.actor, platform, sourceIp });
}
