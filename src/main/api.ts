import path from 'node:path';
import { dashboardPages } from '../graphql/pages.ts';
import { apiSchema } from '../graphql/resolvers.ts';
import { startApi } from '../graphql/server.ts';
import { trustProxies } from '../platform/client-address.ts';
import { readRoleConfig } from './config.ts';
import { agentDoor, openAuthority } from './open-authority.ts';
import { openRole } from './open-role.ts';
import { asked, runProcess } from './run-process.ts';
import { isReady, ROOT } from './wiring.ts';

/** The API and the pages: stateless, as many processes as the load asks for. */
await runProcess(async (signal) => {
  const config = readRoleConfig(process.env, ['REDIS_URL']);
  const { host, devices: settings } = config;
  const authority = await openAuthority(settings, null);
  const { services, authenticate, authenticateCertificate, budget, issuers, stop } = await openRole(config, authority);
  const door = authority && (await agentDoor({ authority, host, settings, authenticate: authenticateCertificate }));
  const api = await startApi({
    schema: apiSchema(),
    platform: services,
    authenticate,
    budget,
    issuers,
    publicOrigin: config.publicUrl,
    trusts: trustProxies(config.trustedProxies),
    isReady: () => isReady(services),
    host,
    port: config.port,
    pages: dashboardPages(path.join(ROOT, 'dashboard/dist'), { explorer: config.explorer }),
    explorer: config.explorer,
    agents: door && { ...door, port: settings.agentPort },
  });
  services.log.info({ url: api.url, agentUrl: api.agentUrl }, 'the API is open');
  await asked(signal);
  await api.stop();
  await stop();
});
