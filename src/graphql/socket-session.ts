import { type ExecutionArgs, getOperationAST, type GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { CloseCode, type Context, type ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { type Actor, hasExpired } from '../modules/tenancy/index.ts';
import type { ApiPolicy } from '../platform/api-policy.ts';
import type { ClientCertificate } from '../platform/client-certificate.ts';
import { Fault, type FaultCode } from '../platform/fault.ts';
import { background } from '../platform/log.ts';
import type { Services } from '../modules/module.ts';
import type { Admit, Admitted } from './admission.ts';
import type { GraphQLContext } from './context.ts';
import { createContext } from './create-context.ts';
import { codeOf, createErrorMask, requestError } from './errors.ts';
import type { Executor } from './executor.ts';
import type { Proof } from './proof.ts';
import type { SharedSocket } from './shared-message.ts';
import { createPreparation, runOperation, type Running } from './socket-operations.ts';
import { SocketCounts } from './socket-counts.ts';
import { type HubLimits, SubscriptionHub } from './subscription-hub.ts';

export interface SessionOptions {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly platform: Services;
  readonly authenticate: (proof: Proof, address: string) => Promise<Actor | null>;
  readonly signIn: (proof: Proof, address: string) => Promise<Actor | null>;
  readonly admit: Admit;
}

export interface SessionLimits extends HubLimits {
  readonly operationsPerSocket: number;
  readonly initSeconds: number;
  readonly recheckSeconds: number;
}

/** What stands beside each socket; the session begins when the connection is acknowledged. */
export interface Extra extends SharedSocket {
  readonly socket: WebSocket;
  readonly certificate: ClientCertificate | null;
  readonly address: string;
  session: Session | null;
}

interface Session {
  actor: Actor;
  readonly clientId: string | null;
  readonly rechecking: NodeJS.Timeout;
  readonly leave: () => void;
}

/** What stands behind an operation that was let in. */
interface Accepted {
  readonly extra: Extra;
  /** The subscription's, chosen by its client. */
  readonly id: string;
  readonly admitted: Admitted;
  readonly acceptedAtMs: number;
}

type Params = Record<string, unknown>;
type SocketContext = Context<Params, Extra>;

/** How graphql-ws is to treat connections and operations: who may connect, what may run, what errors may say. */
export function sessionOptions(options: SessionOptions, limits: SessionLimits): ServerOptions<Params, Extra> {
  const { schema, executor, platform, admit } = options;
  const prepare = createPreparation(schema);
  const { mask } = createErrorMask(platform.log);
  const hub = new SubscriptionHub({ schema, executor, platform, mask, limits });
  const subscriptions = new SocketCounts('subscriptions', platform.metrics.subscriptions);
  const policyOf = ({ tenantId }: Actor): ApiPolicy => platform.tenants.byId(tenantId).api;
  const { onConnect, onClose } = connections(options, { ...limits, policyOf });

  const run = (args: ExecutionArgs): ReturnType<typeof runOperation> => {
    // `onSubscribe` has put it there.
    const { extra, id, admitted } = args.contextValue as Accepted;
    const begin = (): (() => void) => {
      const { actor } = sessionOf(extra);
      const { tenantSubscriptionCount: tenant, credentialSubscriptionCount: credential } = policyOf(actor);
      return subscriptions.enter(actor, { tenant, credential });
    };
    const share: Running['share'] = (stream, asked) => {
      const { actor } = sessionOf(extra);
      return hub.join({ ...asked, stream, actor, id, target: extra, actorNow: () => extra.session?.actor ?? null });
    };
    const running = runOperation(args, { executor, admitted, begin, share, freshContext: () => contextOf(extra, platform) });
    return running.catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      admitted.settle(null);
      return { errors: [requestError(error)] };
    });
  };

  return {
    connectionInitWaitTimeout: limits.initSeconds * 1_000,
    onConnect,
    onClose,
    async onSubscribe({ subscriptions: operations, extra }, id, payload) {
      // The new operation is among them already.
      if (Object.keys(operations).length > limits.operationsPerSocket) {
        const tell = `At most ${limits.operationsPerSocket} operations may run on one connection at a time.`;
        return [requestError(new Fault('QUERY_TOO_LARGE', { tell }))];
      }
      const document = prepare(payload);
      if (!('kind' in document)) return document;
      const { operationName = null, variables = null } = payload;
      try {
        const { actor, clientId } = sessionOf(extra);
        const admitted = await admit({ document, operationName, variables, actor, clientId });
        const contextValue: Accepted = { extra, id, admitted, acceptedAtMs: performance.now() };
        return { schema, document, operationName, variableValues: variables, contextValue };
      } catch (error) {
        if (error instanceof Fault) return [requestError(error)];
        throw error;
      }
    },
    execute: run,
    subscribe: run,
    onNext(_socket, _id, _payload, _args, result) {
      const { data, errors, extensions } = result;
      if (!errors) return undefined;
      return {
        ...(data !== undefined && { data }),
        ...(extensions && { extensions }),
        errors: errors.map((error) => mask(error)),
      };
    },
    onOperation: (_socket, _id, _payload, args, result) => count(platform, args, 'errors' in result ? result.errors : undefined),
    onError(_socket, _id, _payload, errors) {
      platform.metrics.operation({ transport: 'websocket', type: 'none', outcome: codeOf(errors[0]), seconds: null });
      return errors.map((error) => mask(error));
    },
  };
}

/** How a socket ends for which nobody can say now who asks. */
const CLOSED_WITH: ReadonlyMap<FaultCode, number> = new Map([
  ['RATE_LIMITED', CloseCode.TooManyInitialisationRequests],
  ['UNAVAILABLE', 1013],
]);
/** Counts an operation that was let in: a query or mutation when it has been answered, a subscription when it begins. */
function count({ metrics }: Services, args: ExecutionArgs, errors: readonly GraphQLError[] | undefined): void {
  const type = getOperationAST(args.document, args.operationName)?.operation;
  // `onSubscribe` has put it there.
  const { acceptedAtMs } = args.contextValue as Accepted;
  metrics.operation({
    transport: 'websocket',
    type: type ?? 'none',
    outcome: errors?.[0] ? codeOf(errors[0]) : 'OK',
    seconds: type === OperationTypeNode.SUBSCRIPTION ? null : (performance.now() - acceptedAtMs) / 1_000,
  });
}

/** Who may connect and how many at once; a credential is looked at again while its socket is open. */
function connections(
  { platform, authenticate, signIn }: SessionOptions,
  { recheckSeconds, policyOf }: SessionLimits & { readonly policyOf: (actor: Actor) => ApiPolicy },
) {
  const sockets = new SocketCounts('connections', platform.metrics.connections);

  const recheck = async (extra: Extra, proof: Proof): Promise<void> => {
    // What has ended needs nobody who answers to be refused.
    const isOver = extra.session !== null && hasExpired(extra.session.actor, platform.wallNow());
    const actor = isOver ? null : await authenticate(proof, extra.address);
    if (!extra.session) return;
    if (actor?.tenantId === extra.session.actor.tenantId) extra.session.actor = actor;
    else extra.socket.close(CloseCode.Forbidden, 'The credential is no longer valid');
  };

  const connect = async ({ connectionParams, extra }: SocketContext): Promise<boolean> => {
    const authorization = connectionParams?.['authorization'];
    const { certificate } = extra;
    if (typeof authorization !== 'string' && certificate === null) return false;
    const proof = { authorization: typeof authorization === 'string' ? authorization : undefined, certificate };
    const actor = await signIn(proof, extra.address);
    if (!actor || extra.socket.readyState !== extra.socket.OPEN) return false;
    const { tenantSocketCount: tenant, credentialSocketCount: credential } = policyOf(actor);
    const leave = sockets.enter(actor, { tenant, credential });
    const rechecking = setInterval(() => background(recheck(extra, proof), platform.log), recheckSeconds * 1_000);
    const client = connectionParams?.['client'];
    extra.session = { actor, clientId: typeof client === 'string' ? client : null, rechecking, leave };
    return true;
  };

  const onConnect = async (context: SocketContext): Promise<boolean> => {
    try {
      return await connect(context);
    } catch (error) {
      const code = error instanceof Fault ? CLOSED_WITH.get(error.code) : undefined;
      if (!(error instanceof Fault) || code === undefined) throw error;
      // A close frame holds 123 bytes of text.
      context.extra.socket.close(code, error.message.slice(0, 120));
      return false;
    }
  };

  const onClose = ({ extra }: SocketContext): void => {
    if (!extra.session) return;
    clearInterval(extra.session.rechecking);
    extra.session.leave();
    extra.session = null;
  };

  return { onConnect, onClose };
}

function sessionOf({ session }: Extra): Session {
  if (!session) throw new Fault('UNAUTHENTICATED', { tell: 'The connection is closed.' });
  return session;
}

function contextOf(extra: Extra, platform: Services): GraphQLContext {
  return createContext({ actor: sessionOf(extra).actor, platform, sourceIp: extra.address });
}
