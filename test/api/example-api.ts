/** The example schema behind the real server, for two tenants. */
import { Writable } from 'node:stream';
import pino from 'pino';
import { type Api, startApi } from '../../src/graphql/server.ts';
import type { SocketLimits } from '../../src/graphql/websocket.ts';
import type { Actor } from '../../src/modules/tenancy/index.ts';
import { type ApiPolicy, DEFAULT_API_POLICY } from '../../src/platform/api-policy.ts';
import type { TrustedDocuments } from '../../src/graphql/trusted-documents.ts';
import { WorldClock } from '../../src/platform/clock.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import type { Services } from '../../src/modules/module.ts';
import { type Example, exampleSchema } from './example-schema.ts';

export interface ExampleApi extends Api {
  readonly example: Example;
  /** Everything that was logged. */
  readonly logged: () => string;
  /** Credentials by their `Authorization` value; take one out to revoke it. */
  readonly credentials: Map<string, Actor>;
}

export async function startExampleApi({
  socketLimits = {},
  port = 0,
  policy = {},
  trusted,
  explorer = false,
}: {
  socketLimits?: Partial<SocketLimits>;
  port?: number;
  /** Of tenant one; the other has the default. */
  policy?: Partial<ApiPolicy>;
  trusted?: TrustedDocuments;
  explorer?: boolean;
} = {}): Promise<ExampleApi> {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, new Writable({ write: (line, _encoding, done) => (lines.push(String(line)), done()) }));
  const tenants = { byId: (id: string) => ({ api: { ...DEFAULT_API_POLICY, ...(id === 'one' && policy) } }) };
  // The example's resolvers and the transport lean on nothing else of the platform.
  const platform = {
    log,
    metrics: createMetrics(),
    clock: WorldClock.start(),
    wallNow: () => new Date(),
    tenants,
  } as unknown as Services;
  const credentials = new Map([
    ['Bearer one', actorOf('one')],
    ['Bearer two', actorOf('two')],
  ]);
  const example = exampleSchema();
  const api = await startApi({
    schema: example.schema,
    platform,
    authenticate: async (authorization) => credentials.get(authorization ?? '') ?? null,
    isReady: async () => true,
    host: '127.0.0.1',
    port,
    socketLimits,
    explorer,
    ...(trusted && { trusted }),
  });
  return { ...api, example, credentials, logged: () => lines.join('') };
}

function actorOf(tenantId: string): Actor {
  // Ids of the example need not be UUIDs: it has no database.
  return { kind: 'api-key', tenantId, credentialId: `key-${tenantId}`, role: 'ADMIN', partyId: null } as unknown as Actor;
}
