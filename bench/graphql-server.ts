/** One server of the GraphQL bench, in a process of its own: tells its address, and its processor time when asked. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createYoga } from 'graphql-yoga';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startApi } from '../src/graphql/server.ts';
import type { Actor } from '../src/modules/tenancy/index.ts';
import { WorldClock } from '../src/platform/clock.ts';
import { RequestLoaders } from '../src/platform/loader.ts';
import { createLog } from '../src/platform/log.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import type { Services } from '../src/modules/module.ts';
import { type ServerReady, startFleetApi, UNHURRIED } from './graphql-fleet.ts';
import { staticSchema } from './graphql-static.ts';

export type ServerKind = 'ours' | 'oursStatic' | 'apollo' | 'yoga';

const HOST = '127.0.0.1';
type Context = Pick<RequestLoaders<null>, 'load'>;

/** A plain object: yoga copies the context's own properties. */
function newContext(): Context {
  const loaders = new RequestLoaders(null);
  return { load: (definition, key) => loaders.load(definition, key) };
}

const STARTERS: Readonly<Record<ServerKind, () => Promise<ServerReady>>> = {
  ours: startFleetApi,
  async oursStatic() {
    const log = createLog({ level: 'error' });
    // The static resolvers lean on the context's loaders only.
    const platform = {
      log,
      metrics: createMetrics(),
      clock: WorldClock.start(),
      tenants: { byId: () => ({ api: UNHURRIED }) },
    } as unknown as Services;
    // They never ask who is calling.
    const actor = { kind: 'api-key', tenantId: 'static', credentialId: 'static' } as unknown as Actor;
    const authenticate = async (): Promise<Actor> => actor;
    const api = await startApi({
      schema: staticSchema(),
      platform,
      authenticate,
      isReady: async () => true,
      host: HOST,
      port: 0,
    });
    return { url: api.url, authorization: 'Bearer static', stop: () => api.stop() };
  },
  async apollo() {
    const apollo = new ApolloServer<Context>({ schema: staticSchema() });
    const { url } = await startStandaloneServer(apollo, { listen: { port: 0, host: HOST }, context: async () => newContext() });
    return { url, authorization: '', stop: () => apollo.stop() };
  },
  async yoga() {
    const yoga = createYoga({ schema: staticSchema(), context: newContext, logging: false });
    const server = createServer((request, response) => void yoga(request, response));
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    // It listens on TCP.
    const { port } = server.address() as AddressInfo;
    return { url: `http://${HOST}:${port}/graphql`, authorization: '', stop: async () => server.closeAllConnections() };
  },
};

const [kind] = process.argv.slice(2);
if (!isKind(kind)) throw new Error(`bench/graphql-server.ts needs one of ${Object.keys(STARTERS).join(', ')}`);
const { url, authorization, stop } = await STARTERS[kind]();
process.on('message', (question) => {
  if (question === 'stop') return void stop().then(() => process.exit(0));
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000 });
});
// Its parent is gone: nobody else will stop it.
process.on('disconnect', () => void stop().finally(() => process.exit(1)));
process.send?.({ url, authorization });

function isKind(value: string | undefined): value is ServerKind {
  return value !== undefined && value in STARTERS;
}
